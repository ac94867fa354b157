#!/usr/bin/env python3
"""What follows an edit, in a real browser.

Usage: following.py PAYPRESS edits|workbooks|races   (in an empty folder)

edits      edits files and sees pages reload, mistakes appear and disappear, and old pages marked as old
workbooks  saves a workbook as openpyxl and office programs do; a mistake shows its cell
races      edits fast, during builds and in pieces; takes the config and the built site away and puts them back
"""
import pathlib
import random
import re
import subprocess
import sys
import time

import openpyxl

from studio import (
    CONFIG, FOLDER, LOGO, PANEL, browser, expect, prepare, products, read, studio, until, write)


# One edit after the other


def edits(program):
    prepare()
    with studio(program) as (_, url, _), browser() as page:
        page.get(f"{url}site/pay/tea/")
        expect("12.00" in page.find_element("tag name", "main").text, "the page of the site")
        # An editor that renames, one that writes in place, and a spreadsheet.
        write("paypress.yml", CONFIG.replace("12.00", "13.00"))
        until(lambda: "13.00" in page.find_element("tag name", "main").text, "a new price")
        (FOLDER / "paypress.yml").write_text(CONFIG.replace("12.00", "14.00"), "utf-8")
        until(lambda: "14.00" in page.find_element("tag name", "main").text, "a price written in place")
        page.get(f"{url}site/pay/mug-7/")
        write("products.csv", products({7: "77.77"}))
        until(lambda: "77.77" in page.find_element("tag name", "main").text, "a price of the spreadsheet")
        # A mistake, in the config and in the spreadsheet.
        expect(page.execute_script(PANEL) is None, "nothing is wrong yet")
        write("paypress.yml", CONFIG.replace("price: 12.00", "price: 12.oo"))
        words = until(lambda: page.execute_script(PANEL), "the mistake lies over the page")
        for part in ("1 error", "paypress.yml:10:", "price: 12.oo", "links[0].price", "write only the number, such as 12 or 12.50",
                     "Old: this page is from"):
            expect(part in words, f"{part} in {words}")
        mark = page.execute_script(
            "return document.getElementById('paypress-overlay').shadowRoot.querySelector('mark').textContent")
        expect(mark == "1", f"the marked character: {mark}")
        expect("77.77" in page.find_element("tag name", "main").text, "the last good page remains")
        # A page that is loaded now is the old one, and says so without a script too.
        old = read(f"{url}site/pay/tea/")
        expect('<aside class="paypress-old" role="note">Old: this page is from' in old, "an old page says that it is old")
        expect("14.00" in old, "the last good site")
        write("paypress.yml", CONFIG.replace("12.00", "15.00"))
        until(lambda: page.execute_script(PANEL) is None, "the mistake is gone")
        write("products.csv", products({9: "free"}))
        words = until(lambda: page.execute_script(PANEL), "a mistake in the spreadsheet")
        for part in ('products.csv row 10, column "price"', "mug-9,Mug 9,free", "an amount such as 12.50"):
            expect(part in words, f"{part} in {words}")
        write("products.csv", products({7: "77.77"}))
        until(lambda: page.execute_script(PANEL) is None, "it is gone")
        expect(not page.find_elements("css selector", ".paypress-old"), "nothing is old any more")
        # The same with a page that was loaded while there was a mistake, mended without a change of the site.
        write("products.csv", products({7: "77.77"}) + "mug-7,Again,1\n")
        page.get(f"{url}site/index.html")
        until(lambda: page.find_elements("css selector", ".paypress-old"), "marked as old")
        write("products.csv", products({7: "77.77"}))
        until(lambda: not page.find_elements("css selector", ".paypress-old"), "no longer marked")
        # A request that comes just after an edit waits for the build.
        for number in range(20):
            write("paypress.yml", CONFIG.replace("12.00", f"{20 + number}.00"))
            expect(f"{20 + number}.00" in read(f"{url}site/pay/tea/"), "never an old page as new")
        # A file that is missing, and comes.
        write("paypress.yml", CONFIG.replace("logo.svg", "other/logo.svg"))
        until(lambda: "other/logo.svg" in (page.execute_script(PANEL) or ""), "a missing logo")
        (FOLDER / "other").mkdir()
        (FOLDER / "other" / "logo.svg").write_text(LOGO, "utf-8")
        until(lambda: page.execute_script(PANEL) is None, "the logo is there")
        # And another one in its place.
        sheet = read(f"{url}sheet/poster-1/1.svg")
        (FOLDER / "other" / "logo.svg").write_text(LOGO.replace("#1f6b52", "#2b4a8b"), "utf-8")
        until(lambda: read(f"{url}sheet/poster-1/1.svg") != sheet, "another logo is printed")
        # The template of the page itself.
        subprocess.run([program, "templates", "classic"], check=True, capture_output=True)
        page.get(f"{url}site/pay/tea/")
        template = next(FOLDER.glob("templates/**/page.html"))
        template.write_text(template.read_text("utf-8").replace("</h1>", " (mine)</h1>"), "utf-8")
        until(lambda: "(mine)" in page.find_element("tag name", "h1").text, "a template is used")
        # Nothing that the user did not ask for.
        expect(not (FOLDER / "output").exists() and not (FOLDER / "paypress.paper").exists(), "no other file")
        expect((FOLDER / ".paypress" / ".gitignore").read_text() == "*\n", "version control ignores the folder")
        gallery_page(page, url)
    # The studio has stopped, and the page says so.
    with studio(program) as (process, url, _), browser() as page:
        page.get(f"{url}site/index.html")
        process.terminate()
        process.wait(20)
        words = until(lambda: page.execute_script(PANEL), "a page without a studio says so")
        expect("The studio has stopped" in words, words)
    print("pages follow every edit")


