#!/usr/bin/env python3
"""The ways into a studio: a browser that opens by itself, and a phone in the local network.

Usage: opening.py PAYPRESS browser|phone|computers   (in an empty folder)

browser    starts with --open, with and without a program that opens pages
phone      scans the code in the terminal, opens the shop, scans a code of it, and pays at the sandbox
computers  calls the studio and the sandbox from another computer (in a network namespace of its own, as by `unshare -rn`)
"""
import contextlib
import os
import pathlib
import pty
import re
import signal
import subprocess
import sys
import urllib.error
import urllib.request

from studio import browser, expect, join_network, prepare, read, studio, texts, until

# A browser that opens by itself


def opener(name, script):
    folder = pathlib.Path("programs")
    folder.mkdir(exist_ok=True)
    (folder / name).write_text(f"#!/bin/sh\n{script}\n", "utf-8")
    (folder / name).chmod(0o755)
    return f"{folder.resolve()}:{os.environ['PATH']}"


def open_browser(program):
    prepare()
    opened = pathlib.Path("opened.txt")
    path = opener("xdg-open", f"printf '%s\\n' \"$@\" >> '{opened.resolve()}'")
    for options in ((), ("--edit",)):
        with studio(program, "--open", *options, PATH=path) as (_, url, _):
            until(lambda: opened.exists() and opened.read_text("utf-8") == f"{url}\n", "it opens the address, once")
            expect("A cup of tea" in read(url), "which answers")
        opened.unlink()
    # A browser that was not open yet, and is not for the studio to end; nobody waits for it.
    path = opener("xdg-open", f"echo $$ > '{opened.resolve()}'; exec sleep 1000")
    with studio(program, "--open", PATH=path) as (process, url, _):
        number = int(until(lambda: opened.exists() and opened.read_text("utf-8").strip(), "a browser that goes on"))
        expect(os.getsid(number) != os.getsid(process.pid), "in a session of its own")
    state = pathlib.Path(f"/proc/{number}/status").read_text("utf-8")
    expect("sleeping" in state, f"the studio has ended, and the browser goes on: {state}")
    os.kill(number, signal.SIGTERM)
    opened.unlink()
    # One that fails after a moment is not the last.
    opener("xdg-open", "sleep 1; exit 3")
    path = opener("open", f"printf '%s\\n' \"$@\" >> '{opened.resolve()}'")
    with studio(program, "--open", PATH=path) as (_, url, _):
        until(lambda: opened.exists() and opened.read_text("utf-8") == f"{url}\n", "the next program opens it")
    expect("no browser" not in pathlib.Path("studio-log.txt").read_text("utf-8"), "nothing to say until now")
    # None that can open it, and none at all.
    opener("xdg-open", "exit 3")
    says_no_browser(program, opener("open", "exit 1"))
    for name in ("xdg-open", "open"):
        (pathlib.Path("programs") / name).unlink()
    says_no_browser(program, str(pathlib.Path("programs").resolve()))
    print("a browser opens")


def says_no_browser(program, path):
    log = pathlib.Path("studio-log.txt")
    log.unlink()
    with studio(program, "--open", PATH=path) as (_, url, _):
        until(lambda: "no browser could be opened" in log.read_text("utf-8"), "it says so")
        expect("A cup of tea" in read(url), "and goes on")


# A phone


@contextlib.contextmanager
def shop_computer():
    """A computer beside this process, which is the phone; gives how commands run there."""
    with subprocess.Popen(["unshare", "-n", "sh", "-c", "echo; exec cat"], stdin=subprocess.PIPE,
                          stdout=subprocess.PIPE) as computer:
        computer.stdout.readline()
        there = ["nsenter", "-t", str(computer.pid), "-n"]
        for words in (["ip", "link", "add", "phone0", "type", "veth", "peer", "name", "lan0", "netns", str(computer.pid)],
                      ["ip", "link", "set", "lo", "up"], [*there, "ip", "link", "set", "lo", "up"],
                      ["ip", "address", "add", "192.168.77.2/24", "dev", "phone0"], ["ip", "link", "set", "phone0", "up"],
                      [*there, "ip", "address", "add", "192.168.77.1/24", "dev", "lan0"],
                      [*there, "ip", "link", "set", "lan0", "up"]):
            subprocess.run(words, check=True)
        yield there
        computer.stdin.close()


@contextlib.contextmanager
def terminal_studio(there, program, *options):
    """A studio in a terminal; gives what it writes there until its address."""
    terminal, stdout = pty.openpty()
    with open("studio-log.txt", "a") as log:
        process = subprocess.Popen([*there, program, "serve", "--port", "0", *options], stdout=stdout, stderr=log,
                                   env={**os.environ, "LC_ALL": "C"})
    os.close(stdout)
    said = ""
    while not re.search(r"^http.*\n", said, re.MULTILINE):
        said += os.read(terminal, 65536).decode()
    try:
        yield said.replace("\r\n", "\n")
    finally:
        process.send_signal(signal.SIGTERM)
        expect(process.wait(20) == 0, "it ends well")
        os.close(terminal)


