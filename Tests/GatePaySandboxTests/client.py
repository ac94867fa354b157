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
from sandbox import GOOD, KEY, OTHER_KEY, PAYPRESS, SECRET, Sandbox, expect, md5, sign
from shop import Shop

reached = set()


def note(kind, reply, code, message):
    expect((reply["code"], reply["msg"]) == (code, message), f"{kind} {code} {message}: {reply}")
    reached.add((kind, code, message))


def own_code(kind, message):
    return 201 + OWN[kind].index(message)


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


def verify_return(address, shop, order, price, product=""):
    expect(address.startswith(shop.url + "/back?shop=1&"), address)
    query = dict(urllib.parse.parse_qsl(urllib.parse.urlsplit(address).query, keep_blank_values=True))
    fields = ["price", "type", "product_id", "order_id", "out_order_id"]
    expect(query["sign"] == sign(*[query[name] for name in fields]), f"the signature of {address}")
    expect((query["out_order_id"], query["price"], query["product_id"]) == (order, price, product), address)


def buttons(sandbox, shop):
    """Every button: what is sent, where the browser goes, what the order check says."""
    cases = [("paid", 1, "10.23", True, "paid"), ("too-little", 1, "10.22", False, "unpaid"),
             ("too-much", 1, "10.24", True, "paid"), ("expired", 0, "", False, "expired"),
             ("paid-late", 1, "10.23", True, "paid"), ("notified-twice", 2, "10.23", True, "paid"),
             ("notification-lost", 0, "", True, "paid")]
    for action, count, real_price, returns, state in cases:
        shop.received.clear()
        number = f"button-{action}"
        pay_url = sandbox.create("anypay", number=number)["data"]["pay_url"]
        code, address = sandbox.press(pay_url, action)
        expect(code == "303", f"{action}: {code}")
        shop.wait(count)
        for message in shop.received:
            verify_notification(message, number, "10.23", real_price)
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


def tries(sandbox, shop):
    """Three tries, stopped by success; another machine is never called."""
    for answers, count in ((["fail", "500", "success"], 3), (["no"] * 5, 3), (["success"], 1)):
        shop.received.clear()
        shop.answers[:] = answers
        pay_url = sandbox.create("anypay")["data"]["pay_url"]
        sandbox.press(pay_url, "paid")
        shop.wait(count)
        shop.answers.clear()
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
        natural_codes(sandbox)
        switched_codes(sandbox)
        replies(sandbox)
        buttons(sandbox, shop)
        order_of_events(sandbox, shop)
        tries(sandbox, shop)
        hanging(sandbox, shop)
        unknown_orders(sandbox)
        quick_collect(sandbox, shop)
    console_codes()
    whole_table()
    stock()
    restart()
    canary()


main()
