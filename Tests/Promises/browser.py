#!/usr/bin/env python3
"""Stands in for a browser: `--print-to-pdf=FILE PAGE` makes a PDF of empty pages in Chromium's form.

It has as many pages as the page has sheets, of their size, and carries a digest of the page, so that
a PDF of an old page differs from one of the new page.
"""
import hashlib
import re
import sys
import urllib.parse

POINTS = 72 / 25.4
target = next(word.split("=", 1)[1] for word in sys.argv if word.startswith("--print-to-pdf="))
with open(urllib.parse.unquote(sys.argv[-1].removeprefix("file://")), encoding="utf-8") as file:
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
with open(target, "w", encoding="ascii") as file:
    file.write(f"{text}xref\n0 {len(objects) + 1}\n0000000000 65535 f \n{table}"
               f"trailer\n<</Size {len(objects) + 1}\n/Root 1 0 R\n/Info 3 0 R>>\n"
               f"startxref\n{len(text)}\n%%EOF\n")
