// Makes the Nth allocation fail, once and for ever after, for N = 1, 2, 3 … until a picture is
// written without a failure. Every run must end with an error in words and nothing left allocated.
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "CPNGWriter.h"

extern void *__libc_malloc(size_t);
extern void *__libc_calloc(size_t, size_t);
extern void *__libc_realloc(void *, size_t);
extern void __libc_free(void *);

static int armed, for_ever, failed;
static long countdown, live;

static int fails(void) {
  if (!armed) return 0;
  if (for_ever ? --countdown <= 0 : --countdown == 0) {
    failed = 1;
    return 1;
  }
  return 0;
}

void *malloc(size_t size) {
  if (fails()) return NULL;
  void *memory = __libc_malloc(size);
  if (memory) live++;
  return memory;
}

void *calloc(size_t count, size_t size) {
  if (fails()) return NULL;
  void *memory = __libc_calloc(count, size);
  if (memory) live++;
  return memory;
}

void *realloc(void *old, size_t size) {
  if (fails()) return NULL;
  void *memory = __libc_realloc(old, size);
  if (memory && !old) live++;
  return memory;
}

void free(void *memory) {
  if (memory) live--;
  __libc_free(memory);
}

int main(void) {
  enum { side = 177 };
  static uint8_t modules[side * side];
  for (size_t i = 0; i < sizeof modules; i++) modules[i] = (uint8_t)((i * 2654435761u) >> 13);
  png_writer_picture picture = {.modules = modules, .side_in_modules = side,
                                .quiet_zone_in_modules = 4, .pixels_per_module = 8,
                                .pixels_per_metre = 11811, .compression_level = 4};
  static png_writer_result result;
  long survived = 0;
  // Each compressor with failures once, then for ever after.
  for (int round = 0; round < 4; round++) {
    for_ever = round % 2;
    picture.compression_level = round < 2 ? PNG_WRITER_MODULE_DEFLATE : 4;
    for (long n = 1;; n++) {
      const long before = live;
      countdown = n;
      failed = 0;
      armed = 1;
      png_writer *writer = png_writer_create();
      if (writer != NULL) {
        const int done = png_writer_write(writer, &picture, &result);
        armed = 0;
        if (done != (result.bytes != NULL) || (!done && result.message[0] == '\0')) {
          fprintf(stderr, "allocation %ld: result and message disagree\n", n);
          return 1;
        }
        // After a failure the same writer must still write a whole picture.
        if (!png_writer_write(writer, &picture, &result) || result.count < 1000) {
          fprintf(stderr, "allocation %ld: the writer is broken afterwards\n", n);
          return 1;
        }
      }
      armed = 0;
      png_writer_destroy(writer);
      if (live != before) {
        fprintf(stderr, "allocation %ld: %ld left\n", n, live - before);
        return 1;
      }
      if (!failed) break;
      survived++;
    }
  }
  printf("failed allocations survived: %ld\n", survived);
  return survived > 0 ? 0 : 1;
}
