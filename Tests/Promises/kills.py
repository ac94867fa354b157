"""Kills a build, a first build, a merge and a print at every system call; the next one heals."""
import os

from parts import Outcome
from sites import SCENARIOS, opened

# Calls in one job, which prepares its site once.
STEP = 12
SHORT_STEP = 3


def jobs(context):
    step = SHORT_STEP if context.is_short else STEP
    return [(name, range(start, start + step))
            for name in SCENARIOS for start in range(1, count(name, context) + 1, step)]


def count(name, context):
    """How many system calls the command makes, and some more: threads make the number vary."""
    import tempfile
    folder = tempfile.mkdtemp(prefix="count-", dir=context.work)
    scenario = opened(name, context, folder)
    scenario.make_old()
    log = os.path.join(folder, "log")
    scenario.make_new((context.tool("fault"), log, "all", "count", "0"))
    with open(log) as file: return int(file.read().split()[0]) + 2 * STEP


def do(job, context, folder):
    name, numbers = job
    outcome, log = Outcome(), os.path.join(folder, "log")
    scenario = opened(name, context, folder)
    for number in numbers:
        what = f"{name}: killed at call {number}"
        scenario.make_old()
        result = scenario.make_new((context.tool("fault"), log, "all", "kill", str(number)))
        if result.returncode == 0: continue
        outcome.counts["kills"] += 1
        outcome.counts[f"kills: {name}"] += 1
        outcome.check(result.returncode == 137, f"{what}: {result.returncode} {result.stderr}")
        half = scenario.half()
        outcome.check(not half, f"{what}: neither old nor new: {half[:5]}")
        scenario.check_heals(outcome, what)
    return outcome
