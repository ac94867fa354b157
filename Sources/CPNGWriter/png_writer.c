#include "CPNGWriter.h"

#include <png.h>
#include <setjmp.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

// Everything that changes after setjmp lives here, behind a pointer, so that a longjmp cannot
// leave it half in a register (C11, 7.13.2.1 paragraph 3).
typedef struct {
  jmp_buf jump;
  png_structp png;
  png_infop info;
  uint8_t *row;
  uint8_t *bytes;
  size_t count;
  size_t capacity;
  char *message;
  size_t message_size;
} writer;

static void on_error(png_structp png, png_const_charp text) {
  writer *state = png_get_error_ptr(png);
  snprintf(state->message, state->message_size, "%s", text);
  longjmp(state->jump, 1);
}

static void on_warning(png_structp png, png_const_charp text) {
  (void)png;
  (void)text;
}

static void on_write(png_structp png, png_bytep data, size_t length) {
  writer *state = png_get_io_ptr(png);
  if (length > state->capacity - state->count) {
    size_t wanted = state->capacity * 2;
    while (length > wanted - state->count) wanted *= 2;
    uint8_t *grown = realloc(state->bytes, wanted);
    if (grown == NULL) png_error(png, "out of memory");
    state->bytes = grown;
    state->capacity = wanted;
  }
  memcpy(state->bytes + state->count, data, length);
  state->count += length;
}

static void on_flush(png_structp png) { (void)png; }

static void fill_row(writer *state, const png_writer_picture *picture, uint32_t module_row,
                     size_t row_bytes) {
  // A set bit is white in 1-bit greyscale.
  memset(state->row, 0xff, row_bytes);
  const uint8_t *modules = picture->modules + (size_t)module_row * picture->side_in_modules;
  const uint32_t scale = picture->pixels_per_module;
  for (uint32_t column = 0; column < picture->side_in_modules; column++) {
    if ((modules[column] & 1) == 0) continue;
    uint32_t left = (column + picture->quiet_zone_in_modules) * scale;
    if (scale == 8) {
      state->row[left / 8] = 0;
      continue;
    }
    for (uint32_t x = left; x < left + scale; x++) {
      state->row[x / 8] &= (uint8_t)~(0x80u >> (x % 8));
    }
  }
}

static void write_picture(writer *state, const png_writer_picture *picture, uint32_t width) {
  png_structp png = state->png;
  const uint32_t scale = picture->pixels_per_module;
  const uint32_t margin = picture->quiet_zone_in_modules * scale;
  const size_t row_bytes = ((size_t)width + 7) / 8;

  png_set_write_fn(png, state, on_write, on_flush);
  png_set_compression_level(png, picture->compression_level);
  png_set_filter(png, PNG_FILTER_TYPE_BASE, PNG_FILTER_NONE);
  png_set_IHDR(png, state->info, width, width, 1, PNG_COLOR_TYPE_GRAY, PNG_INTERLACE_NONE,
               PNG_COMPRESSION_TYPE_DEFAULT, PNG_FILTER_TYPE_DEFAULT);
  if (picture->pixels_per_metre > 0) {
    png_set_pHYs(png, state->info, picture->pixels_per_metre, picture->pixels_per_metre,
                 PNG_RESOLUTION_METER);
  }
  png_write_info(png, state->info);

  memset(state->row, 0xff, row_bytes);
  for (uint32_t y = 0; y < margin; y++) png_write_row(png, state->row);
  for (uint32_t module_row = 0; module_row < picture->side_in_modules; module_row++) {
    fill_row(state, picture, module_row, row_bytes);
    for (uint32_t y = 0; y < scale; y++) png_write_row(png, state->row);
  }
  memset(state->row, 0xff, row_bytes);
  for (uint32_t y = 0; y < margin; y++) png_write_row(png, state->row);
  png_write_end(png, NULL);
}

static int fail(png_writer_result *result, const char *message) {
  snprintf(result->message, sizeof result->message, "%s", message);
  return 0;
}

int png_writer_write(const png_writer_picture *picture, png_writer_result *result) {
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

  writer *state = calloc(1, sizeof *state);
  if (state == NULL) return fail(result, "out of memory");
  state->message = result->message;
  state->message_size = sizeof result->message;
  state->capacity = 4096;
  state->bytes = malloc(state->capacity);
  state->row = malloc(((size_t)width + 7) / 8);

  volatile int done = 0;
  if (state->bytes == NULL || state->row == NULL) {
    fail(result, "out of memory");
  } else if (setjmp(state->jump) == 0) {
    state->png = png_create_write_struct(PNG_LIBPNG_VER_STRING, state, on_error, on_warning);
    if (state->png != NULL) state->info = png_create_info_struct(state->png);
    if (state->info == NULL) {
      if (result->message[0] == '\0') fail(result, "out of memory");
    } else {
      write_picture(state, picture, width);
      done = 1;
    }
  }

  if (state->png != NULL) png_destroy_write_struct(&state->png, &state->info);
  free(state->row);
  if (done) {
    result->bytes = state->bytes;
    result->count = state->count;
  } else {
    free(state->bytes);
  }
  free(state);
  return done;
}

void png_writer_free(png_writer_result *result) {
  free(result->bytes);
  result->bytes = NULL;
  result->count = 0;
}
