#!/usr/bin/env python3
"""An independent client of the sandbox: curl, and Python's own MD5, forms and HTTP server.

Usage: client.py PAYPRESS   (in a folder that holds the paypress.yml of the test)

It knows the protocol from the gateway's interface document alone. It reaches every status code of
every endpoint, presses every button of the cashier's page, receives what is sent, and kills and
restarts the sandbox in between. Prints what it found; ends with status 1 where that is not right.
"""
import json
import os
import pathlib
import sqlite3
import subprocess
import sys
import time
import urllib.parse

sys.dont_write_bytecode = True
from codes import COMMON, OWN
from document import OPTIONAL, is_well_formed, tables
from sandbox import GOOD, KEY, OTHER_KEY, PAYPRESS, SECRET, Sandbox, expect, md5, sign
from shop import Shop

reached = set()


def note(kind, reply, code, message):
    expect((reply["code"], reply["msg"]) == (code, message), f"{kind} {code} {message}: {reply}")
    reached.add((kind, code, message))


def own_code(kind, message):
    return 201 + OWN[kind].index(message)


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


def natural_codes(sandbox):
    """The codes with a cause of their own, on a sandbox whose console has both addresses."""
    for kind in OWN:
        note(kind, sandbox.ask(kind, drop=["appkey"]), 101, "秘钥必须")
        note(kind, sandbox.ask(kind, appkey="deadbeef"), 102, "无效的秘钥")
        note(kind, sandbox.ask(kind, drop=["sign"]), 103, "签名必须")
        note(kind, sandbox.ask(kind, sign=md5("x")), 104, "无效的签名")
        note(kind, sandbox.ask(kind, out_order_id="another"), 104, "无效的签名")
        note(kind, sandbox.ask(kind, colour="red"), 106, "存在禁止传递的参数")
    note("cloudpay", sandbox.create("cloudpay", notify_url="http://127.0.0.1/"), 106, "存在禁止传递的参数")
    note("check", sandbox.check("", drop=["out_order_id"]), 105, "参数缺失")
    note("check", sandbox.check("nobodys"), 201, "订单不存在")
    for kind in GOOD:
        note(kind, sandbox.create(kind, custom="", drop=["custom"]), 105, "参数缺失")
        note(kind, sandbox.create(kind, type="paypal"), own_code(kind, "无效的支付方式"), "无效的支付方式")
        first = sandbox.create(kind, number=f"twice-{kind}-x")
        expect(first["code"] == 100, first)
        note(kind, sandbox.create(kind, number=f"twice-{kind}-x"), own_code(kind, "队列创建错误"), "队列创建错误")
    for kind in ("anypay", "cloudpay"):
        for price in ("0", "1.888", "-1", "1e2", "ten", "10000000"):
            note(kind, sandbox.create(kind, own=price), 201, "价格无效")
    for fields in ("9:1", "404:1", "8", "8:0", "8:1,8:1", "6:1"):
        note("grouppay", sandbox.create("grouppay", own=fields), 204, "组合内无有效库存商品")
    note("stablepay", sandbox.create("stablepay", own="404"), 205, "产品不可获得")
    note("stablepay", sandbox.create("stablepay", own="6"), 205, "产品不可获得")
    note("stablepay", sandbox.create("stablepay", own="9"), 206, "当前产品无库存")


def console_codes():
    """The codes that come from the console, which a sandbox has as options."""
    with Sandbox() as sandbox:
        for kind in GOOD:
            note(kind, sandbox.create(kind), 108, "回调接口url未填写")
    with Sandbox("--notify-url", "http://127.0.0.1:9/") as sandbox:
        for kind in GOOD:
            note(kind, sandbox.create(kind), 109, "通知接口url未填写")
    addresses = ["--notify-url", "http://127.0.0.1:9/", "--return-url", "http://127.0.0.1:9/"]
    with Sandbox(*addresses, "--close-api") as sandbox:
        for kind in OWN:
            note(kind, sandbox.ask(kind), 107, "api已关闭")
    with Sandbox(*addresses, "--expire", "lakeside", "--no-agent", "lakeside") as sandbox:
        for kind in OWN:
            note(kind, sandbox.ask(kind), 103, "秘钥已过期")
    with Sandbox(*addresses, "--no-agent", "lakeside", "--close", "wechat") as sandbox:
        note("cloudpay", sandbox.create("cloudpay"), 209, "非代理用户")
        for kind in ("anypay", "grouppay", "stablepay"):
            note(kind, sandbox.create(kind), own_code(kind, "当前支付方式已关闭"), "当前支付方式已关闭")
            expect(sandbox.create(kind, type="alipay")["code"] == 100, f"{kind} by alipay")
    with Sandbox(*addresses, "--order-limit", "0") as sandbox:
        for kind in GOOD:
            note(kind, sandbox.create(kind), 110, "套餐已超额")
    with Sandbox(*addresses, "--close", "wechat", "--close", "alipay") as sandbox:
        for kind in GOOD:
            note(kind, sandbox.create(kind), own_code(kind, "无可用支付方式"), "无可用支付方式")


