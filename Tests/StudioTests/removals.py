#!/usr/bin/env python3
"""What forms delete and empty, and where one is afterwards, in a real browser.

Usage: removals.py PAYPRESS deletes|site|places   (in an empty folder)

deletes  links, rows, tables, print jobs and prices are deleted, and come back with one click
site     languages, address and time zone; words are offered; one lands where one was
places   findings lead to their places, and from there to the forms
"""
import pathlib
import re
import sys
import tempfile

import openpyxl
from selenium.webdriver.support.ui import Select

from entries import SHOP, VIEWS, config, words
from forms import Visitor, save, undo
from studio import (CONFIG, FOLDER, PANEL, browser, expect, fill, form_of, html_faults, looks, prepare, products, read,
                    studio, texts, until, write)

PRICES = "prices:\n  pot: 30   # for two\n  cup: 12\n"
HOUSE = SHOP.replace("links:\n", PRICES + "links:\n", 1).replace("price: 12.00", "price: cup")
WIDE = """\
  - id: wide
    title: { en: Wide, zh-CN: 宽 }   # two languages
    price: 5
    stable: true
"""
BOTTOM = "return window.scrollY + window.innerHeight >= arguments[0].getBoundingClientRect().top + window.scrollY"


# What goes, and comes back


def deletes(program):
    prepare()
    write("paypress.yml", HOUSE)
    with studio(program, "--edit") as (_, url, _), browser() as page:
        def press(name, action, kind="paypress.yml", left=None):
            """Deletes by a button, after the change was shown; and takes it back."""
            before = (FOLDER / kind).read_text("utf-8")
            page.get(url + name)
            form_of(page, action).find_element("css selector", "button.remove").click()
            until(lambda: page.find_elements("css selector", ".diff del"), f"{name}: what goes is shown")
            expect("Delete this?" in words(page, "h1"), words(page, "h1"))
            expect((FOLDER / kind).read_text("utf-8") == before, f"{name}: and is still there")
            page.find_element("css selector", "button.main").click()
            until(lambda: (FOLDER / kind).read_text("utf-8") == left, f"{name}: {(FOLDER / kind).read_text('utf-8')}")
            until(lambda: "is saved" in words(page, ".note[role=status]"), "it says so")
            form_of(page, "undo").find_element("css selector", "button").click()
            until(lambda: (FOLDER / kind).read_text("utf-8") == before, f"{name}: every byte is back")

        press("edit/wide", "remove", left=HOUSE.replace(WIDE, ""))
        expect("wide" in read(f"{url}site/links.json"), "the link is back")
        row = products().split("\n")[3] + "\n"
        press("edit/mug-3", "row", "products.csv", products().replace(row, ""))
        tables = '  - id: "table-{n}"   # all of them\n    each: { n: 01..03 }\n    title: "Table {n}"\n'
        press("edit", "tables", left=HOUSE.replace(tables, ""))
        press("edit/table-02", "remove", left=HOUSE.replace(tables, ""))
        press("job/labels-1", "remove", left=HOUSE.replace('  - { labels: "mug-*", stock: avery-l7160 }\n', ""))
        press("edit", "price", left=HOUSE.replace("  pot: 30   # for two\n", ""))
        # With the last job, the list goes.
        one = HOUSE.replace('  - { labels: "mug-*", stock: avery-l7160 }\n', "")
        write("paypress.yml", one)
        press("job/poster-1", "remove", left=one.split("print:\n")[0])
        write("paypress.yml", HOUSE)
        # What something needs is not deleted, and nobody forces it.
        for name, action, reason in (("edit/tea", "remove", "tea"), ("edit", "merchant", "shop")):
            page.get(url + name)
            form_of(page, action).find_element("css selector", "button.remove").click()
            until(lambda: "cannot be deleted yet" in words(page, "h1"), f"{name} is needed")
            expect("Without it, the site cannot be built" in words(page, "[role=alert]") and reason in words(page, ".findings"), words(page, "main"))
            expect(not page.find_elements("css selector", "button.main") and config() == HOUSE, "it stays")
        # A row that somebody else inserts above, or another price by now: the button does not hit another one.
        page.get(f"{url}edit/mug-3")
        write("products.csv", products().replace("mug-1,", "mug-new,New,1.00\nmug-1,"))
        form_of(page, "row").find_element("css selector", "button.remove").click()
        until(lambda: "changed the file meanwhile" in words(page, "[role=alert]"), "refused")
        write("products.csv", products())
        page.get(f"{url}edit")
        write("paypress.yml", HOUSE.replace("pot: 30", "pot: 31"))
        form_of(page, "price").find_element("css selector", "button.remove").click()
        until(lambda: "changed the file meanwhile" in words(page, "[role=alert]"), "refused")
        write("paypress.yml", HOUSE)
        looks(page, url, VIEWS, ("edit/wide", "edit/mug-3", "job/poster-1", "edit"))
        pages(page, url)
        with browser("zh-CN"):
            page.get(f"{url}edit/wide")
            expect("删除这个链接" in words(page, "main"), words(page, "main"))
            looks(page, url, [(390, "light")], ("edit/wide",))
    print("entries are deleted")


