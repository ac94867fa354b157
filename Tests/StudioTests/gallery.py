#!/usr/bin/env python3
"""What the studio shows, in a real browser.

Usage: gallery.py PAYPRESS gallery|parts|pay   (in an empty folder)

gallery  reads cards, sheets, findings and paper; axe and the W3C's checker, 390 and 1280 pixels, both languages
parts    a site without an index, sheets that cannot be shown, links of a spreadsheet that has changed, and a shop
         that was never built
pay      opens a code's address at the sandbox, presses "paid", and sees it in the list
"""
import json
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile

from selenium.webdriver.common.keys import Keys

from studio import (
    APPKEY, CONFIG, FOLDER, HOSTILE, PANEL, browser, expect, html_faults, looks, prepare, products, read, studio, texts, until, write)

# More than a page of cards.
ROWS = 70
ORDER = "  - { id: deposit, order: anypay, type: wechat, price: 200, title: Deposit }\n"
PAGES = ("", "print", "findings", "findings/0", "paper", "?q=nothing")


def gallery(program):
    prepare(ROWS)
    subprocess.run([program, "build"], check=True, capture_output=True)
    subprocess.run([program, "paper", "mark", "poster-1", "--place", "door"], check=True, capture_output=True)
    # On the wall it costs 12.00.
    write("paypress.yml", CONFIG.replace("12.00", "13.00"))
    folder = pathlib.Path(tempfile.mkdtemp())
    with studio(program) as (_, url, _):
        with browser() as page:
            cards(page, url)
            sheets(page, url)
            findings(page, url)
            looks(page, url, [(390, "light"), (390, "dark"), (1280, "light"), (1280, "dark")], PAGES)
            marks(page, url, program)
        with browser("zh-CN") as page:
            page.get(url)
            expect("链接" in page.find_element("id", "tabs").text, "Chinese where the browser is")
            expect("第 1–60 个，共 73 个链接" in page.find_element("id", "results").text, "in every part")
            looks(page, url, [(390, "light"), (1280, "dark")], PAGES)
        for language in ("en", "zh-CN"):
            for name in ("", "print", "findings", "findings/0", "paper", "site/pay/odd/"):
                text = read(url + name, {"Accept-Language": language})
                (folder / f"{language}-{name.replace('/', '-')}.html").write_text(text, "utf-8")
    faults = html_faults(folder.iterdir())
    expect(not faults, faults)
    print("the gallery passes")


def cards(page, url):
    page.get(url)
    expect(len(page.find_elements("css selector", ".card")) == 60, "60 cards of 73")
    first = page.find_element("css selector", ".card")
    expect("A cup of tea" in first.text and "13.00" in first.text and "on paper: 1 wrong" in first.text, first.text)
    expect(HOSTILE.replace("\\", "") in texts(page, ".card h2"), "a hostile title is a title")
    until(lambda: page.execute_script("return document.querySelector('.card img').naturalWidth > 100"), "with its code")
    page.find_element("css selector", "[rel=next]").click()
    expect(len(page.find_elements("css selector", ".card")) == 13, "the other 13")
    # The search answers while one types; `/` leads to it.
    page.get(url)
    page.find_element("tag name", "body").send_keys("/")
    page.switch_to.active_element.send_keys("mug-7")
    until(lambda: len(page.find_elements("css selector", ".card")) == 2, "Mug 7 and Mug 70")
    expect(page.current_url.endswith("?q=mug-7"), page.current_url)
    page.switch_to.active_element.send_keys("0")
    until(lambda: texts(page, ".card h2") == ["Mug 70"], "Mug 70")
    page.get(f"{url}?tag=drinks")
    expect(len(page.find_elements("css selector", ".card")) == 2, "two are tagged")
    page.get(f"{url}?merchant=stall")
    expect(texts(page, ".card h2") == ["Stall"], "one of the stall's")
    page.get(f"{url}?q=%22%3E%3Cscript%3E&tag=nothing")
    expect("No link matches" in page.find_element("id", "results").text, "nothing matches")
    page.get(url)
    page.find_element("css selector", ".card .code").send_keys(Keys.ENTER)
    until(lambda: "/site/pay/tea/" in page.current_url, "a card opens its page")


