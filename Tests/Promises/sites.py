"""Small sites in an old and a new state, and the commands that lead from one to the other."""
import os
import shutil

from parts import HERE, differences, files, run

BROWSER = os.path.join(HERE, "browser.py")
# What a build keeps in `.paypress`; anything else is left over.
KEPT = {"lock", "record", "record.copy", "build", "printed", "shard"}


def config(price, count, fans_out=False, extra_job=False):
    jobs = "  - { poster: open, paper: A5, name: roll }\n"
    if extra_job: jobs += '  - { labels: "t-*", stock: avery-l7160, allow: [distance], name: tables }\n'
    return f"""\
site: {{ title: Test, language: en, base_url: "https://pay.example.com", fan_out: {str(fans_out).lower()}, qr: {{ svg: true }} }}
merchants:
  m: {{ name: Lakeside, appkey: 00112233445566778899aabbccddeeff, tokens: {{ t: x }} }}
links:
  - {{ id: open }}
  - {{ id: "t-{{n}}", each: {{ n: 1..{count} }}, custom: "t-{{n}}", price: {price}, stable: true, skin: night }}
print:
{jobs}"""


OLD = dict(price=5, count=3, extra_job=True)


class Scenario:
    """A project with an old site, and one command that makes it new."""
    name = "build"
    new = dict(price=6, count=2)

    def __init__(self, context, folder):
        self.program, self.folder = context.program, folder
        self.output = os.path.join(folder, "output")
        # Seen by every user, so that a job may run as another one.
        os.chmod(folder, 0o755)

    def write(self, state):
        with open(os.path.join(self.folder, "paypress.yml"), "w") as file: file.write(config(**state))

    def run(self, *arguments, prefix=(), seconds=60):
        return run([*prefix, self.program, *arguments], self.folder, seconds, SOURCE_DATE_EPOCH="1",
                   PAYPRESS_BROWSER=BROWSER)

    def must(self, *arguments):
        result = self.run(*arguments)
        if result.returncode != 0: raise RuntimeError(f"{arguments}: {result.stderr}")

    def make_old(self):
        """Makes the old site anew, with the config in its new state."""
        shutil.rmtree(self.output, ignore_errors=True)
        self.write(OLD)
        self.must("build", "-j", "1")
        self.write(self.new)

    command = ("build", "-j", "1")

    def make_new(self, prefix=(), seconds=60):
        """Runs the command, perhaps under a tool that disturbs it."""
        return self.run(*self.command, prefix=prefix, seconds=seconds)

    def prepare(self):
        """Makes what stays the same for all rounds, and learns both states."""
        self.make_old()
        self.old = files(self.output)
        result = self.make_new()
        if result.returncode != 0: raise RuntimeError(result.stderr)
        self.new_files = files(self.output)
        if self.old == self.new_files: raise RuntimeError("the command changes nothing")

    def leftovers(self):
        return set(os.listdir(os.path.join(self.output, ".paypress"))) - KEPT

    def half(self):
        """Files that are neither old nor new."""
        found = files(self.output) if os.path.isdir(self.output) else {}
        return sorted(name for name, data in found.items()
                      if data != self.old.get(name) and data != self.new_files.get(name))

    def check_heals(self, outcome, what):
        """Checks that the command, run again, makes the new site."""
        result = self.make_new()
        found = files(self.output)
        if outcome.check(result.returncode == 0, f"{what}: next: {result.returncode} {result.stderr}"):
            outcome.check(found == self.new_files,
                          f"{what}: next differs: {differences(found, self.new_files)}")
            outcome.check(not self.leftovers(), f"{what}: left over: {self.leftovers()}")


class FanOut(Scenario):
    name = "fan-out"
    new = dict(price=5, count=3, fans_out=True, extra_job=True)


class FirstBuild(Scenario):
    """There is no site before."""
    name = "first"

    def make_old(self):
        shutil.rmtree(self.output, ignore_errors=True)
        self.write(self.new)


class Merge(Scenario):
    name = "merge"
    command = ("merge", "share-1", "share-2", "-j", "1")

    def prepare(self):
        self.write(self.new)
        for number in (1, 2):
            self.must("build", "--shard", f"{number}/2", "-o", f"share-{number}")
        super().prepare()


class Print(Scenario):
    """The site is new, and one of its PDFs is of the old one: `pdf` writes the record of prints."""
    name = "print"
    command = ("pdf",)
    new = dict(price=6, count=3, extra_job=True)

    def make_old(self):
        super().make_old()
        # The PDF whose page has not changed stays.
        self.write(OLD)
        self.must("pdf")
        self.write(self.new)
        self.must("build", "-j", "1")


SCENARIOS = {kind.name: kind for kind in (Scenario, FirstBuild, FanOut, Merge, Print)}


def opened(name, context, folder):
    """A prepared scenario in a folder."""
    scenario = SCENARIOS[name](context, folder)
    scenario.prepare()
    return scenario
