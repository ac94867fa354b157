// Finds QR codes in photos with ZXing: several scales, contrasts and binarizations, and a closer look
// at what has the three corners of a code but cannot be read at once.
#ifndef CPHOTOREADER_H
#define CPHOTOREADER_H

#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

// The codes of one photo.
typedef struct photo_reader_codes photo_reader_codes;

// A place in a photo, in pixels from its top left corner.
typedef struct {
  double x;
  double y;
} photo_reader_point;

// Reads all codes of a photo with one byte of grey a pixel, row after row without gaps.
//
// Returns null without memory; otherwise the caller frees the result. Takes up to four times the
// memory of the photo.
photo_reader_codes *photo_reader_read(const uint8_t *pixels, int width, int height);

// How many codes there are.
size_t photo_reader_count(const photo_reader_codes *codes);

// The bytes of one code, valid until the codes are freed; null for a code that cannot be read.
const uint8_t *photo_reader_bytes(const photo_reader_codes *codes, size_t index, size_t *count);

// Whether the code is one of several parts, of which phones show all or nothing.
int photo_reader_is_part(const photo_reader_codes *codes, size_t index);

// The corners of one code without its quiet zone, in order around it.
photo_reader_point photo_reader_corner(const photo_reader_codes *codes, size_t index, int corner);

void photo_reader_free(photo_reader_codes *codes);

#ifdef __cplusplus
}
#endif

#endif
