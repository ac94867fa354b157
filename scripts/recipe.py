"""Reads docs/deploy.md and its translation: the files and commands that they give."""
import pathlib
import re

from loopback import expect, run

PAGES = ["docs/deploy.md", "docs/deploy.zh-CN.md"]
ROOT = pathlib.Path(__file__).resolve().parent.parent


def files(page):
    """The files of a page by their paths, which are in the first line of each."""
    text = (ROOT / page).read_text("utf-8")
    found = {}
    for body in re.findall(r"^```\w*\n(.*?)^```", text, re.M | re.S):
        path = re.match(r"# (/\S+)\n", body)
        if path:
            found[path[1]] = body
    return found


def commands(page, word):
    """The block of shell commands of a page that has a word."""
    blocks = re.findall(r"^```sh\n(.*?)^```", (ROOT / page).read_text("utf-8"), re.M | re.S)
    found = [block for block in blocks if word in block]
    expect(len(found) == 1, f"{page}: {len(found)} blocks with {word}")
    return found[0]


def check_secrets(folder):
    """What the page has the administrator type hands secrets to nobody, and runs nothing as root that should not."""
    for page in PAGES:
        for block in re.findall(r"^```sh\n(.*?)^```", (ROOT / page).read_text("utf-8"), re.M | re.S):
            for line in block.splitlines():
                expect(not re.match(r"\s*paypress ", line), f"{page}: root would run: {line}")
                if "sudo -u paypress" in line:
                    expect("-c /var/lib/paypress/paypress.yml" in line, f"{page}: from which folder? {line}")
        expect("install -o paypress -g paypress -m 0600 paypress.yml paypress.lock" in commands(page, "paypress.lock"),
               f"{page}: whose files?")
        block = commands(page, "appsecret: ").replace("/etc/paypress", str(folder))
        expect("echo" not in block, f"{page}: a secret in the history")
        run("bash", "-ec", f"umask 022; {block}", input="s3cret with 'signs'\n")
        file = folder / "secret.env"
        expect(file.read_text() == "GATEPAY_APPSECRET=s3cret with 'signs'\n", file.read_text())
        expect(file.stat().st_mode & 0o077 == 0, "others can read the secret")
        install, *_ = commands(page, "takings.htpasswd").splitlines()
        target = folder / "takings.htpasswd"
        run("sh", "-ec", "umask 022; " + install.replace("-g www-data ", "").replace("/etc/nginx", str(folder)))
        expect(target.stat().st_mode & 0o007 == 0 and "-g www-data" in install, "others can read the passwords")
    print("secrets stay out of the history, and files belong to whom they should")
