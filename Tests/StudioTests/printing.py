#!/usr/bin/env python3
"""PDFs of print jobs by a button of the studio, with and without a script, a browser, a sandbox.

Usage: printing.py PAYPRESS pdf   (in an empty folder)
"""
import json
import pathlib
import subprocess
import sys
import urllib.request

from forms import Visitor
from studio import (CONFIG, FOLDER, ROWS, browser, expect, fill, looks, prepare, read, status, studio, until, write)


def codes(pdf):
    """What an independent reader finds on the pages of a PDF."""
    pathlib.Path("read.pdf").write_bytes(pdf)
    for picture in FOLDER.glob("read-*.pgm"):
        picture.unlink()
    # Four pixels a module of a label.
    subprocess.run(["pdftoppm", "-r", "150", "-gray", "read.pdf", "read"], check=True)
    found = []
    for picture in sorted(FOLDER.glob("read-*.pgm")):
        result = subprocess.run(["zbarimg", "-q", "--raw", "-Sqrcode.enable", picture], capture_output=True, text=True)
        found += result.stdout.split()
    return found


def section(page, job):
    return page.find_element("css selector", f"#job-{job}")


def hang_up(page, url):
    """The paper that was printed is on record, where it hangs, and once."""
    form = page.find_element("css selector", "#job-poster-1 form:has([value=mark])")
    fill(page, form, place="front door")
    until(lambda: "It is on record" in page.find_element("css selector", ".note[role=status]").text, "it is recorded")
    rows = [row.text for row in page.find_elements("css selector", "tbody tr")]
    expect(len(rows) == 2 and all("front door" in row and "current" in row for row in rows), rows)
    looks(page, url, [(390, "light"), (1280, "dark")], ("paper?marked",))
    before = (FOLDER / "paypress.paper").read_bytes()
    visitor = Visitor(url)
    for job in ("poster-1", "labels-1", "nothing"):
        visitor.post({"action": "mark", "job": job, "token": visitor.token()})
    expect((FOLDER / "paypress.paper").read_bytes() == before, "what was not printed is not recorded, nor twice")
    page.get(f"{url}print")


def pdf(program):
    prepare()
    before = sorted(path.name for path in FOLDER.iterdir())
    with studio(program) as (_, url, _):
        expect("value=\"pdf\"" not in read(f"{url}print"), "no button without --edit")
    with studio(program, "--edit") as (process, url, _), browser() as page:
        looks(page, url, [(390, "light"), (1280, "dark")], ("print",))
        page.get(f"{url}print")
        section(page, "poster-1").find_element("css selector", "button").click()
        until(lambda: page.find_elements("css selector", "#job-poster-1 a[download]"), "the PDF is offered", 60)
        looks(page, url, [(390, "dark"), (1280, "light")], ("print",))
        with urllib.request.urlopen(f"{url}pdf/poster-1.pdf") as answer:
            made, headers = answer.read(), answer.headers
        expect(headers["Content-Type"] == "application/pdf" and "poster-1.pdf" in headers["Content-Disposition"], headers)
        links = {link["id"]: link["url"] for link in json.loads(read(f"{url}site/links.json"))}
        expect(sorted(codes(made)) == sorted([links["tea"], links["odd"]]), "its codes lead where the links do")
        # Nothing else of the owner's has changed.
        new = {path.name for path in FOLDER.iterdir()} - {*before, "studio-log.txt"}
        expect({name for name in new if not name.startswith("read")} <= {".paypress"}, new)
        expect((FOLDER / "paypress.yml").read_text("utf-8") == CONFIG, "the config is as it was")
        strangers(Visitor(url))
        hang_up(page, url)
        # An old PDF is not offered as a new one.
        write("paypress.yml", CONFIG.replace("price: 12.00", "price: 13.00"))
        until(lambda: not page.find_elements("css selector", "#job-poster-1 a[download]"), "the old PDF is gone")
        expect(Visitor(url).code("pdf/poster-1.pdf") == 404, "nobody gets it any more")
        page.get(f"{url}paper")
        until(lambda: page.find_elements("css selector", ".badge.bad"), "the paper on the wall is wrong now")
        all_of_them(page, url)
        without_script(Visitor(url))
    # The studio ends, and what it has started too.
    write("paypress.yml", CONFIG.replace("price: 12.00", "price: 14.00"))
    with studio(program, "--edit") as (process, url, _):
        Visitor(url).post({"action": "pdf", "token": Visitor(url).token("print")})
        until(lambda: children(process.pid), "the generator runs")
        started = children(process.pid)
    until(lambda: not any(pathlib.Path(f"/proc/{child}").exists() for child in started), "nothing goes on")
    first_poster(program)
    for language, words in (("en", "is not a program on this machine"), ("zh", "没有可运行的浏览器")):
        with studio(program, "--edit", PAYPRESS_BROWSER="/nowhere/chromium") as (_, url, _), browser(language) as page:
            page.get(f"{url}print")
            section(page, "poster-1").find_element("css selector", "button").click()
            until(lambda: words in page.find_element("css selector", "#job-poster-1 [role=alert]").text, words)
            looks(page, url, [(390, "light"), (1280, "dark")], ("print",))
    with studio(program, "--edit", "--sandbox") as (_, url, _):
        text = read(f"{url}print")
        expect("lead to the sandbox" in text and "value=\"pdf\"" not in text, "no button in a sandbox, and why")
        reply = Visitor(url).post({"action": "pdf", "job": "poster-1", "token": Visitor(url).token()})
        expect(status(reply) == 303 and Visitor(url).code("pdf/poster-1.pdf") == 404, "nor a way round it")
    print("a button makes the PDF")


