#!/usr/bin/env python3
"""An independent client of the sandbox: curl, and Python's own MD5, forms and HTTP server.

Usage: client.py PAYPRESS   (in a folder that holds the paypress.yml of the test)

It knows the protocol from the gateway's interface document alone. It reaches every status code of
every endpoint, presses every button of the cashier's page, receives what is sent, and kills and
restarts the sandbox in between. Prints what it found; ends with status 1 where that is not right.
"""
import os
import pathlib
import subprocess
import sys

sys.dont_write_bytecode = True
from cashier import (  # noqa: E402
    buttons, by_get, down, hanging, order_of_events, quick_collect, restart, tries, trigger, unknown_orders)
from interface import document_rows, pictures, prices, replies
from sandbox import KEY, PAYPRESS, SECRET, Sandbox, expect, md5
from shop import Shop
from statuses import console_codes, natural_codes, stock, switched_codes, whole_table


def canary():
    """The secret is in no file, and neither is any digest of it."""
    words = [SECRET, SECRET.encode().hex(), md5(SECRET), SECRET[::-1], SECRET.upper(), KEY]
    build = subprocess.run([PAYPRESS, "build"], env={**os.environ, "GATEPAY_APPSECRET": SECRET})
    expect(build.returncode == 0, "the site is built")
    names = set()
    for path in pathlib.Path(".").rglob("*"):
        if str(path) == "paypress.yml" or not path.is_file():
            continue
        names.add(path.name)
        content = path.read_bytes()
        # The appkey belongs in the database and in links, and in no log.
        is_public = ".sqlite" in path.name or path.parts[0] == "output"
        found = [word for word in words if word.encode() in content
                 and not (word == KEY and is_public)]
        expect(not found, f"{path} holds {found}")
    wanted = {"log-0.txt", "orders-0.sqlite", "links.json", "index.html", "build"}
    expect(wanted <= names, f"folders in folders are searched: {names}")
    print("no file holds the secret")


def main():
    shop = Shop()
    with Sandbox("--notify-url", shop.url, "--return-url", shop.url + "/back?shop=1",
                 "--retry-after", "1") as sandbox:
        prices(sandbox)
        pictures(sandbox)
        natural_codes(sandbox)
        switched_codes(sandbox)
        replies(sandbox)
        buttons(sandbox, shop)
        order_of_events(sandbox, shop)
        tries(sandbox, shop)
        hanging(sandbox, shop)
        unknown_orders(sandbox)
        quick_collect(sandbox, shop)
    with Sandbox("--notify-url", shop.url, "--return-url", shop.url + "/back?shop=1") as sandbox:
        document_rows(sandbox, shop)
    console_codes()
    whole_table()
    stock()
    down()
    by_get()
    trigger(shop)
    restart()
    canary()


main()
