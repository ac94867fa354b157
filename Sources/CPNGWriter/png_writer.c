#include "CPNGWriter.h"
#include "module_deflate.h"

#include <png.h>
#include <setjmp.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

// libpng asks for about 2 KB a picture. Taken from the heap each time, two threads wait for each other.
// zlib asks for 270 KB more and gets it from the heap.
#ifndef PNG_WRITER_ARENA_SIZE
#define PNG_WRITER_ARENA_SIZE (16 * 1024)
#endif

// A piece of memory beside the arena, for a library that asks for more than expected.
typedef struct overflow {
  struct overflow *next;
  max_align_t memory[];
} overflow;

// Everything that changes after setjmp lives here, behind a pointer, so that a longjmp cannot
// leave it half in a register (C11, 7.13.2.1 paragraph 3).
struct png_writer {
  jmp_buf jump;
  png_structp png;
  png_infop info;
  uint8_t *bytes;
  size_t count;
  size_t capacity;
  char *message;
  size_t message_size;
  overflow *overflows;
  size_t arena_used;
  // The picture's different rows, how often each comes, and all of them compressed.
  uint8_t *lines;
  uint32_t *repetitions;
  uint8_t *compressed;
  size_t line_capacity;
  size_t repetition_capacity;
  size_t compressed_capacity;
  max_align_t arena[PNG_WRITER_ARENA_SIZE / sizeof(max_align_t)];
};

static void on_error(png_structp png, png_const_charp text) {
  png_writer *writer = png_get_error_ptr(png);
  snprintf(writer->message, writer->message_size, "%s", text);
  longjmp(writer->jump, 1);
}

static png_voidp on_allocate(png_structp png, png_alloc_size_t size) {
  png_writer *writer = png_get_mem_ptr(png);
  const size_t unit = sizeof(max_align_t);
  if (size > SIZE_MAX - unit - sizeof(overflow)) return NULL;
  const size_t rounded = (size + unit - 1) / unit * unit;
  if (rounded <= sizeof writer->arena - writer->arena_used) {
    void *memory = (uint8_t *)writer->arena + writer->arena_used;
    writer->arena_used += rounded;
    return memory;
  }
  overflow *piece = malloc(sizeof(overflow) + rounded);
  if (piece == NULL) return NULL;
  piece->next = writer->overflows;
  writer->overflows = piece;
  return piece->memory;
}

// Everything is given back at once when the picture is done.
static void on_free(png_structp png, png_voidp memory) {
  (void)png;
  (void)memory;
}

static void release_memory(png_writer *writer) {
  while (writer->overflows != NULL) {
    overflow *next = writer->overflows->next;
    free(writer->overflows);
    writer->overflows = next;
  }
  writer->arena_used = 0;
}

static void on_warning(png_structp png, png_const_charp text) {
  (void)png;
  (void)text;
}

static void on_write(png_structp png, png_bytep data, size_t length) {
  png_writer *writer = png_get_io_ptr(png);
  if (length > writer->capacity - writer->count) {
    size_t wanted = writer->capacity == 0 ? 4096 : writer->capacity * 2;
    while (length > wanted - writer->count) wanted *= 2;
    uint8_t *grown = realloc(writer->bytes, wanted);
    if (grown == NULL) png_error(png, "out of memory");
    writer->bytes = grown;
    writer->capacity = wanted;
  }
  memcpy(writer->bytes + writer->count, data, length);
  writer->count += length;
}

static void on_flush(png_structp png) { (void)png; }

// Memory for `wanted` bytes in place of `old`, whose content may go.
static void *reserve(png_writer *writer, void *old, size_t *capacity, size_t wanted) {
  if (wanted <= *capacity) return old;
  void *grown = realloc(old, wanted);
  if (grown == NULL) png_error(writer->png, "out of memory");
  *capacity = wanted;
  return grown;
}

static void fill_line(uint8_t *line, const png_writer_picture *picture, const uint8_t *modules) {
  const uint32_t scale = picture->pixels_per_module;
  for (uint32_t column = 0; column < picture->side_in_modules; column++) {
    if ((modules[column] & 1) == 0) continue;
    const uint32_t left = (column + picture->quiet_zone_in_modules) * scale;
    if (scale == 8) {
      line[left / 8] = 0;
      continue;
    }
    for (uint32_t x = left; x < left + scale; x++) line[x / 8] &= (uint8_t)~(0x80u >> (x % 8));
  }
}

