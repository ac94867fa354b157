// Draws photos of a shop with codes in them, and says what is where:
//   scenes CODES SHEETS FOLDER FIRST COUNT LARGEST
// CODES is a folder of PNGs of our codes, each named for its link. SHEETS is a file with a line for each
// printed sheet: its picture, the name of its code, and the code's left, top and width in widths of
// the sheet. FOLDER gets NNN.jpg of the scenes
// FIRST … FIRST + COUNT - 1, none wider than LARGEST pixels. One line goes to standard output for each
// code: photo, `ours` or `foreign` or `covered`, link or text, and the place of its middle.
#include "scenes.h"

#include <dirent.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

// What a scene shows, by its number.
enum {
  PLAIN, STEEP, GRADIENT, SHADOW, BLUR, DARKNESS, COMPRESSED, SEVERAL, COVERED, TURNED, SMALL, NIGHT,
  CORNER_STICKER, BESIDE, LABELS, LIGHT_ON_DARK, GLARE, SHAKEN, UPSIDE_DOWN, DAMAGED, EVERYTHING, POSTER, KINDS
};

static char links[64][128];
static code our_codes[64];
static int our_count;
static char sheet_names[16][128];
static sheet sheets[16];
static int sheet_count;

static void read_sheets(const char *path) {
  FILE *file = fopen(path, "r");
  if (file == NULL) fail(path);
  char picture[512];
  double left, top, width;
  while (sheet_count < 16 && fscanf(file, "%511s %127s %lf %lf %lf", picture, sheet_names[sheet_count], &left,
                                    &top, &width) == 5) {
    sheets[sheet_count++] = sheet_of_file(picture, left, top, width);
  }
  fclose(file);
  if (sheet_count == 0) fail("no sheets");
}

static void read_codes(const char *folder) {
  DIR *open = opendir(folder);
  if (open == NULL) fail("no folder of codes");
  const struct dirent *entry;
  while ((entry = readdir(open)) != NULL && our_count < 64) {
    const size_t length = strlen(entry->d_name);
    if (length < 5 || length > 100 || strcmp(entry->d_name + length - 4, ".png") != 0) continue;
    snprintf(links[our_count++], sizeof links[0], "%.*s", (int)length - 4, entry->d_name);
  }
  closedir(open);
  // The order of a folder is the file system's.
  qsort(links, (size_t)our_count, sizeof links[0], (int (*)(const void *, const void *))strcmp);
  for (int index = 0; index < our_count; index++) {
    char path[512];
    snprintf(path, sizeof path, "%s/%s.png", folder, links[index]);
    our_codes[index] = code_of_file(path);
  }
  if (our_count == 0) fail("no codes");
}

// What thieves stick on: another key at the same gateway, other gateways, wallets.
static void foreign_text(char *text, size_t size, const char *ours) {
  char key[33];
  for (int index = 0; index < 32; index++) key[index] = "0123456789abcdef"[random_below(16)];
  key[32] = '\0';
  switch (random_below(5)) {
    case 0: snprintf(text, size, "https://gatepay.io/pay/any?appkey=%s&token=abcdefghi&price=12.00", key); break;
    case 1: snprintf(text, size, "https://gatepay.example/pay/any?appkey=%s&token=qflknfokn", key); break;
    case 2: snprintf(text, size, "wxp://f2f0%s", key); break;
    case 3: snprintf(text, size, "https://qr.alipay.com/fkx%.12s", key); break;
    default: snprintf(text, size, "https://pay.example.org/%s/%s", ours, key);
  }
}

typedef struct {
  photo *photo;
  int number;
} stage;

static void tell(const stage *stage, const char *what, const char *text, point centre) {
  printf("%03d.jpg\t%s\t%s\t%.0f\t%.0f\n", stage->number, what, text, centre.x, centre.y);
}

typedef struct {
  point centre;
  // The width of the code in pixels, and its turn and slant.
  double width, angle, slant;
  int is_dark, is_covered, is_foreign, is_light_on_dark, is_damaged, is_sheet;
  // Where a smaller sticker lies, in widths of the code; 0 for none.
  double sticker;
} piece;

static void place_piece(const stage *stage, const piece *piece) {
  const int chosen = random_below(piece->is_sheet ? sheet_count : our_count);
  const char *link = piece->is_sheet ? sheet_names[chosen] : links[chosen];
  char text[256];
  foreign_text(text, sizeof text, link);
  const code foreign = code_of_text(text, piece->is_light_on_dark);
  const int is_strange = piece->is_foreign || piece->is_covered || piece->is_light_on_dark;
  const frame frame = framed(piece->centre, piece->width, piece->angle, piece->slant);
  const code *shown = piece->is_foreign || piece->is_light_on_dark ? &foreign : &our_codes[chosen];
  if (piece->is_sheet) {
    draw_sheet(stage->photo, &frame, &sheets[chosen]);
  } else {
    draw_card(stage->photo, &frame, shown, piece->is_dark);
  }
  if (piece->is_covered) draw_sticker(stage->photo, &frame, &foreign, (point){0, 0}, 1.12);
  if (is_strange) tell(stage, "foreign", text, piece->centre);
  if (piece->is_covered) tell(stage, "covered", link, piece->centre);
  if (!is_strange) {
    const char *what = piece->sticker > 0 ? "covered" : piece->is_damaged ? "damaged" : "ours";
    tell(stage, what, link, piece->centre);
  }
  if (piece->is_damaged) draw_blot(stage->photo, piece->centre, piece->width * 0.4);
  if (piece->sticker > 0) {
    const point offset = {0.3 - 0.15 * random_unit(), 0.3 - 0.15 * random_unit()};
    draw_sticker(stage->photo, &frame, &foreign, offset, piece->sticker);
    tell(stage, "foreign", text, place_in(&frame, offset));
  }
}

