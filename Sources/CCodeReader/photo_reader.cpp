#include "CPhotoReader.h"

#include <algorithm>
#include <cmath>
#include <exception>
#include <memory>
#include <string>

#include "finder.h"
#include "late_zxing.h"
#include "plane.h"

namespace {

using photo::Plane;
using photo::Point;
using photo::Triple;
using photo::View;

// Version 2.2 renamed the options.
#if __has_include(<ZXing/ReaderOptions.h>)
using Options = ZXing::ReaderOptions;
#else
using Options = ZXing::DecodeHints;
#endif

struct Code {
  Point corners[4];
  // What was read there, and how often; empty for a code that cannot be read.
  struct Reading {
    std::string bytes;
    bool isPart;
    int count;
  };
  std::vector<Reading> readings;

  Point centre() const {
    return (corners[0] + corners[1] + corners[2] + corners[3]) * 0.25;
  }
  double size() const {
    return (photo::length(corners[2] - corners[0]) + photo::length(corners[3] - corners[1])) / 2;
  }
  // Whether a point lies inside, or so near that it belongs to its frame.
  bool contains(Point place) const {
    for (int index = 0; index < 4; index++) {
      const Point side = corners[(index + 1) % 4] - corners[index];
      const Point to = place - corners[index];
      const Point middle = centre() - corners[index];
      const double turn = side.x * middle.y - side.y * middle.x;
      const double distance = (side.x * to.y - side.y * to.x) / photo::length(side);
      if ((turn > 0 ? distance : -distance) < -0.03 * size()) return false;
    }
    return true;
  }
  // Whether another code can only be this one: two cannot lie in one place.
  bool isSamePlace(const Code &other) const {
    const double ratio = other.size() / size();
    return photo::length(other.centre() - centre()) < 0.2 * size() && ratio > 0.7 && ratio < 1.4;
  }
};

// Turns a place in a scaled or cut picture into one of the photo.
struct Mapping {
  Point origin{0, 0}, right{1, 0}, down{0, 1};

  Point operator()(Point place) const { return origin + right * place.x + down * place.y; }
};

Mapping scaled(double factor, int left = 0, int top = 0) {
  return {{left * factor, top * factor}, {factor, 0}, {0, factor}};
}

// Longer sides are read in tiles, so that one light or shadow does not decide for all.
const int tileSide = 1600, tileOverlap = 400;
// Larger pictures are read in fewer ways: smaller scales do the rest.
const int64_t manyPixels = 3'000'000;

class Search {
 public:
  explicit Search(View photo) : photo(photo) {}

  void run() {
    std::vector<Plane> smaller;
    View level = photo;
    double factor = 1;
    std::vector<std::pair<View, double>> levels{{photo, 1}};
    // A vector that grows would move the planes, but not their pixels.
    while (std::min(level.width, level.height) >= 400) {
      smaller.push_back(photo::halved(level));
      level = smaller.back().view();
      factor *= 2;
      levels.push_back({level, factor});
    }
    for (const auto &[view, scale] : levels) readLevel(view, scale);
    for (size_t index = 0; index < levels.size(); index++) look(levels, index);
  }

  std::vector<Code> codes;

 private:
  void readLevel(View level, double factor) {
    const bool isLarge = static_cast<int64_t>(level.width) * level.height > manyPixels;
    for (int top = 0;; top += tileSide - tileOverlap) {
      const int bottom = top + tileSide + tileOverlap >= level.height ? level.height : top + tileSide;
      for (int left = 0;; left += tileSide - tileOverlap) {
        const int right = left + tileSide + tileOverlap >= level.width ? level.width : left + tileSide;
        const View tile = level.part(left, top, right, bottom);
        const Mapping mapping = scaled(factor, left, top);
        read(tile, ZXing::Binarizer::LocalAverage, mapping);
        if (!isLarge) {
          read(tile, ZXing::Binarizer::GlobalHistogram, mapping);
          const Plane negative = photo::inverted(tile);
          read(negative.view(), ZXing::Binarizer::LocalAverage, mapping);
        }
        if (right == level.width) break;
      }
      if (bottom == level.height) break;
    }
  }

  // Reads a picture as it is; returns whether anything was found.
  bool read(View picture, ZXing::Binarizer binarizer, const Mapping &mapping) {
    Options options;
    options.setFormats(ZXing::BarcodeFormat::QRCode);
    options.setTryHarder(true);
    options.setTryRotate(false);
    options.setTryDownscale(false);
    options.setBinarizer(binarizer);
    const ZXing::ImageView view(picture.pixels, picture.width, picture.height,
                                ZXing::ImageFormat::Lum, picture.stride);
    bool hasFound = false;
    for (const auto &result : ZXing::ReadBarcodes(view, options)) {
      if (!result.isValid()) continue;
      Code code;
      for (int index = 0; index < 4; index++) {
        const auto corner = result.position()[index];
        code.corners[index] = mapping({static_cast<double>(corner.x), static_cast<double>(corner.y)});
      }
      const auto &bytes = result.bytes();
      code.readings.push_back(
          {std::string(bytes.begin(), bytes.end()), result.isPartOfSequence(), 1});
      add(code);
      hasFound = true;
    }
    return hasFound;
  }

  void add(const Code &found) {
    for (Code &known : codes) {
      if (!known.isSamePlace(found)) continue;
      for (const Code::Reading &reading : found.readings) {
        const auto same = std::find_if(
            known.readings.begin(), known.readings.end(), [&](const Code::Reading &other) {
              return other.bytes == reading.bytes && other.isPart == reading.isPart;
            });
        if (same != known.readings.end()) {
          same->count++;
        } else {
          known.readings.push_back(reading);
        }
      }
      return;
    }
    codes.push_back(found);
  }

