#!/usr/bin/env python3
"""The forms of the studio in a real browser and over raw sockets.

Usage: forms.py PAYPRESS rows|designs|checks   (in an empty folder)

rows     changes a row of a CSV file; a workbook's row is shown
designs  chooses a design and a paper by their pictures, with the keyboard
checks   forms do not save what cannot be built, nor show variables, appkeys and tokens
"""
import html
import json
import pathlib
import re
import subprocess
import sys
import urllib.error
import urllib.parse
import urllib.request

import openpyxl
from selenium.webdriver.common.keys import Keys

from studio import (APPKEY, CONFIG, FOLDER, browser, expect, fill, form_of, html_faults, looks, prepare, read, say,
                    studio, texts, until, write)


class Visitor:
    """Somebody without a browser, who knows the studio's address and its page's token."""

    def __init__(self, url):
        self.url = url
        parts = urllib.parse.urlsplit(url)
        self.port, self.path = parts.port, parts.path
        self.own = [f"Host: 127.0.0.1:{self.port}", f"Origin: http://127.0.0.1:{self.port}"]

    def token(self, page="edit"):
        return re.search(r'name="token" value="([0-9a-f]{32})"', read(self.url + page))[1]

    def post(self, fields, *headers, target=None):
        body = urllib.parse.urlencode(fields).encode()
        lines = [f"POST {target or self.path + 'edit'} HTTP/1.1", *(headers or self.own),
                 "Content-Type: application/x-www-form-urlencoded", f"Content-Length: {len(body)}",
                 "Connection: close", "", ""]
        return say(self.port, "\r\n".join(lines).encode() + body)

    def upload(self, name, content, fields=None, *headers):
        """As a browser sends a file."""
        mark = "----boundary7Q"
        parts = [f'--{mark}\r\nContent-Disposition: form-data; name="{key}"\r\n\r\n{value}\r\n'.encode()
                 for key, value in (fields if fields is not None else {"token": self.token()}).items()]
        parts.append(f'--{mark}\r\nContent-Disposition: form-data; name="file"; filename="{name}"\r\n'
                     "Content-Type: application/octet-stream\r\n\r\n".encode() + content + b"\r\n")
        body = b"".join(parts) + f"--{mark}--\r\n".encode()
        lines = [f"POST {self.path}edit HTTP/1.1", *(headers or self.own),
                 f"Content-Type: multipart/form-data; boundary={mark}", f"Content-Length: {len(body)}",
                 "Connection: close", "", ""]
        return say(self.port, "\r\n".join(lines).encode() + body)

    def code(self, target):
        try:
            with urllib.request.urlopen(self.url + target) as answer:
                return answer.status
        except urllib.error.HTTPError as error:
            return error.code


# Rows of a spreadsheet


def save(page):
    until(lambda: page.find_elements("css selector", ".diff"), "the change is shown")
    page.find_element("css selector", "button.main").click()


def undo(page, url):
    page.get(f"{url}edit")
    form_of(page, "undo").find_element("css selector", "button").click()


