"""What the interface document says of requests, answers, links and pictures, row by row."""
import json
import os
import pathlib
import subprocess
import urllib.parse

from codes import COMMON, OWN
from document import OPTIONAL, is_well_formed, tables
from sandbox import GOOD, KEY, SECRET, expect, md5



def document_rows(sandbox, shop):
    """Every row of the document's tables: what must be sent, what comes back, and nothing else."""
    count = 0
    for kind, table in tables().items():
        if kind in OWN:
            count += create_or_check_rows(sandbox, kind, table)
    count += message_rows(sandbox, shop)
    count += link_rows(sandbox)
    print(f"{count} rows of the document hold")


def create_or_check_rows(sandbox, kind, table):
    shop_urls = {"notify_url": "http://127.0.0.1:9/n", "return_url": "http://127.0.0.1:9/r"}
    more = {name: url for name, url in shop_urls.items() if name in table.parameters}
    if kind == "check":
        sandbox.create("anypay", number="rows-check")
    whole = sandbox.ask(kind, number=f"rows-{kind}", **more)
    expect(whole["code"] == 100, whole)
    names = {"data." + name for name in whole["data"]} | set(whole)
    expect(names == set(table.results), f"the answer of {kind}: {names}")
    expect(whole["time"].isdigit() and isinstance(whole["code"], int), whole)
    for place, name in enumerate(table.parameters):
        how = {"drop": [name]} if name in ("appkey", "sign") or name in OPTIONAL else {name: ""}
        if name in ("out_order_id", "custom", "type") or name in ("price", "fields", "product_id"):
            how = empty(kind, name)
        reply = sandbox.ask(kind, **{"number": f"rows-{kind}-{place}", **more, **how})
        wanted = {"appkey": 101, "sign": 103}.get(name, 100 if name in OPTIONAL else 105)
        expect(reply["code"] == wanted, f"{kind} without {name}: {reply}")
    own = {(201 + place, words) for place, words in enumerate(OWN[kind])}
    common = {(code, words) for code, texts in COMMON.items() for words in texts}
    expect(table.codes == own | common, f"codes of {kind}")
    path = "/api/order/check" if kind == "check" else f"/api/{kind}/create"
    other = ["--request", "POST"] if table.method == "GET" else []
    status = sandbox.curl("--output", os.devnull, "--write-out", "%{http_code}", *other, sandbox.url + path)
    expect(status == "405", f"{kind} takes {table.method} alone: {status}")
    return len(table.parameters) + len(table.results) + len(table.codes)


def empty(kind, name):
    """An empty field with the right signature."""
    names = {"out_order_id": "number"} if name == "out_order_id" else {name: name}
    return {"own": ""} if name in ("price", "fields", "product_id") else {names[name]: ""}


def message_rows(sandbox, shop):
    """Both messages have the rows of their tables, in the form of the column of types, and the appkey
    that the official samples sign with."""
    document = tables()
    count = 0
    for kind in GOOD:
        shop.received.clear()
        number = f"message-{kind}"
        pay_url = sandbox.create(kind, number=number)["data"]["pay_url"]
        address = sandbox.press(pay_url, "paid")[1]
        shop.wait(1)
        back = dict(urllib.parse.parse_qsl(urllib.parse.urlsplit(address).query))
        expect(back.pop("shop") == "1", address)
        for message, name in ((shop.received[0], "notification"), (back, "return")):
            rows = document[name].parameters
            expect(set(message) == set(rows) | {"appkey"}, f"{name} of {kind}: {message}")
            for field, form in rows.items():
                expect(is_well_formed(form, message[field]), f"{field} of {name}: {message}")
            signed = [field for field in rows if field != "sign"]
            # As the official PHP and Node samples do it: with the appkey that came.
            joined = message["appkey"] + "".join(message[field] for field in signed)
            expect(message["sign"] == md5(md5(joined) + SECRET), f"the signature of {message}")
            count += len(rows)
    expect(document["notification"].results == ["success", "fail"], "two answers")
    return count


