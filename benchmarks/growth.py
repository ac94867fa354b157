"""How time and memory of builds grow with the number of links."""
import contextlib
import math
import os
import pathlib
import shutil
import statistics
import subprocess
import sys
import tempfile

import products

# A page that fits into one block: with those of the built-in skin, two million links and what the kernel knows of
# their files need more than 24 GB.
PAGE = """\
<!DOCTYPE html><html lang="{{lang}}"><meta charset="utf-8"><title>{{title}}</title>
<img src="{{qr_image}}" alt=""><a href="{{pay_url}}">{{title}}</a></html>
"""


@contextlib.contextmanager
def file_system(folder, count):
    """A folder for sites of a number of links, and whether it is a file system of its own.

    Root gets a new file system in a file: ext4 with blocks of 1 KB, so that two million links with their six
    million files and folders take 7 GB, which a folder in memory can hold; each starts empty, and vanishes
    at once. Others get a folder on the file system that is there.
    """
    work = pathlib.Path(tempfile.mkdtemp(prefix="paypress-growth-", dir=folder))
    image, place = work / "image", work / "sites"
    place.mkdir()
    is_own = False
    try:
        if os.geteuid() == 0 and shutil.which("mkfs.ext4"):
            with open(image, "wb") as file:
                file.truncate(2**30 + count * 6144)
            made = subprocess.run(
                ["mkfs.ext4", "-q", "-b", "1024", "-I", "256", "-N", str(count * 3 + 100_000), "-m", "0", "-O",
                 "inline_data,^has_journal,^resize_inode", "-E", "lazy_itable_init=1,nodiscard", str(image)])
            is_own = made.returncode == 0 and subprocess.run(
                ["mount", "-o", "loop,noatime,noinit_itable", str(image), str(place)]).returncode == 0
        yield place, is_own
    finally:
        if is_own:
            subprocess.run(["umount", str(place)], check=True)
        shutil.rmtree(work, ignore_errors=True)


def keep_metadata(bench, project, site, is_own):
    """Brings the kernel to where it is after a small build: no data to write, all metadata in memory.

    The data of a large site displaces some of its inodes; a build that finds them again is not measured.
    """
    os.sync()
    if is_own:
        # The data alone; inodes and names of files stay.
        with contextlib.suppress(OSError):
            pathlib.Path("/proc/sys/vm/drop_caches").write_text("1")
    bench.paypress(project, site)


# The most memory of a build of a million links, in MB: what must be, and what is aimed at.
MEMORY_LIMITS = (80, 60)


def growth(bench, folder):
    """Cold, nothing changed and one row changed at each size, and the exponent of each curve."""
    kinds = ("cold", "nothing changed", "one row changed")
    results = {kind: [] for kind in kinds}
    sizes = [int(size) for size in bench.options.sizes.split(",")]
    for count in sizes:
        rounds = {kind: [] for kind in kinds}
        # Small sizes take turns with themselves; one round of a large one lasts minutes.
        times = max(1, min(9, 200_000 // count))
        with file_system(folder, count * times) as (work, is_own):
            project = bench.project(count, ", fan_out: true", work)
            template = project / "templates" / "classic" / "page.html"
            template.parent.mkdir(parents=True)
            template.write_text(PAGE)
            for number in range(times):
                site = work / f"site-{number}"
                rounds["cold"].append(bench.paypress(project, site))
                if times == 1:
                    keep_metadata(bench, project, site, is_own)
                rounds["nothing changed"].append(bench.paypress(project, site))
                with products.changed_row(project / "products.csv", number):
                    rounds["one row changed"].append(bench.paypress(project, site))
        for kind in kinds:
            results[kind].append((
                statistics.median(run.seconds for run in rounds[kind]),
                statistics.median(run.processor for run in rounds[kind]),
                max(run.memory for run in rounds[kind]) / 1024))
        print(f"{count:,} links measured", file=sys.stderr)
    place = "an ext4 of its own with blocks of 1 KB" if is_own else "the file system of the folder"
    lines = [
        f"A short page and a PNG for each link, `fan_out: true`, each size on {place}. Seconds; microseconds a link and, "
        "of all processors together, microseconds of work a link; peak memory.", "",
        "| links | " + " | ".join(kinds) + " |", "|---" * 4 + "|"]
    for index, count in enumerate(sizes):
        cells = [
            f"{seconds:.3g} s; {seconds / count * 1e6:.1f}, {work / count * 1e6:.1f} µs; {memory:.0f} MB"
            for seconds, work, memory in (results[kind][index] for kind in kinds)]
        lines.append(f"| {count:,} | " + " | ".join(cells) + " |")
    for count, (_, _, memory) in zip(sizes, results["cold"]):
        if count == 1_000_000:
            must, aim = MEMORY_LIMITS
            lines += [
                "", "| | measured | must | aim |", "|---|---|---|---|",
                f"| peak memory of a cold build of a million links | {memory:.0f} MB | ≤ {must} MB | ≤ {aim} MB |"]
    if len(sizes) < 2:
        return lines
    lines += ["", "| exponent | " + " | ".join(kinds) + " |", "|---" * 4 + "|"]
    for index in range(1, len(sizes)):
        pair = slice(index - 1, index + 1)
        exponents = [
            f"{exponent(sizes[pair], [result[0] for result in results[kind][pair]]):.2f}" for kind in kinds]
        lines.append(f"| time, {sizes[index - 1]:,} to {sizes[index]:,} | " + " | ".join(exponents) + " |")
    for name, column in (("time", 0), ("work", 1), ("memory", 2)):
        exponents = [
            f"{exponent(sizes, [max(result[column], 1e-3) for result in results[kind]]):.3f}" for kind in kinds]
        lines.append(f"| {name}, all sizes | " + " | ".join(exponents) + " |")
    return lines


def exponent(sizes, values):
    """The slope of the least-squares line through the logarithms."""
    return statistics.linear_regression([math.log(size) for size in sizes], [math.log(v) for v in values]).slope
