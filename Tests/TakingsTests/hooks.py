#!/usr/bin/env python3
"""Runs the example hooks against a loopback server in the place of the services: hooks.py FOLDER"""
import http.server
import json
import os
import pathlib
import subprocess
import sys
import threading
import urllib.parse

received = []
answer = {"status": 200, "body": b'{"errcode": 0, "code": 0}'}


class Service(http.server.BaseHTTPRequestHandler):
    def do_POST(self):
        received.append((self.path, self.headers, self.rfile.read(int(self.headers["Content-Length"])).decode()))
        self.send_response(answer["status"])
        self.end_headers()
        self.wfile.write(answer["body"])

    def log_message(self, *_):
        pass


def form(name):
    return lambda body: dict(urllib.parse.parse_qsl(body, strict_parsing=True))[name]


READERS = {
    "ntfy.sh": str, "bark.sh": form("body"), "serverchan.sh": form("desp"), "telegram.sh": form("text"),
    "wecom.sh": lambda body: json.loads(body)["text"]["content"],
    "dingtalk.sh": lambda body: json.loads(body)["text"]["content"],
    "feishu.sh": lambda body: json.loads(body)["content"]["text"],
}
# Services that say so in the body if they refuse a message, with status 200.
SAYS_SO = {"serverchan.sh", "wecom.sh", "dingtalk.sh", "feishu.sh"}
CUSTOM = ("桌 7\" '; $(touch pwned) `touch pwned` & @/etc/passwd \\n\n<b>"
          "<at user_id=\"all\">x</at> [click](http://evil.example) **b** _i_ ~~s~~ ![p](x) | # h")
# Services that give texts a meaning: nothing of the payer's may have one.
ACTIVE = {"feishu.sh", "serverchan.sh"}
HARMLESS = str.maketrans(
    {**{c: chr(ord(c) + 0xFEE0) for c in "<>[]()@:#*_~`|\\!."}, "\n": " ", "\r": " ", "\t": " "})


def main():
    folder = pathlib.Path(sys.argv[1])
    scripts = {path.name for path in folder.iterdir() if path.suffix == ".sh"}
    assert scripts == set(READERS), scripts ^ set(READERS)
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Service)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    url = f"http://127.0.0.1:{server.server_port}/path?key=k"
    for name, read in READERS.items():
        variable = name.removesuffix(".sh").upper()
        environment = {
            "PATH": os.environ["PATH"], f"{variable}_URL": url, "TELEGRAM_CHAT": "5", "PAYPRESS_STATE": "paid",
            "PAYPRESS_REALPRICE": "12.00", "PAYPRESS_LINK": "tea", "PAYPRESS_CUSTOM": CUSTOM}

        def run(**more):
            received.clear()
            return subprocess.run([folder / name], env={**environment, **more}, capture_output=True, text=True)

        result = run()
        assert result.returncode == 0, (name, result)
        assert len(received) == 1 and received[0][0] == "/path?key=k", (name, received)
        payer = CUSTOM.translate(HARMLESS) if name in ACTIVE else CUSTOM
        assert read(received[0][2]) == f"收款 ¥12.00 tea {payer}", (name, received)
        assert run(PAYPRESS_STATE="underpaid").returncode == 0
        assert read(received[0][2]).startswith("付款不足 ¥12.00"), (name, received)
        answer["status"] = 500
        assert run().returncode != 0, f"{name} passes over a failure"
        answer["status"] = 200
        if name in SAYS_SO:
            kept = answer["body"]
            answer["body"] = b'{"errcode": 93000, "code": 93000}'
            assert run().returncode != 0, f"{name} passes over a refusal"
            answer["body"] = kept
        environment.pop(f"{variable}_URL")
        assert run().returncode != 0 and not received, f"{name} needs its URL"
    assert not pathlib.Path("pwned").exists(), "a payer ran a program"
    print(f"{len(READERS)} hooks")


main()
