"""Makes workbooks with the libraries of Python, and judges what was read of them.

    workbooks.py openpyxl FILE [N]   writes a workbook with openpyxl; with N, a part of it
    workbooks.py xlsxwriter FILE     writes the same with XlsxWriter
    workbooks.py parts FILE          prints the parts of a workbook as JSON
    workbooks.py judge               reads lines of JSON, {"file": …, "rows": {"2": ["a", null]}}, and
                                     prints each cell that openpyxl or csv reads as another value
"""
import csv
import datetime
import io
import json
import re
import sys
import zipfile
from decimal import Decimal, localcontext

# The codes of formats and the values of the table that both libraries write.
CODES = [
    "General", "0", "0.00", "#,##0", "#,##0.00", "0000", "00000", '"¥"#,##0.00', "[$¥-804]#,##0.00",
    '_ ¥* #,##0.00_ ;_ ¥* \\-#,##0.00_ ;_ ¥* "-"??_ ;_ @_ ',
    '_(* #,##0.00_);_(* \\(#,##0.00\\);_(* "-"??_);_(@_)', '#,##0.00"元"', "0%", "0.00%", "@",
    "yyyy-mm-dd", "yyyy/m/d", "mm-dd-yy", "d-mmm", 'yyyy"年"m"月"d"日"', "yyyy-mm-dd hh:mm:ss",
    "h:mm", "h:mm:ss", "[h]:mm:ss", "h:mm AM/PM", "[Red]0.00", "0.00;[Red]-0.00", "0.0#", "#.##",
    "000-0000", "0.00E+00", "# ?/?", 'General"元"', '"No. "0', "yyyy-mm-dd;@", "$#,##0.00", "0,",
    "mm:ss", "0.00_);(0.00)",
]
VALUES = [
    0, 1, 12.5, 59.9, 59.900000000000006, 1288, 1234567.89, -12.5, -1288, 12345678901, 123456789012,
    0.1, 1 / 3, 12.345, 45000, 45000.75, 45000.520833333336, 0.5, 7, 42, 1234567, 0.00001, 61,
    100000, 0.995, 2.675, 1e-7, "text", " 0017", "茶 & <tea>\nline", True, False, "",
]


def codes(part):
    """All codes, or every eighth from a part on, from 0 to 7."""
    return CODES if part is None else CODES[int(part)::8]


def write_with_openpyxl(path, part=None):
    import openpyxl

    workbook = openpyxl.Workbook()
    sheet = workbook.active
    sheet.title = "Formats"
    for index, value in enumerate(["format"] + [f"v{n}" for n in range(len(VALUES))], 1):
        sheet.cell(1, index, value)
    for row, code in enumerate(codes(part), 2):
        sheet.cell(row, 1, code)
        for column, value in enumerate(VALUES, 2):
            sheet.cell(row, column, value).number_format = code
        for column in range(1, len(VALUES) + 2):
            letter = openpyxl.utils.get_column_letter(column)
            sheet.column_dimensions[letter].width = 30
    workbook.save(path)


def write_with_xlsxwriter(path, part=None):
    import xlsxwriter

    workbook = xlsxwriter.Workbook(path)
    sheet = workbook.add_worksheet("Formats")
    sheet.write_row(0, 0, ["format"] + [f"v{n}" for n in range(len(VALUES))])
    bold = workbook.add_format({"bold": True})
    for row, code in enumerate(codes(part), 1):
        style = workbook.add_format({"num_format": code})
        sheet.write_string(row, 0, code)
        for column, value in enumerate(VALUES, 1):
            if isinstance(value, str):
                sheet.write_string(row, column, value, style)
            else:
                sheet.write(row, column, value, style)
    last = len(codes(part)) + 1
    sheet.write_rich_string(last, 0, "rich ", bold, "text")
    sheet.write_formula(last, 1, "=1+1", None, 2)
    sheet.write_formula(last, 2, "=1+1")
    sheet.write_datetime(
        last, 3, datetime.datetime(2024, 2, 29, 18, 30),
        workbook.add_format({"num_format": "yyyy-mm-dd hh:mm"}))
    sheet.set_row(last, None, None, {"hidden": True})
    workbook.close()


def print_parts(path):
    archive = zipfile.ZipFile(path)
    json.dump({name: archive.read(name).decode("latin-1") for name in archive.namelist()}, sys.stdout)


# Judging


def unescaped(text):
    units = re.sub(
        r"_x([0-9A-Fa-f]{4})_", lambda found: chr(int(found.group(1), 16)), text)
    return units.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")


def is_number_shown(shown, value):
    with localcontext() as context:
        context.prec = 15
        context.rounding = "ROUND_HALF_UP"
        number = +Decimal(repr(value))
    digits = re.sub(r"[^0-9.]", "", re.sub(r'No\. |"', "", shown))
    if digits in ("", "."):
        return number == 0
    read = Decimal(digits.rstrip("."))
    if "%" in shown:
        read /= 100
    is_negative = shown.startswith(("-", "(", "¥-"))
    return read == (-number if is_negative else number) or read == abs(number)


