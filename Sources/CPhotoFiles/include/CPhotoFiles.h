#ifndef CPHOTOFILES_H
#define CPHOTOFILES_H

#include <stddef.h>
#include <stdint.h>

/// What is known of a photo before its pixels are read.
typedef struct {
  /// Pixels from left to right, and from top to bottom.
  uint32_t width;
  uint32_t height;
  /// The library's own words on failure, ended by NUL.
  char message[200];
} photo_file_result;

/// Reads the size of a JPEG or a PNG; returns 0 when `result->message` says what is wrong.
///
/// In this file, the whole life of a library's structures lies inside a call: their error paths use
/// setjmp and longjmp, which must never cross a Swift frame. Nothing is printed.
int photo_jpeg_size(const uint8_t *bytes, size_t count, photo_file_result *result);
int photo_png_size(const uint8_t *bytes, size_t count, photo_file_result *result);

/// Reads the pixels of a whole JPEG or PNG, row after row without gaps.
///
/// `channels` is 1 for grey or 3 for red, green and blue; transparent places are white. `pixels` takes
/// `width * height * channels` bytes of the size that was read before. Returns 0 when the file is
/// damaged or ends early, takes hundreds of passes, or has colours that cannot be converted.
int photo_jpeg_pixels(const uint8_t *bytes, size_t count, int channels, uint8_t *pixels,
                      photo_file_result *result);
int photo_png_pixels(const uint8_t *bytes, size_t count, int channels, uint8_t *pixels,
                     photo_file_result *result);

/// Writes a JPEG of red, green and blue pixels; the caller frees `*written` with `free`.
///
/// Returns 0 when `result->message` says what is wrong.
int photo_jpeg_write(const uint8_t *pixels, uint32_t width, uint32_t height, int quality,
                     uint8_t **written, size_t *written_count, photo_file_result *result);

/// Turns pixels as an EXIF orientation from 2 to 8 says (Exif 2.32, tag 274); from 5 on, width and
/// height change places in `target`.
void photo_turn(const uint8_t *pixels, uint32_t width, uint32_t height, int channels,
                int orientation, uint8_t *target);

/// Halves width and height; each new pixel is the mean of four.
void photo_halve(const uint8_t *pixels, uint32_t width, uint32_t height, int channels,
                 uint8_t *target);

#endif
