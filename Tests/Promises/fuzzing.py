"""Feeds each parser with inputs of libFuzzer under the address sanitiser: none may crash, hang or
break a rule."""
import glob
import io
import os
import random
import re
import shutil
import struct
import subprocess
import zipfile
import zlib

import edits
from parts import PACKAGE, Outcome, compile_package, run
from sites import opened

RUNS = 1_000_000
FOLDER = ".build-fuzzing"
# A parser that takes longer for 4 kB, or more memory, has a bound that does not hold.
LIMITS = ["-max_len=4096", "-timeout=10", "-rss_limit_mb=1024", "-malloc_limit_mb=512"]
# Without the callers of each allocation the sanitiser is several times faster.
OPTIONS = "detect_leaks=0:malloc_context_size=0:quarantine_size_mb=16:allocator_may_return_null=1"
# Jobs of a parser in the long run.
SHARES = 4


def prepare(context):
    """Compiles the fuzzer."""
    resources = subprocess.run(["swiftc", "-print-target-info"], check=True, text=True,
                               stdout=subprocess.PIPE).stdout
    folder = re.search(r'"runtimeResourcePath": "([^"]+)"', resources)[1]
    found = glob.glob(f"{folder}/clang/lib/linux/libclang_rt.fuzzer_no_main-{os.uname().machine}.a")
    if not found:
        raise RuntimeError("this Swift toolchain has no libFuzzer (libclang_rt.fuzzer_no_main)")
    # Not a setting of the process: a manifest with the fuzzer is another package to other builds.
    place = compile_package(
        ["swift", "build", "-c", "release", "--disable-default-traits", "--scratch-path", FOLDER,
         "--product", "Fuzzing", "-Xswiftc", "-enable-testing"],
        PAYPRESS_FUZZER_LIBRARY=os.path.realpath(found[0]))
    context.programs["fuzzing"] = os.path.join(place, "Fuzzing")
    make_seeds(context)


def parsers(context):
    return run([context.programs["fuzzing"]], PACKAGE).stdout.split()


def jobs(context):
    """A share of the runs of each parser; in the short run each parser has one job, of a time."""
    seed = random.Random(context.seed)
    names = parsers(context)
    shares = 1 if context.is_short else SHARES
    return [(name, seed.randrange(1, 1 << 30), share) for share in range(shares) for name in names]


def do(job, context, folder):
    name, seed, share = job
    outcome = Outcome()
    shares = 1 if context.is_short else SHARES
    corpus = os.path.join(folder, "inputs")
    shutil.copytree(os.path.join(context.work, "seeds", name), corpus)
    size = f"-max_total_time={context.fuzz_seconds}" if context.is_short else f"-runs={RUNS // shares}"
    result = run([context.programs["fuzzing"], name, f"-seed={seed}", size, *LIMITS,
                  "-print_final_stats=1", f"-artifact_prefix={folder}/", *dictionary(name, folder),
                  corpus], folder, 6 * 3600, ASAN_OPTIONS=OPTIONS, SWIFT_BACKTRACE="enable=no")
    done = re.search(r"stat::number_of_executed_units: +(\d+)", result.stderr)
    done = int(done[1]) if done else 0
    outcome.counts.update({"inputs": done, f"inputs: {name}": done})
    end = "\n".join(result.stderr.splitlines()[-30:])
    outcome.check(result.returncode == 0, f"{name}, seed {seed}: {result.returncode} {end}")
    expected = 1 if context.is_short else RUNS // shares
    outcome.check(done >= expected, f"{name}, seed {seed}: {done} inputs, not {expected}")
    return outcome