def is_date_shown(shown, value, code):
    def rounded(moment):
        return (moment + datetime.timedelta(milliseconds=500)).replace(microsecond=0)

    if isinstance(value, datetime.timedelta):
        seconds = round(value.total_seconds())
        hours, rest = divmod(seconds, 3600)
        forms = [f"{hours:02}:{rest // 60:02}", f"{hours:02}:{rest // 60:02}:{rest % 60:02}"]
        if "[" not in code:
            forms += [f"{hours % 24:02}:{rest // 60:02}", f"{hours % 24:02}:{rest // 60:02}:{rest % 60:02}"]
        return shown in forms
    if isinstance(value, datetime.time):
        moment = rounded(datetime.datetime.combine(datetime.date(2000, 1, 1), value))
        return shown in (moment.strftime("%H:%M"), moment.strftime("%H:%M:%S"), "1900-01-00") or (
            re.fullmatch(r"\d{4}-\d\d-\d\d.*", shown) is not None)
    moment = rounded(value) if isinstance(value, datetime.datetime) else value
    forms = [f"{moment.year:04}-{moment.month:02}-{moment.day:02}"]
    if isinstance(moment, datetime.datetime):
        forms += [f"{forms[0]} {moment:%H:%M}", f"{forms[0]} {moment:%H:%M:%S}"]
        forms += [f"{moment:%H:%M}", f"{moment:%H:%M:%S}"]
        if "[" in code:
            seconds = round((value - datetime.datetime(1899, 12, 30)).total_seconds())
            forms += [
                f"{seconds // 3600:02}:{seconds // 60 % 60:02}",
                f"{seconds // 3600:02}:{seconds // 60 % 60:02}:{seconds % 60:02}",
            ]
    return shown in forms


def is_shown(shown, cell, value):
    if value is None:
        return shown == ""
    if cell.data_type == "e":
        return False
    if isinstance(value, bool):
        return shown == ("TRUE" if value else "FALSE")
    if isinstance(value, (int, float)):
        return is_number_shown(shown, value)
    if isinstance(value, (datetime.date, datetime.time, datetime.timedelta)):
        return is_date_shown(shown, value, cell.number_format)
    text = unescaped(value)
    return shown in (value, text) or (value == "" and shown == "")


def judge_workbook(path, name, rows):
    import openpyxl

    workbook = openpyxl.load_workbook(path, data_only=True)
    sheet = workbook[name]
    first = {}
    for area in sheet.merged_cells.ranges:
        for row in range(area.min_row + 1, area.max_row + 1):
            first[row, area.min_col] = sheet.cell(area.min_row, area.min_col)
    for number, cells in rows.items():
        for column, shown in enumerate(cells, 1):
            if shown is None:
                continue
            cell = sheet.cell(int(number), column)
            value = cell.value
            if value is None and (int(number), column) in first:
                cell = first[int(number), column]
                value = cell.value
            if not is_shown(shown, cell, value):
                yield f"{path} {cell.coordinate}: {shown!r}, not {value!r} ({cell.number_format})"


def without_blanks(cell):
    """A cell whose quotes come after blanks, read without these blanks."""
    if cell.startswith(" ") and cell.lstrip(" ").startswith('"'):
        try:
            parts = list(csv.reader([cell], skipinitialspace=True, strict=True))
        except csv.Error:
            return cell
        if len(parts) == 1 and len(parts[0]) == 1:
            return parts[0][0]
    return cell


def judge_csv(path, separator, rows):
    with open(path, newline="", encoding="utf-8-sig") as file:
        # Spreadsheet programs do not count a line that names the separator.
        if re.match(r"sep=.(\r\n|\r|\n|$)", file.read(8)) is None:
            file.seek(0)
        else:
            file.seek(0)
            file.readline()
        # DOS programs write a mark behind a text, which is no part of the last cell.
        lines = io.StringIO(file.read().removesuffix("\x1a"), newline="")
        expected = {
            str(number): row
            for number, row in enumerate(csv.reader(lines, delimiter=separator, strict=True), 1)
        }
    for number, cells in rows.items():
        right = expected.get(number)
        if right is not None and cells == [without_blanks(cell) for cell in right]:
            continue
        if cells != right and (cells, right) != ([""], []):
            yield f"{path} row {number}: {cells!r}, not {right!r}"


def judge():
    csv.field_size_limit(1 << 24)
    judged = 0
    refused = 0
    for line in sys.stdin:
        case = json.loads(line)
        path = case["file"]
        try:
            if "separator" in case:
                faults = list(judge_csv(path, case["separator"], case["rows"]))
            else:
                faults = list(judge_workbook(path, case["sheet"], case["rows"]))
        except Exception as error:
            refused += 1
            print(f"refused {path}: {type(error).__name__}", file=sys.stderr)
            continue
        judged += 1
        for fault in faults:
            print(fault)
    print(f"judged {judged} refused {refused}")


if __name__ == "__main__":
    verb, arguments = sys.argv[1], sys.argv[2:]
    verbs = {
        "openpyxl": write_with_openpyxl, "xlsxwriter": write_with_xlsxwriter,
        "parts": print_parts, "judge": judge,
    }
    verbs[verb](*arguments)
