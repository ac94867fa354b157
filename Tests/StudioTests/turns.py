#!/usr/bin/env python3
"""Random edits of a shop, by turns of a form in a real browser and of an editor beside it.

Usage: turns.py PAYPRESS turns   (in an empty folder)

After each of the 200 edits, the studio's site equals a clean build.
"""
import filecmp
import pathlib
import random
import shutil
import subprocess
import sys
import tempfile
import time

from entries import config, words
from studio import FOLDER, browser, expect, form_of, products, read, studio, until, write

TURNS = 200
FILL = """
const form = document.querySelector(`form:has([value='${arguments[0]}'])`);
for (const [name, value] of Object.entries(arguments[1])) form.elements[name].value = value;
form.querySelector("button").click();
"""
TITLES = ["茶：一杯", "It's \"new\"", "Plain", "#1 & <b>", "a, b", "{ x", "100% 好", " - x", "${HOME}", "{big}"]
START = """\
# The shop of the walk.   Two blanks stay.
site:
  title:  湖畔茶馆   # the title
  language: zh-CN

merchants:
  lake: { name: '湖畔', appkey: 00112233445566778899aabbccddeeff, tokens: { counter: abc } }

prices: { tea: 12.00, "cake": 28.50 }   # both

links:
  # The first.
  - id: tea
    title: "龙井"   # a tea
    price: tea
    stable: true
  - { id: cake, title: Cake, price: cake, stable: true, custom: cake }   # a cake

  - id: "table-{n}"   # tables
    each: { n: 01..03 }
    title: "{n} 号桌"
  - id: "{sku}"
    rows: products.csv   # from the till
    title: "{name}"
    price: "{price}"
    stable: true

print:
  - poster: [tea, cake]   # on the door
    paper: A5
  - labels: "*"   # all
    stock: avery-l7160
# The end.
"""