# What a parser gives a meaning to, in libFuzzer's form.
WORDS = {
    "yaml": ["{", "}", "[", "]", "- ", ": ", "\\x0a", "\\x0a  ", "|\\x0a", ">\\x0a", "&a ", "*a", "!!str ",
             "<<: ", "---\\x0a", "? ", "\\x22", "'", "#", "${SHOP}", "{n}", "{n|slug}", "{{", "1..9", "each: ",
             "rows: ", "price: ", "id: ", "links:", "print:", "merchants:", "site:", "skins:", "products:",
             "stable: true", "custom: ", "title: ", "poster: ", "labels: ", "stock: ", "paper: ", "any",
             "\\xe8\\x8c\\xb6", "\\xf0\\x9f\\x8d\\xb5", "\\xe2\\x80\\xae", "\\xef\\xbb\\xbf", "\\x00", "\\x09"],
    "csv": [",", ";", "\\x09", "|", "\\x22", "\\x22\\x22", "\\x0d\\x0a", "\\x0a", "\\x0d", "sep=;\\x0a",
            "\\xef\\xbb\\xbf", "\\xff\\xfe", "\\xfe\\xff", "\\xb2\\xe8", "\\xe8\\x8c\\xb6", "\\x00", "="],
    "svg": ["<svg xmlns='http://www.w3.org/2000/svg'", "viewBox='0 0 1 1'", "<path d='M0 0'/>", "<style>",
            "</style>", "<![CDATA[", "]]>", "<!--", "-->", "<script", "href='#a'", "xlink:href=", "url(#a)",
            "@import", "\\x5c69mport", "image-set(", "style='", "onload='", "<use", "<image", "&lt;",
            "<?xml-stylesheet", "<!DOCTYPE svg>", "xmlns:x='y'", "</svg>", "/>", "data:", "width='1'"],
    "json": ["{", "}", "[", "]", ":", ",", "\\x22", "\\x5c\\x22", "\\x5cu0000", "\\x5cud83d\\x5cudc00",
             "1e9", "-0", "0.5", "true", "false", "null", "\\xef\\xbb\\xbf"],
    "template": ["{{", "}}", "{{title}}", "{{#price}}", "{{/price}}", "{{^price}}", "{{>code.html}}",
                 "{{pay_url}}", "{{qr_image}}", "{{&title}}", "{{{title}}}", "{{!x}}", "<a href=\\x22",
                 "<script>", "</script>", "<style>", "</style>", "<!--", "-->", "<textarea>", "<title>",
                 "</title>", "style=\\x22", "onclick=\\x22", "'", "\\x22", "=", ">", "<p ", "<svg>", "<![CDATA[",
                 "<noscript>", "<template>", "<iframe srcdoc=\\x22", "<plaintext>", "<xmp>", "&", "/", "<b/"],
    "pdf": ["obj\\x0a", "endobj\\x0a", "xref\\x0a", "trailer\\x0a", "startxref\\x0a", "%%EOF\\x0a", "<<", ">>",
            "/MediaBox [0 0 9 9]", "/Kids [3 0 R]", "/Count ", "/Length ", "stream\\x0a", "endstream",
            "/Filter /FlateDecode", "0 R", "/Pages ", "/Type /Page", "/Contents ", " Tj", " TJ", "<0000>"],
    "number-format": ["0", "#", "?", ".", ",", "%", "E+", "@", "General", "yyyy", "mm", "[h]", ";", "\\x5c",
                      "\\x22x\\x22", "[Red]", "[>1]", "_)", "*x", "/", "am/pm"],
    "pattern": ["{", "}", "{{", "}}", "${A}", "$${", "{a|slug}", "{ a }", "|", "\\xcc\\x81"],
    "address": ["https://", "http://", "/", "?", "&", "=", "%2F", "%00", "appkey=", "token=", "price=", "custom=",
                "stable=1", "skin=", "+", "#", "@", ":443", "xn--", "\\xe8\\x8c\\xb6", "1.00", "0.01"],
    "notification": ["order_id=", "out_order_id=", "price=", "realprice=", "type=wechat", "paytime=", "extend=",
                     "sign=", "product_id=", "&", "%E8%8C%B6", "+", "1.00", "A1"],
}
WORDS |= {"xml": WORDS["svg"], "json-list": WORDS["json"], "reply": WORDS["json"], "csv-list": WORDS["csv"],
          "html": WORDS["template"]}


# Short, so that many are tried.
SITE = ("site: { title: T, language: en }\nmerchants:\n  m: { name: Tea, appkey: "
        "00112233445566778899aabbccddeeff, tokens: { t: x } }\n")
