/* Kills the process that it is loaded into (LD_PRELOAD) before its KILL_AT-th call that changes a file
   or speaks to somebody, counted over all threads. Where CALL_LOG names a file, calls that write or sync
   a file of that process, and those that answer "success", are written down there. */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <fcntl.h>
#include <signal.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/syscall.h>
#include <sys/types.h>
#include <sys/uio.h>
#include <unistd.h>

static atomic_long count;

static void step(void) {
  const char *at = getenv("KILL_AT");
  if (at && atomic_fetch_add(&count, 1) + 1 == atol(at)) kill(getpid(), SIGKILL);
}

/* Adds a line in one step, without the calls that are watched. */
static void note(const char *what, int file) {
  const char *path = getenv("CALL_LOG");
  if (!path) return;
  char link[64], target[512] = "", line[600];
  snprintf(link, sizeof link, "/proc/self/fd/%d", file);
  if (file < 0 || readlink(link, target, sizeof target - 1) < 0) target[0] = 0;
  int size = snprintf(line, sizeof line, "%s %s\n", what, target);
  int log = open(path, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600);
  syscall(SYS_write, log, line, size);
  close(log);
}

static void note_answer(const void *bytes, size_t size) {
  if (getenv("CALL_LOG") && memmem(bytes, size, "success", 7)) note("answer", -1);
}

#define REAL(type, name, ...) \
  static type (*real)(__VA_ARGS__); \
  if (!real) real = (type (*)(__VA_ARGS__))dlsym(RTLD_NEXT, #name)

int fsync(int file) {
  REAL(int, fsync, int);
  step();
  int result = real(file);
  note("sync", file);
  return result;
}

int fdatasync(int file) {
  REAL(int, fdatasync, int);
  step();
  int result = real(file);
  note("sync", file);
  return result;
}

int rename(const char *from, const char *to) {
  REAL(int, rename, const char *, const char *);
  step();
  return real(from, to);
}

ssize_t pwrite64(int file, const void *bytes, size_t size, off64_t offset) {
  REAL(ssize_t, pwrite64, int, const void *, size_t, off64_t);
  step();
  note("write", file);
  return real(file, bytes, size, offset);
}

/* Eight bytes only wake a thread. */
ssize_t write(int file, const void *bytes, size_t size) {
  REAL(ssize_t, write, int, const void *, size_t);
  if (size != 8) step();
  note_answer(bytes, size);
  return real(file, bytes, size);
}

ssize_t writev(int file, const struct iovec *parts, int size) {
  REAL(ssize_t, writev, int, const struct iovec *, int);
  step();
  for (int part = 0; part < size; part++) note_answer(parts[part].iov_base, parts[part].iov_len);
  return real(file, parts, size);
}
