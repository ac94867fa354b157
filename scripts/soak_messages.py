"""The messages of scripts/soak: the same number always gives the same message."""
import hashlib
import urllib.parse

KEY = "00112233445566778899aabbccddeeff"
SECRET = "test-soak-secret"
ORDER_COUNT = 200
# The kinds of messages, in a hundred.
KINDS = (["order"] * 68 + ["repeat"] * 20 + ["quick"] * 5 + ["old"] * 3 + ["less"] * 2 + ["forged"] * 2)


def md5(text):
    return hashlib.md5(text.encode()).hexdigest()


def order_name(number):
    return "k" + md5(f"order {number}")[:20] + "z"


def kind_of(number):
    return KINDS[int(md5(f"kind {number}")[:8], 16) % len(KINDS)]


def message(number):
    """The body of a message, and whether it is authentic."""
    kind = kind_of(number)
    if kind == "repeat":
        # An earlier message that is none itself.
        earlier = max(0, number - 1 - int(md5(f"back {number}")[:4], 16) % 5000)
        while kind_of(earlier) == "repeat" and earlier > 0:
            earlier -= 1
        if kind_of(earlier) == "repeat":
            kind = "order"
        else:
            return message(earlier)
    order = number % ORDER_COUNT
    fields = {"order_id": str(1_000_000 + number), "out_order_id": order_name(order), "price": "5.00",
              "realprice": "5.00", "type": "wechat", "paytime": str(1_700_000_000 + number),
              "extend": f"c{order}"}
    if kind == "less":
        fields["realprice"] = "4.00"
    if kind in ("quick", "old"):
        fields.update(out_order_id=f"{kind}{number}x", extend="terry",
                      price="1.88" if kind == "quick" else "1.66")
        fields["realprice"] = fields["price"]
    sign = md5(md5(KEY + "".join(fields.values())) + (SECRET if kind != "forged" else "another"))
    return urllib.parse.urlencode({**fields, "sign": sign}), kind != "forged"