def switched_codes(sandbox):
    """Every code of every table by the switch, so that those without a cause are reached too."""
    for kind, own in OWN.items():
        table = {**{code: texts[0] for code, texts in COMMON.items()},
                 **{201 + place: text for place, text in enumerate(own)}}
        for code, text in table.items():
            note(kind, sandbox.ask(kind, number=f"code-{code}-x"), code, text)


def whole_table():
    wanted = {(kind, code, text) for kind in OWN for code, texts in COMMON.items() for text in texts}
    wanted |= {(kind, 201 + place, text) for kind, own in OWN.items() for place, text in enumerate(own)}
    expect(reached == wanted, f"missing {wanted - reached}, besides {reached - wanted}")
    print(f"{len(wanted)} status codes of {len(OWN)} endpoints reached")


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


def verify_notification(message, order, price, real_price, extend="terry"):
    fields = ["order_id", "out_order_id", "price", "realprice", "type", "paytime", "extend"]
    expect(message["sign"] == sign(*[message[name] for name in fields]), f"the signature of {message}")
    right = {"out_order_id": order, "price": price, "realprice": real_price, "type": "wechat", "extend": extend}
    expect({name: message[name] for name in right} == right, message)


def verify_return(address, shop, order, price, product=None):
    """An order without a product has one that the gateway made for it."""
    expect(address.startswith(shop.url + "/back?shop=1&"), address)
    query = dict(urllib.parse.parse_qsl(urllib.parse.urlsplit(address).query, keep_blank_values=True))
    fields = ["price", "type", "product_id", "order_id", "out_order_id"]
    expect(query["sign"] == sign(*[query[name] for name in fields]), f"the signature of {address}")
    expect((query["out_order_id"], query["price"]) == (order, price), address)
    made = str(1_000_000 + int(query["order_id"]))
    expect(query["product_id"] == (product or made), address)


def buttons(sandbox, shop):
    """Every button: what is sent, where the browser goes, what the order check says."""
    cases = [("paid", 1, "10.23", True, "paid"), ("too-little", 1, "10.22", False, "unpaid"),
             ("too-much", 1, "10.24", True, "paid"), ("expired", 0, "", False, "expired"),
             ("paid-late", 1, "10.23", True, "paid"), ("notified-twice", 2, "10.23", True, "paid"),
             ("notification-lost", 0, "", False, "paid")]
    for action, count, real_price, returns, state in cases:
        shop.received.clear()
        number = f"button-{action}"
        pay_url = sandbox.create("anypay", number=number)["data"]["pay_url"]
        code, address = sandbox.press(pay_url, action)
        expect(code == "303", f"{action}: {code}")
        shop.wait(count)
        for message in shop.received:
            verify_notification(message, number, "10.23", real_price)
        expect(address.startswith(sandbox.url) != returns, f"{action}: {address}")
        if returns:
            verify_return(address, shop, number, "10.23")
        expect(sandbox.check(number)["data"]["order_status"] == state, action)
        if state == "paid":
            expect(sandbox.press(pay_url, "paid")[0] == "409", f"{action} again")
    shop.received.clear()
    pay_url = sandbox.create("stablepay", number="forged-a")["data"]["pay_url"]
    sandbox.press(pay_url, "forged")
    shop.wait(1)
    fields = ["order_id", "out_order_id", "price", "realprice", "type", "paytime", "extend"]
    forged = shop.received[0]
    expect(forged["sign"] != sign(*[forged[name] for name in fields]), "the forged one is forged")
    expect(sandbox.check("forged-a")["data"]["order_status"] == "unpaid", "nobody paid")
    code, address = sandbox.press(pay_url, "paid", times="3")
    shop.wait(4)
    verify_return(address, shop, "forged-a", "28.50", product="8")
    expect(sandbox.curl(pay_url).count("success") == 4, "the page tells of the notifications")
    print("every button does what it says")


