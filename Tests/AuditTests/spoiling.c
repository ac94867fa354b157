// What light, lenses, hands and JPEG do to a photo.
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

// Its header needs that of FILE.
#include <jpeglib.h>

#include "scenes.h"

static uint8_t limited(double value) { return value < 0 ? 0 : value > 255 ? 255 : (uint8_t)value; }

static void scale(const photo *photo, int x, int y, double factor) {
  uint8_t *pixel = photo->pixels + 3 * ((size_t)y * (size_t)photo->width + (size_t)x);
  for (int channel = 0; channel < 3; channel++) pixel[channel] = limited(pixel[channel] * factor);
}

void draw_blot(photo *photo, point centre, double radius) {
  for (int y = 0; y < photo->height; y++) {
    for (int x = 0; x < photo->width; x++) {
      if (hypot(x - centre.x, y - centre.y) < radius) scale(photo, x, y, 0.15);
    }
  }
}

// Brighter from one side to the other.
void add_light(photo *photo, double strength) {
  const double angle = random_unit() * 2 * M_PI;
  for (int y = 0; y < photo->height; y++) {
    for (int x = 0; x < photo->width; x++) {
      const double along = (x - photo->width / 2.0) / photo->width * cos(angle) +
                           (y - photo->height / 2.0) / photo->height * sin(angle);
      scale(photo, x, y, 1 - strength / 2 + strength * along);
    }
  }
}

// A shadow with a sharp edge through the middle.
void add_shadow(photo *photo, double factor) {
  const double angle = random_unit() * 2 * M_PI, offset = (random_unit() - 0.5) * photo->width / 8;
  for (int y = 0; y < photo->height; y++) {
    for (int x = 0; x < photo->width; x++) {
      const double distance = (x - photo->width / 2.0) * cos(angle) +
                              (y - photo->height / 2.0) * sin(angle) - offset;
      const double share = fmin(1, fmax(0, 0.5 + distance / 4));
      scale(photo, x, y, 1 - (1 - factor) * share);
    }
  }
}

// A lamp mirrored near the middle.
void add_glare(photo *photo) {
  const double size = fmin(photo->width, photo->height) * 0.05;
  const double left = photo->width * (0.4 + 0.2 * random_unit());
  const double top = photo->height * (0.4 + 0.2 * random_unit());
  for (int y = 0; y < photo->height; y++) {
    for (int x = 0; x < photo->width; x++) {
      const double distance = hypot(x - left, y - top) / size;
      const double added = 230 * exp(-distance * distance);
      uint8_t *pixel = photo->pixels + 3 * ((size_t)y * (size_t)photo->width + (size_t)x);
      for (int channel = 0; channel < 3; channel++) pixel[channel] = limited(pixel[channel] + added);
    }
  }
}

void darken(photo *photo, double factor) {
  for (int y = 0; y < photo->height; y++) {
    for (int x = 0; x < photo->width; x++) scale(photo, x, y, factor);
  }
}

void add_noise(photo *photo, double deviation) {
  const size_t count = 3 * (size_t)photo->width * (size_t)photo->height;
  for (size_t index = 0; index < count; index++) {
    const double sum = random_unit() + random_unit() + random_unit() - 1.5;
    photo->pixels[index] = limited(photo->pixels[index] + 2 * deviation * sum + 0.5);
  }
}

