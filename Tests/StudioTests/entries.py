#!/usr/bin/env python3
"""Entries of the config that there are, changed by forms in a real browser.

Usage: entries.py PAYPRESS lines|jobs|account|turns   (in an empty folder)

lines    the lines of an entry, for links that have no other form; tables
jobs     designs, papers, sizes and languages of print jobs
account  appkey and token after just trying
turns    200 random edits, by turns of a form and an editor; each time the site equals a clean build
"""
import filecmp
import json
import pathlib
import random
import re
import shutil
import subprocess
import sys
import tempfile
import time

from selenium.webdriver.support.ui import Select

from forms import Visitor, save, undo
from studio import (CONFIG, FOLDER, browser, expect, fill, form_of, html_faults, looks, prepare, products, read, studio, texts,
                    until, write)

VIEWS = [(390, "light"), (390, "dark"), (1280, "light"), (1280, "dark")]
MORE = """\
  # Tables.
  - id: "table-{n}"   # all of them
    each: { n: 01..03 }
    title: "Table {n}"
  - id: wide
    title: { en: Wide, zh-CN: 宽 }   # two languages
    price: 5
    stable: true

  - { id: deposit, order: anypay, type: wechat, price: 200, title: Deposit }
"""
SHOP = CONFIG.replace("print:\n", MORE + "print:\n")
TABLES = MORE.split("  - id: wide")[0].split("# Tables.\n")[1].rstrip("\n")


def config():
    return (FOLDER / "paypress.yml").read_text("utf-8")


def line_of(text, part):
    """The number of the first line that holds a part of a text."""
    return next(number for number, line in enumerate(text.split("\n"), 1) if part in line)


def words(page, selector):
    return page.find_element("css selector", selector).text


# Lines


def lines(program):
    prepare()
    write("paypress.yml", SHOP)
    folder = pathlib.Path(tempfile.mkdtemp())
    with studio(program, "--edit") as (_, url, _), browser() as page:
        page.get(url)
        page.find_element("css selector", "a[href$='edit/table-02']").click()
        area = until(lambda: page.find_element("css selector", "textarea"), "the lines of its entry")
        first = line_of(SHOP, 'id: "table-')
        expect(area.get_property("value") == TABLES, "as the file has them")
        expect(f"Lines {first} to {first + 2} of the config" in form_of(page, "lines").text, form_of(page, "lines").text)
        expect(words(page, ".lines pre").split()[:3] == [str(first + n) for n in range(3)], "with their numbers")
        tables(page, url)
        languages(page, url)
        rows_and_orders(page, url)
        names = ("edit/table-02", "edit/wide", "edit/mug-3", "edit/deposit", "edit/tea")
        looks(page, url, VIEWS, names)
        for number, name in enumerate(names):
            (folder / f"{number}.html").write_text(read(url + name), "utf-8")
        visitor = Visitor(url)
        for number, text in enumerate(("  - { id: wide, title: \"W }", "  - id: wide", "  - id: wide\n  - id: more")):
            (folder / f"bad-{number}.html").write_text(post_lines(visitor, "edit/wide", text), "utf-8")
        with browser("zh-CN"):
            page.get(f"{url}edit/wide")
            expect("多种语言" in words(page, "main") and "配置第" in words(page, "main"), words(page, "main"))
            looks(page, url, VIEWS, ("edit/table-02", "edit/wide"))
    faults = html_faults(folder.iterdir())
    expect(not faults, faults)
    print("lines of entries are changed")


def post_lines(visitor, name, text):
    """What the studio answers to lines that somebody sends without its page's own form."""
    fields = dict(re.findall(r'name="(list|index|seen|first)" value="([^"]*)"',
                             read(visitor.url + name).split('value="lines"')[1]))
    reply = visitor.post({"action": "lines", **fields, "text": text, "token": visitor.token()})
    return reply.decode().split("\r\n\r\n", 1)[1]


