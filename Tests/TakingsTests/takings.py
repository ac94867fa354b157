#!/usr/bin/env python3
"""The page of takings in a real browser, and its sums against Python's own.

Usage: takings.py PAYPRESS   (in a folder with paypress.yml and an empty payments.sqlite)

Fills the database with payments of 40 days, serves the page, and reads it back over HTTP: axe and the
W3C's checker, 390 and 1280 pixels wide, light and dark, in both languages. The response forbids everything
that the page does not have, so a console without messages shows that nothing was loaded from elsewhere.
"""
import datetime
import decimal
import os
import pathlib
import random
import re
import signal
import sqlite3
import subprocess
import sys
import tempfile
import time
import zoneinfo

sys.path.append(str(pathlib.Path(__file__).resolve().parents[2] / "scripts"))
from page_checks import html_faults, look_at, open_browser  # noqa: E402

VIEWS = [(390, "light"), (390, "dark"), (1280, "light"), (1280, "dark")]
APPKEY = "00112233445566778899aabbccddeeff"
ZONE = zoneinfo.ZoneInfo("Pacific/Auckland")
HOSTILE = "\"><script>alert(1)</script> & 桌 7"


def day(moment):
    return datetime.datetime.fromtimestamp(moment, ZONE).date()


def fill(path, now):
    """Payments of 40 days, some around midnight; messages that need attention. Returns what arrived."""
    random.seed(11)
    columns = "account, gateway, merchant, order_id, out_order_id, link, state, price, real_price, type, paid_at, custom, recorded_at"
    paid = []
    with sqlite3.connect(path) as database:
        for number in range(900):
            moment = now - random.randrange(40 * 86_400)
            if number % 9 == 0:
                # The first or last second of a day of the shop.
                start = datetime.datetime.combine(day(moment), datetime.time(), ZONE)
                moment = min(now, int(start.timestamp()) - number % 2)
            link, cents = random.choice([("tea", 1200), ("cake", 2850), (None, random.randrange(1, 500_000))])
            custom = random.choice([f"table-{n}" for n in range(1, 20)] + [HOSTILE, ""])
            kind, state = random.choice(["wechat", "wechat", "alipay"]), 2 if number % 50 == 0 else 3
            database.execute(
                f"INSERT INTO payment ({columns}) VALUES ({','.join('?' * 13)})",
                (APPKEY, "https://gatepay.io", "shop", str(number + 1), f"k{number}x", link, state, cents + state % 2,
                 cents, kind, moment, custom, moment))
            paid.append((moment, cents, kind, custom))
        # Somebody only came back: no money.
        database.execute(
            f"INSERT INTO payment ({columns}) VALUES ({','.join('?' * 13)})",
            (APPKEY, "https://gatepay.io", "shop", "5000", "k5000x", "tea", 1, 1200, None, "wechat", None, None, now))
        for number, (verdict, reason) in enumerate([("unexpected", "no-link"), ("underpaid", None)] + [
                ("unclear", "no-such-order")] * 13):
            database.execute(
                "INSERT INTO message (digest, gateway, merchant, order_id, out_order_id, price, realprice, type,"
                " paytime, extend, sign, verdict, reason, received_at, last_received_at, judged_at)"
                " VALUES (?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?)",
                (f"d{number}", "https://gatepay.io", "shop", str(number + 9000), f"m{number}x", "11.00", "11.00", "wechat",
                 str(now), HOSTILE if number == 14 else "", "s", verdict, reason, now, now, now))
    return paid


def yuan(cents):
    return f"{decimal.Decimal(cents) / 100:,.2f}"


def expect(condition, what):
    if not condition:
        sys.exit(f"wrong: {what}")


def sums(page, url, paid, today):
    """Every sum of the page is the one that Python makes."""
    within = {days: [p for p in paid if (today - day(p[0])).days < days] for days in (1, 7, 30)}
    whole = {days: sum(p[1] for p in payments) for days, payments in within.items()}
    texts = [cell.text for cell in page.find_elements("css selector", ".today .sum")]
    yesterday = sum(p[1] for p in paid if (today - day(p[0])).days == 1)
    expect(texts == [f"¥{yuan(sum_)}" for sum_ in (whole[1], yesterday, whole[7], whole[30])], texts)
    page.find_element("css selector", "summary").click()
    rows = page.find_elements("css selector", "details tbody tr")
    expect(len(rows) == 30, "30 days")
    for number, row in enumerate(rows):
        date = today - datetime.timedelta(days=number)
        of_day = [p[1] for p in paid if day(p[0]) == date]
        expect(row.text.split() == [str(date), str(len(of_day)), f"¥{yuan(sum(of_day))}"], row.text)
    for days in (1, 7, 30):
        page.get(f"{url}?days={days}")
        for article in page.find_elements("css selector", ".grid article")[:3]:
            cells = article.find_elements("css selector", "tbody .sum")
            total = sum(int(re.sub(r"\D", "", cell.text)) for cell in cells)
            expect(total == whole[days], f"{days} days, {article.text}: {total}, not {whole[days]}")
    channels = page.find_elements("css selector", ".grid article")[1].text
    for kind, name in (("wechat", "WeChat Pay"), ("alipay", "Alipay")):
        of_kind = sum(p[1] for p in within[30] if p[2] == kind)
        expect(re.search(rf"{name}\s+\d+\s+¥{re.escape(yuan(of_kind))}", channels), channels)


def serve(program):
    process = subprocess.Popen([program, "payments", "takings", "--port", "0"], stdout=subprocess.PIPE, text=True,
                               env={**os.environ, "LC_ALL": "C"})
    return process, process.stdout.readline().strip()


def main():
    program, now = sys.argv[1], int(time.time())
    paid = fill("payments.sqlite", now)
    page = open_browser()
    folder = pathlib.Path(tempfile.mkdtemp())
    try:
        for language in ("en", "zh-CN"):
            config = pathlib.Path("paypress.yml")
            config.write_text(re.sub(r"language: \S+", f"language: {language},", config.read_text()))
            server, url = serve(program)
            try:
                page.get(url)
                text = subprocess.run(["curl", "-s", url], capture_output=True, text=True).stdout
                (folder / f"{language}.html").write_text(text)
                if language == "en":
                    sums(page, url, paid, day(now))
                    attention = page.find_element("css selector", ".attention")
                    expect("15" in attention.text and HOSTILE in attention.text and "3 more" in attention.text,
                           attention.text)
                    # Accepting calls an order fully paid: no advice about one that is not.
                    advice = {item.find_element("css selector", "strong").text.partition(":")[0]:
                              item.find_element("css selector", "code").text.partition(" judge ")[2].partition(" ")[2]
                              for item in attention.find_elements("css selector", "li")}
                    expect(advice.items() <= {"unexpected": "--accept", "underpaid": "--dismiss", "unclear": ""}.items()
                           and "unclear" in advice, advice)
                faults = look_at(page, url, VIEWS if language == "en" else VIEWS[1:3])
                expect(not faults, faults)
                for arguments, status in ((["-H", "Host: evil.example"], "403"), (["-X", "POST"], "405")):
                    answer = subprocess.run(["curl", "-s", "-o", os.devnull, "-w", "%{http_code}", *arguments, url],
                                            capture_output=True, text=True).stdout
                    expect(answer == status, f"{arguments}: {answer}")
            finally:
                server.send_signal(signal.SIGTERM)
                expect(server.wait(20) == 0, "the server ends well")
    finally:
        page.quit()
    faults = html_faults(folder.iterdir())
    expect(not faults, faults)
    print("the page of takings passes")


main()
