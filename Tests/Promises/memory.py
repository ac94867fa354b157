"""Calls the C and C++ code with sound, cut and damaged input under valgrind."""
import random

from parts import Outcome, compile_tool, run

ROUNDS = 20
SHORT_ROUNDS = 5
JOBS = 100
MODULES = ["CPNGWriter", "CPNGReader", "CSystemCalls", "CCodeReader"]
SOURCES = ["CPNGWriter/png_writer.c", "CPNGWriter/module_deflate.c", "CPNGReader/png_reader.c", "CSystemCalls/system_calls.c",
           "CCodeReader/code_reader.cpp", "CCodeReader/late_zxing.cpp"]
VALGRIND = ["valgrind", "-q", "--error-exitcode=99", "--leak-check=full"]


def prepare(context):
    compile_tool(context, "native", "Tests/Promises/native.c",
                 *(f"Sources/{source}" for source in SOURCES),
                 libraries=["png", "qrencode", "ZXing", "stdc++", "m"],
                 folders=[f"Sources/{module}/include" for module in MODULES])


def jobs(context):
    seed = random.Random(context.seed)
    return [seed.randrange(1, 1 << 30) for _ in range(JOBS)]


def do(seed, context, folder):
    outcome, rounds = Outcome(), SHORT_ROUNDS if context.is_short else ROUNDS
    result = run([*VALGRIND, context.tool("native"), str(seed), str(rounds), folder], folder, 900)
    outcome.check(result.returncode == 0, f"seed {seed}: {result.returncode} {result.stderr}")
    outcome.counts["rounds"] += rounds
    return outcome
