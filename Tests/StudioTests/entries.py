#!/usr/bin/env python3
"""Entries of the config that there are, changed by forms in a real browser.

Usage: entries.py PAYPRESS lines|jobs|account|keys   (in an empty folder)

lines    the lines of an entry, for links that have no other form; tables
jobs     designs, papers, sizes and languages of print jobs
account  appkey and token after just trying
keys     the same forms with the keyboard alone
"""
import json
import pathlib
import re
import sys
import tempfile

from selenium.webdriver.common.keys import Keys
from selenium.webdriver.support.ui import Select

from forms import Visitor, save, undo
from studio import CONFIG, FOLDER, browser, expect, fill, form_of, html_faults, looks, prepare, read, studio, texts, until, write

# Whether the focus can be seen: a ring around the element, or around the picture that is shown for it.
SEEN = """
const ring = element => element && getComputedStyle(element).outlineStyle !== "none";
const active = document.activeElement;
return ring(active) || ring(active.closest("label")) || [...(active.closest("label") || active).querySelectorAll("*")].some(ring);
"""
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
    # It is mended where it is. One more line counts on.
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
        area = page.find_element("css selector", "textarea")
        expect("很宽" in area.get_property("value"), "what was typed is still there")
        # An entry that is another one by now would be refused again.
        expect((area.get_attribute("readonly") is not None) == (text == better), "and can be sent again, or copied")
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
        designs_are_drawn(page, form)
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
        form = form_of(page, "job")
        designs_are_drawn(page, form)
        form.find_element("css selector", "[name=design][value=night]").click()
        fill(page, form, size="100x100")
        save(page)
        until(lambda: "{ plate: tea, size: 100x100, design: night }" in config(), config())
        page.get(f"{url}job/labels-1")
        fill(page, form_of(page, "job"), stock="avery-l7163")
        save(page)
        until(lambda: 'labels: "mug-*", stock: avery-l7163 }' in config(), config())
        # A list with comments is left alone; its lines are there.
        page.get(f"{url}job/menu-1")
        expect(not form_of(page, "job").find_elements("css selector", "[name=links]"), "no field for it")
        designs_are_drawn(page, form_of(page, "job"))
        expect("- tea   # first" in page.find_element("css selector", "textarea").get_property("value"), "its lines")
        # What cannot be printed is not saved.
        # Only what somebody changed is written: a tag may have blanks, a plate no size.
        write("paypress.yml", config().replace("plate: tea, size: 100x100", 'plate: "tag:hot drinks"')
              .replace("tags: [drinks]", "tags: [drinks, hot drinks]"))
        page.get(f"{url}job/plate-1")
        form = form_of(page, "job")
        expect(not form.find_elements("css selector", "[name=links]"), "such links are changed in their lines")
        form.find_element("css selector", "[name=design][value=bold]").click()
        fill(page, form)
        save(page)
        until(lambda: 'plate: "tag:hot drinks", design: bold' in config(), config())
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


def designs_are_drawn(page, form):
    pictures = form.find_elements("tag name", "img")
    expect(len(pictures) == 6, "every design is a picture")
    for picture in pictures:
        page.execute_script("arguments[0].scrollIntoView()", picture)
        until(lambda: picture.get_property("naturalWidth") > 0, f"{picture.get_attribute('src')} is drawn")


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


# Without a mouse


def keys(program):
    prepare()
    write("paypress.yml", SHOP)
    with studio(program, "--edit") as (_, url, _), browser() as page:
        page.get(url)
        press(page, "a[href$='edit/table-02']", Keys.ENTER)
        until(lambda: form_of(page, "tables"), "the form of tables")
        press(page, "[name=last]", Keys.CONTROL + "a" + Keys.NULL, "05", Keys.ENTER)
        keep(page)
        changed = SHOP.replace("01..03", "01..05")
        until(lambda: config() == changed, "tables are saved")
        # Enter is a line of the field, and Tab leaves it.
        page.get(f"{url}edit/wide")
        press(page, "textarea", Keys.CONTROL + Keys.END + Keys.NULL, Keys.ENTER, "    tags: [wide]", Keys.TAB)
        until(lambda: page.switch_to.active_element.tag_name != "textarea", "the field is left")
        press(page, "form:has([value=lines]) button", Keys.ENTER)
        keep(page)
        changed = changed.replace("price: 5\n    stable: true\n", "price: 5\n    stable: true\n    tags: [wide]\n")
        until(lambda: config() == changed, config())
        page.get(f"{url}print")
        press(page, "a[href$='job/poster-1']", Keys.ENTER)
        until(lambda: form_of(page, "job"), "the form of a print job")
        # The arrows choose among pictures.
        press(page, "[name=design]", Keys.ARROW_RIGHT)
        design = chosen(form_of(page, "job"), "design")
        press(page, "[name=paper]", Keys.ARROW_RIGHT)
        paper = chosen(form_of(page, "job"), "paper")
        expect(design != "classic" and paper != "A5", f"{design} {paper}")
        press(page, "form:has([value=job]) button", Keys.ENTER)
        keep(page)
        until(lambda: f"design: {design}" in config() and f"paper: {paper}" in config(), config())
        page.get(f"{url}edit")
        press(page, "form:has([value=undo]) button", Keys.ENTER)
        until(lambda: config() == changed, "undone")
        press(page, "form:has([value=account]) [name=value-counter]", "owntoken", Keys.ENTER)
        keep(page)
        until(lambda: config() == changed.replace("hiddentoken", "owntoken"), "a token is given")
    print("no form needs a mouse")


def press(page, selector, *keys):
    """Reaches an element with Tab alone, sees where one is, and presses keys there."""
    for _ in range(400):
        page.switch_to.active_element.send_keys(Keys.TAB)
        if page.execute_script("return document.activeElement.matches(arguments[0])", selector):
            break
    else:
        sys.exit(f"wrong: Tab does not reach {selector}")
    expect(page.execute_script(SEEN), f"{selector} shows that it has the focus")
    page.switch_to.active_element.send_keys(*keys)


def keep(page):
    """Saves the change that is shown, with the keyboard."""
    until(lambda: page.find_elements("css selector", ".diff"), "the change is shown")
    press(page, "button.main", Keys.ENTER)


if __name__ == "__main__":
    {"lines": lines, "jobs": jobs, "account": account, "keys": keys}[sys.argv[2]](sys.argv[1])
