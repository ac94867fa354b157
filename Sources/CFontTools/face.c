#include <stdlib.h>
#include <string.h>

#include "font_tools.h"
#include "libraries.h"

#define L font_libraries

struct font_face {
  hb_face_t *face;
  hb_font_t *font;
  hb_buffer_t *buffer;
  double units_per_size;
  /// The weight to which a variable font is set; 0 for others.
  double weight;
};

static size_t table_length(const hb_face_t *face, hb_tag_t tag) {
  hb_blob_t *table = L.hb_face_reference_table(face, tag);
  unsigned int length = 0;
  L.hb_blob_get_data(table, &length);
  L.hb_blob_destroy(table);
  return length;
}

font_face *font_face_open(const char *file, uint32_t index, double weight) {
  font_face *opened = calloc(1, sizeof *opened);
  hb_blob_t *blob = L.hb_blob_create_from_file_or_fail(file);
  if (!opened || !blob) {
    free(opened);
    if (blob) L.hb_blob_destroy(blob);
    return NULL;
  }
  opened->face = L.hb_face_create(blob, index & 0xFFFF);
  L.hb_blob_destroy(blob);
  opened->font = L.hb_font_create(opened->face);
  opened->buffer = L.hb_buffer_create();
  unsigned int units = L.hb_face_get_upem(opened->face);
  opened->units_per_size = units;
  L.hb_font_set_scale(opened->font, (int)units, (int)units);
  if (L.hb_ot_var_has_data(opened->face)) {
    hb_variation_t variation = {HB_TAG('w', 'g', 'h', 't'), (float)weight};
    L.hb_font_set_variations(opened->font, &variation, 1);
    opened->weight = weight;
  }
  int has_outlines = table_length(opened->face, HB_TAG('g', 'l', 'y', 'f')) > 0
      || table_length(opened->face, HB_TAG('C', 'F', 'F', ' ')) > 0
      || table_length(opened->face, HB_TAG('C', 'F', 'F', '2')) > 0;
  if (L.hb_face_get_glyph_count(opened->face) == 0 || !has_outlines) {
    font_face_close(opened);
    return NULL;
  }
  return opened;
}

void font_face_close(font_face *face) {
  L.hb_buffer_destroy(face->buffer);
  L.hb_font_destroy(face->font);
  L.hb_face_destroy(face->face);
  free(face);
}

int font_face_may_be_embedded(const font_face *face) {
  hb_blob_t *table = L.hb_face_reference_table(face->face, HB_TAG('O', 'S', '/', '2'));
  unsigned int length = 0;
  const uint8_t *data = (const uint8_t *)L.hb_blob_get_data(table, &length);
  unsigned int rights = length >= 10 ? (unsigned int)data[8] << 8 | data[9] : 0;
  L.hb_blob_destroy(table);
  // Bit 1 alone: no embedding at all; bit 8: no subsets; bit 9: bitmaps only.
  return (rights & 0xF) != 2 && !(rights & 0x300);
}

// MARK: Width

static const hb_feature_t features[] = {
  {HB_TAG('l', 'n', 'u', 'm'), 1, 0, (unsigned int)-1},
  {HB_TAG('t', 'n', 'u', 'm'), 1, 0, (unsigned int)-1},
};

static double run_width(font_face *face, const char *text, size_t length, size_t start, size_t count,
                        hb_language_t language) {
  L.hb_buffer_reset(face->buffer);
  L.hb_buffer_add_utf8(face->buffer, text, (int)length, (unsigned int)start, (int)count);
  L.hb_buffer_set_language(face->buffer, language);
  L.hb_buffer_guess_segment_properties(face->buffer);
  L.hb_shape(face->font, face->buffer, features, 2);
  unsigned int glyph_count = 0;
  const hb_glyph_position_t *glyphs = L.hb_buffer_get_glyph_positions(face->buffer, &glyph_count);
  double width = 0;
  for (unsigned int index = 0; index < glyph_count; index++) width += glyphs[index].x_advance;
  return width / face->units_per_size;
}

