#!/usr/bin/env python3
"""Spreadsheets that are brought to the studio, in a real browser and over raw sockets.

Usage: drops.py PAYPRESS drop   (in an empty folder)

drop  brings a CSV file and a workbook, and a new version of one; one click takes them back; hostile files do nothing
"""
import json
import pathlib
import re
import sys

import openpyxl

from forms import Visitor, save, undo
from studio import CONFIG, FOLDER, browser, expect, fill, looks, prepare, read, status, studio, texts, until


def drop(program):
    prepare()
    pathlib.Path("outside").mkdir()
    goods = "编号,名称,价格\r\ncup-1,杯子,12.00\r\ncup-2,\"杯, 大\",18.00\r\n"
    source = pathlib.Path("outside/价目 表.csv")
    source.write_bytes(goods.encode("gb18030"))
    names = sorted(path.name for path in FOLDER.iterdir()) + ["studio-log.txt"]
    with studio(program, "--edit") as (_, url, _), browser("zh-CN") as page:
        bring(page, url, source)
        path = page.current_url[len(url):]
        looks(page, url, [(390, "light"), (1280, "dark")], (path,))
        page.get(url + path)
        align = page.find_element("css selector", ".source thead th").value_of_css_property("text-align")
        expect(align == "left", "names above their columns")
        form = page.find_element("css selector", "form:has([name=id])")
        chosen = [form.find_element("name", name).get_property("value") for name in ("id", "title", "price")]
        expect(chosen == ["编号", "名称", "价格"], chosen)
        form.find_element("css selector", "button").click()
        until(lambda: page.find_elements("css selector", ".diff"), "the change is shown")
        expect(texts(page, "section h2") == ["价目 表.csv", "paypress.yml"], texts(page, "section h2"))
        expect(not (FOLDER / "价目 表.csv").exists() and (FOLDER / "paypress.yml").read_text("utf-8") == CONFIG, "only shown")
        save(page)
        until(lambda: (FOLDER / "价目 表.csv").exists(), "the file is there")
        expect((FOLDER / "价目 表.csv").read_bytes() == source.read_bytes(), "as it was")
        until(lambda: "¥</span>18.00" in read(f"{url}?q=cup-2"), "its links are there")
        links = {link["id"]: link["price"] for link in json.loads(read(f"{url}site/links.json"))}
        expect(links["cup-1"] == "12.00" and links["cup-2"] == "18.00", links)
        # A new version under the name that browsers give a second download.
        newer = pathlib.Path("outside/价目 表 (1).csv")
        newer.write_bytes(goods.replace("18.00", "19.00").encode("gb18030"))
        bring(page, url, newer, let_go)
        form = page.find_element("css selector", "form:has([name=replaces])")
        fill(page, form, replaces="价目 表.csv")
        until(lambda: page.find_elements("css selector", ".diff"), "the difference is shown")
        expect(texts(page, ".diff ins") == ["+ cup-2 | 杯, 大 | 19.00"], texts(page, ".diff ins"))
        save(page)
        until(lambda: (FOLDER / "价目 表.csv").read_bytes() == newer.read_bytes(), "replaced")
        undo(page, url)
        until(lambda: (FOLDER / "价目 表.csv").read_bytes() == source.read_bytes(), "the old version is back")
        undo(page, url)
        until(lambda: not (FOLDER / "价目 表.csv").exists(), "and gone with its links")
        expect((FOLDER / "paypress.yml").read_text("utf-8") == CONFIG, "the config is as it was")
        expect({path.name for path in FOLDER.iterdir()} - set(names) <= {".paypress"}, "nothing else is left")
        workbook(page, url)
        visitors(Visitor(url))
    print("spreadsheets become links")


def choose(page, field, path):
    field.send_keys(str(path))


def let_go(page, field, path):
    """As a file manager does it: the file is dragged over the field, and let go."""
    page.execute_script("arguments[0].scrollIntoView({ block: 'center' })", field)
    place = page.execute_script("const { x, y, width, height } = arguments[0].getBoundingClientRect();"
                                "return { x: x + width / 2, y: y + height / 2 }", field)
    data = {"items": [], "files": [str(path)], "dragOperationsMask": 1}
    for kind in ("dragEnter", "dragOver", "drop"):
        page.execute_cdp_cmd("Input.dispatchDragEvent", {"type": kind, **place, "data": data})
    until(lambda: field.get_property("value").endswith(path.name), "the field has the file")


def bring(page, url, path, by=choose):
    page.get(f"{url}edit")
    by(page, page.find_element("css selector", "[type=file]"), path.resolve())
    page.find_element("css selector", "form:has([type=file]) button").click()
    until(lambda: "/drop/" in page.current_url, "the columns")


def workbook(page, url):
    book = openpyxl.Workbook()
    for row in (["Lakeside, prices 2026"], [], ["Name", "Price (CNY)", "SKU"], ["Plate", 21, "plate"], ["Bowl", 9.5, "bowl"]):
        book.active.append(row)
    book.save("outside/plates.xlsx")
    bring(page, url, pathlib.Path("outside/plates.xlsx"))
    page.find_element("css selector", "form:has([name=id]) button").click()
    save(page)
    until(lambda: "plate" in read(f"{url}site/links.json"), "its links are there")
    links = {link["id"]: link["price"] for link in json.loads(read(f"{url}site/links.json"))}
    expect(links["plate"] == "21.00" and links["bowl"] == "9.50", links)
    expect("header: 3" in (FOLDER / "paypress.yml").read_text("utf-8"), "the header is below a title")
    undo(page, url)
    until(lambda: not (FOLDER / "plates.xlsx").exists(), "taken back")
    sheets(page, url)


