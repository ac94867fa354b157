#include "plane.h"

#include <algorithm>
#include <cmath>

namespace photo {

double length(Point a) { return std::hypot(a.x, a.y); }

Plane halved(View picture) {
  Plane half(picture.width / 2, picture.height / 2);
  uint8_t *target = half.pixels.data();
  for (int y = 0; y < half.height; y++) {
    const uint8_t *upper = picture.pixels + static_cast<size_t>(2 * y) * picture.stride;
    const uint8_t *lower = upper + picture.stride;
    for (int x = 0; x < half.width; x++) {
      const int sum = upper[2 * x] + upper[2 * x + 1] + lower[2 * x] + lower[2 * x + 1];
      *target++ = static_cast<uint8_t>((sum + 2) / 4);
    }
  }
  return half;
}

Plane inverted(View picture) {
  Plane result(picture.width, picture.height);
  uint8_t *target = result.pixels.data();
  for (int y = 0; y < picture.height; y++) {
    const uint8_t *row = picture.pixels + static_cast<size_t>(y) * picture.stride;
    for (int x = 0; x < picture.width; x++) *target++ = 255 - row[x];
  }
  return result;
}

namespace {

// The mean of the surroundings of each pixel, row by row, from running sums.
class Means {
 public:
  Means(View picture, int radius)
      : picture(picture), radius(radius), columns(static_cast<size_t>(picture.width)) {
    for (int y = 0; y < std::min(radius, picture.height); y++) add(y, 1);
  }

  // The means of the next row, times their number of pixels; `count` is set to that of each column.
  void next(std::vector<uint32_t> &means) {
    if (row + radius < picture.height) add(row + radius, 1);
    if (row - radius > 0) add(row - radius - 1, -1);
    const int rows = std::min(picture.height - 1, row + radius) - std::max(0, row - radius) + 1;
    uint32_t sum = 0;
    for (int x = 0; x < std::min(radius, picture.width); x++) sum += columns[x];
    for (int x = 0; x < picture.width; x++) {
      if (x + radius < picture.width) sum += columns[x + radius];
      if (x - radius > 0) sum -= columns[x - radius - 1];
      const int width = std::min(picture.width - 1, x + radius) - std::max(0, x - radius) + 1;
      means[x] = sum / static_cast<uint32_t>(rows * width);
    }
    row++;
  }

 private:
  void add(int y, int sign) {
    const uint8_t *line = picture.pixels + static_cast<size_t>(y) * picture.stride;
    for (int x = 0; x < picture.width; x++) columns[x] += static_cast<uint32_t>(sign * line[x]);
  }

  View picture;
  int radius;
  int row = 0;
  std::vector<uint32_t> columns;
};

}  // namespace

Plane binarized(View picture) {
  Plane result(picture.width, picture.height);
  // Wider than a finder pattern of the size that this scale is for.
  Means means(picture, 24);
  std::vector<uint32_t> row(static_cast<size_t>(picture.width));
  uint8_t *target = result.pixels.data();
  for (int y = 0; y < picture.height; y++) {
    means.next(row);
    const uint8_t *line = picture.pixels + static_cast<size_t>(y) * picture.stride;
    // A little darker than the mean, so that noise on plain areas is not dark.
    for (int x = 0; x < picture.width; x++) *target++ = line[x] + 6u < row[x];
  }
  return result;
}

Plane stretched(View picture) {
  std::vector<size_t> counts(256);
  for (int y = 0; y < picture.height; y++) {
    for (int x = 0; x < picture.width; x++) counts[picture.at(x, y)]++;
  }
  const size_t rest = static_cast<size_t>(picture.width) * picture.height / 20;
  int dark = 0, light = 255;
  for (size_t sum = counts[0]; sum < rest && dark < 254; sum += counts[++dark]) {
  }
  for (size_t sum = counts[255]; sum < rest && light > dark + 1; sum += counts[--light]) {
  }
  Plane result(picture.width, picture.height);
  uint8_t *target = result.pixels.data();
  for (int y = 0; y < picture.height; y++) {
    for (int x = 0; x < picture.width; x++) {
      const int value = (picture.at(x, y) - dark) * 255 / (light - dark);
      *target++ = static_cast<uint8_t>(std::clamp(value, 0, 255));
    }
  }
  return result;
}

Plane sharpened(View picture, double amount) {
  Plane result(picture.width, picture.height);
  Means means(picture, 3);
  std::vector<uint32_t> row(static_cast<size_t>(picture.width));
  uint8_t *target = result.pixels.data();
  for (int y = 0; y < picture.height; y++) {
    means.next(row);
    for (int x = 0; x < picture.width; x++) {
      const double value = picture.at(x, y);
      *target++ = static_cast<uint8_t>(std::clamp(value + amount * (value - row[x]), 0.0, 255.0));
    }
  }
  return result;
}

Plane cut(View picture, Point origin, Point right, Point down, int side) {
  Plane result(side, side);
  uint8_t *target = result.pixels.data();
  for (int y = 0; y < side; y++) {
    for (int x = 0; x < side; x++) {
      const Point place = origin + right * x + down * y;
      const double left = std::clamp(place.x - 0.5, 0.0, picture.width - 1.001);
      const double top = std::clamp(place.y - 0.5, 0.0, picture.height - 1.001);
      const int column = static_cast<int>(left), line = static_cast<int>(top);
      const int nextColumn = std::min(column + 1, picture.width - 1);
      const int nextLine = std::min(line + 1, picture.height - 1);
      const double across = left - column, along = top - line;
      const double upper =
          picture.at(column, line) * (1 - across) + picture.at(nextColumn, line) * across;
      const double lower =
          picture.at(column, nextLine) * (1 - across) + picture.at(nextColumn, nextLine) * across;
      *target++ = static_cast<uint8_t>(upper * (1 - along) + lower * along + 0.5);
    }
  }
  return result;
}

}  // namespace photo
