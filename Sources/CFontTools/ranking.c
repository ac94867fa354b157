#include <stdlib.h>
#include <string.h>

#include "font_tools.h"
#include "libraries.h"

#define L font_libraries

struct font_set {
  FcConfig *config;
  FcStrList *files;
  FcStrList *folders;
};

struct font_ranking {
  /// The outline fonts among the sorted ones, which belong to `sorted`.
  FcPattern **fonts;
  size_t count;
  FcFontSet *sorted;
};

font_set *font_set_open(const char *file) {
  FcConfig *config;
  if (file) {
    config = L.FcConfigCreate();
    if (!config) return NULL;
    if (!L.FcConfigParseAndLoad(config, (const FcChar8 *)file, 1) || !L.FcConfigBuildFonts(config)) {
      L.FcConfigDestroy(config);
      return NULL;
    }
  } else {
    config = L.FcInitLoadConfigAndFonts();
    if (!config) return NULL;
  }
  font_set *set = calloc(1, sizeof *set);
  if (!set) {
    L.FcConfigDestroy(config);
    return NULL;
  }
  set->config = config;
  set->files = L.FcConfigGetConfigFiles(config);
  set->folders = L.FcConfigGetFontDirs(config);
  return set;
}

void font_set_close(font_set *set) {
  if (set->files) L.FcStrListDone(set->files);
  if (set->folders) L.FcStrListDone(set->folders);
  L.FcConfigDestroy(set->config);
  free(set);
}

const char *font_set_next_file(font_set *set) {
  return set->files ? (const char *)L.FcStrListNext(set->files) : NULL;
}

const char *font_set_next_folder(font_set *set) {
  return set->folders ? (const char *)L.FcStrListNext(set->folders) : NULL;
}

static const char *string(const FcPattern *font, const char *object) {
  FcChar8 *text = NULL;
  return L.FcPatternGetString(font, object, 0, &text) == FcResultMatch ? (const char *)text : NULL;
}

static int integer(const FcPattern *font, const char *object, int otherwise) {
  int value = otherwise;
  return L.FcPatternGetInteger(font, object, 0, &value) == FcResultMatch ? value : otherwise;
}

static int boolean(const FcPattern *font, const char *object) {
  FcBool value = 0;
  return L.FcPatternGetBool(font, object, 0, &value) == FcResultMatch && value;
}

static int has_truetype_outlines(const FcPattern *font) {
  const char *format = string(font, "fontformat");
  return format && strcmp(format, "TrueType") == 0;
}

/// Whether HarfBuzz reads the font, and words in it have one colour.
static int is_usable(const FcPattern *font) {
  const char *format = string(font, "fontformat");
  return format && (strcmp(format, "TrueType") == 0 || strcmp(format, "CFF") == 0)
      && boolean(font, "outline") && !boolean(font, "color") && string(font, "file")
      && string(font, "family");
}

font_ranking *font_ranking_create(font_set *set, const char *const *families, size_t count,
                                  int is_bold, const char *language) {
  FcPattern *wanted = L.FcPatternCreate();
  font_ranking *ranking = calloc(1, sizeof *ranking);
  if (wanted && ranking) {
    for (size_t index = 0; index < count; index++)
      L.FcPatternAddString(wanted, "family", (const FcChar8 *)families[index]);
    L.FcPatternAddString(wanted, "lang", (const FcChar8 *)language);
    L.FcPatternAddBool(wanted, "outline", 1);
    if (is_bold) L.FcPatternAddInteger(wanted, "weight", FC_WEIGHT_BOLD);
    int result;
    if (L.FcConfigSubstitute(set->config, wanted, FcMatchPattern)) {
      L.FcDefaultSubstitute(wanted);
      ranking->sorted = L.FcFontSort(set->config, wanted, 0, NULL, &result);
    }
  }
  if (wanted) L.FcPatternDestroy(wanted);
  if (ranking && ranking->sorted && ranking->sorted->nfont > 0)
    ranking->fonts = calloc((size_t)ranking->sorted->nfont, sizeof *ranking->fonts);
  if (!ranking || !ranking->sorted || (ranking->sorted->nfont > 0 && !ranking->fonts)) {
    if (ranking) font_ranking_free(ranking);
    return NULL;
  }
  for (int index = 0; index < ranking->sorted->nfont; index++) {
    FcPattern *font = ranking->sorted->fonts[index];
    if (is_usable(font)) ranking->fonts[ranking->count++] = font;
  }
  return ranking;
}

void font_ranking_free(font_ranking *ranking) {
  if (ranking->sorted) L.FcFontSetDestroy(ranking->sorted);
  free(ranking->fonts);
  free(ranking);
}

static int has_characters(const FcPattern *font, const uint32_t *characters, size_t count) {
  FcCharSet *set = NULL;
  if (L.FcPatternGetCharSet(font, "charset", 0, &set) != FcResultMatch) return 0;
  for (size_t index = 0; index < count; index++)
    if (!L.FcCharSetHasChar(set, characters[index])) return 0;
  return 1;
}

ptrdiff_t font_ranking_find(const font_ranking *ranking, const uint32_t *characters, size_t count) {
  size_t place = 0;
  while (place < ranking->count && !has_characters(ranking->fonts[place], characters, count)) place++;
  if (place == ranking->count) return -1;
  const FcPattern *first = ranking->fonts[place];
  if (has_truetype_outlines(first)) return (ptrdiff_t)place;
  const char *family = string(first, "family");
  for (size_t other = place + 1; other < ranking->count; other++) {
    const FcPattern *font = ranking->fonts[other];
    if (has_truetype_outlines(font) && strcmp(string(font, "family"), family) == 0
        && integer(font, "weight", 0) == integer(first, "weight", 0)
        && integer(font, "slant", 0) == integer(first, "slant", 0)
        && has_characters(font, characters, count))
      return (ptrdiff_t)other;
  }
  return (ptrdiff_t)place;
}

font_choice font_ranking_choice(const font_ranking *ranking, size_t place) {
  const FcPattern *font = ranking->fonts[place];
  return (font_choice){
    .file = string(font, "file"),
    .family = string(font, "family"),
    .index = (uint32_t)integer(font, "index", 0),
    // A variable font has every weight.
    .is_bold = boolean(font, "variable") || integer(font, "weight", 0) >= FC_WEIGHT_DEMIBOLD,
  };
}
