#include "module_deflate.h"

#include <string.h>

// Numbers of RFC 1951, section 3.2.5 and 3.2.7.
enum {
  end_of_block = 256,
  length_codes = 286,
  distance_codes = 30,
  minimum_match = 3,
  maximum_match = 258,
  maximum_code_bits = 15,
  order_codes = 19,
  maximum_order_bits = 7,
};

// One code a symbol: its bits in sending order, and how many.
typedef struct {
  uint16_t bits[length_codes];
  uint8_t lengths[length_codes];
} huffman_code;

typedef struct {
  uint64_t held;
  uint32_t count;
  uint8_t *next;
} bit_writer;

typedef struct {
  uint32_t literal_counts[length_codes];
  uint32_t distance_counts[distance_codes];
  huffman_code literals;
  huffman_code distances;
} block_codes;

static uint32_t top_bit(uint32_t value) { return 31 - (uint32_t)__builtin_clz(value); }

// A length or distance as a symbol with extra bits.
typedef struct {
  uint32_t symbol;
  uint32_t extra_count;
  uint32_t extra;
} coded;

static coded code_length(uint32_t length) {
  const uint32_t value = length - minimum_match;
  if (length == maximum_match) return (coded){285, 0, 0};
  if (value < 4) return (coded){257 + value, 0, 0};
  const uint32_t extra_count = top_bit(value) - 2;
  return (coded){261 + 4 * extra_count + ((value >> extra_count) & 3), extra_count,
                 value & ((1u << extra_count) - 1)};
}

static coded code_distance(uint32_t distance) {
  const uint32_t value = distance - 1;
  if (value < 2) return (coded){value, 0, 0};
  const uint32_t extra_count = top_bit(value) - 1;
  return (coded){2 + 2 * extra_count + ((value >> extra_count) & 1), extra_count,
                 value & ((1u << extra_count) - 1)};
}

// MARK: Huffman codes

// Lengths of the best prefix code of the symbols that occur; counts are halved until none is longer
// than `maximum_bits`.
static void find_lengths(uint32_t *counts, uint32_t symbol_count, uint32_t maximum_bits,
                         uint8_t *lengths) {
  uint16_t leaves[length_codes];
  uint32_t weights[2 * length_codes];
  uint16_t parents[2 * length_codes];
  for (;;) {
    memset(lengths, 0, symbol_count);
    uint32_t leaf_count = 0;
    for (uint32_t symbol = 0; symbol < symbol_count; symbol++) {
      if (counts[symbol] == 0) continue;
      // Insertion: few symbols occur.
      uint32_t place = leaf_count++;
      for (; place > 0 && counts[leaves[place - 1]] > counts[symbol]; place--) {
        leaves[place] = leaves[place - 1];
      }
      leaves[place] = (uint16_t)symbol;
    }
    if (leaf_count == 0) return;
    if (leaf_count == 1) {
      lengths[leaves[0]] = 1;
      return;
    }
    for (uint32_t leaf = 0; leaf < leaf_count; leaf++) weights[leaf] = counts[leaves[leaf]];
    // Nodes are made in the order of their weight, so the two lightest are at the front of the leaves
    // or of the nodes.
    uint32_t leaf = 0;
    uint32_t node = leaf_count;
    const uint32_t node_count = 2 * leaf_count - 1;
    for (uint32_t made = leaf_count; made < node_count; made++) {
      weights[made] = 0;
      for (int side = 0; side < 2; side++) {
        const uint32_t lighter =
            leaf < leaf_count && (node == made || weights[leaf] <= weights[node]) ? leaf++ : node++;
        weights[made] += weights[lighter];
        parents[lighter] = (uint16_t)made;
      }
    }
    uint32_t longest = 0;
    weights[node_count - 1] = 0;
    for (uint32_t below = node_count - 1; below-- > 0;) {
      // From here on a weight is a depth.
      weights[below] = weights[parents[below]] + 1;
      if (below < leaf_count) {
        if (weights[below] > longest) longest = weights[below];
        lengths[leaves[below]] = (uint8_t)weights[below];
      }
    }
    if (longest <= maximum_bits) return;
    for (uint32_t symbol = 0; symbol < symbol_count; symbol++) counts[symbol] -= counts[symbol] / 2;
  }
}

// The codes of RFC 1951, section 3.2.2, reversed since Huffman codes are sent from their top bit.
static void assign_codes(huffman_code *code, uint32_t symbol_count) {
  uint32_t next[maximum_code_bits + 2] = {0};
  for (uint32_t symbol = 0; symbol < symbol_count; symbol++) next[code->lengths[symbol] + 1]++;
  next[1] = 0;
  for (uint32_t bits = 1; bits <= maximum_code_bits; bits++) {
    next[bits + 1] = (next[bits] + next[bits + 1]) << 1;
  }
  for (uint32_t symbol = 0; symbol < symbol_count; symbol++) {
    const uint32_t length = code->lengths[symbol];
    if (length == 0) continue;
    uint32_t value = next[length]++;
    uint32_t reversed = 0;
    for (uint32_t bit = 0; bit < length; bit++, value >>= 1) reversed = reversed << 1 | (value & 1);
    code->bits[symbol] = (uint16_t)reversed;
  }
}

