#include "CPNGWriter.h"

#include <png.h>
#include <setjmp.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

// libpng and zlib ask for about 280 KB a picture. Taken from the heap each time, the heap is trimmed
// and grown again for every picture, which costs more than drawing it with two threads.
#ifndef PNG_WRITER_ARENA_SIZE
#define PNG_WRITER_ARENA_SIZE (320 * 1024)
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
  uint8_t row[PNG_WRITER_MAXIMUM_WIDTH / 8];
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

static void fill_row(png_writer *writer, const png_writer_picture *picture, uint32_t module_row,
                     size_t row_bytes) {
  // A set bit is white in 1-bit greyscale.
  memset(writer->row, 0xff, row_bytes);
  const uint8_t *modules = picture->modules + (size_t)module_row * picture->side_in_modules;
  const uint32_t scale = picture->pixels_per_module;
  for (uint32_t column = 0; column < picture->side_in_modules; column++) {
    if ((modules[column] & 1) == 0) continue;
    uint32_t left = (column + picture->quiet_zone_in_modules) * scale;
    if (scale == 8) {
      writer->row[left / 8] = 0;
      continue;
    }
    for (uint32_t x = left; x < left + scale; x++) {
      writer->row[x / 8] &= (uint8_t)~(0x80u >> (x % 8));
    }
  }
}

static void write_picture(png_writer *writer, const png_writer_picture *picture, uint32_t width) {
  png_structp png = writer->png;
  const uint32_t scale = picture->pixels_per_module;
  const uint32_t margin = picture->quiet_zone_in_modules * scale;
  const size_t row_bytes = ((size_t)width + 7) / 8;

  png_set_write_fn(png, writer, on_write, on_flush);
  png_set_compression_level(png, picture->compression_level);
  png_set_filter(png, PNG_FILTER_TYPE_BASE, PNG_FILTER_NONE);
  png_set_IHDR(png, writer->info, width, width, 1, PNG_COLOR_TYPE_GRAY, PNG_INTERLACE_NONE,
               PNG_COMPRESSION_TYPE_DEFAULT, PNG_FILTER_TYPE_DEFAULT);
  if (picture->pixels_per_metre > 0) {
    png_set_pHYs(png, writer->info, picture->pixels_per_metre, picture->pixels_per_metre,
                 PNG_RESOLUTION_METER);
  }
  png_write_info(png, writer->info);

  memset(writer->row, 0xff, row_bytes);
  for (uint32_t y = 0; y < margin; y++) png_write_row(png, writer->row);
  for (uint32_t module_row = 0; module_row < picture->side_in_modules; module_row++) {
    fill_row(writer, picture, module_row, row_bytes);
    for (uint32_t y = 0; y < scale; y++) png_write_row(png, writer->row);
  }
  memset(writer->row, 0xff, row_bytes);
  for (uint32_t y = 0; y < margin; y++) png_write_row(png, writer->row);
  png_write_end(png, NULL);
}

static int fail(png_writer_result *result, const char *message) {
  snprintf(result->message, sizeof result->message, "%s", message);
  return 0;
}

png_writer *png_writer_create(void) {
  png_writer *writer = malloc(sizeof *writer);
  if (writer == NULL) return NULL;
  writer->png = NULL;
  writer->info = NULL;
  writer->bytes = NULL;
  writer->capacity = 0;
  writer->overflows = NULL;
  writer->arena_used = 0;
  return writer;
}

void png_writer_destroy(png_writer *writer) {
  if (writer == NULL) return;
  free(writer->bytes);
  free(writer);
}

int png_writer_write(png_writer *writer, const png_writer_picture *picture,
                     png_writer_result *result) {
  memset(result, 0, sizeof *result);
  // 64-bit arithmetic: three 32-bit factors could wrap and slip under the limit.
  const uint64_t modules =
      (uint64_t)picture->side_in_modules + 2 * (uint64_t)picture->quiet_zone_in_modules;
  if (picture->modules == NULL || picture->side_in_modules == 0 || picture->pixels_per_module == 0 ||
      modules > PNG_WRITER_MAXIMUM_WIDTH ||
      picture->pixels_per_module > PNG_WRITER_MAXIMUM_WIDTH / modules) {
    return fail(result, "picture size out of range");
  }
  if (picture->compression_level < 0 || picture->compression_level > 9) {
    return fail(result, "compression level out of range");
  }
  const uint32_t width = (uint32_t)modules * picture->pixels_per_module;

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
      write_picture(writer, picture, width);
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

const char *png_writer_library_version(void) { return png_get_libpng_ver(NULL); }
