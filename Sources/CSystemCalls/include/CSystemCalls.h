#ifndef CSYSTEM_H
#define CSYSTEM_H

#include <sys/types.h>

// Calls that Swift cannot make: `syscall` and `open` take a variable number of arguments, and the C
// library gives the arguments of `main` to C alone.

/// The process's arguments as the C library got them, ended by NULL; NULL where it does not say.
char *const *system_arguments(void);

/// Opens something below a folder without following any symbolic link or entering another file
/// system; the path is relative and has no `..`.
///
/// Uses openat2(2) where the kernel has it, else opens one folder after the other with O_NOFOLLOW;
/// `one_by_one` asks for the latter. Returns a descriptor, or -1 with `errno` set, ELOOP for a link.
int system_open_beneath(int folder, const char *path, int flags, mode_t mode, int one_by_one);

/// As `system_open_beneath`, for a folder whose entries are to be reached and not listed.
int system_open_folder_beneath(int folder, const char *path, int one_by_one);

/// Opens a folder by any path, links included, to reach its entries.
int system_open_folder(const char *path);

/// Renames without replacing anything; returns 0, or -1 with `errno` set, EEXIST when something is
/// there.
int system_rename_new(int from, const char *source, int to, const char *target);

/// Exchanges two entries atomically; returns 0, or -1 with `errno` set, ENOTSUP when the file system
/// cannot.
int system_exchange(int left, const char *one, int right, const char *other);

/// Whether entries of a folder may be added and removed: 0, or an error number.
int system_check_folder(int folder);

/// Whether an entry of a changeable folder may be replaced or removed: 0, also when nothing is
/// there, or an error number.
int system_check_entry(int folder, const char *name);

/// Opens a pipe, both ends of which no program inherits by itself: the end to read from and the one to
/// write to. Returns 0, or -1 with `errno` set.
int system_pipe(int ends[2]);

#endif
