// Loading these libraries takes a sixth of the time of a small command, and most commands need none of them. So
// `make generator` links the program without them and says in macros by which names the system knows them: the
// functions below take the place of theirs, and load them when they are called first. Other builds link them as usual.

#if defined(PAYPRESS_LATE_GUMBO) && defined(PAYPRESS_LATE_SPNG) && defined(PAYPRESS_LATE_JPEG)

#include <dlfcn.h>
#include <gumbo.h>
#include <spng.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
// Its header needs that of FILE.
#include <jpeglib.h>

#define TEXT_OF(name) #name
#define TEXT(macro) TEXT_OF(macro)

// What the loader does when it cannot start a program.
static void *found(void *place) {
  if (place == NULL) {
    fprintf(stderr, "paypress: error while loading shared libraries: %s\n", dlerror());
    _Exit(127);
  }
  return place;
}

static void *part(const char *library, const char *name) {
  return found(dlsym(found(dlopen(library, RTLD_NOW | RTLD_LOCAL)), name));
}

#define LATE(library, result, name, parameters, arguments)               \
  result name parameters {                                               \
    static result(*_Atomic loaded) parameters;                           \
    result(*function) parameters = loaded;                               \
    if (function == NULL) {                                              \
      function = (result(*) parameters)(uintptr_t)part(library, #name);  \
      loaded = function;                                                 \
    }                                                                    \
    return function arguments;                                           \
  }

#define GUMBO TEXT(PAYPRESS_LATE_GUMBO)

const GumboOptions *late_gumbo_options(void) { return part(GUMBO, "kGumboDefaultOptions"); }

LATE(GUMBO, GumboOutput *, gumbo_parse_with_options,
     (const GumboOptions *options, const char *bytes, size_t count), (options, bytes, count))
LATE(GUMBO, void, gumbo_destroy_output, (const GumboOptions *options, GumboOutput *output), (options, output))
LATE(GUMBO, const char *, gumbo_normalized_tagname, (GumboTag tag), (tag))
LATE(GUMBO, void, gumbo_tag_from_original_text, (GumboStringPiece * text), (text))

#define SPNG TEXT(PAYPRESS_LATE_SPNG)

LATE(SPNG, spng_ctx *, spng_ctx_new, (int flags), (flags))
LATE(SPNG, void, spng_ctx_free, (spng_ctx * context), (context))
LATE(SPNG, int, spng_set_png_buffer, (spng_ctx * context, const void *bytes, size_t count), (context, bytes, count))
LATE(SPNG, int, spng_set_image_limits, (spng_ctx * context, uint32_t width, uint32_t height),
     (context, width, height))
LATE(SPNG, int, spng_get_ihdr, (spng_ctx * context, struct spng_ihdr *header), (context, header))
LATE(SPNG, int, spng_get_phys, (spng_ctx * context, struct spng_phys *size), (context, size))
LATE(SPNG, int, spng_decoded_image_size, (spng_ctx * context, int format, size_t *count), (context, format, count))
LATE(SPNG, int, spng_decode_image, (spng_ctx * context, void *pixels, size_t count, int format, int flags),
     (context, pixels, count, format, flags))

#define JPEG TEXT(PAYPRESS_LATE_JPEG)

LATE(JPEG, struct jpeg_error_mgr *, jpeg_std_error, (struct jpeg_error_mgr * errors), (errors))
LATE(JPEG, void, jpeg_CreateDecompress, (j_decompress_ptr reader, int version, size_t size), (reader, version, size))
LATE(JPEG, void, jpeg_mem_src, (j_decompress_ptr reader, const unsigned char *bytes, unsigned long count),
     (reader, bytes, count))
LATE(JPEG, int, jpeg_read_header, (j_decompress_ptr reader, boolean needs_picture), (reader, needs_picture))
LATE(JPEG, boolean, jpeg_start_decompress, (j_decompress_ptr reader), (reader))
LATE(JPEG, JDIMENSION, jpeg_read_scanlines, (j_decompress_ptr reader, JSAMPARRAY rows, JDIMENSION count),
     (reader, rows, count))
LATE(JPEG, boolean, jpeg_finish_decompress, (j_decompress_ptr reader), (reader))
LATE(JPEG, void, jpeg_destroy_decompress, (j_decompress_ptr reader), (reader))
LATE(JPEG, void, jpeg_CreateCompress, (j_compress_ptr writer, int version, size_t size), (writer, version, size))
LATE(JPEG, void, jpeg_mem_dest, (j_compress_ptr writer, unsigned char **bytes, unsigned long *count),
     (writer, bytes, count))
LATE(JPEG, void, jpeg_set_defaults, (j_compress_ptr writer), (writer))
LATE(JPEG, void, jpeg_set_quality, (j_compress_ptr writer, int quality, boolean is_baseline),
     (writer, quality, is_baseline))
LATE(JPEG, void, jpeg_start_compress, (j_compress_ptr writer, boolean has_tables), (writer, has_tables))
LATE(JPEG, JDIMENSION, jpeg_write_scanlines, (j_compress_ptr writer, JSAMPARRAY rows, JDIMENSION count),
     (writer, rows, count))
LATE(JPEG, void, jpeg_finish_compress, (j_compress_ptr writer), (writer))
LATE(JPEG, void, jpeg_destroy_compress, (j_compress_ptr writer), (writer))

#else

// A file without a declaration is not C.
typedef int late_libraries_are_linked;

#endif
