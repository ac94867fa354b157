"""Every status code of every endpoint, and what the stock has to do with them."""
import json
import sqlite3

from codes import COMMON, OWN
from sandbox import GOOD, Sandbox, expect, md5

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