// The rows of the picture, each once: the quiet zone, the modules, the quiet zone.
static module_deflate_picture fill_lines(png_writer *writer, const png_writer_picture *picture,
                                         uint32_t width) {
  const uint32_t side = picture->side_in_modules;
  const uint32_t scale = picture->pixels_per_module;
  const uint32_t margin = picture->quiet_zone_in_modules > 0;
  const uint32_t count = side + 2 * margin;
  // Filter 0, none (PNG specification, section 9.2).
  const uint32_t bytes = 1 + (width + 7) / 8;
  writer->lines =
      reserve(writer, writer->lines, &writer->line_capacity, (size_t)count * bytes);
  writer->repetitions = reserve(writer, writer->repetitions, &writer->repetition_capacity,
                                count * sizeof *writer->repetitions);
  // A set bit is white in 1-bit greyscale.
  memset(writer->lines, 0xff, (size_t)count * bytes);
  for (uint32_t line = 0; line < count; line++) {
    uint8_t *first = writer->lines + (size_t)line * bytes;
    first[0] = 0;
    const int is_quiet = line < margin || line >= margin + side;
    writer->repetitions[line] = is_quiet ? picture->quiet_zone_in_modules * scale : scale;
    if (!is_quiet) {
      fill_line(first + 1, picture, picture->modules + (size_t)(line - margin) * side);
    }
  }
  return (module_deflate_picture){writer->lines, writer->repetitions, count, bytes};
}

static void write_compressed(png_writer *writer, const module_deflate_picture *rows) {
  writer->compressed = reserve(writer, writer->compressed, &writer->compressed_capacity,
                               module_deflate_bound(rows));
  const size_t length = module_deflate_write(rows, writer->compressed);
  png_write_chunk(writer->png, (png_const_bytep)"IDAT", writer->compressed, length);
  // libpng ends only pictures whose rows it compressed itself.
  png_write_chunk(writer->png, (png_const_bytep)"IEND", NULL, 0);
}

static void write_rows(png_writer *writer, const module_deflate_picture *rows) {
  for (uint32_t line = 0; line < rows->line_count; line++) {
    const uint8_t *row = rows->lines + (size_t)line * rows->line_bytes + 1;
    for (uint32_t y = 0; y < rows->repetitions[line]; y++) png_write_row(writer->png, row);
  }
  png_write_end(writer->png, NULL);
}

static void write_picture(png_writer *writer, const void *drawn) {
  const png_writer_picture *picture = drawn;
  const uint32_t width = picture->pixels_per_module *
                         (picture->side_in_modules + 2 * picture->quiet_zone_in_modules);
  png_structp png = writer->png;
  png_set_IHDR(png, writer->info, width, width, 1, PNG_COLOR_TYPE_GRAY, PNG_INTERLACE_NONE,
               PNG_COMPRESSION_TYPE_DEFAULT, PNG_FILTER_TYPE_DEFAULT);
  if (picture->pixels_per_metre > 0) {
    png_set_pHYs(png, writer->info, picture->pixels_per_metre, picture->pixels_per_metre,
                 PNG_RESOLUTION_METER);
  }
  const module_deflate_picture rows = fill_lines(writer, picture, width);
  if (picture->compression_level == PNG_WRITER_MODULE_DEFLATE) {
    png_write_info(png, writer->info);
    write_compressed(writer, &rows);
  } else {
    png_set_compression_level(png, picture->compression_level);
    png_write_info(png, writer->info);
    write_rows(writer, &rows);
  }
}

