"""Serves a built site by the real nginx, Apache and Caddy, compares their redirects of short addresses
with links.json, and asks for the owner's files. The servers run as whoever runs the tests, on free ports."""

import http.client
import json
import os
import re
import socket
import subprocess
import sys
import tempfile
import time
import urllib.parse

output = os.path.abspath(sys.argv[1])
links = [link for link in json.load(open(f"{output}/links.json")) if link["short_url"]]
# Where the site is on its host, as clients ask for it.
base = urllib.parse.urlsplit(links[0]["short_url"]).path.rsplit("/p/", 1)[0] + "/"

# The owner's files as they are, and as somebody spells them who knows that they are refused.
private = [os.path.relpath(os.path.join(folder, file), output)
           for folder, _, files in os.walk(f"{output}/.paypress") for file in files]
assert ".paypress/owner/index.html" in private, private
refused = [base + urllib.parse.quote(path) for path in private] + [
    base + path for path in (".paypress/", ".paypress/owner/", "%2Epaypress/owner/index.html",
                             ".paypress//owner/index.html", ".p%61ypress/owner/", "./.paypress/owner/",
                             "p/../.paypress/owner/index.html", ".paypress/owner/index.html?x=1")]


def free_port():
    with socket.socket() as server:
        server.bind(("127.0.0.1", 0))
        return server.getsockname()[1]


def get(port, path):
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=10)
    connection.request("GET", path)
    answer = connection.getresponse()
    answer.read()
    return answer


def check(name, port):
    for link in links:
        path = urllib.parse.urlsplit(link["short_url"]).path.rstrip("/")
        small = re.sub("%..", lambda escape: escape[0].lower(), path)
        for request in [path + "/", path, path + "/?price=0.01&x=1", small + "/"]:
            answer = get(port, request)
            found = (answer.status, answer.getheader("Location"), answer.getheader("Cache-Control"))
            if found != (302, link["url"], "no-store"):
                sys.exit(f"{name}: {request}: {found}, expected {link['url']}")
    if get(port, base + "index.html").status != 200:
        sys.exit(f"{name}: the index is not served")
    for request in refused:
        if get(port, request).status != 404:
            sys.exit(f"{name}: {request}: {get(port, request).status}, expected 404")
    print(f"{name} ok", flush=True)


def serve(name, port, command):
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
    try:
        for _ in range(200):
            try:
                socket.create_connection(("127.0.0.1", port), 1).close()
                break
            except OSError:
                if process.poll() is not None:
                    sys.exit(f"{name}: {process.stderr.read().decode()}")
                time.sleep(0.05)
        check(name, port)
    finally:
        # Whoever starts the tests may block signals, and servers inherit that.
        process.kill()
        process.wait()


def write(path, text):
    with open(path, "w") as file:
        file.write(text)
    return path


with tempfile.TemporaryDirectory() as work:
    os.chmod(work, 0o755)
    root = f"{work}/root{urllib.parse.unquote(base)}".rstrip("/")
    os.makedirs(os.path.dirname(root), exist_ok=True)
    os.symlink(output, root)
    root = f"{work}/root"
    port = free_port()
    serve("nginx", port, ["/usr/sbin/nginx", "-e", f"{work}/nginx.log", "-c", write(
        f"{work}/nginx.conf",
        f"""
        {"user root;" if os.geteuid() == 0 else ""}
        daemon off; master_process off; pid {work}/nginx.pid;
        events {{}}
        http {{
          access_log off;
          client_body_temp_path {work}; proxy_temp_path {work}; fastcgi_temp_path {work};
          uwsgi_temp_path {work}; scgi_temp_path {work};
          server {{
            listen 127.0.0.1:{port}; root {root};
            include {output}/hosts/nginx.conf;
          }}
        }}
        """)])
    port = free_port()
    modules = "/usr/lib/apache2/modules"
    names = ["mpm_event", "authz_core", "dir", "headers", "rewrite"]
    loads = "\n".join(f"LoadModule {name}_module {modules}/mod_{name}.so" for name in names)
    serve("apache", port, ["/usr/sbin/apache2", "-X", "-f", write(
        f"{work}/apache.conf",
        f"""
        {loads}
        ServerName localhost
        Listen 127.0.0.1:{port}
        PidFile {work}/apache.pid
        ErrorLog {work}/apache.log
        DefaultRuntimeDir {work}
        DocumentRoot {root}
        {"User www-data" if os.geteuid() == 0 else ""}
        <Directory {root}>
          Require all granted
          AllowOverride FileInfo
          Options FollowSymLinks
        </Directory>
        """)])
    port = free_port()
    serve("caddy", port, ["/usr/bin/env", f"HOME={work}", "caddy", "run", "--adapter", "caddyfile",
                          "--config", write(
        f"{work}/Caddyfile",
        f"""
        {{
          admin off
          auto_https off
        }}
        http://127.0.0.1:{port} {{
          root * {root}
          import {output}/hosts/Caddyfile
          file_server
        }}
        """)])
