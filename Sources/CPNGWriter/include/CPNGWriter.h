#ifndef CPNGWRITER_H
#define CPNGWRITER_H

#include <stddef.h>
#include <stdint.h>

/// The widest picture this writer makes, in pixels. A version-40 symbol with its quiet zone
/// (185 modules) fits at 44 pixels a module.
#define PNG_WRITER_MAXIMUM_WIDTH 8192

/// A finished picture, or why there is none.
typedef struct {
  /// The file's bytes, owned by the caller: give them back with `png_writer_free`. Null on failure.
  uint8_t *bytes;
  /// How many bytes the file has.
  size_t count;
  /// libpng's own words on failure, ended by NUL.
  char message[128];
} png_writer_result;

/// What to draw.
typedef struct {
  /// `side * side` bytes, row by row from the top left; the lowest bit is 1 for a dark module.
  const uint8_t *modules;
  /// Modules on one side of the symbol, 1 or more.
  uint32_t side_in_modules;
  /// Light modules added on every side.
  uint32_t quiet_zone_in_modules;
  /// Pixels on one side of a module, 1 or more.
  uint32_t pixels_per_module;
  /// Written to the pHYs chunk (PNG specification, section 11.3.4.3); 0 leaves the chunk out.
  uint32_t pixels_per_metre;
  /// zlib's compression level, 0 to 9.
  int compression_level;
} png_writer_picture;

/// Writes a 1-bit greyscale PNG of the picture, dark on white, into memory.
///
/// The whole life of libpng's structures lies inside this call: its error path uses setjmp and
/// longjmp, which must never cross a Swift frame. Nothing is printed.
///
/// Returns 1 when `result->bytes` holds a whole file, 0 when `result->message` says what went wrong.
int png_writer_write(const png_writer_picture *picture, png_writer_result *result);

/// Frees the bytes of a result; calling it twice, or on a failed result, does nothing.
void png_writer_free(png_writer_result *result);

#endif
