#!/usr/bin/env python3
"""The first run: five questions in an empty folder.

Usage: first.py PAYPRESS browser|terminal   (in an empty folder)

browser   answers in a browser, and sees the first poster
terminal  answers in a terminal; what cannot be used is asked for again
"""
import contextlib
import json
import os
import pty
import select
import subprocess
import sys
import time

from studio import APPKEY, FOLDER, browser, expect, fill, looks, read, studio, until

# The appkey of configs for just trying.
SAMPLE = "0123456789abcdef0123456789abcdef"


def in_browser(program):
    with studio(program) as (_, url, _), browser() as page:
        page.get(url)
        expect(page.find_element("tag name", "h1").text == "Your shop in five questions", "it asks")
        looks(page, url, [(390, "light"), (1280, "dark")], ("",))
        page.get(url)
        began, form = time.monotonic(), page.find_element("css selector", "form.edit")
        fill(page, form, name="Lake: \"Tea\"", **{"item-0": "Tea", "price-0": "12.5x", "tables": "12"})
        until(lambda: '"12.5x" is not an amount' in page.find_element("css selector", "[role=alert]").text,
              "a mistake is named")
        fill(page, page.find_element("css selector", "form.edit"), **{"price-0": "12.50"})
        until(lambda: page.find_elements("css selector", ".sheets img"), "the first poster")
        picture = page.find_element("css selector", ".sheets img")
        until(lambda: picture.get_property("naturalWidth") > 0, "it can be seen")
        seconds = time.monotonic() - began
        expect("Your shop is ready" in page.find_element("css selector", ".welcome").text, "a welcome")
        links = json.loads(read(f"{url}site/links.json"))
        expect([link["id"] for link in links[:2]] == ["counter", "item-1"] and len(links) == 14, "14 links")
    expect(subprocess.run([program, "build"], capture_output=True).returncode == 0, "it builds")
    print("five questions make a shop")
    print(f"{seconds:.1f} s from the first key to the poster", file=sys.stderr)


def in_terminal(program):
    # What cannot be used is asked for again.
    links = init(program, "own", ["Lakeside", "French", "en", "short", "counter", "Tea", "twelve", "Cake", "28.50", "", "99999",
                                  "3", APPKEY, "12.00"])
    expect([(link["id"], link["price"]) for link in links] == [
        ("counter", None), ("item-1", "12.00"), ("item-2", "28.50"), ("table-01", None), ("table-02", None),
        ("table-03", None)], links)
    expect(all(f"appkey={APPKEY}" in link["url"] for link in links), "the appkey that was given second")
    # Whoever has no appkey after all, goes back to just trying.
    for number, wrong in enumerate((["short", "counter"], [APPKEY, ""])):
        links = init(program, f"trying-{number}", ["Lakeside", "en", *wrong, "Tea", "12", "", "0", ""])
        expect(all(f"appkey={SAMPLE}&token=sampletoken" in link["url"] for link in links), links)
    print("a terminal asks the same")


def init(program, name, answers):
    """Answers the questions of `init`; returns the links of its config."""
    (FOLDER / name).mkdir()
    terminal, end = pty.openpty()
    process = subprocess.Popen([program, "init"], cwd=FOLDER / name, stdin=end, stdout=end, stderr=end,
                               env={**os.environ, "LC_ALL": "C"})
    os.close(end)
    said = b""
    for answer in answers:
        while not said.rstrip().endswith((b"?", b":", b"]")):
            expect(select.select([terminal], [], [], 20)[0], f"a question for {answer!r}, not {said}")
            said += os.read(terminal, 1000)
        said = b""
        os.write(terminal, answer.encode() + b"\n")
        # What was typed comes back.
        while not said.endswith(b"\n"):
            said += os.read(terminal, 1)
    with contextlib.suppress(OSError):
        while os.read(terminal, 1000):
            pass
    expect(process.wait(20) == 0, "init ends well")
    subprocess.run([program, "build"], cwd=FOLDER / name, check=True, capture_output=True)
    return json.loads((FOLDER / name / "output/links.json").read_text("utf-8"))


if __name__ == "__main__":
    {"browser": in_browser, "terminal": in_terminal}[sys.argv[2]](sys.argv[1])