def sheets(page, url):
    page.get(f"{url}print")
    jobs = texts(page, ".job h2")
    expect(jobs == ["poster-1", "labels-1"], jobs)
    for picture in page.find_elements("css selector", ".sheets img"):
        page.execute_script("arguments[0].scrollIntoView()", picture)
        until(lambda: picture.get_property("naturalWidth") > 0, "every sheet is a picture")
    # A sheet holds the code that the build wrote: an independent reader finds it.
    expect(len(page.find_elements("css selector", ".sheets img")) == 2 + -(-ROWS // 21), "every sheet")
    # A picture has the fonts of its page: a browser loads only those that a text uses.
    page.get(f"{url}sheet/poster-1/1.svg")
    fonts = "return [...document.fonts].map(font => font.status)"
    until(lambda: "loaded" in page.execute_script(fonts), "fonts of its own")
    svg = read(f"{url}sheet/poster-1/1.svg")
    expect("¥13.00" in svg.replace("</tspan>", "") and "data:image/svg+xml" in svg, "price and logo")
    pathlib.Path("sheet.svg").write_text(svg, "utf-8")
    subprocess.run(["rsvg-convert", "--width", "1200", "sheet.svg", "-o", "sheet.png"], check=True)
    codes = subprocess.run(["zbarimg", "-q", "--raw", "-Sqrcode.enable", "sheet.png"], capture_output=True, text=True)
    links = json.loads(pathlib.Path(".paypress/studio/links.json").read_text("utf-8"))
    expect(codes.stdout.strip() == links[0]["url"], codes.stdout)


def findings(page, url):
    page.get(f"{url}paper")
    words = page.find_element("css selector", "tbody tr").text
    expect("wrong" in words and "12.00 → 13.00" in words.replace("¥", "") and "door" in words, words)
    page.get(f"{url}findings")
    rows = page.find_elements("css selector", ".finding")
    expect(any("can change the price" in row.text for row in rows), "a warning")
    place = next(row for row in rows if "can change the price" in row.text).find_element("css selector", "a.place")
    place.click()
    here = page.find_element("css selector", ".source .here")
    expect("id: odd" in here.text, here.text)
    expect(APPKEY not in page.page_source and "hiddentoken" not in page.page_source, "no secret near a finding")


def marks(page, url, program):
    """What is marked, and where rows are, changes no file of the site; the open gallery shows it."""
    page.get(url)
    badge = lambda: page.find_element("css selector", ".card").text
    expect("on paper: 1 wrong" in badge(), badge())
    marked = subprocess.run([program, "paper", "mark", "poster-1"], check=True, capture_output=True, text=True)
    until(lambda: "on paper: 2 wrong" in badge(), "another one")
    subprocess.run([program, "paper", "gone", marked.stdout.strip()], check=True, capture_output=True)
    until(lambda: "on paper: 1 wrong" in badge(), "which is gone")
    page.get(f"{url}?q=mug-7")
    expect("products.csv row 8" in badge(), badge())
    write("products.csv", products(count=ROWS).replace("mug-1,", "\nmug-1,"))
    until(lambda: "products.csv row 9" in badge(), "another row")


# Sites that need an explanation


def parts(program):
    """A site without an index, and a job whose sheets cannot be shown."""
    prepare()
    write("paypress.yml", CONFIG.replace("language: en", "language: en, index: false"))
    with studio(program) as (_, url, _), browser() as page:
        page.get(url)
        page.find_element("link text", "Open the site").click()
        until(lambda: page.current_url == f"{url}site/pay/tea/", "without an index, the page of the first link")
        expect("12.00" in page.find_element("tag name", "main").text, "which is there")
        built = pathlib.Path(".paypress/studio/print/poster-1.html")
        # Cut off between its head and its first sheet.
        built.write_text(built.read_text("utf-8").split('<div class="sheet">')[0], "utf-8")
        page.get(f"{url}print")
        words = page.find_element("id", "job-poster-1").text
        expect("its sheets are not as a build writes them" in words, f"a job that cannot be shown says why: {words}")
        expect(texts(page, ".job h2") == ["poster-1", "labels-1"], "it does not vanish")
        write("products.csv", products({7: "77.77"}))
        until(lambda: page.find_elements("css selector", "#job-poster-1 img"), "the next build mends it")
    changed_rows(program)
    before_the_first_build(program)
    print("what cannot be shown is explained")


def before_the_first_build(program):
    """A config that was wrong from the start: no page says that the shop has nothing."""
    shutil.rmtree(FOLDER / ".paypress")
    write("products.csv", products())
    write("paypress.yml", CONFIG.replace("price: 12.00", "price: twelve"))
    with studio(program, "--edit") as (_, url, _), browser() as page:
        for name in ("", "print", "paper"):
            page.get(url + name)
            words = page.find_element("tag name", "main").text
            expect("Not built yet" in words and "twelve" in words, f"{name}: {words}")
        looks(page, url, [(390, "light"), (1280, "dark")], ("", "print", "edit"))
        page.get(f"{url}site/pay/tea/")
        until(lambda: "twelve" in page.execute_script(PANEL), "the site's page says what is wrong")
        expect("there is no page yet" in page.find_element("css selector", ".paypress-old").text, page.page_source)
        write("paypress.yml", CONFIG)
        until(lambda: "12.00" in page.find_element("tag name", "main").text, "and becomes the page")


def changed_rows(program):
    """Links that are read from their spreadsheet each time, as with an order or very many: it has a mistake now."""
    write("products.csv", products())
    write("paypress.yml", CONFIG.replace("print:\n", ORDER + "print:\n"))
    folder = pathlib.Path(tempfile.mkdtemp())
    with studio(program, "--edit") as (_, url, _):
        for language, words, place in (("en", "A spreadsheet has changed", "products.csv row 10"),
                                       ("zh-CN", "站点构建之后表格又有改动", "products.csv 第 10 行")):
            with browser(language) as page:
                page.get(url)
                expect(len(page.find_elements("css selector", ".card")) == 16, "all links")
                write("products.csv", products({9: "free"}))
                until(lambda: words in page.find_element("id", "results").text, "the open list does not end in the middle")
                expect(place in page.find_element("id", "trouble").text, "above it is the mistake")
                looks(page, url, [(390, "light"), (390, "dark"), (1280, "light"), (1280, "dark")], ("",))
                (folder / f"{language}.html").write_text(read(url, {"Accept-Language": language}), "utf-8")
                page.get(url)
                expect(words in page.find_element("id", "results").text, "nor a page that is opened now")
                write("products.csv", products())
                until(lambda: len(page.find_elements("css selector", ".card")) == 16, "the list is back")
    faults = html_faults(folder.iterdir())
    expect(not faults, faults)


# Paying


def pay(program):
    prepare()
    with studio(program, "--sandbox") as (_, url, _), browser() as page:
        page.get(f"{url}payments")
        expect("No order yet" in page.find_element("id", "results").text, "an empty list")
        overview = page.current_window_handle
        # What a phone does: it reads the code on the screen.
        page.switch_to.new_window("tab")
        page.get(url)
        picture = page.find_element("css selector", ".card img")
        until(lambda: picture.get_property("naturalWidth") > 0, "the code is there")
        picture.screenshot("code.png")
        read_code = subprocess.run(["zbarimg", "-q", "--raw", "-Sqrcode.enable", "code.png"], capture_output=True, text=True)
        address = read_code.stdout.strip()
        expect(re.match(r"http://127\.0\.0\.1:\d+/pay/any\?", address), address)
        page.get(address)
        page.find_element("css selector", "form button").click()
        until(lambda: page.find_elements("css selector", "button[value=paid]"), "the cashier's page")
        page.find_element("css selector", "button[value=paid]").click()
        page.switch_to.window(overview)
        words = until(lambda: (rows := texts(page, "tbody tr")) and "paid at" in rows[0] and rows[0], "it is in the list")
        expect("12.00" in words, words)
    print("a payment appears in the list")


if __name__ == "__main__":
    {"gallery": gallery, "parts": parts, "pay": pay}[sys.argv[2]](sys.argv[1])
