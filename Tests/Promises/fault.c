/* Runs a program and disturbs one of its system calls:

     fault LOG COUNTED KIND NUMBER PROGRAM [ARGUMENT ...]

   COUNTED is "all", every call of all threads; or "files", those that touch files and folders, but not
   what lies on standard input, output and error. KIND is
     count       nothing happens
     kill        the program is killed before the call of this NUMBER, from 1
     once:E      this call fails with the error number E
     four:E      this call and the next three do
     always:E    this call and all later ones do
     short       this call reads or writes half of the bytes it is asked for
   LOG receives a line: how many calls were counted, and the name of the one that was disturbed.
   Children of the program run undisturbed. The exit status is the program's, or 128 and its signal. */
#define _GNU_SOURCE
#include <elf.h>
#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ptrace.h>
#include <sys/syscall.h>
#include <sys/uio.h>
#include <sys/user.h>
#include <sys/wait.h>
#include <unistd.h>

#if !defined __x86_64__ && !defined __aarch64__
#error "the registers of this processor are not known here"
#endif

typedef struct {
  long number;
  const char *name;
  int has_descriptor; /* the first argument is an open file */
  int has_size;       /* the third argument is a number of bytes */
} call;

static const call file_calls[] = {
  {SYS_openat, "openat"}, {SYS_openat2, "openat2"}, {SYS_read, "read", 1, 1},
  {SYS_pread64, "pread64", 1, 1}, {SYS_readv, "readv", 1}, {SYS_write, "write", 1, 1},
  {SYS_pwrite64, "pwrite64", 1, 1}, {SYS_writev, "writev", 1}, {SYS_close, "close", 1},
  {SYS_fstat, "fstat", 1}, {SYS_newfstatat, "newfstatat"}, {SYS_statx, "statx"},
  {SYS_getdents64, "getdents64", 1}, {SYS_lseek, "lseek", 1}, {SYS_fcntl, "fcntl", 1},
  {SYS_dup, "dup", 1}, {SYS_flock, "flock", 1}, {SYS_fsync, "fsync", 1},
  {SYS_fdatasync, "fdatasync", 1}, {SYS_ftruncate, "ftruncate", 1},
  {SYS_fallocate, "fallocate", 1}, {SYS_renameat, "renameat"}, {SYS_renameat2, "renameat2"},
  {SYS_unlinkat, "unlinkat"}, {SYS_mkdirat, "mkdirat"}, {SYS_linkat, "linkat"},
  {SYS_symlinkat, "symlinkat"}, {SYS_readlinkat, "readlinkat"}, {SYS_fchmod, "fchmod", 1},
  {SYS_fchmodat, "fchmodat"}, {SYS_faccessat, "faccessat"}, {SYS_faccessat2, "faccessat2"},
  {SYS_utimensat, "utimensat"}, {SYS_fstatfs, "fstatfs", 1}, {SYS_statfs, "statfs"},
  {SYS_sendfile, "sendfile", 1}, {SYS_copy_file_range, "copy_file_range", 1},
#ifdef __x86_64__
  {SYS_open, "open"}, {SYS_stat, "stat"}, {SYS_lstat, "lstat"}, {SYS_access, "access"},
  {SYS_rename, "rename"}, {SYS_unlink, "unlink"}, {SYS_mkdir, "mkdir"}, {SYS_rmdir, "rmdir"},
  {SYS_readlink, "readlink"},
#endif
};

enum { count_only, kill_it, fail_it, shorten_it };

static int kind, counts_all, error_number;
static long first, last, counted;
static char disturbed[32] = "none";

/* What to do with a thread's call when it ends. */
enum { maximum_threads = 512 };
static struct { pid_t thread; int fails; } pending[maximum_threads];

static int *pending_of(pid_t thread) {
  int empty = -1;
  for (int index = 0; index < maximum_threads; index++) {
    if (pending[index].thread == thread) return &pending[index].fails;
    if (empty < 0 && pending[index].thread == 0) empty = index;
  }
  if (empty < 0) { fputs("fault: too many threads\n", stderr); exit(125); }
  pending[empty].thread = thread;
  return &pending[empty].fails;
}

static void stop(const char *what) {
  perror(what);
  exit(125);
}

/* A thread that was killed meanwhile has no registers; the next wait says so. */
static int change(pid_t thread, int skips, long result, int has_size, unsigned long size) {
  struct user_regs_struct registers;
  struct iovec part = {&registers, sizeof registers};
  if (ptrace(PTRACE_GETREGSET, thread, NT_PRSTATUS, &part)) return -1;
#ifdef __x86_64__
  if (has_size) registers.rdx = size;
  else if (skips) registers.orig_rax = -1;
  else registers.rax = result;
#else
  if (has_size) registers.regs[2] = size;
  else if (skips) {
    int none = -1;
    struct iovec number = {&none, sizeof none};
    return ptrace(PTRACE_SETREGSET, thread, NT_ARM_SYSTEM_CALL, &number);
  } else registers.regs[0] = result;
#endif
  return ptrace(PTRACE_SETREGSET, thread, NT_PRSTATUS, &part);
}