def gallery_page(page, url):
    """The studio's own pages are brought up to date in place."""
    # First the page: the one before it is loaded again at each change, which would end its loading.
    page.get(url)
    write("paypress.yml", CONFIG)
    until(lambda: not page.find_elements("css selector", ".trouble"), "nothing is wrong")
    page.execute_script("window.isSame = true")
    write("paypress.yml", CONFIG.replace("A cup of tea", "A pot of tea"))
    until(lambda: "A pot of tea" in page.find_element("id", "results").text, "a new title")
    write("paypress.yml", CONFIG.replace("price: 12.00", "price: tea"))
    until(lambda: "1 error" in page.find_element("id", "status").text, "the mistake is counted")
    expect("price: tea" in page.find_element("css selector", ".trouble .excerpt").text, "with its line")
    write("paypress.yml", CONFIG)
    until(lambda: "Up to date" in page.find_element("id", "status").text, "it is mended")
    expect(page.execute_script("return window.isSame"), "the page was not loaded again")


# Workbooks

GOODS = CONFIG.replace("products.csv", "goods.xlsx")


def goods(changes=None):
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "Goods"
    sheet.append(["sku", "name", "price"])
    for number in range(1, 41):
        sheet.append([f"mug-{number}", f"Mug {number}", (changes or {}).get(number, number + 0.5)])
    return book


def save_in_place(book):
    book.save("goods.xlsx")


def save_as_libreoffice(book):
    """A lock file lies beside the open workbook; the new one gets the old one's name."""
    lock = pathlib.Path(".~lock.goods.xlsx#")
    lock.write_text(",owner,shop,26.11.2026 09:30,file:///home/owner;", "utf-8")
    book.save("lu7301abcd.tmp")
    pathlib.Path("lu7301abcd.tmp").rename("goods.xlsx")
    lock.unlink()


def save_as_excel(book):
    """The old workbook is put aside, the new one comes in its place, and the old one goes."""
    lock = pathlib.Path("~$goods.xlsx")
    lock.write_bytes(b"\x05owner".ljust(165))
    book.save("5A1B2C00")
    pathlib.Path("goods.xlsx").rename("7D4E5F00.tmp")
    pathlib.Path("5A1B2C00").rename("goods.xlsx")
    pathlib.Path("7D4E5F00.tmp").unlink()
    lock.unlink()