def sheets(page, url):
    """A workbook with a cover and two tables: the first table is shown, and another one can be chosen."""
    book = openpyxl.Workbook()
    book.active.title = "Cover"
    for name, rows in (("Food & more", [["sku", "name", "price"], ["soup", "Soup", 18]]),
                       ("饮料", [["sku", "name", "price"], ["cola", "Cola", 5]])):
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append(row)
    book.save("outside/menu.xlsx")
    bring(page, url, pathlib.Path("outside/menu.xlsx"))
    expect(texts(page, "nav.steps a") == ["Cover", "Food & more", "饮料"], texts(page, "nav.steps a"))
    expect("soup" in page.find_element("css selector", ".source").text, "the first table")
    path = page.current_url[len(url):]
    page.find_element("link text", "Cover").click()
    until(lambda: "Cover" in page.find_element("css selector", "[role=alert]").text, "a sheet without a table")
    expect("soup" in page.find_element("css selector", ".source").text, "the table is still shown")
    page.find_element("link text", "饮料").click()
    until(lambda: "cola" in page.find_element("css selector", ".source").text, "the other table")
    looks(page, url, [(390, "light"), (1280, "dark")], (path, f"{path}?sheet=Food%20%26%20more"))
    page.get(f"{url}{path}?sheet=%E9%A5%AE%E6%96%99")
    page.find_element("css selector", "form:has([name=id]) button").click()
    save(page)
    until(lambda: "cola" in read(f"{url}site/links.json"), "its links are there")
    expect("rows: menu.xlsx\n    sheet: 饮料\n" in (FOLDER / "paypress.yml").read_text("utf-8"), "the sheet is named")
    expect("soup" not in read(f"{url}site/links.json"), "and no other one is read")
    undo(page, url)
    until(lambda: not (FOLDER / "menu.xlsx").exists(), "taken back")


def visitors(visitor):
    """Files with hostile names, from elsewhere, too large, of another kind."""
    before = {path: path.read_bytes() for path in FOLDER.iterdir() if path.is_file() and path.name != "studio-log.txt"}
    good = b"sku,name,price\nx-1,X,1\n"
    for name in ("../../evil.csv", "/etc/evil.csv", "..\\..\\evil.csv", ".bashrc", "paypress.yml", "a%00b.csv"):
        reply = visitor.upload(name, good)
        expect(status(reply) == 303, f"{name}: {reply[:200]}")
        drop = re.search(rb"location: \S*/(drop/[0-9a-f]{32})", reply, re.I)[1].decode()
        form = {"action": "rows", "file": drop[5:], "id": "sku", "title": "name", "price": "price", "token": visitor.token()}
        shown = visitor.post(form).decode()
        saved = re.search(r"<h2>([^<]*)</h2>", shown)[1]
        expect("/" not in saved and "\\" not in saved and not saved.startswith(".") and saved.endswith(".csv"), saved)
    for what, code, reply in (
            ("another origin", 403, visitor.upload("a.csv", good, None, visitor.own[0], "Origin: http://evil.test")),
            ("no origin", 403, visitor.upload("a.csv", good, None, visitor.own[0])),
            ("no token", 403, visitor.upload("a.csv", good, {})),
            ("a guess", 403, visitor.upload("a.csv", good, {"token": "0" * 32})),
            ("no such drop", 403, visitor.post({"action": "rows", "file": "0" * 32, "id": "sku", "title": "name", "price": "",
                                                "token": visitor.token()})),
            ("too large", 413, visitor.upload("a.csv", b"a,b\n" + b"1,2\n" * (9 << 20)))):
        expect(status(reply) == code, f"{what}: {reply[:100]}")
    reply = visitor.upload("a.csv", b"a,b\n" + b"1,2\n" * (9 << 20)).decode()
    expect("at most 32 MB" in reply, "a browser shows why")
    for name, content, words in (("page.csv", b"<html><table></table></html>", "网页"), ("old.xls", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), ".xls"),
                                 ("picture.png", b"\x89PNG\r\n\x1a\n\0\0", "picture.png"), ("empty.csv", b"", "empty.csv"), ("", b"", "选择")):
        reply = visitor.upload(name, content, None, *visitor.own, "Accept-Language: zh").decode()
        expect(" 200 " in reply[:20] and words in re.search(r'role="alert">(.*?)</p>', reply)[1], f"{name}: {reply[:100]}")
    expect(visitor.code("drop/" + "0" * 32) == 404 and visitor.code("drop/..%2f..%2fpaypress.yml") == 404, "no other drop")
    after = {path: path.read_bytes() for path in FOLDER.iterdir() if path.is_file() and path.name != "studio-log.txt"}
    expect(after == before, "nothing was written")


if __name__ == "__main__":
    {"drop": drop}[sys.argv[2]](sys.argv[1])