CONFIGS = [SITE + text for text in (
    'links:\n  - { id: open }\n  - { id: "t-{n}", each: { n: 1..3 }, custom: "{n}", price: 5, stable: true }\n',
    "links: [{ id: a, title: '${SHOP}', price: 1.50, note: b }]\nprint:\n"
    "  - { labels: '*', stock: avery-l7160 }\n  - { poster: a, paper: A5 landscape, valid_until: 2030-01-31 }\n",
    "skins: { night: { gateway_skin: 1, accent: \"#123456\" } }\ndefaults: { merchant: m }\nlinks:\n"
    "  - id: a\n    title: |\n      two\n      lines\n    price: any\n    skin: night\n",
    "products: [{ name: Oolong, price: 9.00, token: t, id: 4 }]\nlinks: [{ id: \"{a|slug}\", each: { a: [x, Y Z] } }]\n",
    'links: [{ id: "{sku}", rows: rows.csv, title: "{name}", price: "{price}" }]\n')]


def dictionary(name, folder):
    if name not in WORDS: return []
    path = os.path.join(folder, "words")
    with open(path, "w") as file: file.writelines(f'"{word}"\n' for word in WORDS[name])
    return [f"-dict={path}"]


# Sound inputs, from which libFuzzer makes damaged ones.

def make_seeds(context):
    top = os.path.join(context.work, "seeds")
    shutil.rmtree(top, ignore_errors=True)
    found = seeds(context)
    for name in parsers(context):
        os.makedirs(os.path.join(top, name))
        for number, data in enumerate(found[name]):
            with open(os.path.join(top, name, str(number)), "wb") as file:
                file.write(data if isinstance(data, bytes) else data.encode())


def seeds(context):
    project = os.path.join(context.work, "seed-site")
    shutil.rmtree(project, ignore_errors=True)
    os.makedirs(project)
    scenario = opened("print", context, project)
    result = scenario.make_new()
    if result.returncode != 0: raise RuntimeError(result.stderr)
    read = lambda path: open(os.path.join(scenario.output, path), "rb").read()
    state = lambda name: read(f".paypress/{name}")
    template = open(os.path.join(PACKAGE, "templates", "classic", "page.html")).read()
    rows = [["id", "title", "price"], ["a", "Tea", "1.50"], ["b", 'C, "d"', "2"]]
    edits.write_workbook(os.path.join(project, "rows.xlsx"), rows)
    with open(os.path.join(project, "rows.xlsx"), "rb") as file: workbook = file.read()
    stored = io.BytesIO()
    with zipfile.ZipFile(stored, "w") as archive:
        archive.writestr("a", "text")
        archive.writestr("b/c", b"x" * 300, zipfile.ZIP_DEFLATED)
    json_text = '{"code": 1, "msg": "ok", "data": [1.5, -2e3, true, null, "\\u8336\\ud83c\\udf75"]}'
    address = read("links.json").decode().split('"url": "')[1].split('"')[0]
    notification = ("order_id=900001&out_order_id=A1B&price=10.00&realprice=10.00&type=wechat"
                    "&paytime=1700000000&extend=t-1&sign=0123456789abcdef0123456789abcdef")
    return {
        "yaml": CONFIGS,
        "csv": ['id,title,price\r\na,Tea,1.50\r\nb,"C, ""d""",2\r\n', "a;b\n1;2\n", "茶\tb\n1\t2\n".encode("gbk"),
                "a|b\n1|2".encode("utf-16")],
        "xlsx": [workbook],
        "zip": [stored.getvalue(), workbook],
        "number-format": ["#,##0.00", "yyyy-mm-dd", '"¥"0.00;[Red]-0', "0%", "General", "# ?/?", "0.0E+00"],
        "pattern": ["t-{n}", "{a|slug}", "${A}-{{x}}", "$${A}"],
        "xml": ['<?xml version="1.0"?><a xmlns:b="c"><b:d e="f&amp;">g<![CDATA[h]]></b:d></a>'],
        "svg": [edits.LOGOS[0], edits.LOGOS[1],
                '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><style>.a{fill:#fff}</style>'
                '<defs><linearGradient id="g"><stop offset="0" stop-color="red"/></linearGradient></defs>'
                '<rect class="a" style="fill:url(#g)" width="9" height="9"/></svg>'],
        "png": [read("qr/open.png")] + [png(kind, depth, interlaced) for kind, depth, interlaced in
                ((0, 1, 0), (0, 8, 1), (2, 8, 0), (3, 4, 0), (6, 16, 1), (4, 8, 0))],
        "json": [json_text, "[]", "{}"],
        "json-list": [read("links.json")[:3000], "[{}, {}]"],
        "html": [read("pay/open/index.html")[:4000], template],
        "csv-list": ["a,https://x.y/z\r\n", 'b,"c ""d"""\r\n'],
        "pdf": [read(f"print/{name}") for name in ("roll.pdf",)] + [pdf_with_text()],
        "address": [address, "https://api.example.com/collect?appkey=x&price=1.00"],
        "amount": ["1.00", "0.01", "99999.99", "1", "1.0"],
        "notification": [notification],
        "reply": [json_text] + [open(path).read() for path in glob.glob(
            os.path.join(PACKAGE, "Tests", "GatePayTests", "Fixtures", "*.json"))],
        "template": [template, "<p>{{title}} {{#price}}{{price}}{{/price}}</p>" + edits.PAY,
                     '<p title="{{title}}">{{title}}</p><textarea>{{title}}</textarea>' + edits.PAY],
        "record": [state("record"), b"\0" + state("record")[18 + 12:]],
        "printed": [state("printed")],
        "build-note": [state("build").split(b"\n", 2)[2]],
    }