def turns(program):
    write("products.csv", products(count=3))
    write("paypress.yml", START)
    chance = random.Random(15)
    clean = pathlib.Path(tempfile.mkdtemp())
    counts = {"saved": 0, "refused": 0, "undone": 0}
    began = time.monotonic()
    with studio(program, "--edit") as (_, url, _), browser() as page:
        # Designs are looked at elsewhere; each is drawn anew for every site.
        page.execute_cdp_cmd("Network.enable", {})
        page.execute_cdp_cmd("Network.setBlockedURLs", {"urls": ["*/design/*", "*/job/*.svg*"]})
        for step in range(TURNS):
            before = config()
            if step % 2:
                by_hand(step, chance)
            else:
                by_form(page, url, step, chance, counts)
                if config() != before:
                    expect(comments(config()) == comments(before), f"step {step}: comments\n{before}\n{config()}")
            # The page waits for the build that reads the edit.
            read(f"{url}site/links.json")
            shutil.rmtree(clean)
            built = subprocess.run([program, "build", "-o", clean], capture_output=True, text=True)
            expect(built.returncode == 0, f"step {step}: {built.stderr}\n{config()}")
            difference = differences(FOLDER / ".paypress/studio", clean)
            expect(not difference, f"step {step}: {difference}")
    expect(counts["saved"] > TURNS // 4 and counts["refused"] > 3 and counts["undone"] > 3, counts)
    print("every edit gives the site of a clean build")
    print(f"{time.monotonic() - began:.0f} s, {counts}", file=sys.stderr)


def by_form(page, url, step, chance, counts):
    """One change through its own form; every tenth is overtaken by an editor, and every fifth undone."""
    title, price = chance.choice(TITLES), f"{chance.randrange(1, 99)}.50"
    name, action, fields = chance.choice([
        ("edit", "title", {"title": title}), ("edit", "merchant", {"name": title}),
        ("edit", "price", {"amount": price}), ("edit/tea", "link", {"title": title, "price": price}),
        ("edit/cake", "link", {"title": title, "price": price}),
        ("edit/table-02", "tables", {"last": f"0{chance.randrange(2, 6)}", "title": f"{{n}} 桌 {step}"}),
        ("edit/mug-2", "row", {"cell-1": f'Mug, "{step}"', "cell-2": price}),
        ("edit/cake", "lines", {"text": f"  - {{ id: cake, title: Cake {step}, price: cake, stable: true }}   # a cake"}),
        ("job/poster-1", "job", {"design": chance.choice(["night", "seal", "bold"]), "paper": chance.choice(["A4", "A5"])}),
        ("edit", "new-link", {"id": f"new-{step}", "title": title, "price": price}),
    ])
    page.get(url + name)
    files = (config(), (FOLDER / "products.csv").read_text("utf-8"))
    page.execute_script(FILL, action, fields)
    until(lambda: page.find_elements("css selector", "div.steps"), f"step {step}: the change is shown")
    button = page.find_elements("css selector", "button.main")
    if not button:
        expect("Nothing would change" in words(page, "main"), f"step {step}: {action} {fields}: {words(page, 'main')}")
        return
    overtaken = step % 20 == 10
    if overtaken:
        write("paypress.yml", files[0].replace("# The end.", f"# Meanwhile {step}.\n# The end."))
        files = (config(), files[1])
    button[0].click()
    if overtaken:
        # A row is in another file, which is as it was.
        until(lambda: page.find_elements("css selector", "[role=alert], .note[role=status]"), f"step {step}: an answer")
        if action != "row":
            expect((config(), (FOLDER / "products.csv").read_text("utf-8")) == files, f"step {step}: nothing is lost")
            counts["refused"] += 1
        # Comments are compared with those of before.
        write("paypress.yml", config().replace(f"# Meanwhile {step}.\n", ""))
        return
    until(lambda: "?saved" in page.current_url, f"step {step}: it is saved")
    counts["saved"] += 1
    if step % 10 == 4:
        form_of(page, "undo").find_element("css selector", "button").click()
        until(lambda: page.current_url.endswith("?undone"), f"step {step}: it is undone")
        expect((config(), (FOLDER / "products.csv").read_text("utf-8")) == files, f"step {step}: every byte is back")
        counts["undone"] += 1


def by_hand(step, chance):
    """As a person does it in an editor: a comment here, a price there, an empty line, a row."""
    text = config()
    rows = text.split("\n")
    kind = chance.randrange(5)
    if kind == 0:
        place = chance.choice([number for number, row in enumerate(rows) if row.startswith("  - ")])
        rows.insert(place, f"  # by hand {step}")
    elif kind == 1:
        rows.insert(len(rows) - 2, "")
    elif kind == 2:
        rows = [f'prices: {{ tea: {step}.25, "cake": 28.50 }}   # both, and {step}' if row.startswith("prices:") else row
                for row in rows]
    elif kind == 3:
        write("products.csv", products({1: f"{step}.75"}, count=3))
        return
    else:
        # In place, as some editors do.
        (FOLDER / "paypress.yml").write_text(text.replace("# The end.", f"# The end, {step}.\n# The end."), "utf-8")
        return
    write("paypress.yml", "\n".join(rows))


def comments(text):
    """The comments, by a reader of its own: from a number sign at the start or after a blank, outside of quotes."""
    found = []
    for line in text.split("\n"):
        quote, last = None, " "
        for number, sign in enumerate(line):
            if quote:
                quote = None if sign == quote and last != "\\" else quote
            elif sign == "#" and last == " ":
                found.append(line[number:])
                break
            elif sign in "\"'" and last in " [{,:":
                quote = sign
            last = sign
    return found


def differences(one, other):
    """The paths in which two sites differ, without what builds note for themselves."""
    def files(folder):
        return {path.relative_to(folder) for path in folder.rglob("*")
                if path.is_file() and ".paypress" not in path.relative_to(folder).parts}
    first, second = files(one), files(other)
    return sorted(map(str, first ^ second)) or [
        str(path) for path in sorted(first) if not filecmp.cmp(one / path, other / path, shallow=False)]


if __name__ == "__main__":
    turns(sys.argv[1])
