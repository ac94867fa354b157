"""What the benchmarks share: how a program is measured, and how figures get into docs/benchmarks.md."""
import dataclasses
import pathlib
import platform
import subprocess
import sys
import tempfile

HERE = pathlib.Path(__file__).resolve().parent


@dataclasses.dataclass
class Run:
    """What a run took: seconds on the wall and of all processors, and its largest memory in kilobytes."""

    seconds: float
    processor: float = 0
    memory: int = 0


def compiled(name, work, *options):
    """A C program of this folder."""
    program = str(work / name)
    subprocess.run(["cc", "-O2", "-o", program, str(HERE / f"{name}.c"), *options], check=True)
    return program


class Stopwatch:
    """Runs programs and measures them."""

    def __init__(self, work):
        self.took = compiled("took", work)

    def __call__(self, command, folder, stdin=None):
        with tempfile.NamedTemporaryFile("r") as told:
            done = subprocess.run(
                [self.took, told.name, *command], cwd=folder, stdin=stdin, stdout=subprocess.DEVNULL,
                stderr=subprocess.PIPE)
            if done.returncode != 0:
                sys.exit(f"{command[0]} failed: {done.stderr.decode()[:2000]}")
            seconds, processor, memory = told.read().split()
        return Run(float(seconds), float(processor), int(memory))


def processor():
    for line in open("/proc/cpuinfo"):
        if line.startswith("model name"):
            return line.split(":", 1)[1].strip()
    return platform.processor()


def kernel():
    return f"Linux {platform.release().split('-')[0]}"


def publish(lines, page, name):
    """Prints lines; replaces the figures of a name in a page, if there is one."""
    text = "\n".join(lines) + "\n"
    print(text)
    if page:
        start, end = f"<!-- {name} -->\n", f"<!-- end of {name} -->\n"
        head, rest = page.read_text("utf-8").split(start)
        page.write_text(head + start + "\n" + text + "\n" + end + rest.split(end)[1], "utf-8")