def rows(program):
    prepare()
    goods = "\ufeffsku,name,price,note\r\nmug-1,\"Mug, large\",30.00,\"two\r\nlines\"\r\nmug-2,Mug,20.00,\r\n"
    (FOLDER / "products.csv").write_bytes(goods.encode())
    config = CONFIG.replace("mug-*", "mug-2")
    write("paypress.yml", config)
    with studio(program, "--edit") as (_, url, _), browser() as page:
        page.get(url)
        page.find_element("css selector", "a[href$='edit/mug-2']").click()
        looks(page, url, [(390, "light"), (1280, "dark")], ("edit/mug-2",))
        page.get(f"{url}edit/mug-2")
        form = form_of(page, "row")
        expect("products.csv, row 3" in form.text, form.text)
        fill(page, form, **{"cell-1": 'Mug "new", blue', "cell-2": "21.50"})
        until(lambda: page.find_elements("css selector", ".diff"), "the change is shown")
        expect(texts(page, ".diff ins") == ['+ mug-2,"Mug ""new"", blue",21.50,'], texts(page, ".diff ins"))
        save(page)
        changed = goods.replace("mug-2,Mug,20.00,", 'mug-2,"Mug ""new"", blue",21.50,').encode()
        until(lambda: (FOLDER / "products.csv").read_bytes() == changed, "saved, and nothing else is different")
        expect("21.50" in read(f"{url}site/pay/mug-2/"), "the site has it")
        undo(page, url)
        until(lambda: (FOLDER / "products.csv").read_bytes() == goods.encode(), "undone with one click")
        # A price that is none is not saved.
        page.get(f"{url}edit/mug-1")
        fill(page, form_of(page, "row"), **{"cell-2": "cheap"})
        until(lambda: "cannot be saved" in page.find_element("tag name", "h1").text, "it is not saved")
        expect('products.csv row 2, column "price"' in page.find_element("css selector", ".findings").text, "and says why")
        expect(not page.find_elements("css selector", "button.main"), "there is no button for it")
        # A row that somebody inserts while the form is open: the change does not go to another row.
        for moment in ("form", "diff"):
            page.get(f"{url}edit/mug-2")
            form = form_of(page, "row")
            if moment == "diff":
                fill(page, form, **{"cell-2": "22.00"})
                until(lambda: page.find_elements("css selector", ".diff"), "the change is shown")
            other = goods.replace("mug-2,", f"mug-{moment},New,1.00,\r\nmug-2,")
            (FOLDER / "products.csv").write_bytes(other.encode())
            if moment == "diff":
                page.find_element("css selector", "button.main").click()
            else:
                fill(page, form, **{"cell-2": "22.00"})
            until(lambda: "changed the file meanwhile" in page.find_element("css selector", "[role=alert]").text, "refused")
            expect((FOLDER / "products.csv").read_bytes() == other.encode(), "nothing is lost")
            (FOLDER / "products.csv").write_bytes(goods.encode())
        workbook_rows(page, url, config)
    print("rows are changed in their files")


def workbook_rows(page, url, config):
    book = openpyxl.Workbook()
    book.active.title = "Goods"
    for row in (["sku", "name", "price", "password"], ["mug-1", "Mug", 30, "hidden-password"], ["mug-2", "Cup", 20.5, ""]):
        book.active.append(row)
    book.save("goods.xlsx")
    before = (FOLDER / "goods.xlsx").read_bytes()
    write("paypress.yml", config.replace("products.csv", "goods.xlsx"))
    page.get(f"{url}edit/mug-2")
    expect('goods.xlsx, sheet "Goods"' in page.find_element("css selector", ".note").text, "where to change it")
    expect([row.split()[0] for row in texts(page, "tbody tr")] == ["A3", "B3", "C3", "D3"], texts(page, "tbody tr"))
    expect("20.5" in page.find_element("css selector", "tbody").text, "its values are shown")
    expect(not page.find_elements("css selector", "[name^=cell-]"), "no form")
    expect("hidden-password" not in read(f"{url}edit/mug-1"), "no secret")
    visitor = Visitor(url)
    reply = visitor.post({"action": "row", "id": "mug-2", "seen": "0" * 64, "cell-2": "1", "token": visitor.token()})
    expect(b"cannot be changed here" in reply and (FOLDER / "goods.xlsx").read_bytes() == before, "it is left alone")


# Designs