def order_of_events(sandbox, shop):
    """However slow the merchant is: every notification is answered before the browser goes back."""
    shop.delay = 0.3
    for _ in range(4):
        shop.received.clear()
        pay_url = sandbox.create("anypay")["data"]["pay_url"]
        sandbox.press(pay_url, "paid", times="2")
        expect(len(shop.received) == 2, f"{len(shop.received)} of 2 notifications before the return")
        expect(sandbox.curl(pay_url).count("success") == 2, "both are answered before the return")
    shop.delay = 0
    print("the merchant has answered before the browser goes back")


def wait_for_way_back(sandbox, pay_url, shop):
    """Once the merchant has said success, the payer's page leads back."""
    deadline = time.time() + 20
    while f'href="{shop.url}/back' not in (page := sandbox.curl(pay_url)):
        expect(time.time() < deadline, f"a way back: {page}")
        time.sleep(0.05)


def tries(sandbox, shop):
    """Three tries, stopped by success; another machine is never called."""
    for answers, count in ((["fail", "500", "success"], 3), (["no"] * 5, 3), (["success"], 1)):
        shop.received.clear()
        shop.answers[:] = answers
        pay_url = sandbox.create("anypay")["data"]["pay_url"]
        address = sandbox.press(pay_url, "paid")[1]
        expect(address.startswith(shop.url) == (answers[0] == "success"), f"{answers}: {address}")
        shop.wait(count)
        shop.answers.clear()
        if "success" in answers:
            wait_for_way_back(sandbox, pay_url, shop)
    time.sleep(1.5)
    expect(len(shop.received) == 1, "no fourth try")
    far = sandbox.create("anypay", number="far-away", notify_url="http://192.0.2.1/",
                         return_url="http://192.0.2.1/")
    code, address = sandbox.press(far["data"]["pay_url"], "paid")
    expect(address.startswith(sandbox.url), f"the browser stays: {address}")
    page = sandbox.curl(far["data"]["pay_url"])
    expect("not sent: not this machine (1 try)" in page, f"the other machine is not called: {page}")
    page = sandbox.curl("--header", "Accept-Language: zh-CN", far["data"]["pay_url"])
    expect("没有发送：不是本机地址 (1 次)" in page, f"nor in Chinese: {page}")
    print("three tries, stopped by success")


def hanging(sandbox, shop):
    """A merchant's server that hangs on one order does not hold up another order's notification."""
    shop.received.clear()
    shop.answers[:] = ["fail", "fail"]
    urls = {number: sandbox.create("anypay", number=number)["data"]["pay_url"]
            for number in ("hangs-a", "waits-a")}
    for url in urls.values():
        sandbox.press(url, "paid")
    # From now on, the first is answered only when the second has arrived.
    shop.hold("hangs-a", until="waits-a")
    shop.wait(4)
    for url in urls.values():
        deadline = time.time() + 30
        while "(2 tries)" not in (page := sandbox.curl(url)):
            expect(time.time() < deadline, f"a second try: {page}")
            time.sleep(0.05)
        expect("success (2 tries)" in page, f"no try runs out of time behind another: {page}")
    shop.hold(None)
    print("one hanging merchant holds up nobody else")


def unknown_orders(sandbox):
    """Programs are answered in JSON, people with a page."""
    for query in ("id=nobody&type=wechat", "id=&type=alipay", "type=wechat"):
        reply = json.loads(sandbox.curl(f"{sandbox.url}/pay/api?{query}&format=json"))
        expect((reply["code"], reply["msg"], reply["data"]) == (201, "订单不存在", ""), reply)
        expect("<h1>" in sandbox.curl(f"{sandbox.url}/pay/api?{query}"), "a page for people")
    print("an unknown order is answered in the form that was asked for")


def quick_collect(sandbox, shop):
    """The page of a link, the choice, the cashier's page and its JSON."""
    base = f"{sandbox.url}/pay/any?appkey={KEY}&token=qflknfokn"
    both = base + "&price=1.88&custom=%E6%A1%8C%201&stable=1&skin=1"
    page = sandbox.curl("--header", "Accept-Language: zh-CN,en", both)
    expect('lang="zh-CN"' in page and "1.88" in page and "<bdi>桌 1</bdi>" in page, page)
    expect('name="price"' not in page and "/sandbox/1.css" in page, page)
    expect('name="price"' in sandbox.curl(base), "an open amount is asked for")
    for wrong in (f"{sandbox.url}/pay/any?appkey={KEY}&token=x", base + "&price=abc", base + "&stable=2",
                  f"{sandbox.url}/pay/any?appkey={OTHER_KEY}&token=qflknfokn", base + "&price=1&price=2"):
        status = sandbox.curl("--output", os.devnull, "--write-out", "%{http_code}", wrong)
        expect(status == "404", f"{wrong}: {status}")
    refused = sandbox.curl("--write-out", "%{http_code}", both, "--data", "type=wechat&price=0.01")
    expect(refused.endswith("400"), "a fixed price stays")
    shop.received.clear()
    place = sandbox.curl("--output", os.devnull, "--write-out", "%{redirect_url}", both, "--data", "type=wechat")
    payment = json.loads(sandbox.curl(place + "&format=json"))["data"]
    expect(payment["order_price"] == "1.88" and payment["custom"] == "桌 1", payment)
    number = payment["out_order_id"]
    expect(number[0].isalpha() and number[-1].isalpha(), "our own numbers begin and end with a letter")
    sandbox.press(place, "paid")
    shop.wait(1)
    verify_notification(shop.received[0], number, "1.88", "1.88", extend="桌 1")
    expect(sandbox.check(number)["data"]["order_status"] == "paid", "the order check knows it")
    print("a link is opened, chosen, paid and notified")


