#ifndef LIBRARIES_H
#define LIBRARIES_H

#include <stddef.h>
#include <stdint.h>

// The parts of fontconfig's and HarfBuzz's interfaces that are used here, with the types of their
// headers. Both libraries promise to keep them. Their own headers are not needed, because Debian's
// packages of them bring the headers of GLib, ICU and FreeType, and the libraries are not linked.

typedef struct _FcConfig FcConfig;
typedef struct _FcPattern FcPattern;
typedef struct _FcCharSet FcCharSet;
typedef struct _FcStrList FcStrList;
typedef unsigned char FcChar8;
typedef unsigned int FcChar32;
typedef int FcBool;
typedef struct {
  int nfont;
  int sfont;
  FcPattern **fonts;
} FcFontSet;
enum { FcResultMatch = 0, FcMatchPattern = 0, FC_WEIGHT_DEMIBOLD = 180, FC_WEIGHT_BOLD = 200 };

typedef struct hb_blob_t hb_blob_t;
typedef struct hb_face_t hb_face_t;
typedef struct hb_font_t hb_font_t;
typedef struct hb_buffer_t hb_buffer_t;
typedef struct hb_set_t hb_set_t;
typedef struct hb_unicode_funcs_t hb_unicode_funcs_t;
typedef struct hb_subset_input_t hb_subset_input_t;
typedef const struct hb_language_impl_t *hb_language_t;
typedef uint32_t hb_tag_t;
typedef int32_t hb_position_t;
typedef int hb_bool_t;
typedef struct {
  hb_tag_t tag;
  uint32_t value;
  unsigned int start;
  unsigned int end;
} hb_feature_t;
typedef struct {
  hb_tag_t tag;
  float value;
} hb_variation_t;
typedef struct {
  hb_position_t x_advance;
  hb_position_t y_advance;
  hb_position_t x_offset;
  hb_position_t y_offset;
  uint32_t var;
} hb_glyph_position_t;
enum {
  HB_MEMORY_MODE_READONLY = 1,
  HB_SUBSET_FLAGS_NOTDEF_OUTLINE = 0x40,
  HB_SUBSET_SETS_LAYOUT_FEATURE_TAG = 6,
};
#define HB_TAG(a, b, c, d) ((hb_tag_t)(a) << 24 | (hb_tag_t)(b) << 16 | (hb_tag_t)(c) << 8 | (d))

#define FONTCONFIG(EACH) \
  EACH(FcConfig *, FcInitLoadConfigAndFonts, (void)) \
  EACH(FcConfig *, FcConfigCreate, (void)) \
  EACH(FcBool, FcConfigParseAndLoad, (FcConfig *, const FcChar8 *, FcBool)) \
  EACH(FcBool, FcConfigBuildFonts, (FcConfig *)) \
  EACH(void, FcConfigDestroy, (FcConfig *)) \
  EACH(FcStrList *, FcConfigGetConfigFiles, (FcConfig *)) \
  EACH(FcStrList *, FcConfigGetFontDirs, (FcConfig *)) \
  EACH(FcChar8 *, FcStrListNext, (FcStrList *)) \
  EACH(void, FcStrListDone, (FcStrList *)) \
  EACH(FcPattern *, FcPatternCreate, (void)) \
  EACH(void, FcPatternDestroy, (FcPattern *)) \
  EACH(FcBool, FcPatternAddString, (FcPattern *, const char *, const FcChar8 *)) \
  EACH(FcBool, FcPatternAddInteger, (FcPattern *, const char *, int)) \
  EACH(FcBool, FcPatternAddBool, (FcPattern *, const char *, FcBool)) \
  EACH(int, FcPatternGetString, (const FcPattern *, const char *, int, FcChar8 **)) \
  EACH(int, FcPatternGetInteger, (const FcPattern *, const char *, int, int *)) \
  EACH(int, FcPatternGetBool, (const FcPattern *, const char *, int, FcBool *)) \
  EACH(int, FcPatternGetCharSet, (const FcPattern *, const char *, int, FcCharSet **)) \
  EACH(FcBool, FcConfigSubstitute, (FcConfig *, FcPattern *, int)) \
  EACH(void, FcDefaultSubstitute, (FcPattern *)) \
  EACH(FcFontSet *, FcFontSort, (FcConfig *, FcPattern *, FcBool, FcCharSet **, int *)) \
  EACH(void, FcFontSetDestroy, (FcFontSet *)) \
  EACH(FcBool, FcCharSetHasChar, (const FcCharSet *, FcChar32))

