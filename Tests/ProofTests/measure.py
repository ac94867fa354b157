"""Measures printed codes: where the ink of each symbol is on a rendering of a PDF's first page.

Usage: measure.py OUTPUT-FOLDER DOTS-AN-INCH

Prints a line for each code of each job's first page: job, number, and the left, top, right and bottom
edge of the symbol in millimetres from the page's top left corner. The page is rendered by Poppler; this
file knows of the site only where to look for ink.
"""
import concurrent.futures
import json
import math
import pathlib
import subprocess
import sys
import tempfile

FOLDER, DOTS = pathlib.Path(sys.argv[1]), int(sys.argv[2])
SCALE = DOTS / 25.4
# The quiet zone of the largest symbol is as wide.
MARGIN = 4 / 177
# Darker than the middle is ink.
INK = bytes(level < 128 for level in range(256))


def area(code):
    """Where to look for a code, in pixels: left, top, right, bottom."""
    room = code["side_mm"] * MARGIN
    left, top = (math.floor((code[key] - room) * SCALE) for key in ("x_mm", "y_mm"))
    right, bottom = (
        math.ceil((code[key] + code["side_mm"] + room) * SCALE) for key in ("x_mm", "y_mm"))
    return max(0, left), max(0, top), right, bottom


def picture(pdf, areas, folder):
    """The part of the page that holds all areas, one byte a pixel: 1 for ink; and its place."""
    left, top = (min(area[side] for area in areas) for side in (0, 1))
    right, bottom = (max(area[side] for area in areas) for side in (2, 3))
    subprocess.run(
        ["pdftoppm", "-gray", "-r", str(DOTS), "-singlefile", "-x", str(left), "-y", str(top),
         "-W", str(right - left), "-H", str(bottom - top), str(pdf), f"{folder}/page"], check=True)
    data = pathlib.Path(f"{folder}/page.pgm").read_bytes()
    kind, size, depth, pixels = data.split(b"\n", 3)
    assert (kind, depth) == (b"P5", b"255")
    width, height = map(int, size.split())
    assert (width, height) == (right - left, bottom - top) and len(pixels) == width * height
    return pixels.translate(INK), width, left, top


def ink(pixels, width, left, top, area):
    lines = [pixels[(row - top) * width + area[0] - left:(row - top) * width + area[2] - left]
             for row in range(area[1], area[3])]
    rows = [area[1] + number for number, line in enumerate(lines) if 1 in line]
    # All lines on top of each other.
    sum_of_lines = 0
    for line in lines:
        sum_of_lines |= int.from_bytes(line, "big")
    columns = sum_of_lines.to_bytes(area[2] - area[0], "big")
    edges = (area[0] + columns.index(1), rows[0], area[0] + columns.rindex(1) + 1, rows[-1] + 1)
    assert (edges[0] > area[0] and edges[1] > area[1]
            and edges[2] < area[2] and edges[3] < area[3]), edges
    return [edge / SCALE for edge in edges]


def measure(job):
    areas = [area(code) for code in job["pages"][0]]
    with tempfile.TemporaryDirectory() as folder:
        part = picture(FOLDER / job["pdf"], areas, folder)
        return [(job["name"], number, *ink(*part, area)) for number, area in enumerate(areas)]


def main():
    jobs = json.loads((FOLDER / "print/jobs.json").read_text("utf-8"))
    with concurrent.futures.ProcessPoolExecutor() as pool:
        for lines in pool.map(measure, jobs):
            for line in lines:
                print(*line, sep="\t")


main()