// MARK: What is sent

// How many bytes line `line` and the next one begin with in common; 0 after the last line.
static uint32_t common_start(const module_deflate_picture *picture, uint32_t line) {
  if (line + 1 == picture->line_count) return 0;
  const uint32_t width = picture->line_bytes;
  const uint8_t *bytes = picture->lines + (size_t)line * width;
  uint32_t count = 0;
  while (count < width && bytes[count] == bytes[width + count]) count++;
  return count;
}

// The next match of a run of `length` bytes, 3 or more, such that nothing is left or what is left can be a match.
static uint32_t next_match(uint64_t length) {
  if (length <= maximum_match) return (uint32_t)length;
  return length - maximum_match < minimum_match ? maximum_match - minimum_match : maximum_match;
}

// How long the run after a line is: its repetitions, and what the next line begins with as it does.
// Sets `start` to the first byte of the next line that the run does not reach. A run that is shorter
// than a match does not count: then the line is written once, since it is as long as a match.
static uint64_t run_after(const module_deflate_picture *picture, uint32_t line, uint32_t *start) {
  *start = common_start(picture, line);
  const uint64_t run = (uint64_t)picture->line_bytes * (picture->repetitions[line] - 1) + *start;
  if (run >= minimum_match) return run;
  *start = 0;
  return 0;
}

static void count_symbols(const module_deflate_picture *picture, block_codes *codes) {
  const uint32_t width = picture->line_bytes;
  const uint32_t distance = code_distance(width).symbol;
  uint32_t start = 0;
  for (uint32_t line = 0; line < picture->line_count; line++) {
    const uint8_t *bytes = picture->lines + (size_t)line * width;
    for (; start < width; start++) codes->literal_counts[bytes[start]]++;
    uint64_t run = run_after(picture, line, &start);
    while (run > 0) {
      const uint32_t length = next_match(run);
      codes->literal_counts[code_length(length).symbol]++;
      codes->distance_counts[distance]++;
      run -= length;
    }
  }
  codes->literal_counts[end_of_block] = 1;
}

// MARK: Bits

static void put(bit_writer *writer, uint32_t bits, uint32_t count) {
  writer->held |= (uint64_t)bits << writer->count;
  writer->count += count;
}

// Writes whole bytes, so that 57 bits fit again.
static void flush(bit_writer *writer) {
  memcpy(writer->next, &writer->held, sizeof writer->held);
  writer->next += writer->count / 8;
  writer->held >>= writer->count / 8 * 8;
  writer->count %= 8;
}

// The lengths of both codes, themselves coded (RFC 1951, section 3.2.7).
static void put_code_lengths(const block_codes *codes, bit_writer *writer) {
  static const uint8_t order[order_codes] = {16, 17, 18, 0, 8,  7, 9,  6, 10, 5,
                                             11, 4,  12, 3, 13, 2, 14, 1, 15};
  uint32_t literal_count = length_codes;
  while (codes->literals.lengths[literal_count - 1] == 0) literal_count--;
  uint32_t distance_count = distance_codes;
  while (distance_count > 1 && codes->distances.lengths[distance_count - 1] == 0) distance_count--;

  uint8_t lengths[length_codes + distance_codes];
  memcpy(lengths, codes->literals.lengths, literal_count);
  memcpy(lengths + literal_count, codes->distances.lengths, distance_count);
  const uint32_t total = literal_count + distance_count;

  // A symbol in the low bits, its extra bits above.
  uint16_t items[length_codes + distance_codes];
  uint32_t item_count = 0;
  uint32_t counts[order_codes] = {0};
  for (uint32_t place = 0; place < total;) {
    uint32_t run = 1;
    while (place + run < total && lengths[place + run] == lengths[place]) run++;
    uint32_t item;
    if (lengths[place] == 0 && run >= 11) {
      run = run < 138 ? run : 138;
      item = 18 | (run - 11) << 5;
    } else if (lengths[place] == 0 && run >= 3) {
      run = run < 10 ? run : 10;
      item = 17 | (run - 3) << 5;
    } else if (run >= 4) {
      // The length itself, and copies of it at the next turn.
      item = lengths[place];
      counts[item]++;
      items[item_count++] = (uint16_t)item;
      place++;
      run = run - 1 < 6 ? run - 1 : 6;
      item = 16 | (run - 3) << 5;
    } else {
      item = lengths[place];
      run = 1;
    }
    counts[item & 31]++;
    items[item_count++] = (uint16_t)item;
    place += run;
  }

  huffman_code code;
  find_lengths(counts, order_codes, maximum_order_bits, code.lengths);
  assign_codes(&code, order_codes);
  uint32_t order_count = order_codes;
  while (order_count > 4 && code.lengths[order[order_count - 1]] == 0) order_count--;
  put(writer, literal_count - 257, 5);
  put(writer, distance_count - 1, 5);
  put(writer, order_count - 4, 4);
  for (uint32_t place = 0; place < order_count; place++) {
    flush(writer);
    put(writer, code.lengths[order[place]], 3);
  }
  for (uint32_t place = 0; place < item_count; place++) {
    const uint32_t symbol = items[place] & 31;
    flush(writer);
    put(writer, code.bits[symbol], code.lengths[symbol]);
    put(writer, items[place] >> 5, symbol == 16 ? 2 : symbol == 17 ? 3 : symbol == 18 ? 7 : 0);
  }
}