static void write_indexed_picture(png_writer *writer, const void *drawn) {
  const png_writer_indexed_picture *picture = drawn;
  const uint32_t side = picture->side;
  png_structp png = writer->png;
  png_set_IHDR(png, writer->info, side, side, 8, PNG_COLOR_TYPE_PALETTE, PNG_INTERLACE_NONE,
               PNG_COMPRESSION_TYPE_DEFAULT, PNG_FILTER_TYPE_DEFAULT);
  png_color palette[PNG_MAX_PALETTE_LENGTH];
  for (uint32_t colour = 0; colour < picture->colour_count; colour++) {
    const uint8_t *parts = picture->palette + 3 * (size_t)colour;
    palette[colour] = (png_color){parts[0], parts[1], parts[2]};
  }
  png_set_PLTE(png, writer->info, palette, (int)picture->colour_count);
  png_write_info(png, writer->info);

  const uint32_t bytes = 1 + side;
  writer->lines = reserve(writer, writer->lines, &writer->line_capacity, (size_t)side * bytes);
  writer->repetitions = reserve(writer, writer->repetitions, &writer->repetition_capacity,
                                side * sizeof *writer->repetitions);
  for (uint32_t line = 0; line < side; line++) {
    uint8_t *first = writer->lines + (size_t)line * bytes;
    first[0] = 0;
    memcpy(first + 1, picture->indexes + (size_t)line * side, side);
    writer->repetitions[line] = 1;
  }
  const module_deflate_picture rows = {writer->lines, writer->repetitions, side, bytes};
  write_compressed(writer, &rows);
}

static int fail(png_writer_result *result, const char *message) {
  snprintf(result->message, sizeof result->message, "%s", message);
  return 0;
}

png_writer *png_writer_create(void) {
  return calloc(1, sizeof(png_writer));
}

void png_writer_destroy(png_writer *writer) {
  if (writer == NULL) return;
  free(writer->bytes);
  free(writer->lines);
  free(writer->repetitions);
  free(writer->compressed);
  free(writer);
}

// Runs one of the functions above inside libpng's error path; returns 1 when it came to its end.
static int write(png_writer *writer, png_writer_result *result,
                 void (*draw)(png_writer *, const void *), const void *picture) {
  writer->count = 0;
  writer->message = result->message;
  writer->message_size = sizeof result->message;
  volatile int done = 0;
  if (setjmp(writer->jump) == 0) {
    writer->png = png_create_write_struct_2(PNG_LIBPNG_VER_STRING, writer, on_error, on_warning,
                                            writer, on_allocate, on_free);
    if (writer->png != NULL) writer->info = png_create_info_struct(writer->png);
    if (writer->info == NULL) {
      if (result->message[0] == '\0') fail(result, "out of memory");
    } else {
      png_set_write_fn(writer->png, writer, on_write, on_flush);
      png_set_filter(writer->png, PNG_FILTER_TYPE_BASE, PNG_FILTER_NONE);
      draw(writer, picture);
      done = 1;
    }
  }

  if (writer->png != NULL) png_destroy_write_struct(&writer->png, &writer->info);
  writer->info = NULL;
  release_memory(writer);
  if (done) {
    result->bytes = writer->bytes;
    result->count = writer->count;
  }
  return done;
}

int png_writer_write(png_writer *writer, const png_writer_picture *picture,
                     png_writer_result *result) {
  memset(result, 0, sizeof *result);
  // 64-bit arithmetic: three 32-bit factors could wrap and slip under the limit.
  const uint64_t modules =
      (uint64_t)picture->side_in_modules + 2 * (uint64_t)picture->quiet_zone_in_modules;
  if (picture->modules == NULL || picture->side_in_modules == 0 || picture->pixels_per_module == 0 ||
      modules > PNG_WRITER_MAXIMUM_WIDTH ||
      modules * picture->pixels_per_module < PNG_WRITER_MINIMUM_WIDTH ||
      picture->pixels_per_module > PNG_WRITER_MAXIMUM_WIDTH / modules) {
    return fail(result, "picture size out of range");
  }
  if (picture->compression_level < PNG_WRITER_MODULE_DEFLATE || picture->compression_level > 9) {
    return fail(result, "compression level out of range");
  }
  return write(writer, result, write_picture, picture);
}

int png_writer_write_indexed(png_writer *writer, const png_writer_indexed_picture *picture,
                             png_writer_result *result) {
  memset(result, 0, sizeof *result);
  if (picture->indexes == NULL || picture->palette == NULL ||
      picture->side < PNG_WRITER_MINIMUM_WIDTH || picture->side > PNG_WRITER_MAXIMUM_WIDTH ||
      picture->colour_count == 0 || picture->colour_count > PNG_MAX_PALETTE_LENGTH) {
    return fail(result, "picture size out of range");
  }
  return write(writer, result, write_indexed_picture, picture);
}

const char *png_writer_library_version(void) { return png_get_libpng_ver(NULL); }
