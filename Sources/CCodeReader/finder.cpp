#include "finder.h"

#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <tuple>

namespace photo {

namespace {

// Five runs of pixels across a finder pattern: dark, light, dark, light, dark.
struct Runs {
  int counts[5] = {};

  int total() const { return counts[0] + counts[1] + counts[2] + counts[3] + counts[4]; }

  // Whether they are as 1:1:3:1:1.
  bool arePattern() const {
    const double module = total() / 7.0;
    if (total() < 7 || std::find(counts, counts + 5, 0) != counts + 5) return false;
    const double slack = std::max(1.0, module * 0.6);
    for (int index = 0; index < 5; index++) {
      const double want = index == 2 ? 3 * module : module;
      if (std::abs(counts[index] - want) > (index == 2 ? 2 * slack : slack)) return false;
    }
    return true;
  }
};

// The runs across a place that lies in the middle run, along one axis; sets `centre` to the middle
// of that run.
Runs across(View bits, int x, int y, int stepX, int stepY, int limit, double &centre) {
  Runs runs;
  const auto isDark = [&](int distance) {
    return bits.at(x + distance * stepX, y + distance * stepY) != 0;
  };
  const auto isInside = [&](int distance) {
    const int column = x + distance * stepX, row = y + distance * stepY;
    return column >= 0 && row >= 0 && column < bits.width && row < bits.height;
  };
  int before = 0, after = 1;
  // Outwards from the middle: the rest of the dark run, the light run, the outer dark run.
  for (int run = 2; run >= 0; run--) {
    for (; isInside(before) && isDark(before) == (run != 1) && runs.counts[run] <= limit; before--) {
      runs.counts[run]++;
    }
  }
  int middleAfter = 0;
  for (int run = 2; run <= 4; run++) {
    int count = 0;
    for (; isInside(after) && isDark(after) == (run != 3) && count <= limit; after++) count++;
    if (run == 2) middleAfter = count;
    runs.counts[run] += count;
  }
  centre = middleAfter + 1 - runs.counts[2] / 2.0;
  return runs;
}

class PatternList {
 public:
  void add(Pattern found) {
    for (Pattern &known : patterns) {
      if (length(known.centre - found.centre) < 2 * known.module) {
        const double share = 1.0 / ++known.count;
        known.centre = known.centre + (found.centre - known.centre) * share;
        known.module += (found.module - known.module) * share;
        return;
      }
    }
    patterns.push_back(found);
  }

