#include "CPhotoFiles.h"

#include <png.h>
#include <setjmp.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

// As in `jpeg_photo.c`: what changes after setjmp lives behind a pointer.
typedef struct {
  jmp_buf jump;
  png_structp png;
  png_infop info;
  png_bytep *rows;
  const uint8_t *bytes;
  size_t count, offset;
  photo_file_result *result;
} png_work;

static void on_error(png_structp png, png_const_charp text) {
  png_work *work = png_get_error_ptr(png);
  snprintf(work->result->message, sizeof work->result->message, "%s", text);
  longjmp(work->jump, 1);
}

static void on_warning(png_structp png, png_const_charp text) {
  (void)png;
  (void)text;
}

static void on_read(png_structp png, png_bytep target, size_t length) {
  png_work *work = png_get_io_ptr(png);
  if (length > work->count - work->offset) png_error(png, "the file ends early");
  memcpy(target, work->bytes + work->offset, length);
  work->offset += length;
}

static void read_header(png_work *work) {
  png_set_read_fn(work->png, work, on_read);
  png_read_info(work->png, work->info);
  work->result->width = png_get_image_width(work->png, work->info);
  work->result->height = png_get_image_height(work->png, work->info);
}

static void read_pixels(png_work *work, int channels, uint8_t *pixels) {
  png_structp png = work->png;
  png_set_expand(png);
  png_set_scale_16(png);
  const png_color_16 white = {255, 255, 255, 255, 255};
  png_set_background(png, &white, PNG_BACKGROUND_GAMMA_SCREEN, 0, 1.0);
  // The weights of ITU-R BT.601, in units of 1/100,000.
  if (channels == 1) png_set_rgb_to_gray_fixed(png, PNG_ERROR_ACTION_NONE, 29900, 58700);
  if (channels == 3) png_set_gray_to_rgb(png);
  png_set_interlace_handling(png);
  png_read_update_info(png, work->info);
  const size_t stride = (size_t)work->result->width * (size_t)channels;
  if (png_get_rowbytes(png, work->info) != stride) png_error(png, "an unknown form of pixels");
  const uint32_t height = work->result->height;
  work->rows = png_malloc(png, height * sizeof *work->rows);
  for (uint32_t row = 0; row < height; row++) work->rows[row] = pixels + row * stride;
  png_read_image(png, work->rows);
  png_read_end(png, NULL);
}

static int run(const uint8_t *bytes, size_t count, int channels, uint8_t *pixels,
               photo_file_result *result) {
  memset(result, 0, sizeof *result);
  png_work held = {.bytes = bytes, .count = count, .result = result};
  png_work *const work = &held;
  volatile int is_read = 0;
  if (setjmp(work->jump) == 0) {
    work->png = png_create_read_struct(PNG_LIBPNG_VER_STRING, work, on_error, on_warning);
    if (work->png != NULL) work->info = png_create_info_struct(work->png);
    if (work->info != NULL) {
      read_header(work);
      if (pixels != NULL) read_pixels(work, channels, pixels);
      is_read = 1;
    } else {
      snprintf(result->message, sizeof result->message, "out of memory");
    }
  }
  if (work->png != NULL) {
    png_free(work->png, work->rows);
    png_destroy_read_struct(&work->png, &work->info, NULL);
  }
  return is_read;
}

int photo_png_size(const uint8_t *bytes, size_t count, photo_file_result *result) {
  return run(bytes, count, 0, NULL, result);
}

int photo_png_pixels(const uint8_t *bytes, size_t count, int channels, uint8_t *pixels,
                     photo_file_result *result) {
  return run(bytes, count, channels, pixels, result);
}