def scan_terminal(said):
    """What an independent reader finds in the terminal's picture, black on white by escape sequences."""
    rows = []
    for line in re.findall(r"^\x1b\[30;107m([ █▀▄]*)\x1b\[0m$", said, re.MULTILINE):
        rows += [[character in "█▀" for character in line], [character in "█▄" for character in line]]
    expect(len(rows) > 40 and len({len(row) for row in rows}) == 1, "a square of characters")
    side = 6
    pixels = b"".join(bytes(0 if dark else 255 for dark in row for _ in range(side)) * side for row in rows)
    pathlib.Path("terminal.pgm").write_bytes(b"P5 %d %d 255\n" % (len(rows[0]) * side, len(rows) * side) + pixels)
    return scan("terminal.pgm")


def scan(picture):
    found = subprocess.run(["zbarimg", "-q", "--raw", "-Sqrcode.enable", picture], capture_output=True, text=True)
    return found.stdout.strip()


def refused(url):
    try:
        urllib.request.urlopen(url, timeout=10).close()
        return False
    except urllib.error.HTTPError as error:
        return error.code in (403, 404)
    except OSError:
        return True


def phone(program):
    expect(join_network(), "a local network")
    prepare()
    with terminal_studio([], program, "--lan", "--sandbox") as said, browser("zh-CN") as page:
        url = said.split("\n")[-2]
        expect(scan_terminal(said) == url, f"the code in the terminal is {url}")
        address = re.fullmatch(r"http://([0-9.]+):\d+/[0-9a-f]{32}/", url)[1]
        page.execute_cdp_cmd("Emulation.setDeviceMetricsOverride",
                             {"width": 390, "height": 844, "deviceScaleFactor": 2, "mobile": True})
        page.get(url)
        expect("链接" in page.find_element("id", "tabs").text, "the shop on a phone")
        # The second phone scans the screen of the first.
        picture = page.find_element("css selector", ".card img")
        until(lambda: picture.get_property("naturalWidth") > 0, "a code")
        picture.screenshot("code.png")
        code = scan("code.png")
        expect(re.match(rf"http://{address}:\d+/pay/any\?", code), code)
        page.get(code)
        page.find_element("css selector", "form button").click()
        until(lambda: page.find_elements("css selector", "button[value=paid]"), "the cashier's page")
        page.find_element("css selector", "button[value=paid]").click()
        until(lambda: not page.find_elements("css selector", "button[value=paid]"), "it is pressed")
        page.get(f"{url}payments")
        row = until(lambda: (rows := texts(page, "tbody tr")) and rows[0], "the order is in the list")
        expect("12.00" in row and "付款" in row, row)
        port = re.search(r":(\d+)/", url)[1]
        expect(refused(f"http://{address}:{port}/"), "not without the part that nobody can guess")
    print("a phone pays by the codes on the screen")


def computers(program):
    with shop_computer() as there:
        prepare()
        invite(there, program)
        keep_out(there, program)
    print("another computer gets what is for payers")


def invite(there, program):
    """With --lan, the shop and the payers' pages answer another computer, and nothing else does."""
    with terminal_studio(there, program, "--lan", "--sandbox") as said:
        url = said.split("\n")[-2]
        expect(re.fullmatch(r"http://192\.168\.77\.1:\d+/[0-9a-f]{32}/", url), url)
        codes = until(lambda: re.findall(r'"(http://192\.168\.77\.1:\d+/pay/[^"]*)"', read(f"{url}site/links.json")), "links")
        expect("form" in read(codes[0]), "the payers' page of the sandbox")
        sandbox = codes[0][:codes[0].index("/pay/")]
        for path in ("/", "/orders", "/order/check"):
            expect(refused(sandbox + path), f"{path} of the sandbox")
        # Whoever calls it by this machine's name is still another machine.
        name = "localhost:" + sandbox.rsplit(":", 1)[1]
        spoofed = urllib.request.Request(sandbox + "/", headers={"Host": name})
        expect(refused(spoofed), f"the sandbox as {name}")


def keep_out(there, program):
    """A studio lets nobody in who was not asked."""
    with terminal_studio(there, program) as said:
        port = re.search(r":(\d+)/", said)[1]
        addresses = subprocess.run([*there, "hostname", "-I"], capture_output=True, text=True).stdout.split()
        for address in [address for address in addresses if "." in address]:
            expect(refused(f"http://{address}:{port}/"), f"{address} without --lan")


{"browser": open_browser, "phone": phone, "computers": computers}[sys.argv[2]](sys.argv[1])
