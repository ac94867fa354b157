import Foundation
import Support
import TestSupport
import Testing

@testable import Catalog

@Suite struct SpreadsheetTextTests {
  private static let spec = SpreadsheetSpec(
    name: "a.csv", position: Position(file: "paypress.yml"), keyPath: "")

  private static func text(_ string: String) throws -> SpreadsheetText {
    try SpreadsheetText(Array(string.utf8), spec)
  }

  /// A file, a row, a cell and a value, and the file with the value in the place.
  @Test(arguments: [
    ("sku,name,price\na,Tea,1\nb,Cake,2\n", 2, 2, "3.50", "sku,name,price\na,Tea,3.50\nb,Cake,2\n"),
    ("sku,name\r\na,Tea\r\nb,Cake", 3, 1, "Pie", "sku,name\r\na,Tea\r\nb,Pie"),
    ("sku;name\ra;Tea\r", 2, 1, "T;e", "sku;name\ra;\"T;e\"\r"),
    ("a,b\n\"x\",\"y \"\"z\"\"\"\n", 2, 1, "y \"\"", "a,b\n\"x\",\"y \"\"\"\"\"\n"),
    ("a,b\n\"x\n\ny\",\"z\"\nq,r\n", 2, 1, "w", "a,b\n\"x\n\ny\",\"w\"\nq,r\n"),
    ("a,b\n\n\n茶,水\n", 4, 0, "茶叶", "a,b\n\n\n茶叶,水\n"),
    ("\u{FEFF}a,b\n1,2\n", 2, 0, "x", "\u{FEFF}a,b\nx,2\n"),
    ("sep=;\na;b\n1;2\n", 2, 1, "x,y", "sep=;\na;b\n1;x,y\n"),
    ("a,b,c\n1\n2,3,4\n", 2, 2, "x", "a,b,c\n1,,x\n2,3,4\n"),
    ("a,b\n1,2\u{1A}", 2, 1, "x", "a,b\n1,x\u{1A}"),
    ("a,b\n 1 ,\"2\"\n", 2, 0, "x", "a,b\nx,\"2\"\n"),
    ("a,b\n1,2\n", 2, 0, "say \"x\"", "a,b\n\"say \"\"x\"\"\",2\n"),
  ])
  func setsOneCell(before: String, row: Int, cell: Int, value: String, after: String) throws {
    let changed = try Self.text(before).setting([cell: value], inRow: row)
    #expect(String(decoding: changed.bytes, as: UTF8.self) == after)
    #expect(try changed.row(row)?.cells[cell] == value)
  }

  /// A file, a row, and the file without the row.
  @Test(arguments: [
    ("sku,name\na,Tea\nb,Cake\n", 2, "sku,name\nb,Cake\n"),
    ("sku,name\r\na,Tea\r\nb,Cake", 3, "sku,name\r\na,Tea\r\n"),
    ("a;b\r1;2\r3;4\r", 2, "a;b\r3;4\r"),
    ("a,b\n\"x\n\ny\",\"z\"\nq,r\n", 2, "a,b\nq,r\n"),
    ("a,b\n1,\"x\ny\"\n2,3\n", 3, "a,b\n1,\"x\ny\"\n"),
    ("\u{FEFF}a,b\n1,2\n\n3,4\n", 2, "\u{FEFF}a,b\n\n3,4\n"),
    ("sep=;\na;b\n1;2\n3;4\n", 3, "sep=;\na;b\n1;2\n"),
  ])
  func removesOneRow(before: String, row: Int, after: String) throws {
    let changed = try Self.text(before).removing(row: row)
    #expect(String(decoding: changed.bytes, as: UTF8.self) == after)
  }

  @Test func removesNoRowThatIsNotThere() throws {
    let text = try Self.text("a,b\n1,2\n\n3,4\n")
    for row in [0, 9] {
      #expect(throws: SpreadsheetText.Refusal.missing) { try text.removing(row: row) }
    }
  }

  @Test func refusesWhatNoCellShouldHold() throws {
    let text = try Self.text("a,b\n1,2\n")
    for value in ["x\ny", "x\u{0}", "\u{7}"] {
      #expect(throws: SpreadsheetText.Refusal.unusableValue) {
        try text.setting([0: value], inRow: 2)
      }
    }
    #expect(throws: SpreadsheetText.Refusal.missing) { try text.setting([0: "x"], inRow: 9) }
  }

  /// In every encoding, with every separator, line end and way of quoting, only the cell changes: Python
  /// reads the same rows as before but for it, and the bytes around it are the same.
  @Test(arguments: ["utf-8", "utf-8-sig", "gb18030", "utf-16", "utf-16-le"])
  func changesNothingElse(codec: String) throws {
    let folder = try TemporaryFolder()
    let script = """
      import csv, io, json, random, sys
      codec, path = sys.argv[1], sys.argv[2]
      if len(sys.argv) == 3:
          random.seed(codec)
          words = ["茶", "龙井 一杯", "a;b", 'say "x"', "12.50", "", "é", "Tea, hot", "两\\n行", "€"]
          out = io.StringIO()
          dialect = dict(delimiter=random.choice(",;\\t"), lineterminator=random.choice(["\\n", "\\r\\n"]),
                         quoting=random.choice([csv.QUOTE_MINIMAL, csv.QUOTE_ALL]))
          writer = csv.writer(out, **dialect)
          writer.writerow(["id", "名称", "价格", "备注"])
          for n in range(300):
              writer.writerow([f"p{n}"] + [random.choice(words) for _ in range(3)])
          open(path, "w", newline="", encoding=codec).write(out.getvalue())
      else:
          text = open(path, newline="", encoding=codec).read()
          separator = next(sign for sign in ",;\t" if sign in text[:20])
          json.dump(list(csv.reader(io.StringIO(text, newline=""), delimiter=separator)), sys.stdout)
      """
    func python(_ arguments: [String]) throws -> Data {
      try Tool.run("/usr/bin/python3", ["-c", script, codec] + arguments).output
    }
    func rows(_ bytes: [UInt8]) throws -> [[String]] {
      let path = "\(folder.path)/read.csv"
      try Data(bytes).write(to: URL(fileURLWithPath: path))
      return try JSONDecoder().decode([[String]].self, from: try python([path, "read"]))
    }
    let path = "\(folder.path)/a.csv"
    _ = try python([path])
    var text = try SpreadsheetText(Array(Data(contentsOf: URL(fileURLWithPath: path))), Self.spec)
    var expected = try rows(text.bytes)
    var random = Xorshift(seed: 15)
    for step in 0..<20 {
      let (row, cell) = (random.below(300) + 1, random.below(4))
      let value = ["新 \(step)", "x;y,z \(step)", "\"\(step)\"", "plain\(step)"][step % 4]
      let changed = try text.setting([cell: value], inRow: row + 1)
      let same = zip(text.bytes, changed.bytes).prefix { $0 == $1 }.count
      let tail = zip(text.bytes.reversed(), changed.bytes.reversed()).prefix { $0 == $1 }.count
      #expect(changed.bytes.count - same - tail <= 4 * value.utf8.count + 8)
      text = changed
      expected[row][cell] = value
    }
    #expect(try rows(text.bytes) == expected)
    for _ in 0..<20 {
      let row = random.below(expected.count - 1) + 1
      text = try text.removing(row: row + 1)
      expected.remove(at: row)
    }
    #expect(try rows(text.bytes) == expected)
  }
}
