#!/usr/bin/env python3
"""Bad guests of the sandbox: strangers, liars, the slow and the many.

Usage: crowd.py PAYPRESS   (in a folder that holds the paypress.yml of the test)

Speaks HTTP over raw sockets, so that every byte is what it says. Prints what it found; ends with
status 1 where that is not right.
"""
import os
import pathlib
import resource
import signal
import socket
import subprocess
import sys
import time

resource.setrlimit(resource.RLIMIT_NOFILE, (min(4096, resource.getrlimit(resource.RLIMIT_NOFILE)[1]),) * 2)


def expect(condition, what):
    if not condition:
        print("wrong:", what)
        sys.exit(1)


def connect(port):
    return socket.create_connection(("127.0.0.1", port), timeout=20)


def answer(connection):
    data = b""
    try:
        while chunk := connection.recv(65536):
            data += chunk
    except (ConnectionResetError, BrokenPipeError):
        pass
    return data


def say(port, request, is_first_part_enough=False):
    with connect(port) as connection:
        try:
            connection.sendall(request)
        except (ConnectionResetError, BrokenPipeError):
            pass
        try:
            return connection.recv(65536) if is_first_part_enough else answer(connection)
        except ConnectionResetError:
            return b""


def get(port, *headers, target="/"):
    lines = [f"GET {target} HTTP/1.1", *headers, "Connection: close", "", ""]
    return say(port, "\r\n".join(lines).encode())


def status(reply):
    return int(reply.split(b" ")[1]) if reply.startswith(b"HTTP/1.1 ") else 0


def strangers(port):
    """Who is not of this machine, or says a name that is not."""
    for host in (f"127.0.0.1:{port}", f"localhost:{port}", f"LOCALHOST:{port}", f"[::1]:{port}"):
        expect(status(get(port, f"Host: {host}")) == 200, f"{host} is let in")
    for host in ("evil.test", f"evil.test:{port}", f"127.0.0.1.evil.test:{port}", "127.0.0.1",
                 "127.0.0.1:1", f"[::ffff:127.0.0.1]:{port}", f"127.0.0.1:{port}.evil.test",
                 f"localhost.:{port}", f"0.0.0.0:{port}", f"127.1:{port}", "", f"a@127.0.0.1:{port}"):
        expect(400 <= status(get(port, f"Host: {host}")) < 500, f"Host {host!r} is refused")
    own = f"Host: 127.0.0.1:{port}"
    expect(400 <= status(get(port)) < 500, "no Host is refused")
    expect(400 <= status(get(port, own, own)) < 500, "two Hosts are refused")
    expect(400 <= status(get(port, own, "Host: evil.test")) < 500, "two Hosts are refused")
    expect(status(get(port, own, f"Origin: http://127.0.0.1:{port}")) == 200, "the own origin is let in")
    for origin in ("http://evil.test", "null", f"https://127.0.0.1:{port}", "http://127.0.0.1",
                   f"http://localhost:{port}", f"http://127.0.0.1:{port}.evil.test", ""):
        reply = get(port, own, f"Origin: {origin}")
        expect(400 <= status(reply) < 500, f"Origin {origin!r} is refused")
        expect(b"access-control" not in reply.lower(), "no page of elsewhere may read")
    addresses = subprocess.run(["hostname", "-I"], capture_output=True, text=True).stdout.split()
    for address in [a for a in addresses if "." in a and not a.startswith("127.")]:
        try:
            socket.create_connection((address, port), timeout=5).close()
            expect(False, f"{address} answers")
        except OSError:
            pass
    print("strangers stay outside")


