// Draws random symbols of all sizes with both compressors and compares the pixels that libpng reads:
//   pictures COUNT SEED [FOLDER]    FOLDER gets N.png and N-reference.png of each
#include <png.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "CPNGWriter.h"

static uint64_t state;

// SplitMix64: the same pictures for the same seed everywhere.
static uint32_t random_below(uint32_t limit) {
  state += 0x9e3779b97f4a7c15u;
  uint64_t mixed = state;
  mixed = (mixed ^ mixed >> 30) * 0xbf58476d1ce4e5b9u;
  mixed = (mixed ^ mixed >> 27) * 0x94d049bb133111ebu;
  return (uint32_t)((mixed ^ mixed >> 31) >> 33) % limit;
}

// Symbols look random; stripes, blocks and plain areas have the longest runs.
static void fill(uint8_t *modules, uint32_t side) {
  const uint32_t kind = random_below(6);
  const uint32_t period = 1 + random_below(side);
  for (uint32_t row = 0; row < side; row++) {
    for (uint32_t column = 0; column < side; column++) {
      uint8_t dark = (uint8_t)random_below(2);
      if (kind == 1) dark = row / period % 2 == 0;
      if (kind == 2) dark = column / period % 2 == 0;
      if (kind == 3) dark = random_below(side) == 0;
      if (kind == 4) dark = random_below(side) != 0;
      if (kind == 5) dark = period % 2 == 0;
      modules[row * side + column] = dark;
    }
  }
}

static uint8_t *decode(const uint8_t *file, size_t count, png_image *image) {
  memset(image, 0, sizeof *image);
  image->version = PNG_IMAGE_VERSION;
  if (!png_image_begin_read_from_memory(image, file, count)) return NULL;
  image->format = PNG_FORMAT_GRAY;
  uint8_t *pixels = malloc(PNG_IMAGE_SIZE(*image));
  if (pixels != NULL && png_image_finish_read(image, NULL, pixels, 0, NULL)) return pixels;
  free(pixels);
  return NULL;
}

static int save(const char *folder, long number, const char *suffix, const png_writer_result *file) {
  char path[4096];
  snprintf(path, sizeof path, "%s/%ld%s.png", folder, number, suffix);
  FILE *stream = fopen(path, "wb");
  if (stream == NULL) return 0;
  const int is_whole = fwrite(file->bytes, 1, file->count, stream) == file->count;
  return fclose(stream) == 0 && is_whole;
}

int main(int count, char **arguments) {
  if (count < 3) return 64;
  const long pictures = atol(arguments[1]);
  state = strtoull(arguments[2], NULL, 10);
  png_writer *ours = png_writer_create();
  png_writer *reference = png_writer_create();
  static uint8_t modules[177 * 177];
  unsigned long long bytes = 0, reference_bytes = 0;
  for (long number = 0; number < pictures; number++) {
    const uint32_t side = 21 + 4 * random_below(40);
    static const uint32_t scales[] = {8, 8, 8, 1, 2, 3, 4, 5, 6, 7, 9, 10, 12, 16, 24, 44};
    const uint32_t scale = scales[random_below(number % 50 == 0 ? 16 : 13)];
    fill(modules, side);
    png_writer_picture picture = {.modules = modules, .side_in_modules = side,
                                  .quiet_zone_in_modules = number % 16 == 0 ? 0 : 4,
                                  .pixels_per_module = scale, .pixels_per_metre = 11811,
                                  .compression_level = PNG_WRITER_MODULE_DEFLATE};
    png_writer_result file, other;
    int done = png_writer_write(ours, &picture, &file);
    picture.compression_level = 4;
    done = png_writer_write(reference, &picture, &other) && done;
    png_image image, other_image;
    uint8_t *pixels = done ? decode(file.bytes, file.count, &image) : NULL;
    uint8_t *other_pixels = done ? decode(other.bytes, other.count, &other_image) : NULL;
    if (pixels == NULL || other_pixels == NULL || image.width != other_image.width ||
        image.height != other_image.height ||
        memcmp(pixels, other_pixels, PNG_IMAGE_SIZE(image)) != 0) {
      fprintf(stderr, "picture %ld: side %u, scale %u: %s%s\n", number, side, scale, file.message,
              pixels == NULL ? image.message : " other pixels");
      return 1;
    }
    bytes += file.count;
    reference_bytes += other.count;
    if (count > 3 && !(save(arguments[3], number, "", &file) &&
                       save(arguments[3], number, "-reference", &other))) {
      perror(arguments[3]);
      return 1;
    }
    free(pixels);
    free(other_pixels);
  }
  png_writer_destroy(ours);
  png_writer_destroy(reference);
  printf("%ld pictures equal, %llu bytes, %llu by zlib\n", pictures, bytes, reference_bytes);
  return 0;
}