def tables(page, url):
    """Tables that there are get more."""
    fill(page, form_of(page, "tables"), last="05", title="Desk {n}")
    until(lambda: page.find_elements("css selector", ".diff"), "the change is shown")
    expect([line[2:].strip() for line in texts(page, ".diff ins")] == ["each: { n: 01..05 }", 'title: "Desk {n}"'],
           texts(page, ".diff ins"))
    save(page)
    changed = SHOP.replace("01..03", "01..05").replace("Table {n}", "Desk {n}")
    until(lambda: config() == changed, "saved, and nothing else is different")
    expect("Desk 05" in read(f"{url}site/pay/table-05/"), "there are five")
    # The page of all forms has it too.
    page.get(f"{url}edit")
    fill(page, form_of(page, "tables"), last="02")
    save(page)
    until(lambda: "01..02" in config(), "and fewer")
    undo(page, url)
    until(lambda: config() == changed, "undone with one click")
    write("paypress.yml", SHOP)


def languages(page, url):
    """A title in two languages has no form of its own: its lines are changed, and checked."""
    first = line_of(SHOP, "id: wide")
    page.get(f"{url}edit/wide")
    expect("languages or several lines" in words(page, "main"), words(page, "main"))
    source = page.find_element("css selector", "textarea").get_property("value")
    expect(source.split("\n")[1] == "    title: { en: Wide, zh-CN: 宽 }   # two languages", source)
    for bad, place, part in ((source.replace("price: 5", "price: a lot"), f"paypress.yml:{first + 2}:12", '"a lot"'),
                             (source.replace("宽 }", "宽"), "paypress.yml:", "title"),
                             (source + "\n    colour: red", f"paypress.yml:{first + 4}:5", "colour")):
        page.get(f"{url}edit/wide")
        fill(page, form_of(page, "lines"), text=bad)
        until(lambda: "cannot be saved" in words(page, "h1"), "it is not saved")
        found = words(page, ".findings")
        expect(place in found and part in found, f"{place} and {part} in {found}")
        expect(page.find_element("css selector", "textarea").get_property("value") == bad, "what was typed is still there")
        expect(config() == SHOP, "nothing was written")
    # It is mended where it stands. One more line counts on.
    better = source.replace("Wide", "Wider") + "\n    tags: [wide]"
    area = page.find_element("css selector", "textarea")
    area.clear()
    area.send_keys(better + "\n\n\n\n")
    expect(words(page, ".lines pre").split()[-1] == str(first + 9), words(page, ".lines pre"))
    form_of(page, "lines").find_element("css selector", "button").click()
    save(page)
    changed = SHOP.replace("en: Wide", "en: Wider").replace("price: 5\n    stable: true\n", "price: 5\n    stable: true\n    tags: [wide]\n")
    until(lambda: config() == changed, "saved, and nothing else is different")
    expect("Wider" in read(f"{url}site/pay/wide/"), "the site has it")
    # Two entries are not one, and an entry that somebody changed meanwhile is not overwritten.
    for text, reason in ((better + "\n  - { id: more, title: More }", "must stay one entry"), (better, "changed the file meanwhile")):
        page.get(f"{url}edit/wide")
        if text == better:
            write("paypress.yml", config().replace("Wider", "By hand"))
        before = config()
        fill(page, form_of(page, "lines"), text=text.replace("宽", "很宽"))
        until(lambda: reason in words(page, "[role=alert]"), reason)
        expect("很宽" in page.find_element("css selector", "textarea").get_property("value"), "what was typed is still there")
        expect(config() == before, "nothing was written")
    write("paypress.yml", SHOP)