def designs(program):
    prepare()
    with studio(program, "--edit") as (_, url, _), browser() as page:
        looks(page, url, [(390, "light"), (390, "dark"), (1280, "light"), (1280, "dark")], ("edit",))
        links = {link["id"]: link["url"] for link in json.loads(read(f"{url}site/links.json"))}
        pictures = {}
        for kind in ("poster", "tent", "labels"):
            for design in ("classic", "night", "market", "seal", "bistro", "bold"):
                svg = read(f"{url}design/{kind}/{design}.svg")
                pictures[svg] = design
                if kind == "poster":
                    expect("12.00" in svg.replace("</tspan>", ""), f"{design}: the shop's own price")
                    pathlib.Path("design.svg").write_text(svg, "utf-8")
                    subprocess.run(["rsvg-convert", "--width", "1000", "design.svg", "-o", "design.png"], check=True)
                    result = subprocess.run(["zbarimg", "-q", "--raw", "-Sqrcode.enable", "design.png"],
                                            capture_output=True, text=True)
                    expect(result.stdout.strip() == links["tea"], f"{design}: its own code")
        expect(len(pictures) == 18, "each is another picture")
        for target in ("design/poster/none.svg", "design/menu/bold.svg", "design/poster/..%2fbold.svg", "design/poster"):
            expect(Visitor(url).code(target) == 404, target)
        page.get(f"{url}edit")
        form = form_of(page, "new-job")
        for picture in form.find_elements("tag name", "img"):
            page.execute_script("arguments[0].scrollIntoView()", picture)
            until(lambda: picture.get_property("naturalWidth") > 0, "every design is a picture")
        expect(form.find_element("css selector", "svg").is_displayed(), "papers are outlines")
        # With the keyboard alone.
        form.find_element("name", "links").send_keys("tea stall", Keys.TAB)
        page.switch_to.active_element.send_keys(Keys.ARROW_RIGHT, Keys.ARROW_RIGHT, Keys.ARROW_RIGHT, Keys.TAB)
        page.switch_to.active_element.send_keys(Keys.ARROW_RIGHT, Keys.ENTER)
        until(lambda: page.find_elements("css selector", ".diff"), "the change is shown")
        expect([line[2:].strip() for line in texts(page, ".diff ins")]
               == ["- { poster: [tea, stall], paper: A5, design: seal }"], texts(page, ".diff ins"))
        save(page)
        until(lambda: "poster-2" in read(f"{url}print"), "the job is there")
    print("designs are chosen by pictures")


# What forms do not do


