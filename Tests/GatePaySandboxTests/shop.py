"""A merchant's server for the tests."""
import http.server
import threading
import time
import urllib.parse


class Shop:
    """The merchant's server: keeps what it is sent, and answers what it is told to."""

    def __init__(self):
        self.received = []
        self.answers = []
        self.delay = 0
        self.held, self.until, self.released = None, None, threading.Event()
        shop = self

        class Handler(http.server.BaseHTTPRequestHandler):
            def do_GET(self):
                query = urllib.parse.urlsplit(self.path).query
                self.take({"method": "GET", **dict(urllib.parse.parse_qsl(query, keep_blank_values=True))})

            def do_POST(self):
                body = self.rfile.read(int(self.headers["Content-Length"])).decode()
                self.take(dict(urllib.parse.parse_qsl(body, keep_blank_values=True)))

            def take(self, message):
                shop.received.append(message)
                shop.hang(message.get("out_order_id"))
                time.sleep(shop.delay)
                answer = shop.answers.pop(0) if shop.answers else "success"
                self.send_response(500 if answer == "500" else 200)
                self.end_headers()
                self.wfile.write(answer.encode())

            def log_message(self, *_):
                pass

        self.server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.url = f"http://127.0.0.1:{self.server.server_port}"
        threading.Thread(target=self.server.serve_forever, daemon=True).start()

    def hold(self, number, until=None):
        """Lets the answer about one order wait until another order is notified."""
        self.held, self.until, self.released = number, until, threading.Event()

    def hang(self, number):
        if number == self.until:
            self.released.set()
        if number == self.held:
            self.released.wait(30)

    def wait(self, count):
        deadline = time.time() + 20
        while len(self.received) < count and time.time() < deadline:
            time.sleep(0.02)
        if len(self.received) != count:
            raise AssertionError(f"{count} notifications, not {len(self.received)}")
