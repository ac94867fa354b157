// What scenes are drawn with.
#include "scenes.h"

#include <math.h>
#include <png.h>
#include <qrencode.h>
#include <stdio.h>
#include <stdlib.h>

void fail(const char *why) {
  fprintf(stderr, "scenes: %s\n", why);
  exit(74);
}

static uint64_t state;

void seed_random(uint64_t seed) { state = seed; }

// SplitMix64: the same scenes for the same number everywhere.
static uint64_t random_bits(void) {
  state += 0x9e3779b97f4a7c15u;
  uint64_t mixed = state;
  mixed = (mixed ^ mixed >> 30) * 0xbf58476d1ce4e5b9u;
  mixed = (mixed ^ mixed >> 27) * 0x94d049bb133111ebu;
  return mixed ^ mixed >> 31;
}

int random_below(int limit) { return (int)((random_bits() >> 33) % (uint64_t)limit); }
double random_unit(void) { return (double)(random_bits() >> 11) / (double)(1ull << 53); }

// MARK: Codes

// A picture of a build: square modules with a border of four.
code code_of_file(const char *path) {
  png_image image = {.version = PNG_IMAGE_VERSION};
  if (!png_image_begin_read_from_file(&image, path)) fail(path);
  image.format = PNG_FORMAT_GRAY;
  uint8_t *pixels = malloc(PNG_IMAGE_SIZE(image));
  if (pixels == NULL || !png_image_finish_read(&image, NULL, pixels, 0, NULL)) fail(path);
  const int width = (int)image.width;
  int start = 0;
  while (pixels[start] != 0) start++;
  const int module = start / width / 4;
  code result = {.side = width / module - 8};
  for (int row = 0; row < result.side; row++) {
    for (int column = 0; column < result.side; column++) {
      result.modules[row * result.side + column] =
          pixels[(row + 4) * module * width + (column + 4) * module] == 0;
    }
  }
  free(pixels);
  return result;
}

code code_of_text(const char *text, int is_light_on_dark) {
  QRcode *symbol = QRcode_encodeString8bit(text, 0, QR_ECLEVEL_M);
  if (symbol == NULL) fail("a text cannot be encoded");
  code result = {.side = symbol->width, .is_light_on_dark = is_light_on_dark};
  for (int index = 0; index < symbol->width * symbol->width; index++) {
    result.modules[index] = symbol->data[index] & 1;
  }
  QRcode_free(symbol);
  return result;
}

sheet sheet_of_file(const char *path, double left, double top, double width) {
  png_image image = {.version = PNG_IMAGE_VERSION};
  if (!png_image_begin_read_from_file(&image, path)) fail(path);
  image.format = PNG_FORMAT_RGB;
  photo picture = make_photo((int)image.width, (int)image.height);
  if (!png_image_finish_read(&image, NULL, picture.pixels, 0, NULL)) fail(path);
  return (sheet){picture, left, top, width};
}

// MARK: Perspective

static point mapped(const double matrix[9], point place) {
  const double depth = matrix[6] * place.x + matrix[7] * place.y + matrix[8];
  return (point){(matrix[0] * place.x + matrix[1] * place.y + matrix[2]) / depth,
                 (matrix[3] * place.x + matrix[4] * place.y + matrix[5]) / depth};
}

static void invert(frame *frame) {
  const double *m = frame->matrix;
  const double minors[9] = {m[4] * m[8] - m[5] * m[7], m[2] * m[7] - m[1] * m[8],
                            m[1] * m[5] - m[2] * m[4], m[5] * m[6] - m[3] * m[8],
                            m[0] * m[8] - m[2] * m[6], m[2] * m[3] - m[0] * m[5],
                            m[3] * m[7] - m[4] * m[6], m[1] * m[6] - m[0] * m[7],
                            m[0] * m[4] - m[1] * m[3]};
  const double determinant = m[0] * minors[0] + m[1] * minors[3] + m[2] * minors[6];
  for (int index = 0; index < 9; index++) frame->inverse[index] = minors[index] / determinant;
}

