#include "CPNGReader.h"

#include <png.h>
#include <setjmp.h>
#include <stdio.h>
#include <string.h>

// A picture of modules.
typedef struct {
  uint32_t side, quiet, scale;
  uint8_t *modules;
} png_reader_form;

// Everything that changes after setjmp lives here, behind a pointer, so that a longjmp cannot
// leave it half in a register (C11, 7.13.2.1 paragraph 3).
typedef struct {
  jmp_buf jump;
  png_structp png;
  png_infop info;
  png_bytep row;
  const uint8_t *bytes;
  size_t count;
  size_t offset;
  png_reader_result *result;
  png_reader_form form;
  int has_form;
} png_reader;

static void on_error(png_structp png, png_const_charp text) {
  png_reader *reader = png_get_error_ptr(png);
  snprintf(reader->result->message, sizeof reader->result->message, "%s", text);
  longjmp(reader->jump, 1);
}

static void on_warning(png_structp png, png_const_charp text) {
  (void)png;
  (void)text;
}

static void on_read(png_structp png, png_bytep target, size_t length) {
  png_reader *reader = png_get_io_ptr(png);
  if (length > reader->count - reader->offset) png_error(png, "the file ends early");
  memcpy(target, reader->bytes + reader->offset, length);
  reader->offset += length;
}

static void read_picture(png_reader *reader, uint32_t maximum_side) {
  png_structp png = reader->png;
  png_set_read_fn(png, reader, on_read);
  png_read_info(png, reader->info);
  const uint32_t height = png_get_image_height(png, reader->info);
  reader->result->width = png_get_image_width(png, reader->info);
  reader->result->height = height;
  if (reader->result->width > maximum_side || height > maximum_side) {
    png_error(png, "too many pixels");
  }
  const int passes = png_set_interlace_handling(png);
  png_read_update_info(png, reader->info);
  // Later passes of an interlaced picture are laid over what the row holds.
  reader->row = png_calloc(png, png_get_rowbytes(png, reader->info));
  for (int pass = 0; pass < passes; pass++) {
    for (uint32_t y = 0; y < height; y++) png_read_row(png, reader->row, NULL);
  }
  png_read_end(png, NULL);
}

static int is_dark(const png_reader *reader, uint32_t x) {
  return (reader->row[x / 8] >> (7 - x % 8) & 1) == 0;
}

/// Takes the modules of a row of pixels; returns 0 when it is not of the form.
static int take_row(png_reader *reader, uint32_t y) {
  const png_reader_form *form = &reader->form;
  const uint32_t whole = form->side + 2 * form->quiet;
  const uint32_t line = y / form->scale;
  for (uint32_t column = 0; column < whole; column++) {
    const int dark = is_dark(reader, column * form->scale);
    for (uint32_t x = 1; x < form->scale; x++) {
      if (is_dark(reader, column * form->scale + x) != dark) return 0;
    }
    const int is_inside = line >= form->quiet && line < form->quiet + form->side &&
                          column >= form->quiet && column < form->quiet + form->side;
    if (!is_inside) {
      if (dark) return 0;
      continue;
    }
    uint8_t *module =
        form->modules + (size_t)(line - form->quiet) * form->side + (column - form->quiet);
    if (y % form->scale == 0) *module = (uint8_t)dark;
    if (*module != dark) return 0;
  }
  return 1;
}

static void read_modules(png_reader *reader) {
  png_structp png = reader->png;
  png_set_read_fn(png, reader, on_read);
  png_read_info(png, reader->info);
  const uint32_t side = (reader->form.side + 2 * reader->form.quiet) * reader->form.scale;
  if (png_get_image_width(png, reader->info) != side ||
      png_get_image_height(png, reader->info) != side ||
      png_get_bit_depth(png, reader->info) != 1 ||
      png_get_color_type(png, reader->info) != PNG_COLOR_TYPE_GRAY ||
      png_get_interlace_type(png, reader->info) != PNG_INTERLACE_NONE) {
    return;
  }
  reader->row = png_calloc(png, png_get_rowbytes(png, reader->info));
  for (uint32_t y = 0; y < side; y++) {
    png_read_row(png, reader->row, NULL);
    if (!take_row(reader, y)) return;
  }
  png_read_end(png, NULL);
  reader->has_form = reader->offset == reader->count;
}

/// Runs one of the functions above; returns 1 when libpng found no fault.
static int run(png_reader *const held, uint32_t maximum_side) {
  volatile int done = 0;
  if (setjmp(held->jump) == 0) {
    held->png = png_create_read_struct(PNG_LIBPNG_VER_STRING, held, on_error, on_warning);
    if (held->png != NULL) held->info = png_create_info_struct(held->png);
    if (held->info == NULL) {
      if (held->result->message[0] == '\0') {
        snprintf(held->result->message, sizeof held->result->message, "out of memory");
      }
    } else {
      if (held->form.modules == NULL) {
        read_picture(held, maximum_side);
      } else {
        read_modules(held);
      }
      done = 1;
    }
  }
  if (held->png != NULL) {
    png_free(held->png, held->row);
    png_destroy_read_struct(&held->png, &held->info, NULL);
  }
  return done;
}

int png_reader_check(const uint8_t *bytes, size_t count, uint32_t maximum_side,
                     png_reader_result *result) {
  memset(result, 0, sizeof *result);
  png_reader reader = {.bytes = bytes, .count = count, .result = result};
  return run(&reader, maximum_side);
}

int png_reader_modules(const uint8_t *bytes, size_t count, uint32_t side_in_modules,
                       uint32_t quiet_zone_in_modules, uint32_t pixels_per_module,
                       uint8_t *modules) {
  png_reader_result result = {0};
  png_reader reader = {.bytes = bytes,
                       .count = count,
                       .result = &result,
                       .form = {side_in_modules, quiet_zone_in_modules, pixels_per_module, modules}};
  return run(&reader, 0) && reader.has_form;
}

int png_reader_pixels(const uint8_t *bytes, size_t count, uint32_t width, uint32_t height,
                      uint8_t *pixels) {
  png_image image = {.version = PNG_IMAGE_VERSION};
  if (!png_image_begin_read_from_memory(&image, bytes, count)) return 0;
  if (image.width != width || image.height != height) {
    png_image_free(&image);
    return 0;
  }
  image.format = PNG_FORMAT_RGBA;
  return png_image_finish_read(&image, NULL, pixels, 0, NULL);
}
