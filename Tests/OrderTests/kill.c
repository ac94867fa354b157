/* Kills the process that it is loaded into (LD_PRELOAD) before its KILL_AT-th call that changes a file
   or speaks to somebody, counted over all threads. */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <signal.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/types.h>
#include <sys/uio.h>
#include <unistd.h>

static atomic_long count;

static void step(void) {
  const char *at = getenv("KILL_AT");
  if (at && atomic_fetch_add(&count, 1) + 1 == atol(at)) kill(getpid(), SIGKILL);
}

#define REAL(type, name, ...) \
  static type (*real)(__VA_ARGS__); \
  if (!real) real = (type (*)(__VA_ARGS__))dlsym(RTLD_NEXT, #name)

int fsync(int file) {
  REAL(int, fsync, int);
  step();
  return real(file);
}

int fdatasync(int file) {
  REAL(int, fdatasync, int);
  step();
  return real(file);
}

int rename(const char *from, const char *to) {
  REAL(int, rename, const char *, const char *);
  step();
  return real(from, to);
}

ssize_t pwrite64(int file, const void *bytes, size_t size, off64_t offset) {
  REAL(ssize_t, pwrite64, int, const void *, size_t, off64_t);
  step();
  return real(file, bytes, size, offset);
}

/* Eight bytes only wake a thread. */
ssize_t write(int file, const void *bytes, size_t size) {
  REAL(ssize_t, write, int, const void *, size_t);
  if (size != 8) step();
  return real(file, bytes, size);
}

ssize_t writev(int file, const struct iovec *parts, int size) {
  REAL(ssize_t, writev, int, const struct iovec *, int);
  step();
  return real(file, parts, size);
}
