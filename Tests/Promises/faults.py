"""Lets every file system call of a build, a merge and a print fail, once and for ever."""
import errno
import os
import tempfile

from parts import Outcome, files
from sites import SCENARIOS, opened

STEP = 12
SHORT_STEP = 3
KINDS = [f"{times}:{name}" for name in ("ENOSPC", "EIO", "EACCES") for times in ("once", "always")]
# An endless row of interruptions is nothing that a system does.
KINDS += ["once:EINTR", "four:EINTR", "short"]
# What the loader says before the program's first line runs.
LOADER = "error while loading shared libraries"
# How a message ends that says that not everything could be undone.
HALF_WAY = ("each file is an old or a new one", "could not be put back")


def jobs(context):
    step = SHORT_STEP if context.is_short else STEP
    return [(name, kind, range(start, start + step)) for name in SCENARIOS for kind in KINDS
            for start in range(1, count(name, kind, context) + 1, step)]


def count(name, kind, context, known={}):
    """How many calls the command makes of those that this kind disturbs."""
    key = (name, kind == "short")
    if key not in known:
        folder = tempfile.mkdtemp(prefix="count-", dir=context.work)
        scenario = opened(name, context, folder)
        scenario.make_old()
        log = os.path.join(folder, "log")
        way = ("short", "1000000") if kind == "short" else ("count", "0")
        scenario.make_new((context.tool("fault"), log, "files", *way))
        with open(log) as file: known[key] = int(file.read().split()[0]) + STEP
    return known[key]


def argument(kind):
    times, _, name = kind.partition(":")
    return f"{times}:{getattr(errno, name)}" if name else times


def do(job, context, folder):
    name, kind, numbers = job
    outcome, log = Outcome(), os.path.join(folder, "log")
    scenario = opened(name, context, folder)
    for number in numbers:
        scenario.make_old()
        old = files(scenario.output) if os.path.isdir(scenario.output) else {}
        result = scenario.make_new(
            (context.tool("fault"), log, "files", argument(kind), str(number)))
        with open(log) as file: call = file.read().split()[1]
        if call == "none": continue
        outcome.counts["faults"] += 1
        outcome.counts[f"faults: {name}"] += 1
        judge(scenario, outcome, old, result, f"{name}: {kind} at file call {number}, {call}")
    return outcome


def judge(scenario, outcome, old, result, what):
    found = files(scenario.output) if os.path.isdir(scenario.output) else {}
    words = f"{what}: {result.returncode} {result.stderr}"
    if result.returncode == 0:
        outcome.counts["survived"] += 1
        outcome.check(found == scenario.new_files, f"{words}: success, but the site is not new")
    elif result.returncode == 127:
        outcome.check(LOADER in result.stderr, words)
        outcome.check(found == old, f"{words}: the site changed")
    else:
        outcome.counts["reported"] += 1
        outcome.check(result.returncode in (1, 69, 74), words)
        outcome.check("error: " in result.stderr, f"{words}: no message")
        if any(half in result.stderr for half in HALF_WAY):
            outcome.counts["half way"] += 1
            outcome.check(not scenario.half(), f"{words}: neither old nor new: {scenario.half()}")
        else:
            outcome.check(found == old, f"{words}: the site changed")
    scenario.check_heals(outcome, what)
