// What packing the picture of a code takes: the compressor of its own, and zlib at level 4, in turns.
//
// Usage: packing < addresses      (one address a line, up to 4,000 bytes; the first 2,000 are drawn)
//
// Symbols are drawn before. libpng writes the rest of each file, 8 pixels a module, into memory, in one
// thread. Prints the median of the rounds in nanoseconds a picture, and bytes a picture, of both.
#include <qrencode.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "CPNGWriter.h"

enum { ADDRESS_LIMIT = 4000, SYMBOL_LIMIT = 2000, ROUNDS = 5, CONTENDERS = 2 };

static const int levels[CONTENDERS] = {PNG_WRITER_MODULE_DEFLATE, 4};

static void fail(const char *what) {
  fprintf(stderr, "packing: %s\n", what);
  exit(74);
}

static double now(void) {
  struct timespec time;
  clock_gettime(CLOCK_MONOTONIC, &time);
  return (double)time.tv_sec * 1e9 + (double)time.tv_nsec;
}

static int ascending(const void *left, const void *right) {
  const double difference = *(const double *)left - *(const double *)right;
  return (difference > 0) - (difference < 0);
}

int main(void) {
  static QRcode *symbols[SYMBOL_LIMIT];
  int count = 0;
  char line[ADDRESS_LIMIT];
  while (count < SYMBOL_LIMIT && fgets(line, sizeof line, stdin) != NULL) {
    const size_t length = strcspn(line, "\n");
    QRcode *symbol = QRcode_encodeData((int)length, (unsigned char *)line, 0, QR_ECLEVEL_M);
    if (symbol == NULL) fail("libqrencode");
    symbols[count++] = symbol;
  }
  if (count == 0) fail("no address");
  double times[CONTENDERS][ROUNDS];
  size_t bytes[CONTENDERS] = {0};
  png_writer *writer = png_writer_create();
  if (writer == NULL) fail("memory");
  for (int round = 0; round < ROUNDS; round++) {
    for (int contender = 0; contender < CONTENDERS; contender++) {
      bytes[contender] = 0;
      const double start = now();
      for (int i = 0; i < count; i++) {
        const png_writer_picture picture = {
            .modules = symbols[i]->data, .side_in_modules = (uint32_t)symbols[i]->width,
            .quiet_zone_in_modules = 4, .pixels_per_module = 8, .pixels_per_metre = 13333,
            .compression_level = levels[contender]};
        png_writer_result file;
        if (!png_writer_write(writer, &picture, &file)) fail(file.message);
        bytes[contender] += file.count;
      }
      times[contender][round] = (now() - start) / count;
    }
  }
  for (int contender = 0; contender < CONTENDERS; contender++) {
    qsort(times[contender], ROUNDS, sizeof(double), ascending);
    printf("%.0f %.1f\n", times[contender][ROUNDS / 2], (double)bytes[contender] / count);
  }
  png_writer_destroy(writer);
  return 0;
}