// The mean along one direction, over `length` pixels.
static void smear(photo *photo, double length, double stepX, double stepY) {
  const int reach = (int)ceil(length / 2);
  const size_t size = 3 * (size_t)photo->width * (size_t)photo->height;
  uint8_t *copy = malloc(size);
  if (copy == NULL) fail("out of memory");
  memcpy(copy, photo->pixels, size);
  for (int y = 0; y < photo->height; y++) {
    for (int x = 0; x < photo->width; x++) {
      double sums[3] = {0, 0, 0}, weights = 0;
      for (int step = -reach; step <= reach; step++) {
        const double weight = fmin(1, fmax(0, length / 2 - abs(step) + 0.5));
        const int column = x + (int)lround(step * stepX), row = y + (int)lround(step * stepY);
        if (column < 0 || row < 0 || column >= photo->width || row >= photo->height) continue;
        const uint8_t *pixel = copy + 3 * ((size_t)row * (size_t)photo->width + (size_t)column);
        for (int channel = 0; channel < 3; channel++) sums[channel] += weight * pixel[channel];
        weights += weight;
      }
      uint8_t *target = photo->pixels + 3 * ((size_t)y * (size_t)photo->width + (size_t)x);
      for (int channel = 0; channel < 3; channel++) target[channel] = limited(sums[channel] / weights + 0.5);
    }
  }
  free(copy);
}

// Three box filters are nearly a Gaussian one of this deviation.
void blur(photo *photo, double radius) {
  const double length = sqrt(4 * radius * radius + 1);
  for (int pass = 0; pass < 3; pass++) {
    smear(photo, length, 1, 0);
    smear(photo, length, 0, 1);
  }
}

// A hand that moved.
void shake(photo *photo, double length) {
  const double angle = random_unit() * M_PI;
  smear(photo, length, cos(angle), sin(angle));
}

// The place in the file of a pixel of the upright photo (Exif 2.32, tag 274).
static void turned(const photo *photo, int orientation, int x, int y, int *column, int *row) {
  const int right = photo->width - 1 - x, bottom = photo->height - 1 - y;
  const int places[8][2] = {{x, y}, {right, y}, {right, bottom}, {x, bottom},
                            {y, x}, {y, right}, {bottom, right}, {bottom, x}};
  *column = places[orientation - 1][0];
  *row = places[orientation - 1][1];
}

void save(const photo *photo, const char *path, int quality, int orientation) {
  FILE *file = fopen(path, "wb");
  if (file == NULL) fail(path);
  struct jpeg_compress_struct jpeg;
  struct jpeg_error_mgr errors;
  jpeg.err = jpeg_std_error(&errors);
  jpeg_create_compress(&jpeg);
  jpeg_stdio_dest(&jpeg, file);
  jpeg.image_width = (JDIMENSION)(orientation > 4 ? photo->height : photo->width);
  jpeg.image_height = (JDIMENSION)(orientation > 4 ? photo->width : photo->height);
  jpeg.input_components = 3;
  jpeg.in_color_space = JCS_RGB;
  jpeg_set_defaults(&jpeg);
  jpeg_set_quality(&jpeg, quality, TRUE);
  if (quality % 2 == 1) jpeg_simple_progression(&jpeg);
  jpeg_start_compress(&jpeg, TRUE);
  const uint8_t exif[] = {'E', 'x', 'i', 'f', 0, 0, 'M', 'M', 0, 42, 0, 0, 0, 8, 0, 1, 1, 18, 0,
                          3,   0,   0,   0,   1, 0, (uint8_t)orientation, 0, 0, 0, 0, 0, 0};
  jpeg_write_marker(&jpeg, JPEG_APP0 + 1, exif, sizeof exif);
  uint8_t *rows = malloc((size_t)jpeg.image_width * jpeg.image_height * 3);
  if (rows == NULL) fail("out of memory");
  for (int y = 0; y < photo->height; y++) {
    for (int x = 0; x < photo->width; x++) {
      int column, row;
      turned(photo, orientation, x, y, &column, &row);
      memcpy(rows + 3 * ((size_t)row * jpeg.image_width + (size_t)column),
             photo->pixels + 3 * ((size_t)y * (size_t)photo->width + (size_t)x), 3);
    }
  }
  while (jpeg.next_scanline < jpeg.image_height) {
    JSAMPROW row = rows + (size_t)jpeg.next_scanline * jpeg.image_width * 3;
    jpeg_write_scanlines(&jpeg, &row, 1);
  }
  jpeg_finish_compress(&jpeg);
  jpeg_destroy_compress(&jpeg);
  free(rows);
  if (fclose(file) != 0) fail(path);
}
