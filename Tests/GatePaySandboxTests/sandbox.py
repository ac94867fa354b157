"""A running sandbox, and a client of it that knows the protocol from the interface document alone."""
import hashlib
import json
import os
import pathlib
import signal
import subprocess
import sys
import time
import urllib.parse

PAYPRESS = sys.argv[1]
SECRET = "test-canary-5e4fa1c0"
KEY = "00112233445566778899aabbccddeeff"
OTHER_KEY = "ffeeddccbbaa99887766554433221100"

OWN_FIELD = {"anypay": "price", "cloudpay": "price", "grouppay": "fields", "stablepay": "product_id"}
GOOD = {"anypay": "10.23", "cloudpay": "0.82", "grouppay": "8:2,7:1", "stablepay": "8"}

logs = []
counter = 0


def md5(text):
    return hashlib.md5(text.encode()).hexdigest()


def sign(*fields, key=KEY):
    return md5(md5(key + "".join(fields)) + SECRET)


def expect(condition, what):
    if not condition:
        print("wrong:", what)
        for log in logs:
            print(pathlib.Path(log).read_text())
        sys.exit(1)


class Sandbox:
    """A running sandbox; its own folder of orders, its own address."""

    def __init__(self, *options, database=None, port=0):
        self.database = database or f"orders-{len(logs)}.sqlite"
        logs.append(f"log-{len(logs)}.txt")
        with open(logs[-1], "w") as log:
            self.process = subprocess.Popen(
                [PAYPRESS, "sandbox", "--database", self.database, "--port", str(port), *options],
                stdout=subprocess.PIPE, stderr=log, text=True,
                env={**os.environ, "GATEPAY_APPSECRET": SECRET, "LC_ALL": "C"})
        self.url = self.process.stdout.readline().strip()
        expect(self.url.startswith("http://127.0.0.1:"), "the sandbox starts")

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.process.send_signal(signal.SIGTERM)
        expect(self.process.wait(20) == 0, "the sandbox ends well")

    def curl(self, *arguments):
        return subprocess.run(
            ["curl", "--silent", "--show-error", "--max-time", "20", *arguments],
            capture_output=True, text=True, check=True).stdout

    def post(self, path, fields):
        data = [part for name, value in fields.items() for part in ("--data-urlencode", f"{name}={value}")]
        return self.curl(self.url + path, *(data or ["--data", ""]))

    def create(self, kind, own=None, type="wechat", number=None, custom="terry", drop=(), **more):
        """A create call; `more` replaces fields after signing, `drop` leaves them out."""
        global counter
        counter += 1
        own = GOOD[kind] if own is None else own
        number = f"n{counter}x" if number is None else number
        fields = {"appkey": KEY, OWN_FIELD[kind]: own, "type": type, "out_order_id": number,
                  "custom": custom, "sign": sign(own, type, number, custom), **more}
        fields = {name: value for name, value in fields.items() if name not in drop}
        return json.loads(self.post(f"/api/{kind}/create", fields))

    def check(self, number, drop=(), **more):
        fields = {"appkey": KEY, "out_order_id": number, "sign": sign(number), **more}
        query = urllib.parse.urlencode({n: v for n, v in fields.items() if n not in drop})
        return json.loads(self.curl(f"{self.url}/api/order/check?{query}"))

    def wait_until_expired(self, number):
        deadline = time.time() + 60
        while self.check(number)["data"]["order_status"] != "expired":
            expect(time.time() < deadline, f"{number} expires")
            time.sleep(0.2)

    def ask(self, kind, **how):
        if kind == "check":
            return self.check(how.pop("number", "nobodys"), **how)
        return self.create(kind, **how)

    def press(self, pay_url, action, **more):
        """Presses a button of the cashier's page; the answer is where the browser goes."""
        id = urllib.parse.parse_qs(urllib.parse.urlsplit(pay_url).query)["id"][0]
        fields = {"id": id, "action": action, **more}
        data = [part for name, value in fields.items() for part in ("--data-urlencode", f"{name}={value}")]
        out = self.curl("--output", os.devnull, "--write-out", "%{http_code} %{redirect_url}",
                        f"{self.url}/sandbox/act", *data)
        return out.split(" ", 1)
