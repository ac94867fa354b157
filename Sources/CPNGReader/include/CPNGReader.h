#ifndef CPNGREADER_H
#define CPNGREADER_H

#include <stddef.h>
#include <stdint.h>

/// What is known of a picture that was read.
typedef struct {
  /// Pixels from left to right; 0 when the file does not say it.
  uint32_t width;
  /// Pixels from top to bottom; 0 when the file does not say it.
  uint32_t height;
  /// libpng's own words on failure, ended by NUL.
  char message[128];
} png_reader_result;

/// Reads a PNG from its signature to its last chunk, every row of it, and keeps none.
///
/// The whole life of libpng's structures lies inside this call: its error path uses setjmp and
/// longjmp, which must never cross a Swift frame. Nothing is printed.
///
/// Returns 1 when the picture is whole and no side is longer than `maximum_side`, 0 when
/// `result->message` says what is wrong.
int png_reader_check(const uint8_t *bytes, size_t count, uint32_t maximum_side,
                     png_reader_result *result);

/// Reads the pixels of a PNG of this size as red, green, blue and opacity in sRGB.
///
/// `pixels` takes `width * height * 4` bytes. Returns 1 when the picture is whole, else 0.
int png_reader_pixels(const uint8_t *bytes, size_t count, uint32_t width, uint32_t height,
                      uint8_t *pixels);

/// Reads the modules of a picture as the PNG writer makes it: 1-bit greyscale, square, a light quiet
/// zone, every pixel of a module of one colour.
///
/// `modules` takes `side_in_modules * side_in_modules` bytes, 1 for dark. Returns 1 when the picture
/// is whole and of this form, else 0.
int png_reader_modules(const uint8_t *bytes, size_t count, uint32_t side_in_modules,
                       uint32_t quiet_zone_in_modules, uint32_t pixels_per_module,
                       uint8_t *modules);

#endif
