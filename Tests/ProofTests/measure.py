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


def picture(pdf, folder):
    subprocess.run(
        ["pdftoppm", "-gray", "-r", str(DOTS), "-singlefile", str(pdf), f"{folder}/page"], check=True)
    data = pathlib.Path(f"{folder}/page.pgm").read_bytes()
    kind, size, depth, pixels = data.split(b"\n", 3)
    assert (kind, depth) == (b"P5", b"255")
    width, height = map(int, size.split())
    assert len(pixels) == width * height
    return pixels, width


def ink(pixels, width, code):
    room = code["side_mm"] * MARGIN
    left, top = (math.floor((code[key] - room) * SCALE) for key in ("x_mm", "y_mm"))
    right, bottom = (
        math.ceil((code[key] + code["side_mm"] + room) * SCALE) for key in ("x_mm", "y_mm"))
    left, top = max(0, left), max(0, top)
    rows = [row for row in range(top, bottom)
            if min(pixels[row * width + left:row * width + right]) < 128]
    columns = [column for column in range(left, right)
               if min(pixels[top * width + column:bottom * width + column:width]) < 128]
    edges = (columns[0], rows[0], columns[-1] + 1, rows[-1] + 1)
    assert edges[0] > left and edges[1] > top and edges[2] < right and edges[3] < bottom, edges
    return [edge / SCALE for edge in edges]


def measure(job):
    with tempfile.TemporaryDirectory() as folder:
        pixels, width = picture(FOLDER / job["pdf"], folder)
        return [(job["name"], number, *ink(pixels, width, code))
                for number, code in enumerate(job["pages"][0])]


def main():
    jobs = json.loads((FOLDER / "print/jobs.json").read_text("utf-8"))
    with concurrent.futures.ProcessPoolExecutor() as pool:
        for lines in pool.map(measure, jobs):
            for line in lines:
                print(*line, sep="\t")


main()