static const call *find(long number) {
  for (size_t index = 0; index < sizeof file_calls / sizeof *file_calls; index++)
    if (file_calls[index].number == number) return &file_calls[index];
  return NULL;
}

/* Whether a call is about a file or folder: not a pipe, a timer, a device or an output of the program. */
static int is_about_files(pid_t program, const call *call, unsigned long descriptor) {
  if (!call->has_descriptor) return 1;
  if (descriptor <= 2) return 0;
  char path[64], target[8] = "";
  snprintf(path, sizeof path, "/proc/%d/fd/%d", program, (int)descriptor);
  return readlink(path, target, sizeof target - 1) > 0 && target[0] == '/'
         && strncmp(target, "/dev/", 5) != 0;
}

/* A call begins; true if the program was killed. */
static int enter(pid_t program, pid_t thread, const struct __ptrace_syscall_info *info) {
  const call *call = find(info->entry.nr);
  if (!counts_all && (!call || !is_about_files(program, call, info->entry.args[0]))) return 0;
  if (kind == shorten_it && (!call || !call->has_size || info->entry.args[2] < 2)) return 0;
  counted++;
  if (counted < first || counted > last || kind == count_only) return 0;
  if (counted == first)
    snprintf(disturbed, sizeof disturbed, call ? "%s" : "call-%.0s%ld", call ? call->name : "",
             (long)info->entry.nr);
  if (kind == kill_it) return kill(program, SIGKILL) == 0;
  if (kind == shorten_it) {
    change(thread, 0, 0, 1, info->entry.args[2] / 2);
  } else {
    change(thread, 1, 0, 0, 0);
    *pending_of(thread) = 1;
  }
  return 0;
}

static void report(const char *path) {
  FILE *log = fopen(path, "w");
  if (!log || fprintf(log, "%ld %s\n", counted, disturbed) < 0 || fclose(log)) stop("fault: log");
}

int main(int count, char **arguments) {
  if (count < 6) { fputs("usage: fault LOG all|files KIND NUMBER PROGRAM ...\n", stderr); return 64; }
  counts_all = !strcmp(arguments[2], "all");
  first = last = atol(arguments[4]);
  char *colon = strchr(arguments[3], ':');
  if (colon) error_number = atoi(colon + 1);
  if (!strcmp(arguments[3], "count")) kind = count_only;
  else if (!strcmp(arguments[3], "kill")) kind = kill_it;
  else if (!strcmp(arguments[3], "short")) kind = shorten_it;
  else if (error_number > 0) kind = fail_it;
  else { fputs("fault: unknown kind\n", stderr); return 64; }
  if (!strncmp(arguments[3], "four", 4)) last = first + 3;
  if (!strncmp(arguments[3], "always", 6)) last = __LONG_MAX__;

  pid_t program = fork();
  if (program == 0) {
    ptrace(PTRACE_TRACEME, 0, 0, 0);
    raise(SIGSTOP);
    execv(arguments[5], arguments + 5);
    _exit(126);
  }
  int status;
  if (program < 0 || waitpid(program, &status, 0) < 0) stop("fault: start");
  long options = PTRACE_O_TRACESYSGOOD | PTRACE_O_TRACECLONE | PTRACE_O_TRACEEXEC
                 | PTRACE_O_EXITKILL;
  if (ptrace(PTRACE_SETOPTIONS, program, 0, options)) stop("fault: options");
  int has_started = 0;
  ptrace(PTRACE_SYSCALL, program, 0, 0);
  for (;;) {
    pid_t thread = waitpid(-1, &status, __WALL);
    if (thread < 0) { if (errno == EINTR) continue; stop("fault: wait"); }
    if (WIFEXITED(status) || WIFSIGNALED(status)) {
      *pending_of(thread) = 0;
      if (thread != program) continue;
      report(arguments[1]);
      return WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
    }
    int signal = WSTOPSIG(status), passed = 0;
    if (signal == (SIGTRAP | 0x80)) {
      struct __ptrace_syscall_info info;
      if (has_started && ptrace(PTRACE_GET_SYSCALL_INFO, thread, sizeof info, &info) > 0) {
        if (info.op == PTRACE_SYSCALL_INFO_ENTRY) {
          enter(program, thread, &info);
        } else if (info.op == PTRACE_SYSCALL_INFO_EXIT && *pending_of(thread)) {
          change(thread, 0, -error_number, 0, 0);
          *pending_of(thread) = 0;
        }
      }
    } else if (status >> 8 == (SIGTRAP | (PTRACE_EVENT_EXEC << 8))) {
      has_started = 1;
    } else if (status >> 16 == 0 && signal != SIGSTOP && signal != SIGTRAP) {
      passed = signal;
    }
    ptrace(PTRACE_SYSCALL, thread, 0, passed);
  }
}
