#include <gumbo.h>

// Swift does not import the parser's options, a constant full of pointers.

static inline GumboOutput *gumbo_shim_parse(const char *bytes, size_t count) {
  return gumbo_parse_with_options(&kGumboDefaultOptions, bytes, count);
}

static inline void gumbo_shim_destroy(GumboOutput *output) {
  gumbo_destroy_output(&kGumboDefaultOptions, output);
}
