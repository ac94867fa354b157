#!/usr/bin/python3
"""A browser between the program and Chromium that replaces what it prints, or counts it and ends after some:
browser.py give FILE ARGUMENT…
browser.py count FILE:LIMIT ARGUMENT…

Speaks Chromium's debugging pipe: JSON ended by NUL, read from descriptor 3, written to descriptor 4.
"""
import base64
import json
import os
import subprocess
import sys
import threading

MODE, FILE = sys.argv[1:3]
ours_in, theirs_out = os.pipe()
theirs_in, ours_out = os.pipe()
command = 'exec chromium-headless-shell "$@" 3<&0 4>&1 </dev/null >/dev/null'
browser = subprocess.Popen(["/bin/sh", "-c", command, "sh", *sys.argv[3:]], stdin=theirs_in, stdout=theirs_out)
os.close(theirs_in)
os.close(theirs_out)
pieces = set()


def messages(descriptor):
    rest = b""
    while data := os.read(descriptor, 1 << 16):
        *whole, rest = (rest + data).split(b"\0")
        yield from whole


def send(descriptor, message):
    message += b"\0"
    while message:
        message = message[os.write(descriptor, message):]


def pass_on():
    for message in messages(3):
        request = json.loads(message)
        if request["method"] == "IO.read":
            pieces.add(request["id"])
        if request["method"] == "Page.printToPDF" and MODE == "count":
            name, limit = FILE.rsplit(":", 1)
            with open(name, "a+") as file:
                file.seek(0)
                if len(file.readlines()) >= int(limit):
                    browser.kill()
                    os._exit(9)
                file.write("printed\n")
        send(ours_out, message)
    os.close(ours_out)


threading.Thread(target=pass_on, daemon=True).start()
for message in messages(ours_in):
    reply = json.loads(message)
    if reply.get("id") in pieces:
        if MODE == "give":
            with open(FILE, "rb") as file:
                reply["result"].update(data=base64.b64encode(file.read()).decode(), eof=True)
            message = json.dumps(reply).encode()
    send(4, message)
sys.exit(browser.wait())