#define HARFBUZZ(EACH) \
  EACH(hb_blob_t *, hb_blob_create_from_file_or_fail, (const char *)) \
  EACH(void, hb_blob_destroy, (hb_blob_t *)) \
  EACH(const char *, hb_blob_get_data, (hb_blob_t *, unsigned int *)) \
  EACH(hb_face_t *, hb_face_create, (hb_blob_t *, unsigned int)) \
  EACH(void, hb_face_destroy, (hb_face_t *)) \
  EACH(unsigned int, hb_face_get_upem, (const hb_face_t *)) \
  EACH(unsigned int, hb_face_get_glyph_count, (const hb_face_t *)) \
  EACH(hb_blob_t *, hb_face_reference_table, (const hb_face_t *, hb_tag_t)) \
  EACH(hb_blob_t *, hb_face_reference_blob, (hb_face_t *)) \
  EACH(hb_bool_t, hb_ot_var_has_data, (hb_face_t *)) \
  EACH(hb_font_t *, hb_font_create, (hb_face_t *)) \
  EACH(void, hb_font_destroy, (hb_font_t *)) \
  EACH(void, hb_font_set_scale, (hb_font_t *, int, int)) \
  EACH(void, hb_font_set_variations, (hb_font_t *, const hb_variation_t *, unsigned int)) \
  EACH(hb_buffer_t *, hb_buffer_create, (void)) \
  EACH(void, hb_buffer_destroy, (hb_buffer_t *)) \
  EACH(void, hb_buffer_reset, (hb_buffer_t *)) \
  EACH(void, hb_buffer_add_utf8, (hb_buffer_t *, const char *, int, unsigned int, int)) \
  EACH(void, hb_buffer_guess_segment_properties, (hb_buffer_t *)) \
  EACH(void, hb_buffer_set_language, (hb_buffer_t *, hb_language_t)) \
  EACH(hb_glyph_position_t *, hb_buffer_get_glyph_positions, (hb_buffer_t *, unsigned int *)) \
  EACH(hb_language_t, hb_language_from_string, (const char *, int)) \
  EACH(void, hb_shape, (hb_font_t *, hb_buffer_t *, const hb_feature_t *, unsigned int)) \
  EACH(hb_unicode_funcs_t *, hb_unicode_funcs_get_default, (void)) \
  EACH(hb_tag_t, hb_unicode_script, (hb_unicode_funcs_t *, uint32_t)) \
  EACH(void, hb_set_add, (hb_set_t *, uint32_t))

#define SUBSETTER(EACH) \
  EACH(hb_subset_input_t *, hb_subset_input_create_or_fail, (void)) \
  EACH(void, hb_subset_input_destroy, (hb_subset_input_t *)) \
  EACH(hb_set_t *, hb_subset_input_unicode_set, (hb_subset_input_t *)) \
  EACH(hb_set_t *, hb_subset_input_set, (hb_subset_input_t *, int)) \
  EACH(void, hb_subset_input_set_flags, (hb_subset_input_t *, unsigned int)) \
  EACH(hb_bool_t, hb_subset_input_pin_axis_to_default, (hb_subset_input_t *, hb_face_t *, hb_tag_t)) \
  EACH(hb_bool_t, hb_subset_input_pin_axis_location, \
       (hb_subset_input_t *, hb_face_t *, hb_tag_t, float)) \
  EACH(hb_face_t *, hb_subset_or_fail, (hb_face_t *, const hb_subset_input_t *))

#define POINTER(result, name, parameters) result(*name) parameters;
/// The libraries' functions, by their names.
struct font_libraries {
  FONTCONFIG(POINTER)
  HARFBUZZ(POINTER)
  SUBSETTER(POINTER)
};
#undef POINTER

/// The loaded functions; all null before `font_tools_load`.
extern struct font_libraries font_libraries;

#endif