def link_rows(sandbox):
    rows = tables()["link"].parameters
    values = {"appkey": KEY, "token": "qflknfokn", "custom": "terry", "price": "1.88", "skin": "1", "stable": "1"}
    expect(set(values) == set(rows), rows)

    def status(query):
        return sandbox.curl("--output", os.devnull, "--write-out", "%{http_code}",
                            f"{sandbox.url}/pay/any?{urllib.parse.urlencode(query)}")

    expect(status(values) == "200" and status({**values, "colour": "red"}) == "404", "all of them")
    for name in rows:
        is_optional = name in OPTIONAL or f"{name} of link" in OPTIONAL
        rest = {other: value for other, value in values.items() if other != name}
        expect(status(rest) == ("200" if is_optional else "404"), f"a link without {name}")
    return len(rows)


def prices(sandbox):
    """One limit everywhere: what anypay takes, a link takes, and nothing more."""
    link = f"{sandbox.url}/pay/any?appkey={KEY}&token=qflknfokn"
    for price, is_right in (("9999999.99", True), ("10000000.00", False), ("0.01", True), ("0.00", False)):
        code = sandbox.create("anypay", own=price)["code"]
        page = sandbox.curl("--output", os.devnull, "--write-out", "%{http_code}", f"{link}&price={price}")
        chosen = sandbox.curl("--output", os.devnull, "--write-out", "%{http_code}", link,
                              "--data", f"type=wechat&price={price}")
        wanted = (100, "200", "303") if is_right else (201, "404", "400")
        expect((code, page, chosen) == wanted, f"{price}: {(code, page, chosen)}")
    print("one price limit everywhere")


def pictures(sandbox):
    """A picture has the size that was asked for, and can be read."""
    text = "http://127.0.0.1:8080/pay/api?id=5cc75a6a0b418&type=wechat"
    for size in (130, 131, 300, 2000):
        path = f"size-{size}.png"
        sandbox.curl("--output", path, f"{sandbox.url}/qrcode/build?size={size}&text={urllib.parse.quote(text)}")
        header = pathlib.Path(path).read_bytes()[16:24]
        expect(header == size.to_bytes(4, "big") * 2, f"{size} pixels: {header}")
        read = subprocess.run(["zbarimg", "--quiet", "--raw", path], capture_output=True, text=True)
        expect(read.stdout.strip() == text, f"the code of {size} pixels: {read}")
    for size in ("20", "2001", "30", "x", "-1"):
        status = sandbox.curl("--output", os.devnull, "--write-out", "%{http_code}",
                              f"{sandbox.url}/qrcode/build?size={size}&text={urllib.parse.quote(text)}")
        expect(status == "400", f"{size} pixels: {status}")
    print("pictures as large as asked for")


def replies(sandbox):
    """What the samples of the document have."""
    for kind in GOOD:
        reply = sandbox.create(kind, custom="用户@例子.cn a+b&c")
        data = reply["data"]
        expect((reply["code"], reply["msg"]) == (100, "请求成功") and reply["time"].isdigit(), reply)
        expect(data["pay_url"].startswith(sandbox.url + "/pay/api?id="), reply)
        expect("/qrcode/build?size=130&text=http%3A" in data["qrcode_url"], reply)
        expect(data["params"]["custom"] == "用户@例子.cn a+b&c", reply)
        expect(("qrcode_body" in data) == (kind != "cloudpay"), reply)
        expect(("sign" in data["params"]) == (kind in ("anypay", "cloudpay")), reply)
        picture = f"code-{kind}.png"
        sandbox.curl(data["qrcode_url"], "--output", picture)
        read = subprocess.run(["zbarimg", "--quiet", "--raw", picture], capture_output=True, text=True)
        expect(read.stdout.strip() == data["pay_url"], f"the code of {kind}: {read}")
        payment = json.loads(sandbox.curl(data["pay_url"] + "&format=json"))["data"]
        expect(payment["order_price"] == {"anypay": "10.23", "cloudpay": "0.82", "grouppay": "85.50",
                                          "stablepay": "28.50"}[kind], payment)
    print("replies as in the document")
