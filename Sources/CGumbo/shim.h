#include <gumbo.h>

// Swift does not import the parser's options, a constant full of pointers.
#ifdef PAYPRESS_LATE_GUMBO
const GumboOptions *late_gumbo_options(void);
#else
static inline const GumboOptions *late_gumbo_options(void) { return &kGumboDefaultOptions; }
#endif

static inline GumboOutput *gumbo_shim_parse(const char *bytes, size_t count) {
  return gumbo_parse_with_options(late_gumbo_options(), bytes, count);
}

static inline void gumbo_shim_destroy(GumboOutput *output) {
  gumbo_destroy_output(late_gumbo_options(), output);
}