static piece usual(const photo *photo) {
  const double shorter = photo->width < photo->height ? photo->width : photo->height;
  return (piece){.centre = {photo->width * (0.42 + 0.16 * random_unit()),
                            photo->height * (0.42 + 0.16 * random_unit())},
                 .width = shorter * (0.3 + 0.2 * random_unit()),
                 .angle = (random_unit() - 0.5) * 0.3,
                 .slant = (random_unit() - 0.5) * 0.3};
}

// A grid of pieces; one of them is foreign if `has_foreign`.
static void place_grid(const stage *stage, int columns, int rows, int has_foreign) {
  const int strange = has_foreign ? random_below(columns * rows) : -1;
  const double column = (double)stage->photo->width / columns, row = (double)stage->photo->height / rows;
  for (int index = 0; index < columns * rows; index++) {
    piece one = usual(stage->photo);
    one.centre = (point){(index % columns + 0.5) * column, (index / columns + 0.5) * row};
    one.width = (column < row ? column : row) * 0.5;
    one.is_dark = random_below(3) == 0;
    one.is_covered = index == strange;
    place_piece(stage, &one);
  }
}

static void place_all(const stage *stage, int kind) {
  piece one = usual(stage->photo);
  switch (kind) {
    case SEVERAL: place_grid(stage, 3, 2, 0); return;
    case EVERYTHING: place_grid(stage, 2, 2, 1); return;
    case LABELS: place_grid(stage, 4, 3, 1); return;
    case BESIDE: {
      one.centre.x = stage->photo->width * 0.27;
      one.width = stage->photo->width * 0.22;
      piece other = one;
      other.centre.x = stage->photo->width * 0.74;
      other.is_foreign = 1;
      place_piece(stage, &one);
      one = other;
      break;
    }
    case STEEP: one.slant = random_below(2) ? 0.9 : -0.9; break;
    case COVERED: one.is_covered = 1; break;
    case TURNED: one.angle = random_unit() * 2 * M_PI; break;
    case UPSIDE_DOWN: one.angle = M_PI + one.angle; break;
    case SMALL: one.width = 33 * 3.2; break;
    case NIGHT: one.is_dark = 1; one.is_covered = random_below(2); break;
    case CORNER_STICKER: one.sticker = 0.62; break;
    case DAMAGED: one.is_damaged = 1; break;
    case POSTER: {
      one.is_sheet = 1;
      one.is_covered = random_below(3) == 0;
      break;
    }
    case LIGHT_ON_DARK: one.is_light_on_dark = 1; break;
    default: one.is_covered = random_below(4) == 0;
  }
  place_piece(stage, &one);
}

static void spoil(photo *photo, int kind) {
  // In modules of a usual piece, so that a smaller photo is as hard to read.
  const double module = fmin(photo->width, photo->height) * 0.4 / 41;
  const int has_all = kind == EVERYTHING;
  add_light(photo, kind == GRADIENT || has_all ? 0.75 : 0.25);
  if (kind == SHADOW || has_all) add_shadow(photo, 0.45);
  if (kind == GLARE) add_glare(photo);
  if (kind == DARKNESS) darken(photo, 0.22);
  if (kind == BLUR) blur(photo, module * 0.55);
  if (has_all) blur(photo, module * 0.2);
  if (kind == SHAKEN) shake(photo, module * 1.1);
  if (kind == SMALL) blur(photo, 0.5);
  add_noise(photo, kind == DARKNESS ? 7 : has_all ? 8 : 3);
}

static void draw_scene(const char *folder, int number, int largest) {
  const int kind = number % KINDS;
  seed_random((uint64_t)number * 7919 + 17);
  const int is_upright = random_below(2);
  const int shorter = largest * 3 / 4;
  photo photo = make_photo(is_upright ? shorter : largest, is_upright ? largest : shorter);
  draw_wall(&photo);
  const stage stage = {&photo, number};
  place_all(&stage, kind);
  spoil(&photo, kind);
  char path[512];
  snprintf(path, sizeof path, "%s/%03d.jpg", folder, number);
  save(&photo, path, kind == COMPRESSED || kind == EVERYTHING ? 35 : 80, 1 + random_below(8));
  free(photo.pixels);
}

int main(int count, char **arguments) {
  if (count != 7) return 64;
  read_codes(arguments[1]);
  read_sheets(arguments[2]);
  const int first = atoi(arguments[4]);
  for (int number = first; number < first + atoi(arguments[5]); number++) {
    draw_scene(arguments[3], number, atoi(arguments[6]));
  }
  return 0;
}
