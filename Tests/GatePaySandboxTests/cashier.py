"""The cashier's page, its buttons, and what the merchant's server gets from them."""
import json
import os
import pathlib
import subprocess
import time
import urllib.parse

from sandbox import KEY, OTHER_KEY, PAYPRESS, Sandbox, expect, logs, sign
from shop import Shop



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
        log = pathlib.Path(logs[-1]).read_text()
        expect((log.count(": too-little\n"), log.count(": too-much\n")) == (2, 2), "the log says what a sum did")
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
                ([expired], 1, "paid or has expired"), ([paid], 1, "paid or has expired"),
                ([sandbox.url + "/pay/api?id=x&type=wechat"], 1, "no such order"),
                (["counter", *here], 1, "cannot be paid with this price"), (["nothing", *here], 64, "no link has the id"),
                (["counter"], 64, "no sandbox is given"), (["https://gatepay.io/pay/any?appkey=x"], 1, "is not a link"),
                ([base.replace("qflknfokn", "other")], 1, "no such token"), (["http://127.0.0.1:9/pay/any"], 74, "does not answer"),
                ([base + "&stable=1", "--custom", "x"], 1, "with this contact"), ([order(), "--times", "6"], 64, "1 to 5"),
                ([shop.url + "/pay/any"], 1, "is not a link"), ([order(), "--late", "--forged"], 64, "exclude each other"),
                ([order(), "--pays", "ten"], 64, "--pays takes an amount"), ([order(), "--pays", "1", "--late"], 64, "without")):
            status, out, error = press(*arguments)
            expect((status, out) == (wanted, "") and words in error, (arguments, status, out, error))
    with Sandbox() as silent:
        for options, wanted in (([], 1), (["--forged"], 1), (["--lost"], 0), (["--expired"], 0)):
            # Create calls are refused without an address for notifications.
            url = f"{silent.url}/pay/any?appkey={KEY}&token=qflknfokn&price=2.00"
            result = subprocess.run([PAYPRESS, "sandbox", "trigger", url, *options], capture_output=True, text=True,
                                    env={**os.environ, "LC_ALL": "C"})
            expect(result.returncode == wanted and ("--notify-url" in result.stderr) == (wanted == 1), result)
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