def first_poster(program):
    """From nothing to a PDF: five answers and one button."""
    pathlib.Path("first").mkdir()
    with studio(program, "-c", "first/paypress.yml") as (_, url, _):
        visitor = Visitor(url)
        answers = {"name": "Lake", "language": "en", "item-0": "Tea", "price-0": "12元", "tables": "0"}
        reply = visitor.post({"action": "first", **answers, "token": visitor.token("")})
        expect(status(reply) == 303 and b"/print" in reply, reply)
        expect('value="poster-1"' in read(f"{url}print"), "a button next to the first poster")
        visitor.post({"action": "pdf", "job": "poster-1", "token": visitor.token("print")})
        until(lambda: "pdf/poster-1.pdf" in read(f"{url}print"), "the PDF is offered", 60)
        with urllib.request.urlopen(f"{url}pdf/poster-1.pdf") as answer:
            expect(len(codes(answer.read())) == 2, "two posters")
    expect({path.name for path in pathlib.Path("first").iterdir()} == {"paypress.yml", ".paypress"}, "nothing else")


def strangers(visitor):
    token = visitor.token("print")
    for what, code, fields, headers in (
            ("another origin", 403, {"token": token}, [visitor.own[0], "Origin: http://evil.test"]),
            ("no token", 403, {}, visitor.own), ("no such job", 403, {"token": token, "job": "nothing"}, visitor.own),
            ("a path", 403, {"token": token, "job": "../../paypress"}, visitor.own)):
        found = status(visitor.post({"action": "pdf", "job": "poster-1", **fields}, *headers))
        expect(found == code, f"{what}: {found}")
    for target in ("pdf/labels-1.pdf", "pdf/poster-1", "pdf/poster-1.html", "pdf/..%2f..%2fpaypress.pdf", "pdf/.pdf",
                   "pdf/poster-1.pdf/", "pdf/%00.pdf"):
        expect(visitor.code(target) == 404, target)


def all_of_them(page, url):
    page.get(f"{url}print")
    page.find_element("xpath", "//button[text()='Make PDFs of all jobs']").click()
    until(lambda: len(page.find_elements("css selector", "a[download]")) == 2, "both PDFs are offered", 90)
    with urllib.request.urlopen(f"{url}pdf/labels-1.pdf") as answer:
        found = codes(answer.read())
    wanted = {link["url"] for link in json.loads(read(f"{url}site/links.json")) if link["id"].startswith("mug-")}
    # zbar misses one or two of a page full of codes; the generator has read them all.
    expect(set(found) <= wanted and len(found) > 0.9 * ROWS, f"{len(found)} labels lead where their links do")


def without_script(visitor):
    write("paypress.yml", CONFIG.replace("price: 12.00", "price: 13.50"))
    reply = visitor.post({"action": "pdf", "job": "poster-1", "token": visitor.token("print")})
    expect(status(reply) == 303 and b"location: " in reply.lower() and b"print#job-poster-1" in reply, reply)
    expect('<noscript><meta http-equiv="refresh"' in read(visitor.url + "print"), "the page is loaded again")
    until(lambda: "pdf/poster-1.pdf" in read(visitor.url + "print"), "the PDF is offered", 60)
    expect("<noscript>" not in read(visitor.url + "print"), "the page rests")


def children(process):
    found = subprocess.run(["pgrep", "-P", str(process)], capture_output=True, text=True).stdout.split()
    return found + [child for parent in found for child in children(parent)]


if __name__ == "__main__":
    {"pdf": pdf}[sys.argv[2]](sys.argv[1])
