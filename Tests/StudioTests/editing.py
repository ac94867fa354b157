#!/usr/bin/env python3
"""Changes of the config by forms, in a real browser and over raw sockets.

Usage: editing.py PAYPRESS edit   (in an empty folder)

edit  a change is shown, saved and undone; nobody else can make one
"""
import http.server
import json
import re
import sys
import threading
import urllib.error
import urllib.parse

from forms import Visitor
from studio import (
    CONFIG, FOLDER, browser, expect, fill, form_of, looks, prepare, read, say, status, studio, texts, until, write)


def edit(program):
    prepare()
    with studio(program) as (_, url, _):
        for name in ("edit", "edit/tea"):
            try:
                read(url + name)
                expect(False, "no forms without --edit")
            except urllib.error.HTTPError as error:
                expect(error.code == 404, error)
    with studio(program, "--edit") as (_, url, _), browser() as page:
        port = int(re.fullmatch(r"http://127\.0\.0\.1:(\d+)/[0-9a-f]{32}/", url)[1])
        page.get(url)
        page.find_element("link text", "Edit").click()
        looks(page, url, [(390, "light"), (1280, "dark")], ("edit", "edit/tea", "edit/mug-7"))
        page.get(f"{url}edit/tea")
        fill(page, form_of(page, "link"), title="Tea: \"hot\"", price="12.80")
        until(lambda: page.find_elements("css selector", ".diff"), "the change is shown")
        removed, added = texts(page, ".diff del"), texts(page, ".diff ins")
        expect([line[2:].strip() for line in added] == ['title: "Tea: \\"hot\\""', "price: 12.80"], added)
        expect(len(removed) == 2 and (FOLDER / "paypress.yml").read_text("utf-8") == CONFIG, "shown, not saved")
        page.find_element("css selector", "button.main").click()
        changed = CONFIG.replace("title: A cup of tea", 'title: "Tea: \\"hot\\""').replace("price: 12.00", "price: 12.80")
        until(lambda: (FOLDER / "paypress.yml").read_text("utf-8") == changed, "saved, and nothing else is different")
        until(lambda: "The change is saved" in page.find_element("css selector", ".note[role=status]").text, "it says so")
        expect("12.80" in read(f"{url}site/pay/tea/"), "the site has it")
        form_of(page, "undo").find_element("css selector", "button").click()
        until(lambda: (FOLDER / "paypress.yml").read_text("utf-8") == CONFIG, "undone with one click")
        # An editor saves while a form is open: what it changed stays, and what both changed is not saved.
        page.get(f"{url}edit/tea")
        write("paypress.yml", CONFIG.replace("price: 12.00", "price: 13.00"))
        fill(page, form_of(page, "link"), title="Green tea")
        until(lambda: texts(page, ".diff ins") and len(texts(page, ".diff ins")) == 1, "the title alone changes")
        page.find_element("css selector", "button.main").click()
        both = CONFIG.replace("price: 12.00", "price: 13.00").replace("A cup of tea", "Green tea")
        until(lambda: (FOLDER / "paypress.yml").read_text("utf-8") == both, "both changes are there")
        page.get(f"{url}edit/tea")
        write("paypress.yml", CONFIG)
        fill(page, form_of(page, "link"), price="14.00")
        until(lambda: "Somebody else changed the file" in page.find_element("css selector", "[role=alert]").text, "refused")
        expect((FOLDER / "paypress.yml").read_text("utf-8") == CONFIG, "nothing is lost")
        # And while the change is looked at.
        page.get(f"{url}edit")
        fill(page, form_of(page, "new-link"), id="cake", title="Cake", price="28.50")
        until(lambda: page.find_elements("css selector", ".diff"), "the change is shown")
        write("paypress.yml", CONFIG + "# by hand\n")
        page.find_element("css selector", "button.main").click()
        until(lambda: "Somebody else changed the file" in page.find_element("css selector", "[role=alert]").text, "refused")
        expect((FOLDER / "paypress.yml").read_text("utf-8") == CONFIG + "# by hand\n", "nothing is lost")
        for action, values in (("new-tables", {"first": "01", "last": "12"}), ("new-job", {"links": "tea odd"})):
            page.get(f"{url}edit")
            fill(page, form_of(page, action), **values)
            until(lambda: page.find_elements("css selector", ".diff"), "the change is shown")
            before = (FOLDER / "paypress.yml").read_bytes()
            page.find_element("css selector", "button.main").click()
            until(lambda: (FOLDER / "paypress.yml").read_bytes() != before, "saved")
        links = json.loads(read(f"{url}site/links.json"))
        expect([link["id"] for link in links if link["id"].startswith("table-")] == [f"table-{n:02}" for n in range(1, 13)],
               "twelve tables")
        expect("poster-2" in read(f"{url}print"), "another poster")
        writers(url, port)
        another_tab(page, url)
        with browser("zh-CN"):
            looks(page, url, [(390, "light"), (1280, "dark")], ("edit", "edit/tea", "job/poster-1"))
    print("forms change what they say")


