#include "CPhotoFiles.h"

#include <setjmp.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

// Its header needs that of FILE.
#include <jerror.h>
#include <jpeglib.h>

// A progressive file names its passes itself, and each costs as much as the whole picture.
enum { MAXIMUM_PASSES = 200 };

// Everything that changes after setjmp lives here, behind a pointer, so that a longjmp cannot leave
// it half in a register (C11, 7.13.2.1 paragraph 3).
typedef struct {
  struct jpeg_error_mgr errors;
  struct jpeg_progress_mgr progress;
  jmp_buf jump;
  struct jpeg_decompress_struct reader;
  struct jpeg_compress_struct writer;
  photo_file_result *result;
  unsigned char *written;
  unsigned long written_count;
} jpeg_work;

static void give_up(jpeg_work *work, const char *message) {
  snprintf(work->result->message, sizeof work->result->message, "%s", message);
  longjmp(work->jump, 1);
}

static void on_error(j_common_ptr jpeg) {
  jpeg_work *work = jpeg->client_data;
  char message[JMSG_LENGTH_MAX];
  jpeg->err->format_message(jpeg, message);
  give_up(work, message);
}

// libjpeg fills what is missing with grey, in which a code would be missed.
static void on_message(j_common_ptr jpeg, int level) {
  const int code = jpeg->err->msg_code;
  if (level < 0 && (code == JWRN_JPEG_EOF || code == JWRN_HIT_MARKER || code == JWRN_MUST_RESYNC)) {
    on_error(jpeg);
  }
}

static void on_progress(j_common_ptr jpeg) {
  const jpeg_work *work = jpeg->client_data;
  if (work->reader.input_scan_number > MAXIMUM_PASSES) give_up(jpeg->client_data, "too many passes");
}

static void prepare(jpeg_work *work, photo_file_result *result) {
  memset(work, 0, sizeof *work);
  memset(result, 0, sizeof *result);
  work->result = result;
  jpeg_std_error(&work->errors);
  work->errors.error_exit = on_error;
  work->errors.emit_message = on_message;
  work->progress.progress_monitor = on_progress;
  work->reader.err = &work->errors;
  work->writer.err = &work->errors;
  work->reader.client_data = work;
  work->writer.client_data = work;
}

static void read_header(jpeg_work *work, const uint8_t *bytes, size_t count) {
  jpeg_create_decompress(&work->reader);
  work->reader.progress = &work->progress;
  jpeg_mem_src(&work->reader, bytes, count);
  jpeg_read_header(&work->reader, TRUE);
  work->result->width = work->reader.image_width;
  work->result->height = work->reader.image_height;
}

int photo_jpeg_size(const uint8_t *bytes, size_t count, photo_file_result *result) {
  jpeg_work held;
  jpeg_work *const work = &held;
  prepare(work, result);
  volatile int is_read = 0;
  if (setjmp(work->jump) == 0) {
    read_header(work, bytes, count);
    is_read = 1;
  }
  jpeg_destroy_decompress(&work->reader);
  return is_read;
}

int photo_jpeg_pixels(const uint8_t *bytes, size_t count, int channels, uint8_t *pixels,
                      photo_file_result *result) {
  jpeg_work held;
  jpeg_work *const work = &held;
  prepare(work, result);
  volatile int is_read = 0;
  if (setjmp(work->jump) == 0) {
    read_header(work, bytes, count);
    work->reader.out_color_space = channels == 1 ? JCS_GRAYSCALE : JCS_RGB;
    jpeg_start_decompress(&work->reader);
    const size_t stride = (size_t)work->reader.output_width * (size_t)channels;
    while (work->reader.output_scanline < work->reader.output_height) {
      JSAMPROW row = pixels + stride * work->reader.output_scanline;
      jpeg_read_scanlines(&work->reader, &row, 1);
    }
    jpeg_finish_decompress(&work->reader);
    is_read = 1;
  }
  jpeg_destroy_decompress(&work->reader);
  return is_read;
}

int photo_jpeg_write(const uint8_t *pixels, uint32_t width, uint32_t height, int quality,
                     uint8_t **written, size_t *written_count, photo_file_result *result) {
  jpeg_work held;
  jpeg_work *const work = &held;
  prepare(work, result);
  volatile int is_written = 0;
  if (setjmp(work->jump) == 0) {
    jpeg_create_compress(&work->writer);
    jpeg_mem_dest(&work->writer, &work->written, &work->written_count);
    work->writer.image_width = width;
    work->writer.image_height = height;
    work->writer.input_components = 3;
    work->writer.in_color_space = JCS_RGB;
    jpeg_set_defaults(&work->writer);
    jpeg_set_quality(&work->writer, quality, TRUE);
    jpeg_start_compress(&work->writer, TRUE);
    while (work->writer.next_scanline < height) {
      // The library does not change what it reads.
      JSAMPROW row = (JSAMPROW)(uintptr_t)(pixels + (size_t)work->writer.next_scanline * width * 3);
      jpeg_write_scanlines(&work->writer, &row, 1);
    }
    jpeg_finish_compress(&work->writer);
    is_written = 1;
  }
  jpeg_destroy_compress(&work->writer);
  if (is_written) {
    *written = work->written;
    *written_count = work->written_count;
  } else {
    free(work->written);
  }
  return is_written;
}
