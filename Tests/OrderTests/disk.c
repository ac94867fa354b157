/* Lets a program (LD_PRELOAD) believe that its disk is full while a file `disk-is-full` is in its folder,
   and that it does not answer while a file `disk-stalls` is there. Only databases write at a place
   (pwrite) and flush. */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <sys/types.h>
#include <unistd.h>

#define REAL(type, name, ...) \
  static type (*real)(__VA_ARGS__); \
  if (!real) real = (type (*)(__VA_ARGS__))dlsym(RTLD_NEXT, #name)

ssize_t pwrite64(int file, const void *bytes, size_t size, off64_t offset) {
  REAL(ssize_t, pwrite64, int, const void *, size_t, off64_t);
  if (access("disk-is-full", F_OK) == 0) {
    errno = ENOSPC;
    return -1;
  }
  return real(file, bytes, size, offset);
}

static void stall(void) {
  while (access("disk-stalls", F_OK) == 0) usleep(10000);
}

int fsync(int file) {
  REAL(int, fsync, int);
  stall();
  return real(file);
}

int fdatasync(int file) {
  REAL(int, fdatasync, int);
  stall();
  return real(file);
}
