#include <string.h>

#include "CPhotoFiles.h"

void photo_turn(const uint8_t *pixels, uint32_t width, uint32_t height, int channels,
                int orientation, uint8_t *target) {
  const uint32_t new_width = orientation > 4 ? height : width;
  const uint32_t new_height = orientation > 4 ? width : height;
  for (uint32_t y = 0; y < new_height; y++) {
    for (uint32_t x = 0; x < new_width; x++) {
      // Where the first row and the first column of the file lie in the picture.
      const uint32_t right = new_width - 1 - x, bottom = new_height - 1 - y;
      uint32_t column = x, row = y;
      switch (orientation) {
        case 2: column = right; break;
        case 3: column = right, row = bottom; break;
        case 4: row = bottom; break;
        case 5: column = y, row = x; break;
        case 6: column = y, row = right; break;
        case 7: column = bottom, row = right; break;
        case 8: column = bottom, row = x; break;
        default: break;
      }
      memcpy(target, pixels + ((size_t)row * width + column) * (size_t)channels, (size_t)channels);
      target += channels;
    }
  }
}

void photo_halve(const uint8_t *pixels, uint32_t width, uint32_t height, int channels,
                 uint8_t *target) {
  const size_t stride = (size_t)width * (size_t)channels;
  for (uint32_t y = 0; y < height / 2; y++) {
    const uint8_t *upper = pixels + 2 * y * stride;
    for (uint32_t x = 0; x < width / 2; x++) {
      for (int channel = 0; channel < channels; channel++) {
        const uint8_t *place = upper + (size_t)(2 * x * (uint32_t)channels) + channel;
        const int sum = place[0] + place[channels] + place[stride] + place[stride + channels];
        *target++ = (uint8_t)((sum + 2) / 4);
      }
    }
  }
}