def pages(page, url):
    """The pages of a deletion, read by another program."""
    folder = pathlib.Path(tempfile.mkdtemp())
    visitor = Visitor(url)
    for number, name in enumerate(("edit/wide", "edit/tea")):
        page.get(url + name)
        fields = {field.get_attribute("name"): field.get_attribute("value")
                  for field in form_of(page, "remove").find_elements("css selector", "input")}
        reply = visitor.post({**fields, "remove": "1"}).decode()
        (folder / f"{number}.html").write_text(reply.split("\r\n\r\n", 1)[1], "utf-8")
        (folder / f"page-{number}.html").write_text(read(url + name), "utf-8")
    faults = html_faults(folder.iterdir())
    expect(not faults, faults)


# The site, and where one is


def site(program):
    prepare()
    write("paypress.yml", HOUSE)
    with studio(program, "--edit") as (_, url, _), browser() as page:
        page.get(f"{url}edit")
        form = form_of(page, "site")
        Select(form.find_element("name", "language")).select_by_visible_text("English, 中文")
        fill(page, form, base_url="https://pay.example.com/shop/", time_zone="Asia/Shanghai")
        save(page)
        changed = HOUSE.replace("language: en }", "language: [en, zh-CN], base_url: \"https://pay.example.com/shop/\", "
                                "time_zone: Asia/Shanghai }")
        until(lambda: config() == changed, config())
        until(lambda: page.current_url.endswith("edit?saved=site#site"), "one lands at the form")
        form = form_of(page, "site")
        expect("is saved" in form.text and page.execute_script(BOTTOM, form), "which says so, and is seen")
        expect("https://pay.example.com/shop/" in read(f"{url}site/sitemap.xml"), "the site has it")
        # What the check refuses stays in the form.
        for name, bad in (("base_url", "pay.example.com"), ("time_zone", "Asia/Beijing")):
            page.get(f"{url}edit")
            fill(page, form_of(page, "site"), **{name: bad})
            until(lambda: "cannot be saved" in words(page, "h1"), f"{bad} is refused")
            expect(bad in words(page, ".findings"), words(page, ".findings"))
            expect(form_of(page, "site").find_element("name", name).get_property("value") == bad, "as it was typed")
            expect(config() == changed, "nothing was written")
        # A key goes with its value.
        page.get(f"{url}edit")
        fill(page, form_of(page, "site"), base_url="", time_zone="")
        save(page)
        until(lambda: config() == HOUSE.replace("language: en }", "language: [en, zh-CN] }"), config())
        write("paypress.yml", HOUSE)
        landing(page, url)
        offers(page, url)
        # A secret in a comment is on no page.
        write("paypress.yml", HOUSE.replace("# The owner's own words.", "# Our hiddentoken is for the till."))
        page.get(f"{url}edit")
        expect("hiddentoken" not in page.page_source, "nor the token in a comment")
        fill(page, form_of(page, "title"), title="Lake")
        until(lambda: page.find_elements("css selector", ".diff"), "the change is shown")
        expect("hiddentoken" not in page.page_source, "nor beside a change")
        looks(page, url, VIEWS, ("edit?saved=price-pot", "edit/tea?saved"))
    print("the site's settings are changed")


def landing(page, url):
    """After saving and undoing, one is where one was."""
    for name, action, fields, end in (
            ("edit", "price", {"amount": "31"}, "edit?saved=price-pot#price-pot"),
            ("edit/tea", "link", {"title": "Green tea"}, "edit/tea?saved"),
            ("edit/mug-2", "row", {"cell-1": "Cup"}, "edit/mug-2?saved"),
            ("edit/table-02", "tables", {"last": "02"}, "edit/table-02?saved"),
            ("job/labels-1", "job", {"stock": "avery-l7163"}, "job/labels-1?saved")):
        page.get(url + name)
        fill(page, form_of(page, action), **fields)
        save(page)
        until(lambda: page.current_url.endswith(end), f"{page.current_url} is {end}")
        until(lambda: "is saved" in words(page, ".note[role=status]"), "it says so")
        form_of(page, "undo").find_element("css selector", "button").click()
        until(lambda: page.current_url.endswith(f"{name}?undone"), page.current_url)
        expect("is undone" in words(page, ".note[role=status]") and config() == HOUSE, "undone")
    # A path that somebody else names is none.
    visitor = Visitor(url)
    for path in ("//evil.test", "https://evil.test/", "edit/../../x", "site/pay/tea/", "edit/%2e%2e"):
        change = {"action": "title", "was-title": "Lakeside", "title": "Lake", "token": visitor.token()}
        basis = re.search(r'name="basis" value="([0-9a-f]+)"', visitor.post(change).decode())[1]
        visitor.post({**change, "basis": basis})
        reply = visitor.post({"action": "undo", "from": path, "token": visitor.token()})
        found = re.search(r"(?i)location: (\S+)", reply.decode())[1]
        expect(found == f"{visitor.path}edit?undone" and config() == HOUSE, f"{path}: {found}")


