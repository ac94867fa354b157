// Photos of walls with cards on them, drawn by `drawing.c`.
#ifndef SCENES_H
#define SCENES_H

#include <stdint.h>

typedef struct {
  double x, y;
} point;

// Three bytes a pixel: red, green, blue.
typedef struct {
  int width, height;
  uint8_t *pixels;
} photo;

// The modules of a code, 1 for dark.
typedef struct {
  int side;
  uint8_t modules[177 * 177];
  int is_light_on_dark;
} code;

// A printed sheet as a picture, and where its code is, in widths of the sheet.
typedef struct {
  photo picture;
  double left, top, width;
} sheet;

// How a card lies in a photo: coordinates are widths of its code, from the code's middle.
typedef struct frame {
  double matrix[9], inverse[9];
} frame;

void fail(const char *why);

void seed_random(uint64_t seed);
int random_below(int limit);
double random_unit(void);

code code_of_file(const char *path);
code code_of_text(const char *text, int is_light_on_dark);
// `left`, `top` and `width` of its code are in widths of the sheet.
sheet sheet_of_file(const char *path, double left, double top, double width);

frame framed(point centre, double width, double angle, double slant);
point place_in(const frame *frame, point place);

photo make_photo(int width, int height);
void draw_wall(photo *photo);
void draw_card(photo *photo, const frame *frame, const code *code, int is_dark);
// A sheet whose code lies in the frame.
void draw_sheet(photo *photo, const frame *frame, const sheet *sheet);
// A white sticker `width` wide with its own code.
void draw_sticker(photo *photo, const frame *frame, const code *code, point centre, double width);

// Coffee, or a corner torn off.
void draw_blot(photo *photo, point centre, double radius);

void add_light(photo *photo, double strength);
void add_shadow(photo *photo, double factor);
void add_glare(photo *photo);
void darken(photo *photo, double factor);
void add_noise(photo *photo, double deviation);
void blur(photo *photo, double radius);
void shake(photo *photo, double length);

// Writes a JPEG whose pixels lie as the EXIF orientation, 1 to 8, says.
void save(const photo *photo, const char *path, int quality, int orientation);

#endif