def workbooks(program):
    prepare()
    write("paypress.yml", GOODS)
    save_in_place(goods())
    with studio(program) as (_, url, _), browser() as page:
        page.get(f"{url}site/pay/mug-7/")
        main = lambda: page.find_element("tag name", "main").text
        expect("7.50" in main(), "a price of the workbook")
        for number, save in enumerate((save_in_place, save_as_libreoffice, save_as_excel)):
            price = f"{70 + number}.25"
            save(goods({7: float(price)}))
            until(lambda: price in main(), f"a price after {save.__name__}")
            expect(page.execute_script(PANEL) is None, "nothing is wrong")
            # A cell that is no price, and a workbook of which half was written.
            save(goods({9: "free"}))
            words = until(lambda: page.execute_script(PANEL), f"a mistake after {save.__name__}")
            for part in ('goods.xlsx, sheet "Goods", C10 (column "price")', '"free"', "an amount such as 12.50", "Old: this page is from"):
                expect(part in words, f"{part} in {words}")
            if number == 0:
                place_of_a_cell(page, url)
            expect(price in main(), "the last good page remains")
            save(goods({7: float(price)}))
            until(lambda: page.execute_script(PANEL) is None, "the mistake is gone")
        whole = pathlib.Path("goods.xlsx").read_bytes()
        write_bytes("goods.xlsx", whole[:len(whole) // 2])
        words = until(lambda: page.execute_script(PANEL), "half a workbook")
        expect("goods.xlsx" in words, words)
        write_bytes("goods.xlsx", whole)
        until(lambda: page.execute_script(PANEL) is None, "a whole one")
        # Lock files alone are no change.
        before = status(url)
        for name in ("~$goods.xlsx", ".~lock.goods.xlsx#", "goods.xlsx.tmp"):
            pathlib.Path(name).write_text("x", "utf-8")
        time.sleep(1.5)
        expect(status(url) == before, "nothing was built")
    print("workbooks are followed")


def place_of_a_cell(page, url):
    """The row of a finding, with its cell marked."""
    page.get(f"{url}findings")
    page.find_element("css selector", "a.place").click()
    until(lambda: page.find_elements("css selector", "tr.here"), "the cell is marked")
    rows = [row.text.split() for row in page.find_elements("css selector", "tbody tr")]
    expect(rows == [["A10", "sku", "mug-9"], ["B10", "name", "Mug", "9"], ["C10", "price", "free"]], rows)
    expect(page.find_element("css selector", "tr.here").text.split()[0] == "C10", "the one that is wrong")
    page.get(f"{url}site/pay/mug-7/")


def write_bytes(name, data):
    temporary = FOLDER / f".{name}.tmp"
    temporary.write_bytes(data)
    temporary.rename(FOLDER / name)


def status(url):
    """When the site was built and how long that took."""
    return re.search(r'<p id="status"[^>]*>(.*?)</p>', read(url))[1]


# Races

MANY = 400


def titled(title):
    return CONFIG.replace("A cup of tea", title).replace("  - { labels: \"mug-*\", stock: avery-l7160 }\n", "")


def races(program):
    prepare()
    rows = "".join(f"mug-{n},Mug {n},{n % 90 + 1}.50\n" for n in range(MANY))
    write("products.csv", "sku,name,price\n" + rows)
    write("paypress.yml", titled("Tea 0"))
    with studio(program) as (_, url, _), browser() as page:
        page.get(f"{url}site/pay/tea/")
        shown = lambda: page.find_element("tag name", "h1").text
        fast(url)
        until(lambda: shown() == "Tea 59", "the page has the last of 60 edits")
        pieces(url)
        until(lambda: shown() == "Tea 9 in pieces", "the page has the last of the edits in pieces")
        absent_config(url, page)
        absent_site(url, page)
    print("no old page is shown as new")


def title(url):
    return re.search("<h1[^>]*>(.*?)</h1>", read(f"{url}site/pay/tea/"))[1]


def fast(url):
    """Edits before, during and after builds, some of the same length in one tick of the file system's clock."""
    chance = random.Random(15)
    for number in range(60):
        text = titled(f"Tea {number}")
        if chance.random() < 0.5:
            write("paypress.yml", text)
        else:
            # In place: the same inode, often the same length.
            (FOLDER / "paypress.yml").write_text(text, "utf-8")
        if chance.random() < 0.5:
            found = title(url)
            expect(found == f"Tea {number}", f"{found} after edit {number}")
        time.sleep(chance.choice((0, 0, 0.001, 0.004, 0.01, 0.03, 0.1)))


def pieces(url):
    """A program that writes slowly: half a file is a mistake or a part, never the whole site as new."""
    chance = random.Random(16)
    for number in range(10):
        text = titled(f"Tea {number} in pieces").encode()
        with open(FOLDER / "paypress.yml", "wb", buffering=0) as file:
            for start in range(0, len(text), 300):
                file.write(text[start:start + 300])
                time.sleep(chance.choice((0, 0.002, 0.02)))
        found = title(url)
        expect(found == f"Tea {number} in pieces", f"{found} after {number}")


def absent_config(url, page):
    path, aside = FOLDER / "paypress.yml", FOLDER / "aside.yml"
    for number in range(5):
        path.rename(aside)
        old = read(f"{url}site/pay/tea/")
        expect('class="paypress-old"' in old and "paypress.yml" in read(f"{url}findings"), "it is missed")
        until(lambda: "paypress.yml" in (page.execute_script(PANEL) or ""), "the page says so")
        if number % 2:
            aside.rename(path)
        else:
            aside.unlink()
            write("paypress.yml", titled(f"Tea {number} back"))
            expect(title(url) == f"Tea {number} back", "it is read again")
        expect('class="paypress-old"' not in read(f"{url}site/pay/tea/"), "it is back")
        until(lambda: page.execute_script(PANEL) is None, "the page knows")


def absent_site(url, page):
    """Somebody clears away what was built."""
    before = title(url)
    subprocess.run(["rm", "-rf", ".paypress"], check=True)
    expect(title(url) == before, "it is built again")
    write("paypress.yml", titled("Tea at last"))
    until(lambda: page.find_element("tag name", "h1").text == "Tea at last", "and followed")


if __name__ == "__main__":
    {"edits": edits, "races": races, "workbooks": workbooks}[sys.argv[2]](sys.argv[1])
