"""Swaps each folder of a site with a link to another place while builds write to it."""
import importlib.machinery
import importlib.util
import os
import random

from parts import PACKAGE, Outcome

ROUNDS = 10_000
SHORT_ROUNDS = 50


def script():
    path = os.path.join(PACKAGE, "scripts", "race")
    loader = importlib.machinery.SourceFileLoader("race", path)
    module = importlib.util.module_from_spec(importlib.util.spec_from_loader("race", loader))
    loader.exec_module(module)
    return module


def jobs(context):
    seed = random.Random(context.seed)
    return [(target, seed.randrange(1, 1 << 30)) for target in script().TARGETS]


def do(job, context, folder):
    target, seed = job
    rounds = SHORT_ROUNDS if context.is_short else ROUNDS
    builds, refused, wrong = script().race(context.program, target, rounds, seed, folder)
    outcome = Outcome(failures=[f"{target}, seed {seed}: {fault}" for fault in wrong])
    outcome.counts.update({"rounds": rounds, f"rounds: {target}": rounds, "builds": builds,
                           "refused builds": refused})
    return outcome