/// The character at a place of a valid UTF-8 text, and how many bytes it has.
static uint32_t character_at(const char *text, size_t place, size_t *byte_count) {
  const uint8_t *bytes = (const uint8_t *)text + place;
  size_t count = bytes[0] < 0x80 ? 1 : bytes[0] < 0xE0 ? 2 : bytes[0] < 0xF0 ? 3 : 4;
  uint32_t character = count == 1 ? bytes[0] : bytes[0] & (0xFFu >> (count + 1));
  for (size_t index = 1; index < count; index++) character = character << 6 | (bytes[index] & 0x3F);
  *byte_count = count;
  return character;
}

double font_face_width(font_face *face, const char *text, size_t length, size_t start, size_t count,
                       const char *language) {
  hb_language_t shaped = L.hb_language_from_string(language, -1);
  hb_unicode_funcs_t *unicode = L.hb_unicode_funcs_get_default();
  const hb_tag_t common = HB_TAG('Z', 'y', 'y', 'y'), inherited = HB_TAG('Z', 'i', 'n', 'h');
  // A run has one script; characters of all scripts belong to the run before them.
  hb_tag_t script = common;
  double width = 0;
  size_t run_start = start, byte_count;
  for (size_t place = start; place < start + count; place += byte_count) {
    hb_tag_t next = L.hb_unicode_script(unicode, character_at(text, place, &byte_count));
    if (next == common || next == inherited) continue;
    if (script != common && next != script) {
      width += run_width(face, text, length, run_start, place - run_start, shaped);
      run_start = place;
    }
    script = next;
  }
  return width + run_width(face, text, length, run_start, start + count - run_start, shaped);
}

// MARK: Subset

static void pin_axes(const font_face *face, hb_subset_input_t *input) {
  hb_blob_t *table = L.hb_face_reference_table(face->face, HB_TAG('f', 'v', 'a', 'r'));
  unsigned int length = 0;
  const uint8_t *data = (const uint8_t *)L.hb_blob_get_data(table, &length);
  // OpenType, fvar table: the axes' offset, count and size, and the tag at the start of each.
  if (length >= 16) {
    size_t offset = (size_t)data[4] << 8 | data[5], count = (size_t)data[8] << 8 | data[9];
    size_t size = (size_t)data[10] << 8 | data[11];
    for (; count > 0 && offset + 4 <= length; count--, offset += size) {
      hb_tag_t tag = HB_TAG(data[offset], data[offset + 1], data[offset + 2], data[offset + 3]);
      if (tag == HB_TAG('w', 'g', 'h', 't'))
        L.hb_subset_input_pin_axis_location(input, face->face, tag, (float)face->weight);
      else
        L.hb_subset_input_pin_axis_to_default(input, face->face, tag);
    }
  }
  L.hb_blob_destroy(table);
}

uint8_t *font_face_subset(font_face *face, const uint32_t *characters, size_t count, size_t *length) {
  hb_subset_input_t *input = L.hb_subset_input_create_or_fail();
  if (!input) return NULL;
  hb_set_t *kept = L.hb_subset_input_unicode_set(input);
  for (size_t index = 0; index < count; index++) L.hb_set_add(kept, characters[index]);
  hb_set_t *layout = L.hb_subset_input_set(input, HB_SUBSET_SETS_LAYOUT_FEATURE_TAG);
  L.hb_set_add(layout, HB_TAG('l', 'n', 'u', 'm'));
  L.hb_set_add(layout, HB_TAG('t', 'n', 'u', 'm'));
  // The box for a missing character stays visible.
  L.hb_subset_input_set_flags(input, HB_SUBSET_FLAGS_NOTDEF_OUTLINE);
  if (face->weight > 0) pin_axes(face, input);
  hb_face_t *subset = L.hb_subset_or_fail(face->face, input);
  L.hb_subset_input_destroy(input);
  if (!subset) return NULL;
  hb_blob_t *blob = L.hb_face_reference_blob(subset);
  unsigned int size = 0;
  const char *data = L.hb_blob_get_data(blob, &size);
  uint8_t *copy = size > 0 ? malloc(size) : NULL;
  if (copy) memcpy(copy, data, size);
  *length = size;
  L.hb_blob_destroy(blob);
  L.hb_face_destroy(subset);
  return copy;
}
