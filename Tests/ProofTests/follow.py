"""Follows printed forwarding codes in Chromium: from nginx and from Python's own server, with a stub
of the gateway that answers with the address it was asked for.

  follow.py PROGRAM FOLDER

Prints a line for each step; fails with what is wrong."""

import http.server
import json
import os
import re
import socket
import subprocess
import sys
import threading
import time
import urllib.parse

program, folder = os.path.abspath(sys.argv[1]), os.path.abspath(sys.argv[2])
output = f"{folder}/output"


class Gateway(http.server.BaseHTTPRequestHandler):
    def do_GET(self):
        query = dict(urllib.parse.parse_qsl(urllib.parse.urlsplit(self.path).query))
        body = f"<p id=arrived>{json.dumps(query)}</p>".encode()
        self.send_response(200)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *arguments):
        pass


def free_port():
    with socket.socket() as server:
        server.bind(("127.0.0.1", 0))
        return server.getsockname()[1]


def run(*command):
    result = subprocess.run(command, cwd=folder, capture_output=True, text=True)
    if result.returncode:
        sys.exit(f"{command}: {result.stdout}{result.stderr}")
    return result.stdout


def write(port, gateway, links):
    with open(f"{folder}/paypress.yml", "w") as file:
        file.write(f"""
site: {{ title: Shop, language: en, base_url: "http://127.0.0.1:{port}/", hosts: [nginx] }}
gateway: http://127.0.0.1:{gateway}
merchants: {{ m: {{ appkey: e3d704f3542b44a621ebed70dc0efe13, tokens: {{ c: qflknfokn }} }} }}
links:
{links}
print: [{{ poster: "*", name: posters, paper: A6 }}]
""")
    run(program, "build")


def code(picture):
    return run("zbarimg", "--quiet", "--raw", "-Sqrcode.enable", picture).strip()


def arrival(address):
    """The page on which a browser ends."""
    return run(
        "chromium-headless-shell", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage",
        f"--user-data-dir={folder}/profile", "--virtual-time-budget=8000", "--dump-dom", address)


def price(address):
    found = re.search(r"<p id=\"?arrived\"?>(.*?)</p>", arrival(address))
    return json.loads(found[1].replace("&quot;", '"')).get("price") if found else None


def nginx(port):
    with open(f"{folder}/nginx.conf", "w") as file:
        file.write(f"""
{"user root;" if os.geteuid() == 0 else ""} daemon off; master_process off; pid {folder}/nginx.pid;
events {{}} http {{ access_log off;
client_body_temp_path {folder}; proxy_temp_path {folder}; fastcgi_temp_path {folder};
uwsgi_temp_path {folder}; scgi_temp_path {folder};
types {{ text/html html; text/css css; }}
server {{ listen 127.0.0.1:{port}; root {output}; {"include " + output + "/hosts/nginx.conf;"
if os.path.exists(output + "/hosts/nginx.conf") else ""} }} }}""")
    return ["/usr/sbin/nginx", "-e", f"{folder}/nginx.log", "-c", f"{folder}/nginx.conf"]


def python(port):
    return [sys.executable, "-m", "http.server", str(port), "--bind", "127.0.0.1", "-d", output]


def served(command, port, body):
    server = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        for _ in range(200):
            try:
                socket.create_connection(("127.0.0.1", port), 1).close()
                break
            except OSError:
                time.sleep(0.05)
        return body()
    finally:
        # Whoever starts the tests may block signals, and servers inherit that.
        server.kill()
        server.wait()


def expect(what, found, wanted):
    if found != wanted:
        sys.exit(f"{what}: {found!r}, expected {wanted!r}")
    print(what, flush=True)


gateway = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Gateway)
threading.Thread(target=gateway.serve_forever, daemon=True).start()
port, other = free_port(), gateway.server_address[1]
link = "  - { id: tea, title: Tea, price: 28, stable: true, forward: true }\n"
cake = "  - { id: cake, title: Cake, price: 5, stable: true, forward: true }\n"

write(port, other, link + cake)
run(program, "pdf")
printed = code(f"{output}/qr/tea.png")
run("pdftoppm", "-r", "150", "-gray", "-f", "1", "-l", "1", f"{output}/print/posters.pdf", "page")
expect("the PDF has the code of the PNG", code(f"{folder}/page-1.pgm"), printed)
for name, command in [("nginx", nginx), ("python", python)]:
    expect(f"{name}: first price", served(command(port), port, lambda: price(printed)), "28.00")
write(port, other, link.replace("28", "30") + cake)
expect("the code is the same", code(f"{output}/qr/tea.png"), printed)
for name, command in [("nginx", nginx), ("python", python)]:
    expect(f"{name}: new price", served(command(port), port, lambda: price(printed)), "30.00")
write(port, other, cake)
for name, command in [("nginx", nginx), ("python", python)]:
    page = re.sub("</?span[^>]*>", "", served(command(port), port, lambda: arrival(printed)))
    expect(
        f"{name}: explanation",
        ("This code was for “Tea, ¥30.00”" in page, "现已停用" in page, "arrived" in page),
        (True, True, False))
gateway.shutdown()
