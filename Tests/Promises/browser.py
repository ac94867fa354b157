#!/usr/bin/env python3
"""Stands in for a browser: prints PDFs of empty pages in Chromium's form.

Speaks Chromium's debugging pipe: JSON ended by NUL, read from descriptor 3, written to descriptor 4. A
PDF has as many pages as the page has sheets, of their size, and carries a digest of the page, so that a
PDF of an old page differs from one of the new page.
"""
import base64
import hashlib
import json
import os
import re
import urllib.parse

POINTS = 72 / 25.4


def pdf(address):
    with open(urllib.parse.unquote(address.removeprefix("file://")), encoding="utf-8") as file:
        page = file.read()
    count = page.count('<div class="sheet">')
    width, height = re.findall(r"@page\{size:([0-9.]+)mm ([0-9.]+)mm", page)[0]
    box = f"/MediaBox [0 0 {float(width) * POINTS:.2f} {float(height) * POINTS:.2f}]"
    # The folder that the page lies in is no part of it.
    digest = hashlib.sha256(re.sub(r'<base href="[^"]*">', "", page).encode()).hexdigest()
    numbers = range(4, 4 + 2 * count, 2)
    objects = ["<</Type /Catalog\n/Pages 2 0 R>>",
               f"<</Type /Pages\n/Count {count}\n/Kids [{' '.join(f'{n} 0 R' for n in numbers)}]>>",
               f"<</Producer ({digest})>>"]
    for number in numbers:
        objects.append(f"<</Type /Page\n/Parent 2 0 R\n{box}\n/Contents {number + 1} 0 R>>")
        objects.append("<</Length 0>> stream\n\nendstream")
    text, offsets = "%PDF-1.4\n", []
    for number, value in enumerate(objects, 1):
        offsets.append(len(text))
        text += f"{number} 0 obj\n{value}\nendobj\n"
    table = "".join(f"{offset:010} 00000 n \n" for offset in offsets)
    return (f"{text}xref\n0 {len(objects) + 1}\n0000000000 65535 f \n{table}"
            f"trailer\n<</Size {len(objects) + 1}\n/Root 1 0 R\n/Info 3 0 R>>\n"
            f"startxref\n{len(text)}\n%%EOF\n")


pages = {}  # the address that each tab shows


def answer(method, parameters, tab):
    if method == "Target.createTarget":
        pages[f"tab {len(pages)}"] = None
        return {"targetId": list(pages)[-1]}
    if method == "Target.attachToTarget": return {"sessionId": parameters["targetId"]}
    if method == "Page.navigate": pages[tab] = parameters["url"]
    if method == "Page.printToPDF": return {"stream": tab}
    if method == "IO.read":
        data = pdf(pages[parameters["handle"]]).encode()
        return {"data": base64.b64encode(data).decode(), "base64Encoded": True, "eof": True}
    return {}


rest = b""
while data := os.read(3, 1 << 16):
    *whole, rest = (rest + data).split(b"\0")
    for message in map(json.loads, whole):
        result = answer(message["method"], message["params"], message.get("sessionId"))
        reply = json.dumps({"id": message["id"], "result": result}).encode() + b"\0"
        while reply: reply = reply[os.write(4, reply):]