def down():
    """A merchant's server that is down does not make the payer wait."""
    with Sandbox("--notify-url", "http://127.0.0.1:9/", "--return-url", "http://127.0.0.1:9/") as sandbox:
        pay_url = sandbox.create("anypay")["data"]["pay_url"]
        start = time.time()
        address = sandbox.press(pay_url, "paid")[1]
        expect(time.time() - start < 2, f"{time.time() - start} s")
        expect(address.startswith(sandbox.url), f"the browser stays: {address}")
    print("a merchant's server that is down costs no time")


def by_get():
    """As the official Node sample expects it: the fields in the query of a GET."""
    shop = Shop()
    with Sandbox("--notify-url", shop.url + "/notify?shop=1", "--return-url", shop.url + "/back",
                 "--notify-method", "get") as sandbox:
        pay_url = sandbox.create("anypay", number="get-a")["data"]["pay_url"]
        sandbox.press(pay_url, "paid")
        shop.wait(1)
        message = shop.received[0]
        expect((message.pop("method"), message.pop("shop")) == ("GET", "1"), message)
        verify_notification(message, "get-a", "10.23", "10.23")
    print("notifications by GET")


def trigger(shop):
    """The command presses the buttons, and its exit status is the shop's."""
    with Sandbox("--notify-url", shop.url, "--return-url", shop.url + "/back?shop=1") as sandbox:
        def press(*arguments):
            result = subprocess.run([PAYPRESS, "sandbox", "trigger", *arguments], capture_output=True, text=True,
                                    env={**os.environ, "LC_ALL": "C"})
            return result.returncode, result.stdout, result.stderr

        def order():
            return sandbox.create("anypay")["data"]["pay_url"]

        here = ["--gateway", sandbox.url]
        shop.received.clear()
        status, out, error = press("counter", "--price", "1.88", "--custom", "table-7", "--type", "alipay", *here)
        expect(status == 0 and "order_status  paid" in out and f"success {shop.url}" in out, (out, error))
        expect(f"return_url    {shop.url}/back?shop=1&appkey=" in out, out)
        shop.wait(1)
        expect((shop.received[0]["price"], shop.received[0]["extend"], shop.received[0]["type"])
               == ("1.88", "table-7", "alipay"), shop.received)
        base = f"{sandbox.url}/pay/any?appkey={KEY}&token=qflknfokn&price=2.00&custom=a%20b"
        for url in (base, base + "&stable=1"):
            status, out, error = press(url, "--json")
            expect(status == 0 and json.loads(out)["order_price"] == "2.00", (out, error))
            expect(shop.received[-1]["extend"] == "a b", "the page's own contact is kept")
        cases = [(["--times", "3"], 3, "paid", []), (["--late"], 1, "paid", []), (["--expired"], 0, "expired", []),
                 (["--lost"], 0, "paid", []), (["--too-little"], 1, "unpaid", []), (["--too-much"], 1, "paid", []),
                 (["--pays", "10.00"], 1, "unpaid", []), (["--pays", "10.23"], 1, "paid", []),
                 (["--pays", "11.5", "--times", "2"], 2, "paid", []),
                 (["--forged"], 1, "unpaid", ["fail"]), (["--forged", "--times", "2"], 2, "unpaid", ["fail"] * 2)]
        for options, count, state, answers in cases:
            shop.received.clear()
            shop.answers[:] = answers
            status, out, error = press(order(), "--json", *options)
            expect(status == 0 and json.loads(out)["order_status"] == state, (options, out, error))
            if "--pays" in options:
                paid = {message["realprice"] for message in shop.received}
                expect(paid == {f"{float(options[1]):.2f}"}, (options, shop.received))
            expect(len(shop.received) == len(json.loads(out)["notifications"]) == count, (options, shop.received))
        shop.answers[:] = ["fail"]
        status, out, error = press(order())
        expect(status == 1 and "did not answer every notification with success" in error, error)
        status, out, error = press(order(), "--forged")
        expect(status == 1 and "the shop accepts a forged notification" in error, error)
        paid = order()
        press(paid)
        shop.received.clear()
        shop.answers[:] = ["fail"]
        status, out, error = press(paid, "--forged", "--json")
        expect(status == 0 and json.loads(out)["order_status"] == "paid" and len(shop.received) == 1,
               ("anyone can send a forged notification of an order that is paid", out, error))
        expired = order()
        press(expired, "--expired")
        for arguments, wanted, words in (
                ([expired], 1, "paid or has expired"), ([paid], 1, "paid or has expired"), ([sandbox.url + "/pay/api?id=x&type=wechat"], 1, "no such order"),
                (["counter", *here], 1, "cannot be paid with this price"), (["nothing", *here], 64, "no link has the id"),
                (["counter"], 64, "no sandbox is given"), (["https://gatepay.io/pay/any?appkey=x"], 1, "is not a link"),
                ([base.replace("qflknfokn", "other")], 1, "no such token"), (["http://127.0.0.1:9/pay/any"], 74, "does not answer"),
                ([base + "&stable=1", "--custom", "x"], 1, "with this contact"), ([order(), "--times", "6"], 64, "1 to 5"),
                ([shop.url + "/pay/any"], 1, "is not a link"), ([order(), "--late", "--forged"], 64, "exclude each other"),
                ([order(), "--pays", "ten"], 64, "--pays takes an amount"), ([order(), "--pays", "1", "--late"], 64, "without")):
            status, out, error = press(*arguments)
            expect((status, out) == (wanted, "") and words in error, (arguments, status, out, error))
    print("the command presses every button")


