#ifndef CPNGWRITER_H
#define CPNGWRITER_H

#include <stddef.h>
#include <stdint.h>

/// The widest picture this writer makes, in pixels. A version-40 symbol with its quiet zone
/// (185 modules) fits at 44 pixels a module.
#define PNG_WRITER_MAXIMUM_WIDTH 8192

/// The narrowest, in pixels: a row of three bytes with its filter. The smallest symbol has 21 modules.
#define PNG_WRITER_MINIMUM_WIDTH 9

/// In place of a level of zlib's: the compressor for pictures of codes (module_deflate.h), whose bytes
/// depend on no library's version.
#define PNG_WRITER_MODULE_DEFLATE (-1)

/// The memory that pictures are made in, kept from picture to picture; for one thread at a time.
typedef struct png_writer png_writer;

/// A finished picture, or why there is none.
typedef struct {
  /// The file's bytes, valid until the writer's next call. Null on failure.
  const uint8_t *bytes;
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
  /// `PNG_WRITER_MODULE_DEFLATE`, or zlib's compression level, 0 to 9.
  int compression_level;
} png_writer_picture;

/// Makes a writer; null when there is no memory. Give it back with `png_writer_destroy`.
png_writer *png_writer_create(void);

/// Gives back a writer and its last picture; null is fine.
void png_writer_destroy(png_writer *writer);

/// Writes a 1-bit greyscale PNG of the picture, dark on white, into the writer's memory.
///
/// The whole life of libpng's structures lies inside this call: its error path uses setjmp and
/// longjmp, which must never cross a Swift frame. Nothing is printed.
///
/// Returns 1 when `result->bytes` is a whole file, 0 when `result->message` says what went wrong.
int png_writer_write(png_writer *writer, const png_writer_picture *picture,
                     png_writer_result *result);

/// A square picture of at most 256 colours.
typedef struct {
  /// `side * side` bytes, row by row from the top left: the number of each pixel's colour.
  const uint8_t *indexes;
  /// Pixels on one side, `PNG_WRITER_MINIMUM_WIDTH` or more.
  uint32_t side;
  /// Red, green and blue of each colour.
  const uint8_t *palette;
  /// How many colours there are, 1 to 256.
  uint32_t colour_count;
} png_writer_indexed_picture;

/// Writes an 8-bit PNG with a palette into the writer's memory, packed by `PNG_WRITER_MODULE_DEFLATE`.
///
/// Returns 1 when `result->bytes` is a whole file, 0 when `result->message` says what went wrong.
int png_writer_write_indexed(png_writer *writer, const png_writer_indexed_picture *picture,
                             png_writer_result *result);

/// The version of libpng in use, such as `1.6.39`.
const char *png_writer_library_version(void);

#endif