  // Looks at what has three corners and could not be read.
  void look(const std::vector<std::pair<View, double>> &levels, size_t index) {
    const auto &[level, factor] = levels[index];
    for (const bool isLight : {false, true}) {
      const Plane source = isLight ? photo::inverted(level) : Plane(0, 0);
      const View picture = isLight ? source.view() : level;
      const Plane bits = photo::binarized(picture);
      std::vector<photo::Pattern> open;
      for (const photo::Pattern &pattern : photo::findPatterns(bits.view())) {
        const Point place = pattern.centre * factor;
        const bool isKnown = std::any_of(codes.begin(), codes.end(), [&](const Code &code) {
          return !code.readings.empty() && code.contains(place);
        });
        if (!isKnown && pattern.count > 1) open.push_back(pattern);
      }
      // A pattern belongs to one code.
      std::vector<bool> isTaken(open.size());
      const auto take = [&](const Triple &triple) {
        for (const size_t number : triple.numbers) isTaken[number] = true;
      };
      const auto isOpen = [&](const Triple &triple) {
        return std::none_of(std::begin(triple.numbers), std::end(triple.numbers),
                            [&](size_t number) { return isTaken[number]; });
      };
      const std::vector<Triple> triples = photo::triples(open);
      for (const Triple &triple : triples) {
        if (!isOpen(triple) || photo::likeness(bits.view(), triple) < 0.6) continue;
        if (readClosely(picture, factor, triple)) take(triple);
      }
      for (const Triple &triple : triples) {
        if (!isOpen(triple) || photo::likeness(bits.view(), triple) < 0.7) continue;
        take(triple);
        Code code;
        const double side = triple.sideInModules();
        const Point corners[] = {{0, 0}, {side, 0}, {side, side}, {0, side}};
        for (int corner = 0; corner < 4; corner++) {
          code.corners[corner] = triple.place(corners[corner].x, corners[corner].y) * factor;
        }
        add(code);
      }
    }
  }

  // Cuts one code out, straight and large, and reads it in every way.
  bool readClosely(View picture, double factor, const Triple &triple) {
    const int margin = 6;
    const int side = triple.sideInModules() + 2 * margin;
    // Seen in a mirror or through a window from behind, it is mirrored.
    for (const bool isMirrored : {false, true}) {
      const Triple seen = isMirrored ? triple.mirrored() : triple;
      for (const int scale : {4, 7}) {
        if (readClosely(picture, factor, seen, margin, side * scale, 1.0 / scale)) return true;
      }
    }
    return false;
  }

  bool readClosely(View picture, double factor, const Triple &triple, int margin, int side,
                   double step) {
    const Point right = triple.acrossStep() * step;
    const Point down = triple.downStep() * step;
    const Point origin = triple.place(-margin, -margin);
    const Plane plain = photo::cut(picture, origin, right, down, side);
    const Mapping mapping{origin * factor, right * factor, down * factor};
    for (const double amount : {0.0, 1.0, 2.5}) {
      const Plane ready = photo::stretched(photo::sharpened(plain.view(), amount).view());
      bool hasFound = read(ready.view(), ZXing::Binarizer::LocalAverage, mapping);
      hasFound = read(ready.view(), ZXing::Binarizer::GlobalHistogram, mapping) || hasFound;
      if (hasFound) return true;
    }
    return false;
  }

  View photo;
};

}  // namespace

struct photo_reader_codes {
  struct Item {
    const Code *code;
    const Code::Reading *reading;
  };
  std::vector<Code> codes;
  std::vector<Item> items;
};

photo_reader_codes *photo_reader_read(const uint8_t *pixels, int width, int height) {
  // No exception may reach the caller, which is not C++.
  try {
    Search search({pixels, width, height, width});
    search.run();
    auto result = std::make_unique<photo_reader_codes>();
    result->codes = std::move(search.codes);
    for (const Code &code : result->codes) {
      if (code.readings.empty()) {
        result->items.push_back({&code, nullptr});
        continue;
      }
      int most = 0;
      for (const Code::Reading &reading : code.readings) most = std::max(most, reading.count);
      // One code is rarely read wrong, and never twice the same way.
      for (const Code::Reading &reading : code.readings) {
        if (reading.count > 1 || most == 1) result->items.push_back({&code, &reading});
      }
    }
    return result.release();
  } catch (const std::exception &) {
    return nullptr;
  }
}

size_t photo_reader_count(const photo_reader_codes *codes) { return codes->items.size(); }

const uint8_t *photo_reader_bytes(const photo_reader_codes *codes, size_t index, size_t *count) {
  const auto *reading = codes->items[index].reading;
  *count = reading == nullptr ? 0 : reading->bytes.size();
  return reading == nullptr ? nullptr : reinterpret_cast<const uint8_t *>(reading->bytes.data());
}

int photo_reader_is_part(const photo_reader_codes *codes, size_t index) {
  const auto *reading = codes->items[index].reading;
  return reading != nullptr && reading->isPart;
}

photo_reader_point photo_reader_corner(const photo_reader_codes *codes, size_t index, int corner) {
  const Point place = codes->items[index].code->corners[corner];
  return {place.x, place.y};
}

void photo_reader_free(photo_reader_codes *codes) { delete codes; }
