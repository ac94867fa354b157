#!/usr/bin/env python3
"""Who else calls the studio, over raw sockets.

Usage: guests.py PAYPRESS guests|lan   (in an empty folder)

guests  strangers, path tricks, foreign pages, a thousand idle connections
lan     the local network is let in on request alone, if there is one
"""
import pathlib
import re
import resource
import socket
import subprocess
import sys
import urllib.error

from studio import (
    APPKEY, CONFIG, FOLDER, expect, get, join_network, local_addresses, prepare, read, status, studio, until, write)


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


def lan(program):
    """The local network is let in on request, by an address that nobody can guess."""
    if not local_addresses():
        result = subprocess.run([program, "serve", "--lan", "--port", "0"], capture_output=True, text=True)
        expect(result.returncode == 74 and "no address in a local network" in result.stderr, result.stderr)
    if join_network():
        let_in(program)
    print("the local network is let in on request")


def let_in(program):
    log = pathlib.Path("studio-log.txt")
    # Without a config, forms make one.
    with studio(program, "--lan"):
        until(lambda: "can see and change the shop" in log.read_text("utf-8"), "whoever has the address may make one")
    log.unlink()
    prepare()
    with studio(program, "--lan") as (_, url, code):
        until(lambda: "can see the shop" in log.read_text("utf-8"), "guests only look")
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


if __name__ == "__main__":
    {"guests": guests, "lan": lan}[sys.argv[2]](sys.argv[1])
