"""The system-call filter of a systemd unit, for a process that systemd does not start (libseccomp; no root)."""
import ctypes
import errno
import functools
import re
import subprocess

ALLOW, KILL, ERROR = 0x7FFF0000, 0x80000000, 0x00050000


@functools.cache
def group(name):
    """The calls of a group such as `@resources`, or the call itself."""
    if not name.startswith("@"):
        return frozenset([name])
    text = subprocess.run(["systemd-analyze", "syscall-filter", name], capture_output=True, text=True, check=True).stdout
    members = re.findall(r"^    ([@\w-]+)$", text, re.M)
    return frozenset().union(*map(group, members))


def allowed(unit):
    """The calls that a unit allows: its first line must name those, later ones may take some away."""
    calls = None
    for line in re.findall(r"^SystemCallFilter=(.*)$", unit, re.M):
        names = frozenset().union(*(group(name) for name in line.removeprefix("~").split()))
        if line.startswith("~"):
            if calls is None:
                raise ValueError("a filter that only forbids")
            calls -= names
        else:
            # systemd adds what every program needs.
            calls = (calls or group("@default")) | names
    return calls


def loader(unit):
    """A function that puts the calling process, and what it starts, behind the filter of a unit."""
    number = re.search(r"^SystemCallErrorNumber=(\w+)$", unit, re.M)
    library = ctypes.CDLL("libseccomp.so.2")
    library.seccomp_init.restype = ctypes.c_void_p
    library.seccomp_init.argtypes = [ctypes.c_uint32]
    library.seccomp_rule_add.argtypes = [ctypes.c_void_p, ctypes.c_uint32, ctypes.c_int, ctypes.c_uint]
    library.seccomp_load.argtypes = [ctypes.c_void_p]
    context = library.seccomp_init(ERROR | getattr(errno, number[1]) if number else KILL)
    for name in allowed(unit):
        call = library.seccomp_syscall_resolve_name(name.encode())
        # Negative numbers are calls of other machines.
        if call >= 0 and library.seccomp_rule_add(context, ALLOW, call, 0) != 0:
            raise OSError(f"seccomp_rule_add {name}")

    def load():
        if library.seccomp_load(context) != 0:
            raise OSError("seccomp_load")

    return load