def rows_and_orders(page, url):
    first = line_of(SHOP, '"{sku}"')
    page.get(f"{url}edit/mug-3")
    expect("products.csv, row 4" in form_of(page, "row").text, "the form of its row")
    expect("rows: products.csv" in page.find_element("css selector", "textarea").get_property("value"), "and its entry")
    expect(f"Lines {first} to {first + 5}" in form_of(page, "lines").text, form_of(page, "lines").text)
    fill(page, form_of(page, "lines"), text=SHOP[SHOP.index('  - id: "{sku}"'):SHOP.index("  # Tables.")].replace("{name}", "Nice {name}"))
    save(page)
    until(lambda: 'title: "Nice {name}"' in config(), "saved")
    expect("Nice Mug 3" in read(f"{url}site/pay/mug-3/"), "all its links have it")
    page.get(f"{url}edit/deposit")
    expect("is an order" in words(page, "main"), words(page, "main"))
    expect("order: anypay" in page.find_element("css selector", "textarea").get_property("value"), "its line")
    # A link with a form has its other values below.
    page.get(f"{url}edit/tea")
    expect("tags: [drinks]" in page.find_element("css selector", "textarea").get_property("value"), "its tags")
    fill(page, form_of(page, "link"), title="Green tea")
    save(page)
    until(lambda: "title: Green tea\n    price: 12.00\n    stable: true\n    tags: [drinks]\n" in config(), "which are kept")
    # Lines of others are shown, and left alone.
    write("paypress.yml", SHOP.replace("  - id: wide", "  - my_secret: hidden-word\n    id: wide"))
    page.get(f"{url}edit/wide")
    expect("may hold a secret" in words(page, "main") and "hidden-word" not in page.page_source, "no secret")
    expect(not page.find_elements("css selector", "textarea"), "no form")
    write("paypress.yml", SHOP)


# Print jobs


def jobs(program):
    prepare()
    text = CONFIG.replace("paper: A5, logo: logo.svg }", "paper: A5, logo: logo.svg }   # on the door") + """\
  - tent: [tea]   # two
    name: tents
    paper: 297x210
  - { plate: tea, size: 90x130 }
  - menu:
      - tea   # first
      - stall
"""
    write("paypress.yml", text)
    with studio(program, "--edit") as (_, url, _), browser() as page:
        page.get(f"{url}print")
        page.find_element("css selector", "#job-poster-1 a[href$='job/poster-1']").click()
        form = until(lambda: form_of(page, "job"), "the form of a print job")
        expect(form.find_element("css selector", "[name=links]").get_property("value") == "tea odd", "its links")
        expect(chosen(form, "paper") == "A5" and chosen(form, "design") == "classic", "paper and design as they are")
        for picture in form.find_elements("tag name", "img"):
            page.execute_script("arguments[0].scrollIntoView()", picture)
            until(lambda: picture.get_property("naturalWidth") > 0, "every design is a picture")
        form.find_element("css selector", "[name=design][value=seal]").click()
        form.find_element("css selector", "[name=paper][value=A4]").click()
        Select(form.find_element("name", "language")).select_by_value("zh-CN en")
        fill(page, form, links="tea")
        save(page)
        old = "{ poster: [tea, odd], paper: A5, logo: logo.svg }"
        new = "{ poster: [tea], paper: A4, logo: logo.svg, design: seal, language: [zh-CN, en] }"
        until(lambda: config() == text.replace(old, new), config())
        page.get(f"{url}print/poster-1")
        expect("210 × 297 mm" in words(page, "main"), "it is printed so")
        undo(page, url)
        until(lambda: config() == text, "undone with one click")
        # A paper and a language that are not in the lists stay; what is not changed too.
        page.get(f"{url}job/tents")
        expect(chosen(form_of(page, "job"), "paper") == "297x210", "a paper of its own")
        fill(page, form_of(page, "job"))
        until(lambda: "Nothing would change" in words(page, "main"), "nothing would change")
        page.get(f"{url}job/plate-1")
        fill(page, form_of(page, "job"), size="100x100", design="night")
        save(page)
        until(lambda: "{ plate: tea, size: 100x100, design: night }" in config(), config())
        page.get(f"{url}job/labels-1")
        fill(page, form_of(page, "job"), stock="avery-l7163")
        save(page)
        until(lambda: 'labels: "mug-*", stock: avery-l7163 }' in config(), config())
        # A list with comments is left alone; its lines are there.
        page.get(f"{url}job/menu-1")
        expect(not form_of(page, "job").find_elements("css selector", "[name=links]"), "no field for it")
        expect("- tea   # first" in page.find_element("css selector", "textarea").get_property("value"), "its lines")
        # What cannot be printed is not saved.
        page.get(f"{url}job/plate-1")
        fill(page, form_of(page, "job"), size="10x10")
        until(lambda: "cannot be saved" in words(page, "h1"), "it is not saved")
        expect("There is no print job" in read(f"{url}job/nothing"), "no job")
        names = ("job/poster-1", "job/tents", "job/plate-1", "job/labels-1", "job/menu-1", "edit", "print")
        looks(page, url, VIEWS, names)
        folder = pathlib.Path("pages")
        folder.mkdir()
        for number, name in enumerate(names):
            (folder / f"{number}.html").write_text(read(url + name), "utf-8")
        faults = html_faults(folder.iterdir())
        expect(not faults, faults)
        with browser("zh-CN"):
            looks(page, url, VIEWS, ("job/poster-1",))
    print("print jobs are changed")


