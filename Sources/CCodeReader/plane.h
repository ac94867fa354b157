// Grey pictures, and what is done to them before codes are read.
#ifndef PLANE_H
#define PLANE_H

#include <cstddef>
#include <cstdint>
#include <utility>
#include <vector>

namespace photo {

struct Point {
  double x, y;
};

inline Point operator+(Point a, Point b) { return {a.x + b.x, a.y + b.y}; }
inline Point operator-(Point a, Point b) { return {a.x - b.x, a.y - b.y}; }
inline Point operator*(Point a, double factor) { return {a.x * factor, a.y * factor}; }
double length(Point a);

// A picture of which somebody else owns the pixels.
struct View {
  const uint8_t *pixels;
  int width, height;
  // Bytes from one row to the next.
  int stride;

  uint8_t at(int x, int y) const { return pixels[static_cast<size_t>(y) * stride + x]; }
  View part(int left, int top, int right, int bottom) const {
    return {pixels + static_cast<size_t>(top) * stride + left, right - left, bottom - top, stride};
  }
};

struct Plane {
  int width, height;
  std::vector<uint8_t> pixels;

  Plane(int width, int height)
      : width(width), height(height), pixels(static_cast<size_t>(width) * height) {}
  View view() const { return {pixels.data(), width, height, width}; }
};

// Half as wide and high; each pixel is the mean of four.
Plane halved(View picture);

Plane inverted(View picture);

// Dark where a pixel is darker than its surroundings: 1, else 0.
Plane binarized(View picture);

// The middle of the values spread over the whole range.
Plane stretched(View picture);

// Edges made steeper; `amount` 0 changes nothing.
Plane sharpened(View picture, double amount);

// A square of `side` pixels cut from a picture: `origin` goes to its top left corner, `right` and
// `down` are one pixel's steps.
Plane cut(View picture, Point origin, Point right, Point down, int side);

}  // namespace photo

#endif
