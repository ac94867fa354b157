"""Runs the parallel parts of the program, compiled with the thread sanitiser, on eight threads."""
import os
import random

from parts import Outcome, compile_package, run
from sites import OLD, Scenario, config

ROUNDS = 40
# Links are worked on in batches of 64, so that fewer would keep one thread busy.
LINKS = 600
SHORT_LINKS = 130
FOLDER = ".build-threads"


def prepare(context):
    """Compiles the program with the thread sanitiser."""
    place = compile_package(["swift", "build", "--sanitize=thread", "--disable-default-traits",
                             "--scratch-path", FOLDER, "--product", "paypress"])
    context.programs["threads"] = os.path.join(place, "paypress")


def jobs(context):
    seed = random.Random(context.seed)
    return [seed.randrange(1 << 30) for _ in range(ROUNDS)]


def do(seed, context, folder):
    outcome, rng = Outcome(), random.Random(seed)
    links = SHORT_LINKS if context.is_short else LINKS
    scenario = Scenario(context, folder)
    scenario.program = context.programs["threads"]

    def checked(*arguments):
        result = run([scenario.program, *arguments, "-j", "8"], folder, 300,
                     TSAN_OPTIONS="exitcode=66 halt_on_error=0")
        outcome.counts["commands"] += 1
        outcome.check(result.returncode == 0 and "ThreadSanitizer" not in result.stderr,
                      f"seed {seed}: {arguments}: {result.returncode} {result.stderr[:4000]}")

    for _ in range(2):
        state = dict(price=rng.randint(1, 90), count=rng.randint(links // 2, links),
                     fans_out=rng.random() < 0.5, extra_job=rng.random() < 0.5)
        scenario.write(state)
        checked("build")
        checked("verify")
    for number in (1, 2): checked("build", "--shard", f"{number}/2", "-o", f"share-{number}")
    checked("merge", "share-1", "share-2", "-o", "merged", "--verify")
    return outcome
