// Finds QR codes in pictures with ZXing, which shares no code with the program that draws them.
#ifndef CCODEREADER_H
#define CCODEREADER_H

#include "CPhotoReader.h"

#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

// Loads ZXing; returns null, or why it cannot be loaded. To be called before anything else here.
const char *code_reader_load(void);

// The texts of the codes of one picture.
typedef struct code_reader_texts code_reader_texts;

// Reads all codes of a picture with one byte of grey a pixel, row after row without gaps.
//
// Returns null without memory; otherwise the caller frees the result.
code_reader_texts *code_reader_read(const uint8_t *pixels, int width, int height);

// How many codes there are.
size_t code_reader_count(const code_reader_texts *texts);

// The bytes of one code, valid until the texts are freed.
const uint8_t *code_reader_bytes(const code_reader_texts *texts, size_t index, size_t *count);

// Whether a reader may show more than the bytes, or less: the code names a character set, is one
// of several parts, or is mirrored.
int code_reader_is_special(const code_reader_texts *texts, size_t index);

void code_reader_free(code_reader_texts *texts);

#ifdef __cplusplus
}
#endif

#endif
