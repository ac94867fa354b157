#define _GNU_SOURCE
#include "CSystemCalls.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdatomic.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#ifdef __linux__
#include <sys/syscall.h>
#endif

// MARK: Arguments

static char *const *arguments;

// glibc (elf/dl-init.c) and dyld call initialisers with the arguments of `main`; musl does not.
#if defined(__GLIBC__) || defined(__APPLE__)
__attribute__((constructor)) static void keep_arguments(int count, char **values) {
  (void)count;
  arguments = values;
}
#endif

char *const *system_arguments(void) { return arguments; }

// MARK: Opening

// O_PATH needs no permission to list the folder.
#ifdef O_PATH
#define REACH O_PATH
#else
#define REACH O_RDONLY
#endif

#ifdef __linux__
// linux/openat2.h, whose names old kernel headers lack (openat2(2), Linux 5.6).
struct how {
  uint64_t flags, mode, resolve;
};
#define RESOLVE_NO_XDEV_ 0x01
#define RESOLVE_NO_SYMLINKS_ 0x04
#define RESOLVE_BENEATH_ 0x08
#define OPENAT2 437

static int openat2_call(int folder, const char *path, int flags, mode_t mode) {
  struct how how = {.flags = (uint64_t)(unsigned)flags,
                    .mode = flags & O_CREAT ? mode & 07777 : 0,
                    .resolve = RESOLVE_NO_XDEV_ | RESOLVE_NO_SYMLINKS_ | RESOLVE_BENEATH_};
  return (int)syscall(OPENAT2, folder, path, &how, sizeof how);
}

// Old kernels say ENOSYS; the filters of old container runtimes say EPERM to what they do not know.
static int has_openat2(void) {
  static atomic_int known;
  int state = atomic_load(&known);
  if (state == 0) {
    const int probe = openat2_call(AT_FDCWD, ".", O_PATH | O_CLOEXEC, 0);
    if (probe >= 0) close(probe);
    state = probe >= 0 || (errno != ENOSYS && errno != EPERM) ? 1 : 2;
    atomic_store(&known, state);
  }
  return state == 1;
}
#endif

/// Opens a name that is no path; a link is ELOOP, also where a folder was asked for.
static int open_name(int folder, const char *name, int flags, mode_t mode) {
  const int opened = openat(folder, name, flags | O_NOFOLLOW | O_CLOEXEC, mode);
  if (opened < 0 && errno == ENOTDIR) {
    struct stat status;
    const int is_link =
        fstatat(folder, name, &status, AT_SYMLINK_NOFOLLOW) == 0 && S_ISLNK(status.st_mode);
    errno = is_link ? ELOOP : ENOTDIR;
  }
  return opened;
}

static int open_one_by_one(int folder, const char *path, int flags, mode_t mode) {
  char name[NAME_MAX + 1];
  int at = folder;
  while (1) {
    const char *const slash = strchr(path, '/');
    if (slash == NULL) break;
    const size_t count = (size_t)(slash - path);
    if (count > NAME_MAX) {
      if (at != folder) close(at);
      errno = ENAMETOOLONG;
      return -1;
    }
    memcpy(name, path, count);
    name[count] = '\0';
    const int next = open_name(at, name, REACH | O_DIRECTORY, 0);
    const int problem = errno;
    if (at != folder) close(at);
    if (next < 0) {
      errno = problem;
      return -1;
    }
    at = next;
    path = slash + 1;
  }
  const int opened = open_name(at, path, flags, mode);
  const int problem = errno;
  if (at != folder) close(at);
  errno = problem;
  return opened;
}

int system_open_beneath(int folder, const char *path, int flags, mode_t mode, int one_by_one) {
  int opened;
  do {
#ifdef __linux__
    opened = !one_by_one && has_openat2()
                 ? openat2_call(folder, path, flags | O_CLOEXEC, mode)
                 : open_one_by_one(folder, path, flags, mode);
#else
    (void)one_by_one;
    opened = open_one_by_one(folder, path, flags, mode);
#endif
  } while (opened < 0 && (errno == EINTR || errno == EAGAIN));
  return opened;
}