def another_tab(page, url):
    """A page of another site that knows everything: the address, the token, and what a form would hold."""
    visitor = Visitor(url)
    fields = {"action": "title", "was-title": "Lakeside", "title": "Mine", "token": visitor.token()}
    basis = re.search(r'name="basis" value="([0-9a-f]+)"', visitor.post(fields).decode())[1]
    fields["basis"] = basis
    inputs = "".join(f'<input name="{name}" value="{value}">' for name, value in fields.items())
    pages = {
        "/form": f'<form method="post" action="{url}edit">{inputs}</form><script>document.forms[0].submit()</script>',
        "/fetch": f"""<script>fetch({json.dumps(url + "edit")}, {{ method: "POST", mode: "no-cors",
            body: new URLSearchParams({json.dumps(fields)}) }}).finally(() => document.title = "sent")</script>""",
    }

    class Hostile(http.server.BaseHTTPRequestHandler):
        def do_GET(self):
            self.send_response(200)
            self.send_header("Content-Type", "text/html")
            self.end_headers()
            self.wfile.write(pages.get(self.path, "").encode())

        def log_message(self, *_):
            pass

    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Hostile)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    before = (FOLDER / "paypress.yml").read_bytes()
    page.get(f"http://localhost:{server.server_port}/form")
    until(lambda: page.current_url.startswith(url), "the form is sent")
    page.get(f"http://localhost:{server.server_port}/fetch")
    until(lambda: page.title == "sent", "the request is sent")
    server.shutdown()
    page.get("about:blank")
    page.get_log("browser")
    expect((FOLDER / "paypress.yml").read_bytes() == before, "nothing was written")
    visitor.post(fields)
    expect(b"title: Mine" in (FOLDER / "paypress.yml").read_bytes(), "the studio's own page may")


def writers(url, port):
    """Who else tries to write: other sites, other tabs, guesses."""
    before = (FOLDER / "paypress.yml").read_bytes()
    path = urllib.parse.urlsplit(url).path
    token = re.search(r'name="token" value="([0-9a-f]{32})"', read(f"{url}edit"))[1]
    own = [f"Host: 127.0.0.1:{port}", f"Origin: http://127.0.0.1:{port}"]

    def post(target, fields, *headers):
        body = urllib.parse.urlencode(fields).encode()
        lines = [f"POST {target} HTTP/1.1", *headers, "Content-Type: application/x-www-form-urlencoded",
                 f"Content-Length: {len(body)}", "Connection: close", "", ""]
        return status(say(port, "\r\n".join(lines).encode() + body))

    good = {"action": "title", "was-title": "Lakeside", "title": "Mine", "token": token}
    expect(post(f"{path}edit", good, *own) == 200, "the studio's own form is answered")
    for what, code, target, fields, headers in (
            ("another origin", 403, f"{path}edit", good, [own[0], "Origin: http://evil.test"]),
            ("no origin", 403, f"{path}edit", good, [own[0]]),
            ("a null origin", 403, f"{path}edit", good, [own[0], "Origin: null"]),
            ("another name", 403, f"{path}edit", good, [f"Host: evil.test:{port}", own[1]]),
            ("a frame of another site", 403, f"{path}edit", good, [*own, "Sec-Fetch-Site: cross-site", "Sec-Fetch-Mode: cors"]),
            ("no token", 403, f"{path}edit", {**good, "token": ""}, own),
            ("a guess", 403, f"{path}edit", {**good, "token": "0" * 32}, own),
            ("no path token", 404, "/edit", good, own), ("an unknown form", 403, f"{path}edit", {**good, "action": "x"}, own),
            ("what was never shown", 403, f"{path}edit", {"action": "title", "title": "Mine", "token": token}, own),
            ("a long form", 413, f"{path}edit", {**good, "title": "x" * 70_000}, own)):
        basis = {**fields, "basis": "0" * 64}
        for form in (fields, basis):
            found = post(target, form, *headers)
            expect(found == code, f"{what}: {found}")
    expect(post(f"{path}edit", {**good, "basis": "0" * 32}, *own) == 200, "a wrong basis is explained")
    expect((FOLDER / "paypress.yml").read_bytes() == before, "nothing was written")


if __name__ == "__main__":
    {"edit": edit}[sys.argv[2]](sys.argv[1])