def liars(port):
    """Requests that two readers could take for different ones, and those that are too long."""
    host = f"Host: 127.0.0.1:{port}\r\n"
    start = f"POST /api/anypay/create HTTP/1.1\r\n{host}"
    smuggled = "GET /smuggled HTTP/1.1\r\n" + host + "\r\n"
    for headers in ("Content-Length: 4\r\nTransfer-Encoding: chunked\r\n",
                    "Content-Length: 4\r\nContent-Length: 40\r\n", "Content-Length: -1\r\n",
                    "Content-Length: 4x\r\n", "Transfer-Encoding: chunked, chunked\r\n",
                    "Transfer-Encoding : chunked\r\n"):
        reply = say(port, (start + headers + "Connection: close\r\n\r\n0\r\n\r\n" + smuggled).encode())
        expect(reply.count(b"HTTP/1.1 ") <= 1 and b"HTTP/1.1 2" not in reply, f"{headers!r}: {reply[:200]}")
    expect(status(get(port, host.strip(), "X: " + "a" * 20_000)) in (0, 400, 413, 431), "a long head")
    expect(status(get(port, host.strip(), *[f"X{n}: a" for n in range(3000)])) in (0, 400, 413, 431), "many fields")
    long = say(port, (start + "Content-Length: 104857600\r\n\r\n").encode() + b"a" * 200_000, True)
    expect(status(long) in (0, 413), f"a body of 100 MB by its length: {long[:80]}")
    chunk = b"10000\r\n" + b"a" * 0x10000 + b"\r\n"
    long = say(port, (start + "Transfer-Encoding: chunked\r\n\r\n").encode() + chunk * 20 + b"0\r\n\r\n",
               True)
    expect(status(long) in (0, 413), f"a body of 1.3 MB in pieces: {long[:80]}")
    print("liars get nothing")


def memory(process):
    for line in pathlib.Path(f"/proc/{process.pid}/status").read_text().splitlines():
        if line.startswith("VmRSS"):
            return int(line.split()[1]) // 1024
    return 0


def crowd(port, process):
    """A thousand idle connections and a few slow ones, while others are served as ever."""
    own = f"Host: 127.0.0.1:{port}"
    idle = [connect(port) for _ in range(1000)]
    slow = [connect(port) for _ in range(3)]
    began = time.time()
    slow[0].sendall(b"GET / HTTP/1.1\r\nX: ")
    slow[1].sendall(f"POST /api/anypay/create HTTP/1.1\r\n{own}\r\nContent-Length: 100\r\n\r\n".encode())
    ended = [None] * 3
    for connection in slow:
        connection.settimeout(0.05)
    count = 0
    while None in ended[:2] and time.time() - began < 60:
        for place in (0, 1):
            if ended[place] is None:
                try:
                    slow[place].sendall(b"a")
                    if slow[place].recv(1000) == b"":
                        ended[place] = time.time() - began
                except TimeoutError:
                    pass
                except OSError:
                    ended[place] = time.time() - began
        expect(status(get(port, own)) == 200, "others are served")
        count += 1
    expect(all(seconds and seconds > 8 for seconds in ended[:2]), f"the slow are sent away after 10 s: {ended}")
    for connection in idle[::100]:
        connection.sendall(f"GET / HTTP/1.1\r\n{own}\r\nConnection: close\r\n\r\n".encode())
        expect(status(answer(connection)) == 200, "the idle are still served")
    used = memory(process)
    expect(used < 400, f"{used} MB")
    print(f"1000 idle connections and 2 slow ones; {count} others served meanwhile")
    return idle + slow


def end(port, process):
    """Ends the sandbox while requests are half sent, answered and not yet begun."""
    own = f"Host: 127.0.0.1:{port}\r\n"
    requests = [b"", b"GET / HTTP/1.1\r\nX: ", f"GET / HTTP/1.1\r\n{own}\r\n".encode(),
                f"POST /api/anypay/create HTTP/1.1\r\n{own}Content-Length: 100\r\n\r\na".encode()]
    connections = []
    for request in requests:
        connections.append(connect(port))
        connections[-1].sendall(request)
    expect(status(connections[2].recv(65536)) == 200, "a request is answered, and its connection stays")
    began = time.time()
    process.send_signal(signal.SIGTERM)
    code = process.wait(20)
    seconds = time.time() - began
    expect(code == 0, f"the sandbox ends well: {code}")
    expect(seconds < 5, f"the sandbox ends in time: after {seconds:.1f} s")
    print("it ends in 5 s, whatever is open")


def main():
    with open("crowd-log.txt", "w") as log:
        process = subprocess.Popen(
            [sys.argv[1], "sandbox", "--database", "crowd.sqlite"], stdout=subprocess.PIPE, stderr=log,
            text=True, env={**os.environ, "GATEPAY_APPSECRET": "test-secret", "LC_ALL": "C"})
    try:
        port = int(process.stdout.readline().strip().rsplit(":", 1)[1])
        strangers(port)
        liars(port)
        held = crowd(port, process)
        expect(process.poll() is None, "the sandbox still runs")
        end(port, process)
        del held
    finally:
        process.terminate()
        process.wait(20)


main()
