// For libFuzzer: any lines and repetitions are packed, and zlib's inflate must give them back.
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <zlib.h>

#include "module_deflate.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
  if (size < 4) return 0;
  const uint32_t width = 3 + data[0] + 256u * (data[1] % 5);
  const uint32_t most = 1 + data[2];
  // The rest of the data is repeated until the lines are full, cut into runs by its own bytes.
  uint32_t count = 1 + data[3] % 48;
  uint8_t *lines = malloc((size_t)count * width);
  uint32_t *repetitions = malloc(count * sizeof *repetitions);
  uint64_t rows = 0;
  for (uint32_t line = 0; line < count; line++) {
    repetitions[line] = 1 + (size > 4 ? data[4 + line % (size - 4)] : line) % most;
    rows += repetitions[line];
  }
  for (size_t place = 0; place < (size_t)count * width; place++) {
    lines[place] = size > 4 ? data[4 + place % (size - 4)] : 0;
  }
  const module_deflate_picture picture = {lines, repetitions, count, width};
  // Exactly as much memory as promised: the address sanitiser sees one byte more.
  uint8_t *packed = malloc(module_deflate_bound(&picture));
  const size_t length = module_deflate_write(&picture, packed);

  uint8_t *back = malloc(rows * width + 1);
  uLongf back_length = rows * width + 1;
  if (uncompress(back, &back_length, packed, length) != Z_OK || back_length != rows * width) abort();
  const uint8_t *row = back;
  for (uint32_t line = 0; line < count; line++) {
    for (uint32_t y = 0; y < repetitions[line]; y++, row += width) {
      if (memcmp(row, lines + (size_t)line * width, width) != 0) abort();
    }
  }
  free(lines);
  free(repetitions);
  free(packed);
  free(back);
  return 0;
}
