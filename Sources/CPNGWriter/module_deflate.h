#ifndef MODULE_DEFLATE_H
#define MODULE_DEFLATE_H

#include <stddef.h>
#include <stdint.h>

/// A picture whose rows repeat.
typedef struct {
  /// `line_count` different rows one after another, each of `line_bytes` bytes, its filter byte first.
  const uint8_t *lines;
  /// How often each line comes, 1 or more.
  const uint32_t *repetitions;
  /// 1 or more.
  uint32_t line_count;
  /// 3 to 32,768: the shortest match of deflate and its window.
  uint32_t line_bytes;
} module_deflate_picture;

/// The most bytes that `module_deflate_write` writes for a picture, some to spare.
size_t module_deflate_bound(const module_deflate_picture *picture);

/// Writes the picture's rows as a zlib stream (RFC 1950) of one block with its own Huffman codes
/// (RFC 1951, section 3.2.7), and returns its length in bytes.
///
/// A line is sent as literals once; its repetitions, and what the next line begins with like it, are
/// one run of matches.
size_t module_deflate_write(const module_deflate_picture *picture, uint8_t *output);

#endif
