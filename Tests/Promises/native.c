/* Calls all C and C++ functions of the generator with right, cut and damaged input, for valgrind:

     native SEED ROUNDS FOLDER

   The address sanitiser does not see inside libpng and ZXing; valgrind does. */
#include <errno.h>
#include <fcntl.h>
#include <qrencode.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "CCodeReader.h"
#include "CPNGReader.h"
#include "CPNGWriter.h"
#include "CSystemCalls.h"

static unsigned long long state;

static unsigned below(unsigned limit) {
  state ^= state << 13, state ^= state >> 7, state ^= state << 17;
  return (unsigned)(state % limit);
}

static void demand(int is_true, const char *rule) {
  if (!is_true) { fprintf(stderr, "broken: %s (errno %d)\n", rule, errno); exit(1); }
}

/* A picture is written, read back by both readers, and read damaged. */
static void pictures(png_writer *writer) {
  unsigned char text[120];
  int size = 1 + (int)below(sizeof text);
  for (int index = 0; index < size; index++) text[index] = (unsigned char)('!' + below(90));
  QRcode *code = QRcode_encodeData(size, text, 0, QR_ECLEVEL_M);
  demand(code != NULL, "a text has a code");
  uint32_t side = (uint32_t)code->width, scale = 2 + below(4), border = 4;
  for (uint32_t index = 0; index < side * side; index++) code->data[index] &= 1;
  png_writer_picture picture = {code->data, side, border, scale, below(2) ? 11811 : 0,
                                (int)below(10)};
  png_writer_result result;
  demand(png_writer_write(writer, &picture, &result), result.message);
  uint8_t *copy = malloc(result.count), *modules = malloc(side * side);
  memcpy(copy, result.bytes, result.count);

  png_reader_result read;
  demand(png_reader_check(copy, result.count, 8192, &read), "a written picture is whole");
  demand(png_reader_modules(copy, result.count, side, border, scale, modules)
           && !memcmp(modules, code->data, side * side), "modules come back");

  uint32_t width = (side + 2 * border) * scale;
  uint8_t *grey = malloc(width * width);
  for (uint32_t y = 0; y < width; y++)
    for (uint32_t x = 0; x < width; x++) {
      uint32_t row = y / scale - border, column = x / scale - border;
      grey[y * width + x] = row < side && column < side && modules[row * side + column] ? 0 : 255;
    }
  demand(!code_reader_load(), "ZXing is loaded");
  code_reader_texts *texts = code_reader_read(grey, (int)width, (int)width);
  demand(texts && code_reader_count(texts) == 1, "one code is found");
  size_t count;
  const uint8_t *bytes = code_reader_bytes(texts, 0, &count);
  demand(count == (size_t)size && !memcmp(bytes, text, count), "the text comes back");
  demand(!code_reader_is_special(texts, 0), "the code is plain");
  code_reader_free(texts);
  for (int spots = 0; spots < 200; spots++) grey[below(width * width)] = (uint8_t)below(256);
  int cut = 1 + (int)below(width);
  texts = code_reader_read(grey, (int)width, cut);
  if (texts) code_reader_free(texts);

  /* Cut at any place, and with a wrong byte: on the heap, so that valgrind knows its end. */
  size_t kept = below((unsigned)result.count);
  uint8_t *damaged = malloc(kept ? kept : 1);
  memcpy(damaged, copy, kept);
  demand(!png_reader_check(damaged, kept, 8192, &read), "a cut picture is refused");
  demand(!png_reader_modules(damaged, kept, side, border, scale, modules), "so are its modules");
  free(damaged);
  copy[below((unsigned)result.count)] ^= (uint8_t)(1 << below(8));
  png_reader_check(copy, result.count, 8192, &read);
  png_reader_modules(copy, result.count, side, border, scale, modules);
  free(copy), free(modules), free(grey);
  QRcode_free(code);
}

static void system_calls(const char *place) {
  const char *paths[] = {"a/file", "a", "a/b/new", "link", "link/file", "../a", "/etc", "", ".",
                         "a/../a/file", "a/b", "no/such", "a/file/x"};
  demand(system_arguments() != NULL, "there are arguments");
  int folder = system_open_folder(place);
  demand(folder >= 0, "the folder opens");
  for (size_t index = 0; index < sizeof paths / sizeof *paths; index++)
    for (int one_by_one = 0; one_by_one < 2; one_by_one++) {
      int file = system_open_beneath(folder, paths[index], O_RDONLY, 0, one_by_one);
      if (file >= 0) close(file);
      file = system_open_folder_beneath(folder, paths[index], one_by_one);
      if (file >= 0) { system_check_folder(file); close(file); }
      system_check_entry(folder, paths[index]);
    }
  int made = system_open_beneath(folder, "a/other", O_WRONLY | O_CREAT, 0600, (int)below(2));
  demand(made >= 0, "a file is made");
  close(made);
  demand(system_rename_new(folder, "a/other", folder, "a/file") < 0, "nothing is replaced");
  demand(system_exchange(folder, "a/other", folder, "a/file") == 0 || errno == EINVAL, "exchange");
  demand(unlinkat(folder, "a/other", 0) == 0, "the file is there");
  close(folder);
}

int main(int count, char **arguments) {
  if (count != 4) return 64;
  state = strtoull(arguments[1], NULL, 10) | 1;
  char path[4096];
  for (int part = 0; part < 2; part++) {
    snprintf(path, sizeof path, part ? "%s/a/b" : "%s/a", arguments[3]);
    if (mkdir(path, 0755) && errno != EEXIST) return 1;
  }
  snprintf(path, sizeof path, "%s/a/file", arguments[3]);
  fclose(fopen(path, "w"));
  snprintf(path, sizeof path, "%s/link", arguments[3]);
  if (symlink("a", path) && errno != EEXIST) return 1;
  png_writer *writer = png_writer_create();
  for (long round = atol(arguments[2]); round > 0; round--) {
    pictures(writer);
    system_calls(arguments[3]);
  }
  png_writer_destroy(writer);
  return 0;
}
