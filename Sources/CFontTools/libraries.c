#include "libraries.h"

#include <dlfcn.h>
#include <pthread.h>

#include "font_tools.h"

struct font_libraries font_libraries;

static int is_loaded;

// The names by which the libraries' binary interfaces go, where the loader looks and where Homebrew
// keeps them.
#ifdef __APPLE__
#define NAMES(name, version) \
  {"lib" name "." version ".dylib", "/opt/homebrew/lib/lib" name "." version ".dylib", \
   "/usr/local/lib/lib" name "." version ".dylib"}
#else
#define NAMES(name, version) {"lib" name ".so." version}
#endif

static void *open_first(const char *const *names, size_t count) {
  for (size_t index = 0; index < count; index++) {
    void *library = dlopen(names[index], RTLD_NOW | RTLD_LOCAL);
    if (library) return library;
  }
  return NULL;
}
#define OPEN(names) open_first(names, sizeof names / sizeof *names)

static void load(void) {
  static const char *const fontconfig_names[] = NAMES("fontconfig", "1");
  static const char *const harfbuzz_names[] = NAMES("harfbuzz", "0");
  static const char *const subsetter_names[] = NAMES("harfbuzz-subset", "0");
  void *fontconfig = OPEN(fontconfig_names);
  void *harfbuzz = OPEN(harfbuzz_names);
  void *subsetter = OPEN(subsetter_names);
  if (!fontconfig || !harfbuzz || !subsetter) return;
#define FIND(library, name) \
  *(void **)&font_libraries.name = dlsym(library, #name); \
  if (!font_libraries.name) return;
#define IN_FONTCONFIG(result, name, parameters) FIND(fontconfig, name)
#define IN_HARFBUZZ(result, name, parameters) FIND(harfbuzz, name)
#define IN_SUBSETTER(result, name, parameters) FIND(subsetter, name)
  FONTCONFIG(IN_FONTCONFIG)
  HARFBUZZ(IN_HARFBUZZ)
  SUBSETTER(IN_SUBSETTER)
  is_loaded = 1;
}

int font_tools_load(void) {
  static pthread_once_t once = PTHREAD_ONCE_INIT;
  pthread_once(&once, load);
  return is_loaded;
}