def checks(program):
    prepare()
    shop = f'  shop: {{ name: "Tea & <b>", appkey: {APPKEY}, tokens: {{ counter: hiddentoken }} }}\n'
    block = f'  shop:\n    name: "Tea & <b>"\n    appkey: {APPKEY}\n    tokens:\n      counter: hiddentoken\n'
    config = CONFIG.replace(shop, block)
    expect(config != CONFIG, "tokens in lines of their own")
    write("paypress.yml", config)
    with studio(program, "--edit", SHOP_SECRET="value of a variable", SHOP_TITLE="Lake") as (_, url, _), browser() as page:
        visitor = Visitor(url)

        def shown(**fields):
            return visitor.post({**fields, "token": visitor.token()}).decode().split("\r\n\r\n", 1)[1]

        text = shown(action="merchant", key="shop", name="Coffee", **{"was-name": "Tea & <b>"})
        expect("Coffee" in text and "hiddentoken" not in text and APPKEY not in text, "no appkey or token in a diff")
        text = shown(action="title", title="${SHOP_SECRET}", **{"was-title": "Lakeside"})
        expect("$${SHOP_SECRET}" in text and "value of a variable" not in text, "no variable")
        for fields, words in (
                ({"action": "new-link", "id": "tea", "title": "T", "price": "1"}, "tea"),
                ({"action": "link", "id": "tea", "was-title": "A cup of tea", "title": "T", "was-price": "12.00", "price": "a lot"}, "a lot"),
                ({"action": "new-tables", "first": "1", "last": "999999999", "title": "T {n}"}, "999999999"),
                ({"action": "new-tables", "first": "1", "last": "3", "title": "{who} {n}"}, "who"),
                ({"action": "new-tables", "first": "1", "last": "3", "title": "Table"}, "all cards would look alike"),
                ({"action": "new-job", "kind": "poster", "links": "nothing", "paper": "A4", "design": "bold"}, "nothing"),
                ({"action": "new-job", "kind": "labels", "links": "*", "paper": "A4", "design": "bold"}, "A4"),
                ({"action": "new-price", "name": "a b", "amount": "1"}, "a b"),
                ({"action": "price", "name": "pot", "was-amount": "2", "amount": "1"}, "cannot be changed here")):
            text = shown(**fields)
            alert = re.search(r'class="findings">(.*?)</ol>|class="trouble" role="alert">(.*?)</p>', text, re.S)[0]
            expect(words in alert and 'class="main"' not in text, f"{fields}: {alert}")
            basis = "0" * 64
            expect('class="main"' not in shown(**fields, basis=basis), "nor by a guess")
        expect((FOLDER / "paypress.yml").read_text("utf-8") == config, "nothing was written")
        for value, source in (('"${SHOP_TITLE}"', '"${SHOP_TITLE}"'), ("{ zh-CN: 湖, en: Lake }", "en: Lake"), ("|\n    Lake", "|\n    Lake")):
            write("paypress.yml", config.replace("{ title: Lakeside, language: en }", f"\n  title: {value}\n  language: en"))
            left = [text for text in read(f"{url}edit").split('<section class="edit">')[1:] if "<h2>Shop</h2>" in text]
            expect(left and html.escape(source, quote=True) in left[0], f"{value} is shown and left alone: {left}")
        write("paypress.yml", config)
        mend_what_was_typed(page, url, config)
        page.get(f"{url}edit")
        fill(page, form_of(page, "new-price"), name="pot", amount="30元")
        save(page)
        until(lambda: "prices:\n  pot: 30元\n" in (FOLDER / "paypress.yml").read_text("utf-8"), "a named price")
        for kind, sheet in (("tent", None), ("labels", "avery-l7163")):
            page.get(f"{url}edit")
            form = page.find_element("css selector", f"form:has([value='{kind}'])")
            fill(page, form, links="tea", **({"paper": sheet} if sheet else {}))
            save(page)
            until(lambda: f"{kind}: [tea]" in (FOLDER / "paypress.yml").read_text("utf-8"), kind)
        expect("is not in" not in read(f"{url}edit/nothing") and "There is no link" in read(f"{url}edit/nothing"), "no link")
        looks(page, url, [(390, "light"), (1280, "dark")], ("edit",))
        folder = pathlib.Path("pages")
        folder.mkdir()
        for number, name in enumerate(("edit", "edit/tea", "edit/mug-7", "edit/nothing", "print")):
            (folder / f"{number}.html").write_text(read(url + name), "utf-8")
        (folder / "diff.html").write_text(shown(action="title", title="<b> & \"x\"", **{"was-title": "Lakeside"}), "utf-8")
        faults = html_faults(folder.iterdir())
        expect(not faults, faults)
    print("forms save what can be built")


def mend_what_was_typed(page, url, config):
    """A form that is refused is shown again as it was typed, and leads back to where it was."""
    page.get(f"{url}edit")
    fill(page, form_of(page, "new-link"), id="scone", title="Scone", price="12,5")
    until(lambda: "cannot be saved" in page.find_element("tag name", "h1").text, "it is not saved")
    form = form_of(page, "new-link")
    typed = [form.find_element("name", name).get_property("value") for name in ("id", "title", "price")]
    expect(typed == ["scone", "Scone", "12,5"], typed)
    fill(page, form, price="12.50")
    save(page)
    until(lambda: "id: scone" in (FOLDER / "paypress.yml").read_text("utf-8"), "mended and saved")
    undo(page, url)
    until(lambda: (FOLDER / "paypress.yml").read_text("utf-8") == config, "undone")
    page.get(f"{url}edit/tea")
    fill(page, form_of(page, "link"), price="a lot")
    until(lambda: "cannot be saved" in page.find_element("tag name", "h1").text, "it is not saved")
    expect(form_of(page, "link").find_element("name", "price").get_property("value") == "a lot", "as it was typed")
    page.find_element("link text", "Cancel").click()
    until(lambda: page.current_url.endswith("/edit/tea"), "back at the link")


if __name__ == "__main__":
    {"rows": rows, "designs": designs, "checks": checks}[sys.argv[2]](sys.argv[1])