def offers(page, url):
    """Ids and tags are offered for each word that is typed."""
    page.get(f"{url}job/poster-1")
    field = form_of(page, "job").find_element("name", "links")
    values = "return [...arguments[0].list.options].map(option => option.value)"
    known = page.execute_script(values, field)
    expect(all(value in known for value in ("tea *", "tea table-*", "tea tag:drinks")), known)
    field.clear()
    field.send_keys("tea ta")
    known = page.execute_script(values, field)
    expect("tea stall" in known and "tea odd" in known, known)
    page.get(f"{url}edit/odd")
    form = form_of(page, "link")
    expect(form.find_element("name", "tags").get_property("value") == "drinks odd", "its tags")
    fill(page, form, tags="drinks new")
    save(page)
    until(lambda: 'custom: odd, tags: [drinks, new] }' in config(), config())
    undo(page, url)
    until(lambda: config() == HOUSE, "undone")


# Places


def places(program):
    prepare()
    write("paypress.yml", HOUSE)
    with studio(program, "--edit") as (_, url, _), browser() as page:
        # A mistake over a page of the site leads to its line, and that to the form.
        page.get(f"{url}site/pay/wide/")
        write("paypress.yml", HOUSE.replace("price: 5\n", "price: five\n"))
        until(lambda: "five" in (page.execute_script(PANEL) or ""), "the mistake lies over the page")
        address = page.execute_script(
            "return document.getElementById('paypress-overlay').shadowRoot.querySelector('a.place').href")
        page.get(address)
        expect("price: five" in words(page, ".source .here"), "the line")
        page.find_element("link text", "Change it here").click()
        until(lambda: page.current_url.endswith("edit/wide"), page.current_url)
        page.get(url)
        page.find_element("css selector", "#trouble a.place").click()
        until(lambda: page.find_elements("css selector", ".source .here"), "from the gallery too")
        for bad, good, end in (("pot: 30", "pot: much", "edit#price-pot"), ("paper: A5", "paper: A55", "job/poster-1"),
                               ("language: en", "language: xx", "edit#site"),
                               ("appkey: 1111", "appkey: zzzz", "edit#account-stall")):
            write("paypress.yml", HOUSE.replace(bad, good, 1))
            page.get(f"{url}findings")
            page.find_element("css selector", ".error a.place").click()
            page.find_element("link text", "Change it here").click()
            until(lambda: page.current_url.endswith(end), f"{page.current_url} is {end}")
        looks(page, url, VIEWS, ("findings/0",))
        sheets(page, url)
    print("findings lead to their places")


def sheets(page, url):
    """Of a workbook with several sheets, the one that is meant."""
    book = openpyxl.Workbook()
    book.active.title = "Goods"
    for row in (["sku", "name", "price"], ["mug-1", "Mug", 30]):
        book.active.append(row)
    drinks = book.create_sheet("Drinks")
    for row in (["sku", "name", "price"], ["cola", "Cola", 5]):
        drinks.append(row)
    book.save("goods.xlsx")
    entry = '  - { id: "{sku}", rows: goods.xlsx, sheet: Drinks, title: "{name}", price: "{price}", stable: true }\n'
    write("paypress.yml", CONFIG.replace("products.csv", "goods.xlsx").replace("print:\n", entry + "print:\n"))
    page.get(f"{url}edit/cola")
    expect('sheet "Drinks"' in words(page, ".note"), words(page, "main"))
    expect("Cola" in words(page, "tbody") and "Mug" not in words(page, "tbody"), words(page, "tbody"))
    drinks["C2"] = "lots"
    book.save("goods.xlsx")
    page.get(f"{url}findings")
    place = page.find_element("css selector", ".error a.place")
    expect('sheet "Drinks"' in place.text, place.text)
    place.click()
    here = until(lambda: page.find_element("css selector", ".list .here"), "its row")
    expect("C2" in here.text and "lots" in here.text, here.text)
    expect(not page.find_elements("link text", "Change it here"), "a workbook has no form")
    expect(texts(page, ".list td")[1] == "cola", "of the right sheet")


if __name__ == "__main__":
    {"deletes": deletes, "site": site, "places": places}[sys.argv[2]](sys.argv[1])
