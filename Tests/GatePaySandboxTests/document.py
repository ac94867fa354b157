"""The tables of the gateway's interface document (`document.txt`, read on 2026-11-26), row by row."""
import pathlib
import re

TITLES = {
    "任意金额支付接口": "anypay", "云端支付接口": "cloudpay", "组合商品支付接口": "grouppay",
    "固定商品支付接口": "stablepay", "付款结果查询接口": "check", "支付成功异步通知接口": "notification",
    "支付成功同步通知接口": "return", "快捷收款集成接口": "link",
}

# The copy of the document has lost the marks of its column 必选; these are the optional ones.
OPTIONAL = {"notify_url", "return_url", "custom of link", "price of link", "skin", "stable"}


class Table:
    """What one section says: method, parameters with their types, fields of the answer, codes."""

    def __init__(self, text):
        self.method = re.search(r"^请求方式 (\w+)$", text, re.M)[1]
        self.parameters = dict(self.rows(text, "请求参数表", r"(\w+) (string|float|int|integer) "))
        self.results = [row[0] for row in self.rows(text, "返回结果表", r"([\w.]+) ()")]
        self.codes = {(int(code), words) for code, words in self.rows(text, "状态码表", r"(\d+) (\S+)")}

    @staticmethod
    def rows(text, title, pattern):
        if title + "\n" not in text:
            return []
        block = text.split(title + "\n")[1].strip().split("\n\n")[0]
        lines = block.split("\n")[1:]
        found = [re.match(pattern, line.strip()) for line in lines if line.strip()]
        if not all(found):
            # A row that is not understood must not be passed over.
            if title == "返回结果表" and "快捷收款页面" in block or "html 地址" in block:
                return []
            raise AssertionError(f"{title}: {block}")
        return [match.groups() for match in found]


def tables():
    text = (pathlib.Path(__file__).parent / "document.txt").read_text("utf-8")
    starts = [(text.index(title + "\n\n接口概要"), kind) for title, kind in TITLES.items()]
    ends = [start for start, _ in starts[1:]] + [len(text)]
    return {kind: Table(text[start:end]) for (start, kind), end in zip(starts, ends)}


def is_well_formed(kind, value):
    """Whether a value has the form of the column 类型: a float has two decimals."""
    pattern = {"integer": r"[1-9]\d*", "int": r"\d", "float": r"\d+\.\d\d", "string": r"(?s).+"}[kind]
    return re.fullmatch(pattern, str(value)) is not None