def chosen(form, name):
    return form.find_element("css selector", f"[name={name}]:checked").get_attribute("value")


# Appkey and token


def account(program):
    key, token = "99887766554433221100ffeeddccbbaa", "ownmaintoken"
    with studio(program) as (_, url, _), browser() as page:
        page.get(url)
        fill(page, page.find_element("css selector", "form.edit"), name="Lake", **{"item-0": "Tea", "price-0": "12", "tables": "0"})
        until(lambda: page.find_element("css selector", ".welcome a"), "where to give one's own")
        looks(page, url, VIEWS, ("edit", "print?first"))
        before = config()
        page.get(f"{url}print?first")
        page.find_element("css selector", ".welcome a").click()
        form = until(lambda: form_of(page, "account"), "the form")
        expect("nobody is paid" in form.text and "0123456789abcdef" not in page.page_source, form.text)
        # What is no appkey is not saved.
        fill(page, form, appkey="short", **{"value-main": token})
        until(lambda: "cannot be saved" in words(page, "h1"), "it is not saved")
        expect(token not in page.page_source, "and not shown")
        page.get(f"{url}edit")
        fill(page, form_of(page, "account"), appkey=key, **{"value-main": token})
        until(lambda: page.find_elements("css selector", ".diff"), "the change is shown")
        expect(key not in page.page_source and token not in page.page_source, "without the values")
        expect(len(texts(page, ".diff ins")) == 2, texts(page, ".diff ins"))
        save(page)
        wanted = before.replace("0123456789abcdef0123456789abcdef", key).replace("sampletoken", token)
        until(lambda: config() == wanted, "saved, and nothing else is different")
        links = json.loads(read(f"{url}site/links.json"))
        expect(all(f"appkey={key}&token={token}" in link["url"] for link in links), "the codes pay")
        until(lambda: "is saved" in words(page, ".note[role=status]"), "it says so")
        # Empty fields change nothing; the values are nowhere on the page.
        expect(key not in page.page_source and token not in page.page_source, "not shown later")
        fill(page, form_of(page, "account"), **{"value-main": "othertoken"})
        save(page)
        until(lambda: config() == wanted.replace(token, "othertoken"), "a token alone")
        undo(page, url)
        until(lambda: config() == wanted, "undone with one click")
        visitor = Visitor(url)
        reply = visitor.post({"action": "account", "kept": "0" * 32, "token": visitor.token()})
        expect(b" 403 " in reply and config() == wanted, "nor by a guess")
    log = pathlib.Path("studio-log.txt").read_text("utf-8")
    expect(key not in log and token not in log, "nor in a log")
    print("an account is given later")


# Random edits

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
        page.execute_cdp_cmd("Network.setBlockedURLs", {"urls": ["*/design/*"]})
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
    until(lambda: page.current_url.endswith("?saved"), f"step {step}: it is saved")
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
    {"lines": lines, "jobs": jobs, "account": account, "turns": turns}[sys.argv[2]](sys.argv[1])
