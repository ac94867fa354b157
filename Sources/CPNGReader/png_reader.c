#include "CPNGReader.h"

#include <png.h>
#include <setjmp.h>
#include <stdio.h>
#include <string.h>

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

int png_reader_check(const uint8_t *bytes, size_t count, uint32_t maximum_side,
                     png_reader_result *result) {
  memset(result, 0, sizeof *result);
  png_reader reader = {.bytes = bytes, .count = count, .result = result};
  png_reader *const held = &reader;
  volatile int done = 0;
  if (setjmp(held->jump) == 0) {
    held->png = png_create_read_struct(PNG_LIBPNG_VER_STRING, held, on_error, on_warning);
    if (held->png != NULL) held->info = png_create_info_struct(held->png);
    if (held->info == NULL) {
      if (result->message[0] == '\0') {
        snprintf(result->message, sizeof result->message, "out of memory");
      }
    } else {
      read_picture(held, maximum_side);
      done = 1;
    }
  }
  if (held->png != NULL) {
    png_free(held->png, held->row);
    png_destroy_read_struct(&held->png, &held->info, NULL);
  }
  return done;
}
