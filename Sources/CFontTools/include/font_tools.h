#ifndef CFONTTOOLS_H
#define CFONTTOOLS_H

#include <stddef.h>
#include <stdint.h>

/// Loads fontconfig and HarfBuzz, once; 0 when the machine lacks one of them.
///
/// They are loaded at first use, so that a program which measures no words pays nothing, and runs
/// without them. All other functions need them.
int font_tools_load(void);

// MARK: Which font (fontconfig)

/// The fonts of a machine.
typedef struct font_set font_set;
/// The outline fonts of a machine in the order of their suitability for a style and a language.
typedef struct font_ranking font_ranking;

/// Reads the configuration, a file's instead of the machine's if `file` is not null; null on failure.
font_set *font_set_open(const char *file);
void font_set_close(font_set *set);

/// The paths of the configuration's files, or of the folders with fonts, one after the other; null
/// after the last.
const char *font_set_next_file(font_set *set);
const char *font_set_next_folder(font_set *set);

/// Ranks the fonts for families, the preferred one first, and a language (BCP 47); null on failure.
/// The set must outlive the ranking.
font_ranking *font_ranking_create(font_set *set, const char *const *families, size_t count,
                                  int is_bold, const char *language);
void font_ranking_free(font_ranking *ranking);

/// A font of a ranking; the texts belong to the ranking.
typedef struct {
  const char *file;
  const char *family;
  /// The font in the file; a variable font's named instance in the upper 16 bits.
  uint32_t index;
  /// Whether the strokes are at least semi-bold.
  int is_bold;
} font_choice;

/// The place in a ranking of the first font with all these characters; -1 when none has them.
///
/// If the family has a font of that weight with TrueType outlines too, it is preferred to one with
/// CFF outlines, which Chromium writes as Type 3 fonts in PDFs.
ptrdiff_t font_ranking_find(const font_ranking *ranking, const uint32_t *characters, size_t count);
font_choice font_ranking_choice(const font_ranking *ranking, size_t place);

// MARK: One font (HarfBuzz)

/// A font in a file.
typedef struct font_face font_face;

/// Opens a font, a variable one with a weight from 1 to 1000; null when it has no outlines.
font_face *font_face_open(const char *file, uint32_t index, double weight);
void font_face_close(font_face *face);

/// Whether its licence lets a subset of it be embedded (OpenType, OS/2 table, fsType).
int font_face_may_be_embedded(const font_face *face);

/// The width of a part of a text in parts of the size, with kerning, lining tabular figures and the
/// forms of a language (BCP 47).
double font_face_width(font_face *face, const char *text, size_t length, size_t start, size_t count,
                       const char *language);

/// A font file with these characters alone and all their forms, without variations; null on failure.
/// The caller frees it.
uint8_t *font_face_subset(font_face *face, const uint32_t *characters, size_t count, size_t *length);

#endif
