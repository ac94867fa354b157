"""A gateway for tests, written from the interface document alone: four create calls and order/check.

usage: gateway.py FOLDER SECRET

Prints its port. In FOLDER, every order is a line of `created`, every question one of `checked`; each
line of `faults` is what happens to one create call, the first of them to the next one:
  lose      the order is created, and the connection ends without a reply
  drop      nothing is created, and the connection ends without a reply
  cut       the order is created, and the reply ends in the middle
  html      nothing is created; the reply is a page with status 502
  late      the order is created only once there is a file `commit`; no reply before
  die       the order is created, the connection ends without a reply, and so does the gateway
  refuse N  the reply has code N
The orders of the kind that is in `unknown` are not found by order/check.
Ends when its standard input does.
"""

import hashlib
import http.server
import json
import os
import sys
import threading
import time
import urllib.parse

FOLDER, SECRET = sys.argv[1], sys.argv[2]
OWN = {"anypay": "price", "cloudpay": "price", "grouppay": "fields", "stablepay": "product_id"}
PRICES = {"8": 110, "7": 8800, "9": 500}
ORDERS = {}


def md5(text):
    return hashlib.md5(text.encode()).hexdigest()


def sign(form, names):
    return md5(md5("".join(form[name] for name in names)) + SECRET)


def note(name, text):
    with open(os.path.join(FOLDER, name), "a") as file:
        file.write(text + "\n")


def next_fault():
    path = os.path.join(FOLDER, "faults")
    try:
        lines = open(path).read().splitlines()
    except FileNotFoundError:
        return ""
    with open(path, "w") as file:
        file.write("".join(line + "\n" for line in lines[1:]))
    return lines[0] if lines else ""


def unknown_kind():
    try:
        return open(os.path.join(FOLDER, "unknown")).read().strip()
    except FileNotFoundError:
        return ""


def cents(kind, value):
    if kind in ("anypay", "cloudpay"):
        return int(value.replace(".", ""))
    if kind == "stablepay":
        return PRICES[value]
    return sum(PRICES[part.split(":")[0]] * int(part.split(":")[1]) for part in value.split(","))


class Handler(http.server.BaseHTTPRequestHandler):
    def log_message(self, *arguments):
        pass

    def reply(self, code, message, data, limit=None):
        # A comma before the last bracket and escaped slashes, as in the document's samples.
        text = json.dumps({"code": code, "msg": message, "time": str(int(time.time())), "data": data},
                          ensure_ascii=False).replace("/", "\\/")
        body = (text[:-1] + ",}").encode()
        self.send_response(200)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body[:limit])
        self.close_connection = True

    def do_POST(self):
        body = self.rfile.read(int(self.headers["Content-Length"])).decode()
        form = dict(urllib.parse.parse_qsl(body, keep_blank_values=True))
        kind = self.path.split("/")[2]
        fault = next_fault()
        if fault == "drop":
            self.close_connection = True
            return
        if fault == "html":
            page = b"<h1>Bad gateway</h1>"
            self.send_response(502)
            self.send_header("Content-Length", str(len(page)))
            self.end_headers()
            self.wfile.write(page)
            return
        if fault.startswith("refuse"):
            return self.reply(int(fault.split()[1]), "拒绝", "")
        if form["sign"] != sign(form, ["appkey", OWN[kind], "type", "out_order_id", "custom"]):
            return self.reply(104, "无效的签名", "")
        while fault == "late" and not os.path.exists(os.path.join(FOLDER, "commit")):
            time.sleep(0.01)
        number = len(ORDERS) + 500
        ORDERS.setdefault(form["out_order_id"], []).append(number)
        form["kind"], form["cents"] = kind, cents(kind, form[OWN[kind]])
        ORDERS[form["out_order_id"]][-1] = (number, form)
        note("created", form["out_order_id"])
        if fault == "die":
            os._exit(0)
        if fault in ("lose", "late"):
            self.close_connection = True
            return
        host = self.headers["Host"]
        pay = f"http://{host}/pay/api?id={number:013x}&type={form['type']}"
        self.reply(100, "请求成功", {
            "pay_url": pay, "qrcode_url": f"http://{host}/qrcode/buildsize=130&text=" + pay,
            "qrcode_body": "", "params": form,
        }, limit=40 if fault == "cut" else None)

    def do_GET(self):
        form = dict(urllib.parse.parse_qsl(self.path.split("?", 1)[1]))
        note("checked", form["out_order_id"])
        if form["sign"] != sign(form, ["appkey", "out_order_id"]):
            return self.reply(104, "无效的签名", "")
        orders = ORDERS.get(form["out_order_id"])
        if not orders or orders[-1][1]["kind"] == unknown_kind():
            return self.reply(201, "订单不存在", "")
        number, order = orders[-1]
        try:
            status = open(os.path.join(FOLDER, "status")).read().strip()
        except FileNotFoundError:
            status = "unpaid"
        self.reply(100, "请求成功", {
            "order_id": number, "order_name": "n", "order_type": order["type"],
            "order_price": "%d.%02d" % divmod(order["cents"], 100), "order_status": status})


server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
print(server.server_address[1], flush=True)
threading.Thread(target=server.serve_forever, daemon=True).start()
sys.stdin.read()