int system_open_folder_beneath(int folder, const char *path, int one_by_one) {
  return system_open_beneath(folder, path, REACH | O_DIRECTORY, 0, one_by_one);
}

int system_open_folder(const char *path) { return open(path, REACH | O_DIRECTORY | O_CLOEXEC); }

// MARK: Renaming

int system_rename_new(int from, const char *source, int to, const char *target) {
#if defined(__linux__)
  const unsigned no_replace = 1;  // linux/fs.h, RENAME_NOREPLACE
  if (syscall(SYS_renameat2, from, source, to, target, no_replace) == 0) return 0;
#elif defined(__APPLE__)
  if (renameatx_np(from, source, to, target, RENAME_EXCL) == 0) return 0;
#endif
  if (errno != EINVAL && errno != ENOSYS && errno != ENOTSUP) return -1;
  struct stat status;
  if (fstatat(to, target, &status, AT_SYMLINK_NOFOLLOW) == 0) {
    errno = EEXIST;
    return -1;
  }
  return renameat(from, source, to, target);
}

int system_exchange(int left, const char *one, int right, const char *other) {
#if defined(__linux__)
  const unsigned exchange = 2;  // linux/fs.h, RENAME_EXCHANGE
  if (syscall(SYS_renameat2, left, one, right, other, exchange) == 0) return 0;
#elif defined(__APPLE__)
  if (renameatx_np(left, one, right, other, RENAME_SWAP) == 0) return 0;
#else
  errno = ENOSYS;
#endif
  if (errno == EINVAL || errno == ENOSYS) errno = ENOTSUP;
  return -1;
}

// MARK: Permission

/// Whether something is marked as immutable or append-only.
static int is_locked(int folder, const char *name, int flags) {
#if defined(__linux__) && defined(STATX_ATTR_IMMUTABLE)
  struct statx found;
  if (statx(folder, name, flags | AT_SYMLINK_NOFOLLOW, STATX_TYPE, &found) != 0) return 0;
  return (found.stx_attributes & (STATX_ATTR_IMMUTABLE | STATX_ATTR_APPEND)) != 0;
#elif defined(__APPLE__)
  struct stat found;
  if (fstatat(folder, name[0] == '\0' ? "." : name, &found, AT_SYMLINK_NOFOLLOW) != 0) return 0;
  (void)flags;
  return (found.st_flags & (UF_IMMUTABLE | UF_APPEND | SF_IMMUTABLE | SF_APPEND)) != 0;
#else
  (void)folder;
  (void)name;
  (void)flags;
  return 0;
#endif
}

int system_check_folder(int folder) {
  if (faccessat(folder, ".", W_OK | X_OK, AT_EACCESS) != 0) return errno;
#if defined(__linux__)
  if (is_locked(folder, "", AT_EMPTY_PATH)) return EPERM;
#else
  if (is_locked(folder, "", 0)) return EPERM;
#endif
  return 0;
}

int system_check_entry(int folder, const char *name) {
  struct stat entry;
  if (fstatat(folder, name, &entry, AT_SYMLINK_NOFOLLOW) != 0) {
    return errno == ENOENT ? 0 : errno;
  }
  // unlink(2): in a folder with the sticky bit, only the owners of entry and folder remove it.
  struct stat parent;
  if (geteuid() != 0 && fstat(folder, &parent) == 0 && (parent.st_mode & S_ISVTX) != 0 &&
      entry.st_uid != geteuid() && parent.st_uid != geteuid()) {
    return EPERM;
  }
  return is_locked(folder, name, 0) ? EPERM : 0;
}

// MARK: Pipes

int system_pipe(int ends[2]) {
#ifdef __linux__
  return pipe2(ends, O_CLOEXEC);
#else
  if (pipe(ends) != 0) return -1;
  for (int end = 0; end < 2; end++) fcntl(ends[end], F_SETFD, FD_CLOEXEC);
  return 0;
#endif
}
