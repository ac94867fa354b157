"""Edits a site at random, builds it, and compares it with a cold build, byte for byte.

A script is one to four edits of config, spreadsheet, templates or logo, perhaps damage to the site,
perhaps a killed build, and a build, a merge of shares or a print. A job is a chain of scripts on one
folder, so that each script starts from what the one before it left.
"""
import json
import os
import random
import shutil
import zipfile

from parts import Outcome, differences, files, run
from sites import BROWSER

SCRIPTS = 3_000
CHAIN = 10


def jobs(context):
    seed = random.Random(context.seed)
    return [seed.randrange(1 << 30) for _ in range(SCRIPTS // CHAIN)]


def do(seed, context, folder):
    outcome, project = Outcome(), Project(random.Random(seed), context, folder)
    for number in range(CHAIN):
        what = f"chain {seed}, script {number}"
        project.number = number
        for _ in range(project.random.randint(1, 4)): project.edit()
        project.write()
        project.disturb(outcome)
        way = project.make(outcome, what)
        outcome.counts["scripts"] += 1
        project.compare(outcome, f"{what}, {way}")
        if outcome.failures: break
    return outcome


LOGOS = ['<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 8 8"><path d="M0 0h8v8H0z"/></svg>',
         '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 6"><circle cx="4" cy="3" r="2"/></svg>']
# What every page needs: a code to scan and a button.
PAY = '<img src="{{qr_image}}" alt=""><a href="{{pay_url}}">Pay</a>'
TEMPLATES = {
    "classic/page.html": [f"<p>{{{{title}}}} {{{{#price}}}}{{{{price}}}}{{{{/price}}}}</p>{PAY}",
                          f"<b>{{{{title}}}}</b>{PAY}"],
    "classic/style.css": ["p { color: red }\n", "p { color: {{accent}} }\n"],
    "night/page.html": [f"<h1>{{{{title}}}}</h1>{{{{>part.html}}}}{PAY}"],
    "shared/part.html": ["<i>part</i>", "<i>{{title}}</i>"],
}


class Project:
    """A config with a spreadsheet, and the edits that people make."""

    def __init__(self, rng, context, folder):
        self.random, self.context, self.folder = rng, context, folder
        self.output = os.path.join(folder, "output")
        self.number = 0
        self.rows = [[f"p{n}", f"Product {n}", f"{n}.50", f"shop-{n % 3}"] for n in range(1, 13)]
        self.flags = {"svg": True, "fan_out": False, "index": False, "chinese": False, "extra": False}
        self.kind, self.accent, self.token, self.tables = "csv", "#1a1a2e", "x", 3
        self.templates, self.logo, self.jobs = {}, 0, []

    # Edits

    def edit(self):
        pick, rows = self.random, self.rows
        row = pick.randrange(len(rows))
        choice = pick.randrange(17)
        if choice == 0:
            rows.insert(row, [f"n{self.number}-{pick.randrange(10**6)}", "New", "3.00", "x"])
        elif choice == 1 and len(rows) > 2: del rows[row]
        elif choice == 2: rows[row][1] = f"Renamed {self.number} 茶 & <b>"
        elif choice == 3: rows[row][2] = f"{pick.randint(1, 90)}.25"
        elif choice == 4: pick.shuffle(rows)
        elif choice == 5: rows[row][3] = f"shop-{self.number}"
        elif choice == 6: self.accent = pick.choice(["#1a1a2e", "#224466", "#336622"])
        elif choice in (7, 8):
            name = pick.choice(list(self.flags))
            self.flags[name] = not self.flags[name]
        elif choice in (9, 10):
            path = pick.choice(list(TEMPLATES))
            if path in self.templates: del self.templates[path]
            else: self.templates[path] = pick.choice(TEMPLATES[path])
            # The page that includes a part cannot do without it.
            if "night/page.html" in self.templates:
                self.templates.setdefault("shared/part.html", TEMPLATES["shared/part.html"][0])
        elif choice == 11: self.logo = 1 - self.logo
        elif choice == 12: self.kind = pick.choice(["csv", "csv-bom", "semicolons", "gbk", "xlsx"])
        elif choice == 13: self.token = pick.choice(["x", "y", "z"])
        elif choice == 14: self.tables = pick.randint(1, 6)
        elif choice == 15 and len(self.jobs) > 1: del self.jobs[pick.randrange(len(self.jobs))]
        else:
            name = f"job{self.number}-{len(self.jobs)}-{pick.randrange(1000)}"
            self.jobs.append(pick.choice([
                '{ labels: "*", stock: avery-l7120, allow: [distance], name: %s }',
                "{ poster: open, paper: A5, name: %s, mark: logo.svg }",
                "{ tent: other, paper: A5, name: %s }"]) % name)

    def write(self):
        flags = {name: str(value).lower() for name, value in self.flags.items()}
        sheet = self.write_rows()
        language = "zh-CN" if self.flags["chinese"] else "en"
        extra = "  - { id: extra, price: 9.99, custom: e, stable: true }\n" if self.flags["extra"] else ""
        jobs = "print:\n" + "".join(f"  - {job}\n" for job in self.jobs) if self.jobs else ""
        self.put("paypress.yml", f"""\
site:
  title: Test
  language: {language}
  base_url: https://pay.example.com
  index_batch_pages: {flags["index"]}
  fan_out: {flags["fan_out"]}
  qr: {{ svg: {flags["svg"]} }}
merchants:
  m: {{ name: Lakeside, appkey: 00112233445566778899aabbccddeeff, tokens: {{ t: "${{TOKEN}}" }} }}
  n: {{ name: Hilltop, appkey: ffeeddccbbaa99887766554433221100, tokens: {{ t: y }} }}
skins:
  night: {{ gateway_skin: 1, templates: night, accent: "{self.accent}" }}
defaults: {{ merchant: m }}
links:
  - {{ id: open }}
  - {{ id: other, merchant: n, skin: night }}
{extra}  - {{ id: "t-{{n}}", each: {{ n: 1..{self.tables} }}, custom: "t-{{n}}", price: 4, stable: true }}
  - {{ id: "{{sku}}", rows: {sheet}, title: "{{name}}", price: "{{price}}", custom: "{{channel}}", stable: true }}
{jobs}""")
        self.put("logo.svg", LOGOS[self.logo])
        shutil.rmtree(os.path.join(self.folder, "templates"), ignore_errors=True)
        for path, text in self.templates.items(): self.put(f"templates/{path}", text)

    def put(self, name, data):
        path = os.path.join(self.folder, name)
        os.makedirs(os.path.dirname(path), exist_ok=True)
        with open(path, "wb") as file: file.write(data if isinstance(data, bytes) else data.encode())

    def write_rows(self):
        lines = [["sku", "name", "price", "channel"], *self.rows]
        if self.kind == "xlsx":
            write_workbook(os.path.join(self.folder, "products.xlsx"), lines)
            return "products.xlsx"
        separator = ";" if self.kind == "semicolons" else ","
        text = "".join(separator.join(line) + "\n" for line in lines)
        self.put("products.csv", text.encode({"gbk": "gbk", "csv-bom": "utf-8-sig"}.get(self.kind, "utf-8")))
        return "products.csv"

    # Damage

    def disturb(self, outcome):
        """Changes the site as people and disks do: removes, damages and touches files."""
        if not os.path.isdir(self.output) or self.random.random() < 0.5: return
        names = sorted(files(self.output))
        if not names: return
        path = os.path.join(self.output, self.random.choice(names))
        kind = self.random.randrange(5)
        outcome.counts["damaged files"] += 1
        if kind == 0: os.unlink(path)
        elif kind == 1:
            # The same size, and the time of modification restored.
            status = os.stat(path)
            with open(path, "r+b") as file:
                first = file.read(1) or b"x"
                file.seek(0)
                file.write(bytes([first[0] ^ 1]))
            os.utime(path, ns=(status.st_atime_ns, status.st_mtime_ns))
        elif kind == 2: os.utime(path)
        elif kind == 3:
            shutil.copy(path, f"{path}.copy")
            os.replace(f"{path}.copy", path)
        else:
            # A disk that lost a part of what builds keep for themselves.
            state = os.path.join(self.output, ".paypress")
            part = self.random.choice(["record", "record.copy", "build"])
            part = os.path.join(state, part)
            if os.path.exists(part): os.truncate(part, os.path.getsize(part) // 2)

    # Builds

    def run(self, *arguments, prefix=()):
        return run([*prefix, self.context.program, *arguments], self.folder, 120, TOKEN=self.token,
                   SOURCE_DATE_EPOCH="1", PAYPRESS_BROWSER=BROWSER)

    def make(self, outcome, what):
        """Brings the site up to date in one of several ways, and names it."""
        workers = str(self.random.randint(1, 4))
        if self.random.random() < 0.25:
            at = str(int(40 + 900 * self.random.random()))
            log = os.path.join(self.folder, "log")
            self.run("build", "-j", workers, prefix=(self.context.tool("fault"), log, "all", "kill", at))
            outcome.counts["killed builds"] += 1
        way = self.random.choice(["build", "build", "build", "merge", "print"])
        if way == "merge":
            count = self.random.randint(1, 3)
            shares = [f"share-{number}" for number in range(1, count + 1)]
            for number, share in enumerate(shares, 1):
                # Shares of another number are of another site.
                shard = f"{number}/{count}"
                result = self.run("build", "--shard", shard, "-o", share, "-j", workers)
                outcome.check(result.returncode == 0, f"{what}: share: {result.stderr}")
            result = self.run("merge", *shares, "-j", workers)
        else:
            result = self.run("build", "-j", workers)
            if way == "print" and self.jobs and result.returncode == 0: result = self.run("pdf")
        outcome.counts[f"by {way}"] += 1
        outcome.check(result.returncode == 0, f"{what}: {way}: {result.returncode} {result.stderr}")
        return way

    def compare(self, outcome, what):
        cold = os.path.join(self.folder, "cold")
        shutil.rmtree(cold, ignore_errors=True)
        result = self.run("build", "-o", "cold")
        if not outcome.check(result.returncode == 0, f"{what}: cold: {result.stderr}"): return
        found = files(self.output)
        printed = [name for name in found if name.endswith(".pdf")]
        if printed:
            with open(os.path.join(cold, "print", "jobs.json")) as file: jobs = json.load(file)
            names = [job["name"] for job in jobs if job["pdf"] in printed]
            result = self.run("pdf", "-o", "cold", *names)
            outcome.check(result.returncode == 0, f"{what}: cold print: {result.stderr}")
            outcome.counts["compared PDFs"] += len(printed)
        expected = files(cold)
        outcome.check(found == expected, f"{what}: differs: {differences(found, expected)}")
        outcome.counts["compared files"] += len(expected)
        if self.number % 5 == 0:
            result = self.run("verify")
            outcome.check(result.returncode == 0, f"{what}: verify: {result.stdout}{result.stderr}")


def write_workbook(path, lines):
    """A workbook of texts."""
    escape = lambda text: text.replace("&", "&amp;").replace("<", "&lt;")
    rows = "".join(
        f'<row r="{number}">' + "".join(
            f'<c r="{"ABCD"[index]}{number}" t="inlineStr"><is><t>{escape(cell)}</t></is></c>'
            for index, cell in enumerate(line)) + "</row>" for number, line in enumerate(lines, 1))
    main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    relations = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    package = "http://schemas.openxmlformats.org/package/2006"
    form = "application/vnd.openxmlformats-officedocument.spreadsheetml"
    parts = {
        "[Content_Types].xml":
            f'<Types xmlns="{package}/content-types"><Default Extension="rels" ContentType="application/'
            'vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" '
            f'ContentType="application/xml"/><Override PartName="/xl/workbook.xml" ContentType="{form}'
            f'.sheet.main+xml"/><Override PartName="/xl/worksheets/sheet1.xml" ContentType="{form}'
            '.worksheet+xml"/></Types>',
        "_rels/.rels":
            f'<Relationships xmlns="{package}/relationships"><Relationship Id="r1" '
            f'Type="{relations}/officeDocument" Target="xl/workbook.xml"/></Relationships>',
        "xl/workbook.xml":
            f'<workbook xmlns="{main}" xmlns:r="{relations}"><sheets><sheet name="S" sheetId="1" '
            'r:id="r1"/></sheets></workbook>',
        "xl/_rels/workbook.xml.rels":
            f'<Relationships xmlns="{package}/relationships"><Relationship Id="r1" '
            f'Type="{relations}/worksheet" Target="worksheets/sheet1.xml"/></Relationships>',
        "xl/worksheets/sheet1.xml":
            f'<worksheet xmlns="{main}"><sheetData>{rows}</sheetData></worksheet>',
    }
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in parts.items():
            archive.writestr(name, f'<?xml version="1.0" encoding="UTF-8"?>{text}')