def restart():
    """Orders expire, survive kill -9, and what was to be sent is sent afterwards."""
    shop = Shop()
    shop.answers[:] = ["fail"]
    addresses = ["--notify-url", shop.url, "--return-url", shop.url + "/back?shop=1"]
    first = Sandbox(*addresses, "--expire-after", "10", "--retry-after", "1", database="kept.sqlite")
    pay_url = first.create("anypay", number="kept-a")["data"]["pay_url"]
    first.create("anypay", number="late-a")
    first.press(pay_url, "paid")
    shop.wait(1)
    first.process.kill()
    first.process.wait()
    port = int(first.url.rsplit(":", 1)[1])
    with Sandbox(*addresses, database="kept.sqlite", port=port) as second:
        shop.wait(2)
        verify_notification(shop.received[1], "kept-a", "10.23", "10.23")
        expect(second.check("kept-a")["data"]["order_status"] == "paid", "the payment is kept")
        second.wait_until_expired("late-a")
        expect("paid" in second.curl(pay_url), "the pay URL is kept")
    print("orders expire and survive a kill")


def stock():
    """What is sold or held is not sold twice; what has expired is free again."""
    with Sandbox("--notify-url", "http://127.0.0.1:9/", "--return-url", "http://127.0.0.1:9/",
                 "--expire-after", "10") as sandbox:
        held = sandbox.create("stablepay", own="7")
        expect(held["code"] == 100, held)
        expect(sandbox.create("stablepay", own="7", number="second-a")["code"] == 100, "two pieces")
        note("stablepay", sandbox.create("stablepay", own="7"), 206, "当前产品无库存")
        rest = sandbox.create("grouppay", own="7:1,8:2")
        expect(rest["code"] == 100, "the rest of a set is sold")
        payment = json.loads(sandbox.curl(rest["data"]["pay_url"] + "&format=json"))["data"]
        expect((payment["order_price"], payment["order_name"]) == ("57.00", "桂花糕×2"),
               f"nobody pays for what is sold out: {payment}")
        items = sqlite3.connect(sandbox.database).execute(
            "SELECT product, pieceCount FROM item WHERE orderID = ?", [payment["order_id"]]).fetchall()
        expect(items == [("8", 2)], f"what was paid for is taken from the stock: {items}")
        note("grouppay", sandbox.create("grouppay", own="7:1"), 204, "组合内无有效库存商品")
        sandbox.press(held["data"]["pay_url"], "paid")
        sandbox.wait_until_expired("second-a")
        expect(sandbox.create("stablepay", own="7")["code"] == 100, "the expired piece is free")
        note("stablepay", sandbox.create("stablepay", own="7"), 206, "当前产品无库存")
    print("the stock is counted")


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
