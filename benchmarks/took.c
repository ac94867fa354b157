// Runs a command and writes what it took: seconds on the wall, from its start to its end; seconds of all
// processors; peak memory in kilobytes.
//
// Usage: took FILE COMMAND [ARGUMENT...]
//
// A process starts with the memory of the one that started it, so a small program starts it; and what a
// script needs to start a program would be a tenth of the shortest runs.
#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

static double seconds(struct timeval time) { return (double)time.tv_sec + (double)time.tv_usec / 1e6; }

static int fail(const char *what) {
  fprintf(stderr, "took: %s: %s\n", what, strerror(errno));
  return 74;
}

int main(int count, char **arguments) {
  if (count < 3) {
    fprintf(stderr, "usage: took FILE COMMAND [ARGUMENT...]\n");
    return 64;
  }
  struct timespec start, end;
  clock_gettime(CLOCK_MONOTONIC, &start);
  const pid_t child = fork();
  if (child < 0) return fail("fork");
  if (child == 0) {
    execvp(arguments[2], arguments + 2);
    _exit(fail(arguments[2]));
  }
  int status;
  struct rusage used;
  if (wait4(child, &status, 0, &used) < 0) return fail("wait4");
  clock_gettime(CLOCK_MONOTONIC, &end);
  FILE *file = fopen(arguments[1], "w");
  if (file == NULL) return fail(arguments[1]);
  fprintf(file, "%.6f %.6f %ld\n",
          (double)(end.tv_sec - start.tv_sec) + (double)(end.tv_nsec - start.tv_nsec) / 1e9,
          seconds(used.ru_utime) + seconds(used.ru_stime), used.ru_maxrss);
  if (fclose(file) != 0) return fail(arguments[1]);
  return WIFEXITED(status) ? WEXITSTATUS(status) : 74;
}
