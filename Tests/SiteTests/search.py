#!/usr/bin/env python3
"""Looks for links in the owner's list while typing, as the owner does: from files, in Chromium.

Usage: search.py FOLDER…   (each an owner's folder with the links t-1 to t-1100 on three pages)
"""
import pathlib
import sys
import time

sys.path.append(str(pathlib.Path(__file__).resolve().parents[2] / "scripts"))
from page_checks import open_browser  # noqa: E402
from selenium.webdriver.common.keys import Keys  # noqa: E402

SEEN = """
const shown = selector => [...document.querySelectorAll(selector)].filter(e => e.checkVisibility());
return {
  here: shown("li[id]").map(e => e.id),
  elsewhere: shown(".elsewhere li").map(e => e.textContent),
  says: document.querySelector(".search output").value,
  rows: [...document.querySelectorAll("script[src^=rows]")].map(e => e.getAttribute("src")),
};
"""
# What the list says in the languages of its sites.
WORDS = {"en": ("nothing found", "page"), "zh-CN": ("没有找到", "页")}


def expect(condition, what):
    if not condition:
        sys.exit(f"wrong: {what}")


def shows(browser, what, **wanted):
    """Waits until the page shows it: the rows of other pages come after the first letter."""
    end = time.monotonic() + 20
    while True:
        seen = browser.execute_script(SEEN)
        found = {name: seen[name] for name in wanted}
        if found == wanted:
            return
        expect(time.monotonic() < end, f"{what}: {found}")
        time.sleep(0.05)


def typed(browser, text):
    field = browser.find_element("css selector", ".search input")
    field.send_keys(Keys.CONTROL, "a", Keys.NULL, Keys.BACKSPACE)
    for letter in text:
        field.send_keys(letter)


def look_for_links(browser, folder):
    browser.get((folder / "index-2.html").as_uri())
    nothing, page = WORDS[browser.execute_script("return document.documentElement.lang")]
    whole = [f"l-t-{n}" for n in range(501, 1001)]
    shows(browser, "nothing is left out or loaded before a letter", here=whole, elsewhere=[], says="", rows=[])
    typed(browser, "c-1077")
    hit = f"Table 1077 ¥5.00 · t-1077 · c-1077 · {page} 3"
    shows(browser, "a reference on the next page", here=[], elsewhere=[hit], says="1", rows=["rows-1.js", "rows-3.js"])
    # Words in any order, in letters as a Chinese keyboard writes them, of this page and others.
    typed(browser, "ｔ-7 TABLE")
    others = [f"l-t-{n}" for n in range(700, 800)]
    first = [f"Table {n} ¥5.00 · t-{n} · c-{n} · {page} 1" for n in [7, *range(70, 80)]]
    shows(browser, "links of two pages", here=others, elsewhere=first, says="111")
    typed(browser, "t-7000")
    shows(browser, "a miss says so", here=[], elsewhere=[], says=nothing)
    typed(browser, "t-9 ")
    browser.find_element("css selector", ".elsewhere a").click()
    place = browser.execute_script("return location.href.split('/').pop()")
    expect(place == "index.html#l-t-9", f"a hit leads to its place on its own page: {place}")
    typed(browser, "c-1100")
    shows(browser, "the last link from the first page", here=[], elsewhere=[hit.replace("1077", "1100")], says="1")
    typed(browser, "")
    shows(browser, "all is there again", here=[f"l-t-{n}" for n in range(1, 501)], elsewhere=[], says="")
    browser.get((folder / "index-3.html").as_uri())
    log = browser.get_log("browser")
    expect(not log, f"nothing is blocked or missing: {log}")


browser = open_browser()
try:
    for name in sys.argv[1:]:
        look_for_links(browser, pathlib.Path(name).resolve())
finally:
    browser.quit()
print("links are found")
