"""Compares the elements and attributes of pages with those of the first one of their kind.

Usage: skeleton.py FOLDER. An independent reader: Python's own HTML parser.
"""
import pathlib
import sys
from html.parser import HTMLParser


class Skeleton(HTMLParser):
    def __init__(self):
        super().__init__(convert_charrefs=True)
        self.shape = []
        self.addresses = []

    def handle_starttag(self, tag, attributes):
        self.shape.append((tag, tuple(name for name, _ in attributes)))
        self.addresses += [value for name, value in attributes if name in ("href", "src")]

    def handle_endtag(self, tag):
        self.shape.append(("/" + tag,))

    def handle_comment(self, text):
        self.shape.append(("comment",))


def read(path):
    skeleton = Skeleton()
    skeleton.feed(path.read_text(encoding="utf-8"))
    skeleton.close()
    for address in skeleton.addresses:
        relative = ":" not in address and not address.startswith("/")
        if not (relative or address.startswith("https://gatepay.io/pay/any?")):
            sys.exit(f"{path.name}: address {address}")
    return skeleton.shape


folder = pathlib.Path(sys.argv[1])
pages = sorted(folder.glob("*.html"))
expected = {kind: read(folder / f"{kind}.html") for kind in ("page-0-0", "index-0")}
for page in pages:
    kind = "index-0" if page.name.startswith("index") else "page-0-0"
    if read(page) != expected[kind]:
        sys.exit(f"{page.name}: other elements or attributes than {kind}.html")
print(f"{len(pages)} pages have the same skeleton")