// A card that is turned in its plane and then about its upright axis, seen from five widths away.
frame framed(point centre, double width, double angle, double slant) {
  const double distance = 5, right = cos(slant), depth = sin(slant);
  const double turned[4] = {cos(angle), -sin(angle), sin(angle), cos(angle)};
  frame result;
  double *m = result.matrix;
  for (int index = 0; index < 2; index++) {
    m[6 + index] = turned[index] * depth / distance;
    m[index] = width * turned[index] * right + centre.x * m[6 + index];
    m[3 + index] = width * turned[2 + index] + centre.y * m[6 + index];
  }
  m[2] = centre.x, m[5] = centre.y, m[8] = 1;
  invert(&result);
  return result;
}

// Another piece of paper in the plane of a card.
static frame within(const frame *outer, point centre, double scale) {
  frame result;
  for (int row = 0; row < 9; row += 3) {
    const double *m = outer->matrix + row;
    result.matrix[row] = m[0] * scale;
    result.matrix[row + 1] = m[1] * scale;
    result.matrix[row + 2] = m[0] * centre.x + m[1] * centre.y + m[2];
  }
  invert(&result);
  return result;
}

point place_in(const frame *frame, point place) { return mapped(frame->matrix, place); }

// MARK: Drawing

photo make_photo(int width, int height) {
  photo result = {width, height, malloc((size_t)width * (size_t)height * 3)};
  if (result.pixels == NULL) fail("out of memory");
  return result;
}

typedef struct {
  double red, green, blue;
} colour;

static uint8_t *pixel(const photo *photo, int x, int y) {
  return photo->pixels + 3 * ((size_t)y * (size_t)photo->width + (size_t)x);
}

static void set(uint8_t *pixel, colour colour) {
  pixel[0] = (uint8_t)colour.red, pixel[1] = (uint8_t)colour.green, pixel[2] = (uint8_t)colour.blue;
}

// Bricks, boards or plaster, with frames and shelves on them.
void draw_wall(photo *photo) {
  const int kind = random_below(3);
  const double base = 90 + 130 * random_unit(), size = photo->width / (8 + 10 * random_unit());
  for (int y = 0; y < photo->height; y++) {
    for (int x = 0; x < photo->width; x++) {
      const int row = (int)(y / size * 2);
      const double column = kind == 1 ? x / size : x / size + row % 2 * 0.5;
      const int is_joint = kind == 0   ? fmod(y / size * 2, 1) < 0.08 || fmod(column, 1) < 0.04
                           : kind == 1 ? fmod(column, 1) < 0.03
                                       : 0;
      const double grain = kind == 1 ? 12 * sin(y * 0.05 + 5 * sin((int)column)) : 0;
      const double value = is_joint ? base * 0.6 : base + grain;
      set(pixel(photo, x, y), (colour){fmin(255, value * 1.05), value, value * 0.9});
    }
  }
  for (int number = random_below(12); number > 0; number--) {
    const int left = random_below(photo->width), top = random_below(photo->height);
    const int width = 10 + random_below(photo->width / 4), height = 10 + random_below(photo->height / 6);
    const colour fill = {random_below(256), random_below(256), random_below(256)};
    for (int y = top; y < top + height && y < photo->height; y++) {
      for (int x = left; x < left + width && x < photo->width; x++) set(pixel(photo, x, y), fill);
    }
  }
}

// A card with drawn words around a code, or the picture of a sheet.
typedef struct {
  const code *code;
  const sheet *sheet;
  // The half width and height of the card, and of the code, in widths.
  double half_width, top, bottom;
  colour paper, ink;
  uint64_t words;
} card;

static int colour_of_sheet(const sheet *sheet, point place, colour *found) {
  // From widths of the code, from its middle, to pixels.
  const double size = sheet->picture.width;
  const double x = (sheet->left + (0.5 + place.x) * sheet->width) * size;
  const double y = (sheet->top + (0.5 + place.y) * sheet->width) * size;
  if (x < 0 || y < 0 || x >= sheet->picture.width || y >= sheet->picture.height) return 0;
  const uint8_t *source = pixel(&sheet->picture, (int)x, (int)y);
  *found = (colour){source[0], source[1], source[2]};
  return 1;
}

