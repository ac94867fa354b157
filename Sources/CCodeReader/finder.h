// What looks like a QR code whether or not it can be read: three finder patterns at a right angle
// (ISO/IEC 18004:2015, 5.3.3).
#ifndef FINDER_H
#define FINDER_H

#include <vector>

#include "plane.h"

namespace photo {

struct Pattern {
  Point centre;
  // The width of a module in pixels.
  double module;
  // On how many rows it was seen.
  int count;
};

// The finder patterns of a binarized picture, at most some hundred.
std::vector<Pattern> findPatterns(View bits);

// Three finder patterns that may be of one code, by their centres.
struct Triple {
  // The pattern at the right angle, and the others.
  Point corner, right, down;
  double module;
  // Their places in the list of patterns.
  size_t numbers[3];

  // How many modules lie on a side, 21 to 177.
  int sideInModules() const;
  // The steps of one module.
  Point acrossStep() const;
  Point downStep() const;
  // The same code as in a mirror.
  Triple mirrored() const;
  // The place of a point whose coordinates are modules from the symbol's top left corner.
  Point place(double x, double y) const;
};

// The triples among patterns, the most square ones first, at most some dozen.
std::vector<Triple> triples(const std::vector<Pattern> &patterns);

// How much lies between three patterns as in a code: the share of the modules of the better timing
// pattern that are right; 0 if far from half of the symbol is dark, as masks make it (ISO/IEC
// 18004:2015, 7.8.3).
double likeness(View bits, const Triple &triple);

}  // namespace photo

#endif
