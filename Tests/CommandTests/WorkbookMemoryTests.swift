import TestSupport
import Testing

/// Rows of workbooks stream from the file as those of CSV do; texts that cells share are held as bytes.
@Suite struct WorkbookMemoryTests {
  /// Writes the same rows as a CSV file and as workbooks, one as Excel writes them with shared texts
  /// and one as libraries do with texts in their cells.
  private static let script = """
    import zipfile

    rows = [["sku", "name", "price"]]
    rows += [[f"a{n}", f"Table {n} at the lake", f"{n % 900 + 1}.50"] for n in range(100_000)]
    open("a.csv", "w").writelines(",".join(row) + "\\n" for row in rows)
    every = dict.fromkeys(text for row in rows for text in row)
    texts = {text: n for n, text in enumerate(every)}
    schemas = "http://schemas.openxmlformats.org"
    space = f'xmlns="{schemas}/spreadsheetml/2006/main"'
    relation = f"{schemas}/officeDocument/2006/relationships"


    def relations(*targets):
        items = "".join(
            f'<Relationship Id="{kind}" Type="{relation}/{kind}" Target="{target}"/>'
            for kind, target in targets)
        return f'<Relationships xmlns="{schemas}/package/2006/relationships">{items}</Relationships>'


    def shared(text):
        return f'<c t="s"><v>{texts[text]}</v></c>'


    def inline(text):
        return f'<c t="inlineStr"><is><t>{text}</t></is></c>'


    def number(text):
        return f"<c><v>{text}</v></c>"


    for cell in shared, inline:
        with zipfile.ZipFile(f"{cell.__name__}.xlsx", "w", zipfile.ZIP_DEFLATED) as book:
            book.writestr("[Content_Types].xml", (
                f'<Types xmlns="{schemas}/package/2006/content-types">'
                '<Default Extension="xml" ContentType="application/xml"/></Types>'))
            book.writestr("_rels/.rels", relations(("officeDocument", "xl/workbook.xml")))
            book.writestr(
                "xl/_rels/workbook.xml.rels",
                relations(("worksheet", "sheet.xml"), ("sharedStrings", "texts.xml")))
            book.writestr("xl/workbook.xml", (
                f'<workbook {space} xmlns:r="{relation}"><sheets>'
                '<sheet name="S" sheetId="1" r:id="worksheet"/></sheets></workbook>'))
            used = texts if cell is shared else []
            items = "".join(f"<si><t>{text}</t></si>" for text in used)
            book.writestr("xl/texts.xml", f"<sst {space}>{items}</sst>")
            cells = "".join(
                "<row>" + cell(row[0]) + cell(row[1]) + (number if n else cell)(row[2]) + "</row>"
                for n, row in enumerate(rows))
            book.writestr(
                "xl/sheet.xml", f"<worksheet {space}><sheetData>{cells}</sheetData></worksheet>")
    """

  @Test func aHundredThousandRowsTakeLittleMoreMemoryThanAsCSV() throws {
    let folder = try TemporaryFolder()
    let made = try Tool.run("/usr/bin/python3", ["-c", Self.script], in: folder.path)
    try #require(made.status == 0, "\(made.error)")
    func peak(_ file: String) throws -> Int {
      try folder.write(
        """
        site: { title: Test, language: en }
        merchants: { m: { name: M, appkey: 00112233445566778899aabbccddeeff, tokens: { t: x } } }
        links: [{ rows: \(file), id: "{sku}", title: "{name}", price: "{price}", custom: "{sku}", stable: true }]
        """, to: "paypress.yml")
      return try peakMemoryOfCheck(in: folder)
    }
    let limit = try peak("a.csv") * 3 / 2 + 4_000_000
    for file in ["shared.xlsx", "inline.xlsx"] {
      let bytes = try peak(file)
      #expect(bytes <= limit, "\(file): \(bytes) bytes of \(limit)")
    }
  }
}