// The colour of a place on a card; returns 0 beside it.
static int colour_at(const card *card, point place, colour *found) {
  if (card->sheet != NULL) return colour_of_sheet(card->sheet, place, found);
  if (fabs(place.x) > card->half_width || place.y < card->top || place.y > card->bottom) return 0;
  const code *code = card->code;
  const colour white = {250, 250, 248}, black = {18, 18, 20};
  const double quiet = 0.5 + 4.0 / code->side;
  if (fabs(place.x) < quiet && fabs(place.y) < quiet) {
    const int column = (int)floor((place.x + 0.5) * code->side);
    const int row = (int)floor((place.y + 0.5) * code->side);
    const int is_dark = column >= 0 && row >= 0 && column < code->side && row < code->side &&
                        code->modules[row * code->side + column];
    *found = is_dark != code->is_light_on_dark ? black : white;
    return 1;
  }
  // Words: short strokes in lines above and below the code.
  const double line = fmod(fabs(place.y) * 14, 1);
  const int letter = (int)floor((place.x + 2) * 40), row = (int)floor(place.y * 14);
  const uint64_t mixed = (card->words + (uint64_t)(letter * 31 + row * 977)) * 0x9e3779b97f4a7c15u;
  const int is_word = fabs(place.x) < card->half_width - 0.12 && fabs(place.y) > quiet + 0.08 &&
                      place.y > card->top + 0.1 && place.y < card->bottom - 0.1 && line > 0.35 &&
                      mixed >> 63;
  *found = is_word ? card->ink : card->paper;
  return 1;
}

static void draw(photo *photo, const frame *frame, const card *card) {
  const int steps = 4;
  for (int y = 0; y < photo->height; y++) {
    for (int x = 0; x < photo->width; x++) {
      // Far from the card, one look is enough.
      const point middle = mapped(frame->inverse, (point){x + 0.5, y + 0.5});
      if (fabs(middle.x) > card->half_width + 0.5 || middle.y < card->top - 0.5 ||
          middle.y > card->bottom + 0.5) {
        continue;
      }
      uint8_t *target = pixel(photo, x, y);
      colour sum = {0, 0, 0};
      for (int sample = 0; sample < steps * steps; sample++) {
        const point place = mapped(frame->inverse, (point){x + (sample % steps + 0.5) / steps,
                                                           y + (sample / steps + 0.5) / steps});
        colour found = {target[0], target[1], target[2]};
        colour_at(card, place, &found);
        sum.red += found.red, sum.green += found.green, sum.blue += found.blue;
      }
      const double share = 1.0 / (steps * steps);
      set(target, (colour){sum.red * share, sum.green * share, sum.blue * share});
    }
  }
}

void draw_card(photo *photo, const frame *frame, const code *code, int is_dark) {
  const colour light = {245, 240, 230}, night = {26, 26, 46};
  const card card = {.code = code,
                     .half_width = 0.75,
                     .top = -1.0,
                     .bottom = 0.95,
                     .paper = is_dark ? night : light,
                     .ink = is_dark ? light : night,
                     .words = random_bits()};
  draw(photo, frame, &card);
}

void draw_sheet(photo *photo, const frame *frame, const sheet *sheet) {
  const double height = (double)sheet->picture.height / sheet->picture.width / sheet->width;
  const double above = 0.5 + sheet->top / sheet->width;
  const double left = 0.5 + sheet->left / sheet->width;
  const card card = {
      .sheet = sheet,
      .half_width = fmax(left, 1 / sheet->width - left), .top = -above, .bottom = height - above};
  draw(photo, frame, &card);
}

void draw_sticker(photo *photo, const frame *frame, const code *code, point centre, double width) {
  const colour white = {252, 252, 252};
  const double half = 0.5 + 4.0 / code->side;
  const struct frame placed = within(frame, centre, width / (2 * half));
  const card card = {
      .code = code, .half_width = half, .top = -half, .bottom = half, .paper = white, .ink = white};
  draw(photo, &placed, &card);
}
