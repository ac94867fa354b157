"""Runs the parts of `scripts/promises`: each is a list of jobs and a function that does one."""
import collections
import dataclasses
import multiprocessing
import os
import random
import shutil
import subprocess
import tempfile
import time
import traceback

HERE = os.path.dirname(os.path.abspath(__file__))
PACKAGE = os.path.dirname(os.path.dirname(HERE))


@dataclasses.dataclass
class Context:
    """What all parts need."""
    program: str          # the generator under test
    work: str             # a folder for everything that is made
    seed: int
    is_short: bool        # jobs are chosen at random until the time is over
    processes: int
    fuzz_seconds: int = 0  # for each parser, in the short run
    programs: dict = dataclasses.field(default_factory=dict)  # compiled for a part, by its name

    def tool(self, name):
        return os.path.join(self.work, name)


@dataclasses.dataclass
class Outcome:
    """What a job, or a part, found."""
    counts: collections.Counter = dataclasses.field(default_factory=collections.Counter)
    failures: list = dataclasses.field(default_factory=list)

    def check(self, is_true, failure):
        self.counts["checks"] += 1
        if not is_true: self.failures.append(failure)
        return is_true

    def add(self, other):
        self.counts.update(other.counts)
        self.failures.extend(other.failures)


def run(arguments, folder, seconds=120, **variables):
    """Runs a program in a fixed environment; the status of one that takes too long is "timeout"."""
    environment = {"PATH": "/usr/local/bin:/usr/bin:/bin", "LC_ALL": "C", "TZ": "UTC",
                   "HOME": "/tmp", **variables}
    try:
        return subprocess.run(arguments, cwd=folder, env=environment, stdin=subprocess.DEVNULL,
                              capture_output=True, text=True, errors="replace", timeout=seconds)
    except subprocess.TimeoutExpired as error:
        words = [part.decode(errors="replace") if part else "" for part in (error.stdout, error.stderr)]
        return subprocess.CompletedProcess(arguments, "timeout", *words)


def compile_package(command, **variables):
    """Runs `swift build` and returns the folder of what it makes; says what the compiler said on failure."""
    environment = {**os.environ, **variables}
    built = subprocess.run(command, cwd=PACKAGE, env=environment, text=True, errors="replace",
                           stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
    if built.returncode != 0:
        errors = [line for line in built.stdout.splitlines() if "error: " in line]
        raise RuntimeError("\n".join(errors[:10] or built.stdout.splitlines()[-10:]))
    return subprocess.run([*command, "--show-bin-path"], cwd=PACKAGE, env=environment, check=True, text=True,
                          stdout=subprocess.PIPE, stderr=subprocess.DEVNULL).stdout.strip()


def compile_tool(context, name, *sources, libraries=(), folders=()):
    """Compiles C and C++ sources of the package and returns the program's path."""
    path = context.tool(name)
    place = lambda name: os.path.join(PACKAGE, name)
    subprocess.run(["gcc", "-O1", "-g", "-Wall", "-Wextra", "-Werror",
                    "-Wno-missing-field-initializers", "-o", path,
                    *(f"-I{place(folder)}" for folder in folders), *map(place, sources),
                    *(f"-l{library}" for library in libraries)], check=True)
    return path


def files(folder, skipping=(".paypress",)):
    """The bytes of all files below a folder, without its own folder of state."""
    found = {}
    for place, folders, names in os.walk(folder):
        folders[:] = [name for name in folders if place != folder or name not in skipping]
        for name in names:
            path = os.path.join(place, name)
            with open(path, "rb") as file: found[os.path.relpath(path, folder)] = file.read()
    return found


def differences(one, other):
    """The first few paths at which two sets of files differ."""
    return sorted(path for path in one.keys() | other.keys() if one.get(path) != other.get(path))[:5]


def _start(part, context):
    _start.part, _start.context = part, context


def _do(job):
    folder = tempfile.mkdtemp(prefix=f"{_start.part.__name__}-", dir=_start.context.work)
    try:
        outcome = _start.part.do(job, _start.context, folder)
    except Exception:  # a job that cannot be done is a failure like any other
        outcome = Outcome(failures=[f"{job}: {traceback.format_exc()}"])
    if not outcome.failures: shutil.rmtree(folder, ignore_errors=True)
    else: outcome.failures = [f"{failure} (see {folder})" for failure in outcome.failures]
    return outcome


def run_part(part, context, seconds):
    """Does the jobs of a part, in the short run for some seconds; returns its entry of the report."""
    start = time.monotonic()
    deadline = start + seconds if context.is_short else float("inf")
    jobs = part.jobs(context)
    total, done, longest, whole = len(jobs), 0, 0, Outcome()
    if context.is_short: random.Random(f"{context.seed}{part.__name__}").shuffle(jobs)
    size = min(context.processes, getattr(part, "PROCESSES", context.processes))
    # A job is handed out only when a process is free, so that none is waiting at the end.
    with multiprocessing.Pool(size, _start, (part, context)) as pool:
        running, rest = [], iter(jobs)
        while True:
            # The first job always runs; others are begun if they end in time.
            while len(running) < size and (time.monotonic() + longest < deadline or done + len(running) == 0):
                job = next(rest, None)
                if job is None: break
                running.append((pool.apply_async(_do, (job,)), time.monotonic()))
            if not running: break
            for entry in [entry for entry in running if entry[0].ready()]:
                running.remove(entry)
                whole.add(entry[0].get())
                longest = max(longest, time.monotonic() - entry[1])
                done += 1
            time.sleep(0.02)
    if done == 0: whole.failures.append("no job was done")
    return {"part": part.__name__, "what": part.__doc__.splitlines()[0], "jobs": done,
            "of": total, "counts": dict(whole.counts), "failures": whole.failures,
            "seconds": round(time.monotonic() - start, 1)}
