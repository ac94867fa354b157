"""What the walks through the studio share: a shop, the studio, a browser, and the studio's own words over sockets."""
import atexit
import contextlib
import os
import pathlib
import re
import signal
import socket
import subprocess
import sys
import time
import urllib.request

sys.path.append(str(pathlib.Path(__file__).resolve().parents[2] / "scripts"))
from page_checks import html_faults, look_at, open_browser  # noqa: E402
from selenium.webdriver.support.ui import Select

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
# Each build of each walk makes them all.
ROWS = 12
FOLDER = pathlib.Path(".")


def expect(condition, what):
    if not condition:
        sys.exit(f"wrong: {what}")


def until(body, what, limit=20.0):
    end, pause = time.monotonic() + limit, 0.02
    while True:
        try:
            if result := body():
                return result
        except Exception:  # the page is being replaced
            if time.monotonic() > end:
                raise
        expect(time.monotonic() < end, what)
        time.sleep(pause)
        # A question to the browser takes as long as the first pauses.
        pause = min(0.2, pause * 1.2)


def write(name, text):
    """As editors save: a new file under the old name."""
    temporary = FOLDER / f".{name}.tmp"
    temporary.write_text(text, "utf-8")
    temporary.rename(FOLDER / name)


def products(changes=None, count=ROWS):
    rows = [f"mug-{n},Mug {n},{(changes or {}).get(n, f'{n % 90 + 1}.50')}" for n in range(1, count + 1)]
    return "sku,name,price\n" + "\n".join(rows) + "\n"


def prepare(count=ROWS):
    write("paypress.yml", CONFIG)
    write("products.csv", products(count=count))
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


BROWSERS = []


@contextlib.contextmanager
def browser(language="en-GB"):
    """The browser of the walk, which starts once, in a language and as if it were new."""
    if not BROWSERS:
        BROWSERS.append(open_browser())
        atexit.register(BROWSERS[0].quit)
    page = BROWSERS[0]
    page.execute_cdp_cmd("Emulation.setUserAgentOverride", {"userAgent": "", "acceptLanguage": language})
    yield page
    page.get("about:blank")
    page.get_log("browser")
    page.execute_cdp_cmd("Emulation.clearDeviceMetricsOverride", {})
    page.execute_cdp_cmd("Emulation.setEmulatedMedia", {"media": "", "features": []})


def read(url, headers=None):
    with urllib.request.urlopen(urllib.request.Request(url, headers=headers or {})) as answer:
        return answer.read().decode()


# Pages


def texts(page, selector):
    return [element.text for element in page.find_elements("css selector", selector)]


def looks(page, url, views, names):
    for name in names:
        faults = look_at(page, url + name, views)
        expect(not faults, faults)


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


# Sockets


def local_addresses():
    """Those of local networks, on no interface of containers and virtual machines."""
    lines = subprocess.run(["ip", "-4", "-o", "address"], capture_output=True, text=True).stdout
    return re.findall(r"^\d+: (?!docker|veth|br-|virbr|vmnet|bridge)\S+ +inet ((?:10|192\.168|172\.(?:1[6-9]|2\d|3[01]))\.[\d.]+)",
                      lines, re.MULTILINE)


def join_network():
    """Gives a network namespace of our own an address; returns whether there is a local network."""
    if "PAYPRESS_APART" in os.environ:
        for words in (["link", "set", "lo", "up"], ["address", "add", "192.168.77.1/24", "dev", "lo"]):
            subprocess.run(["ip", *words], check=True)
    return bool(local_addresses())


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