def png(kind, depth, interlaced):
    """A picture of 5 by 5 pixels of any kind (PNG specification, section 11.2.2)."""
    def chunk(name, data):
        return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))
    channels = {0: 1, 2: 3, 3: 1, 4: 2, 6: 4}[kind]
    row = lambda width: b"\0" + bytes((width * channels * depth + 7) // 8)
    # The seven passes of an interlaced picture: how many rows, of how many pixels.
    passes = [(1, 1), (1, 1), (1, 2), (2, 1), (1, 3), (3, 2), (2, 5)] if interlaced else [(5, 5)]
    data = b"".join(row(width) * rows for rows, width in passes)
    header = struct.pack(">IIBBBBB", 5, 5, depth, kind, 0, 0, interlaced)
    palette = chunk(b"PLTE", bytes(48)) if kind == 3 else b""
    return (b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + palette
            + chunk(b"pHYs", struct.pack(">IIB", 11811, 11811, 1))
            + chunk(b"IDAT", zlib.compress(data)) + chunk(b"IEND", b""))


def pdf_with_text():
    """A page with text in compressed content."""
    content = zlib.compress(b"BT /F6 12 Tf <00410000> Tj [<0041> -3 <0000>] TJ ET")
    objects = [b"<</Type /Catalog\n/Pages 2 0 R>>", b"<</Type /Pages\n/Count 1\n/Kids [3 0 R]>>",
               b"<</Type /Page\n/Parent 2 0 R\n/MediaBox [0 0 101 51]\n/Contents 4 0 R>>",
               b"<</Filter /FlateDecode\n/Length %d>> stream\n%s\nendstream" % (len(content), content),
               b"<</Producer (Skia)>>", b"<</Type /Font\n/Subtype /Type0>>"]
    text, offsets = b"%PDF-1.4\n", []
    for number, value in enumerate(objects, 1):
        offsets.append(len(text))
        text += b"%d 0 obj\n%s\nendobj\n" % (number, value)
    table = b"".join(b"%010d 00000 n \n" % offset for offset in offsets)
    return (text + b"xref\n0 %d\n0000000000 65535 f \n%s" % (len(objects) + 1, table)
            + b"trailer\n<</Size %d\n/Root 1 0 R\n/Info 5 0 R>>\n" % (len(objects) + 1)
            + b"startxref\n%d\n%%%%EOF\n" % len(text))