  std::vector<Pattern> patterns;
};

}  // namespace

std::vector<Pattern> findPatterns(View bits) {
  // So that hostile pictures full of patterns cost no more than others.
  const size_t limit = 4000, kept = 240;
  PatternList list;
  for (int y = 0; y < bits.height && list.patterns.size() < limit; y++) {
    Runs runs;
    int run = 0;
    const uint8_t *row = bits.pixels + static_cast<size_t>(y) * bits.stride;
    for (int x = 0; x <= bits.width; x++) {
      const bool isDark = x < bits.width && row[x] != 0;
      // Dark runs are even ones.
      if (isDark == (run % 2 == 0) && x < bits.width) {
        runs.counts[run]++;
        continue;
      }
      if (run == 0 && runs.counts[0] == 0) continue;
      if (run < 4) {
        runs.counts[++run] = 1;
        continue;
      }
      if (runs.arePattern()) {
        const int middle = x - runs.counts[4] - runs.counts[3] - (runs.counts[2] + 1) / 2;
        const int longest = 2 * runs.total();
        double offset = 0;
        const Runs column = across(bits, middle, y, 0, 1, longest, offset);
        const double centreY = y + offset;
        const int line = std::clamp(static_cast<int>(centreY), 0, bits.height - 1);
        if (column.arePattern() && std::abs(column.total() - runs.total()) < 0.4 * runs.total() &&
            bits.at(middle, line) != 0) {
          const Runs again = across(bits, middle, line, 1, 0, longest, offset);
          if (again.arePattern()) {
            const double module = (again.total() + column.total()) / 14.0;
            list.add({{middle + offset, centreY}, module, 1});
          }
        }
      }
      // The last dark run may be the first of the next pattern.
      runs.counts[0] = runs.counts[2];
      runs.counts[1] = runs.counts[3];
      runs.counts[2] = runs.counts[4];
      runs.counts[3] = 1;
      runs.counts[4] = 0;
      run = 3;
    }
  }
  std::vector<Pattern> &patterns = list.patterns;
  const auto key = [](const Pattern &pattern) {
    return std::make_tuple(-pattern.count, pattern.centre.y, pattern.centre.x);
  };
  std::sort(patterns.begin(), patterns.end(), [&](const Pattern &left, const Pattern &right) {
    return key(left) < key(right);
  });
  if (patterns.size() > kept) patterns.erase(patterns.begin() + kept, patterns.end());
  return patterns;
}

int Triple::sideInModules() const {
  const double modules = (length(right - corner) + length(down - corner)) / 2 / module + 7;
  return std::clamp(17 + 4 * static_cast<int>(std::lround((modules - 17) / 4)), 21, 177);
}

Point Triple::acrossStep() const { return (right - corner) * (1.0 / (sideInModules() - 7)); }

Point Triple::downStep() const { return (down - corner) * (1.0 / (sideInModules() - 7)); }

Triple Triple::mirrored() const {
  return {corner, down, right, module, {numbers[0], numbers[2], numbers[1]}};
}

Point Triple::place(double x, double y) const {
  return corner + acrossStep() * (x - 3.5) + downStep() * (y - 3.5);
}

std::vector<Triple> triples(const std::vector<Pattern> &patterns) {
  struct Candidate {
    size_t corner, right, down;
    // How far it is from a square; 0 for one.
    double distortion;
  };
  std::vector<Candidate> candidates;
  for (size_t corner = 0; corner < patterns.size(); corner++) {
    const Pattern &a = patterns[corner];
    std::vector<size_t> near;
    for (size_t other = 0; other < patterns.size(); other++) {
      const Pattern &b = patterns[other];
      const double ratio = b.module / a.module;
      const double distance = length(b.centre - a.centre) / a.module;
      if (other != corner && ratio > 0.6 && ratio < 1.67 && distance > 10 && distance < 200) {
        near.push_back(other);
      }
    }
    for (const size_t right : near) {
      for (const size_t down : near) {
        const Point across = patterns[right].centre - a.centre;
        const Point along = patterns[down].centre - a.centre;
        // Clockwise, so that each pair is taken once.
        const double cross = across.x * along.y - across.y * along.x;
        const double dot = across.x * along.x + across.y * along.y;
        const double longer = std::max(length(across), length(along));
        const double shorter = std::min(length(across), length(along));
        if (cross <= 0 || std::abs(dot) > 0.45 * longer * shorter || longer > 1.5 * shorter) continue;
        const double module = patterns[right].module / patterns[down].module;
        const double distortion =
            longer / shorter - 1 + std::abs(dot) / (longer * shorter) + std::abs(std::log(module));
        candidates.push_back({corner, right, down, distortion});
      }
    }
  }
  const auto key = [](const Candidate &candidate) {
    return std::make_tuple(candidate.distortion, candidate.corner, candidate.right, candidate.down);
  };
  std::sort(candidates.begin(), candidates.end(), [&](const Candidate &left, const Candidate &right) {
    return key(left) < key(right);
  });
  // So that hostile pictures full of patterns cost no more than others.
  const size_t limit = 24;
  if (candidates.size() > limit) candidates.resize(limit);
  std::vector<Triple> result;
  for (const Candidate &candidate : candidates) {
    const Pattern &a = patterns[candidate.corner], &b = patterns[candidate.right];
    const Pattern &c = patterns[candidate.down];
    result.push_back({a.centre,
                      b.centre,
                      c.centre,
                      (a.module + b.module + c.module) / 3,
                      {candidate.corner, candidate.right, candidate.down}});
  }
  return result;
}

namespace {

bool isDark(View bits, Point place) {
  const int x = static_cast<int>(place.x), y = static_cast<int>(place.y);
  return x >= 0 && y >= 0 && x < bits.width && y < bits.height && bits.at(x, y) != 0;
}

// The share of the modules of a timing pattern that are as they should be.
double timing(View bits, const Triple &triple, bool isRow) {
  const int side = triple.sideInModules();
  int right = 0, count = 0;
  for (int module = 8; module < side - 8; module++) {
    const Point place = isRow ? triple.place(module + 0.5, 6.5) : triple.place(6.5, module + 0.5);
    right += isDark(bits, place) == (module % 2 == 0);
    count++;
  }
  return count == 0 ? 0 : static_cast<double>(right) / count;
}

}  // namespace

double likeness(View bits, const Triple &triple) {
  const int side = triple.sideInModules();
  int dark = 0;
  for (int y = 0; y < side; y++) {
    for (int x = 0; x < side; x++) dark += isDark(bits, triple.place(x + 0.5, y + 0.5));
  }
  const double share = static_cast<double>(dark) / (side * side);
  if (share < 0.2 || share > 0.8) return 0;
  return std::max(timing(bits, triple, true), timing(bits, triple, false));
}

}  // namespace photo
