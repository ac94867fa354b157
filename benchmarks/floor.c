// The floor: what libqrencode, libpng and the file system take, with nothing around them.
//
// Usage: floor THREADS FOLDER < addresses      (one address a line, up to 4,000 bytes)
//
// Draws each address as PayPress does - level M, 8 pixels a module, 4 modules around, 1-bit grey, no
// filter, zlib level 4 - through the libraries' public calls, and writes FOLDER/<number>.png.
#include <errno.h>
#include <png.h>
#include <pthread.h>
#include <qrencode.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { SCALE = 8, MARGIN = 4, ADDRESS_LIMIT = 4000 };

static char **addresses;
static size_t address_count;
static int thread_count;
static const char *folder;

static void fail(const char *what) {
  fprintf(stderr, "floor: %s: %s\n", what, strerror(errno));
  exit(74);
}

static void write_picture(const QRcode *code, const char *path) {
  FILE *file = fopen(path, "wbx");
  if (file == NULL) fail(path);
  png_structp png = png_create_write_struct(PNG_LIBPNG_VER_STRING, NULL, NULL, NULL);
  png_infop info = png == NULL ? NULL : png_create_info_struct(png);
  if (info == NULL || setjmp(png_jmpbuf(png))) fail("libpng");
  const int side = code->width;
  const int width = (side + 2 * MARGIN) * SCALE;
  png_byte row[(177 + 2 * MARGIN) * SCALE / 8];
  png_init_io(png, file);
  png_set_compression_level(png, 4);
  png_set_filter(png, PNG_FILTER_TYPE_BASE, PNG_FILTER_NONE);
  png_set_IHDR(png, info, width, width, 1, PNG_COLOR_TYPE_GRAY, PNG_INTERLACE_NONE,
               PNG_COMPRESSION_TYPE_DEFAULT, PNG_FILTER_TYPE_DEFAULT);
  png_set_pHYs(png, info, 13333, 13333, PNG_RESOLUTION_METER);
  png_write_info(png, info);
  for (int y = -MARGIN; y < side + MARGIN; y++) {
    memset(row, 0xff, (size_t)width / 8);
    for (int x = 0; x < side && y >= 0 && y < side; x++) {
      if (code->data[y * side + x] & 1) row[x + MARGIN] = 0;
    }
    for (int line = 0; line < SCALE; line++) png_write_row(png, row);
  }
  png_write_end(png, info);
  png_destroy_write_struct(&png, &info);
  if (fclose(file) != 0) fail(path);
}

static void *work(void *argument) {
  char path[4096];
  for (size_t i = (size_t)argument; i < address_count; i += (size_t)thread_count) {
    QRcode *code = QRcode_encodeData((int)strlen(addresses[i]), (unsigned char *)addresses[i], 0,
                                     QR_ECLEVEL_M);
    if (code == NULL) fail("libqrencode");
    snprintf(path, sizeof path, "%s/%zu.png", folder, i);
    write_picture(code, path);
    QRcode_free(code);
  }
  return NULL;
}

int main(int argc, char **argv) {
  if (argc != 3 || (thread_count = atoi(argv[1])) < 1 || thread_count > 64) {
    fprintf(stderr, "usage: floor THREADS FOLDER < addresses\n");
    return 64;
  }
  folder = argv[2];
  char line[ADDRESS_LIMIT];
  while (fgets(line, sizeof line, stdin) != NULL) {
    line[strcspn(line, "\n")] = '\0';
    addresses = realloc(addresses, (address_count + 1) * sizeof *addresses);
    if (addresses == NULL || (addresses[address_count++] = strdup(line)) == NULL) fail("memory");
  }
  pthread_t threads[64];
  for (int i = 0; i < thread_count; i++) {
    if (pthread_create(&threads[i], NULL, work, (void *)(size_t)i) != 0) fail("thread");
  }
  for (int i = 0; i < thread_count; i++) pthread_join(threads[i], NULL);
  return 0;
}