static void put_symbols(const module_deflate_picture *picture, const block_codes *codes,
                        bit_writer *writer) {
  const uint32_t width = picture->line_bytes;
  const coded distance = code_distance(width);
  uint32_t start = 0;
  for (uint32_t line = 0; line < picture->line_count; line++) {
    const uint8_t *bytes = picture->lines + (size_t)line * width;
    for (; start < width; start++) {
      put(writer, codes->literals.bits[bytes[start]], codes->literals.lengths[bytes[start]]);
      if (writer->count > 32) flush(writer);
    }
    uint64_t run = run_after(picture, line, &start);
    while (run > 0) {
      const uint32_t length = next_match(run);
      const coded sent = code_length(length);
      flush(writer);
      put(writer, codes->literals.bits[sent.symbol], codes->literals.lengths[sent.symbol]);
      put(writer, sent.extra, sent.extra_count);
      put(writer, codes->distances.bits[distance.symbol],
          codes->distances.lengths[distance.symbol]);
      put(writer, distance.extra, distance.extra_count);
      run -= length;
    }
    flush(writer);
  }
  put(writer, codes->literals.bits[end_of_block], codes->literals.lengths[end_of_block]);
  flush(writer);
  if (writer->count > 0) {
    writer->count = 8;
    flush(writer);
  }
}

// MARK: The whole stream

// RFC 1950, section 9. A line that comes `n` times adds its sum n times to the first half, and to the
// second one an arithmetic series.
static uint32_t checksum(const module_deflate_picture *picture) {
  const uint64_t modulus = 65521;
  uint64_t first = 1;
  uint64_t second = 0;
  const uint64_t width = picture->line_bytes;
  for (uint32_t line = 0; line < picture->line_count; line++) {
    const uint8_t *bytes = picture->lines + (size_t)line * width;
    uint64_t sum = 0;
    uint64_t weighted = 0;
    for (uint64_t place = 0; place < width; place++) {
      sum += bytes[place];
      weighted += sum;
    }
    const uint64_t times = picture->repetitions[line];
    second += times * ((width * first + weighted) % modulus) +
              times * (times - 1) / 2 % modulus * (width * sum % modulus);
    first += times * sum;
    first %= modulus;
    second %= modulus;
  }
  return (uint32_t)(second << 16 | first);
}

size_t module_deflate_bound(const module_deflate_picture *picture) {
  uint64_t rows = 0;
  for (uint32_t line = 0; line < picture->line_count; line++) rows += picture->repetitions[line];
  // A literal takes 15 bits at most; a run's matches, each 48 bits at most, stand for 255 bytes but for
  // the last two.
  const uint64_t literals = (uint64_t)picture->line_count * picture->line_bytes;
  const uint64_t matches = rows * picture->line_bytes / 255 + 2 * (uint64_t)picture->line_count;
  // The codes' lengths take less than 400 bytes.
  return 512 + 2 * literals + 6 * matches;
}

size_t module_deflate_write(const module_deflate_picture *picture, uint8_t *output) {
  block_codes codes;
  memset(&codes, 0, sizeof codes);
  count_symbols(picture, &codes);
  find_lengths(codes.literal_counts, length_codes, maximum_code_bits, codes.literals.lengths);
  find_lengths(codes.distance_counts, distance_codes, maximum_code_bits, codes.distances.lengths);
  assign_codes(&codes.literals, length_codes);
  assign_codes(&codes.distances, distance_codes);

  // A window of 32 KB, the fastest level (RFC 1950, section 2.2).
  output[0] = 0x78;
  output[1] = 0x01;
  bit_writer writer = {0, 0, output + 2};
  // The last block, with codes of its own.
  put(&writer, 5, 3);
  put_code_lengths(&codes, &writer);
  put_symbols(picture, &codes, &writer);
  const uint32_t sum = checksum(picture);
  for (int byte = 3; byte >= 0; byte--) *writer.next++ = (uint8_t)(sum >> (8 * byte));
  return (size_t)(writer.next - output);
}
