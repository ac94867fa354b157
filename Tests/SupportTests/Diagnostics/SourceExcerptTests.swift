import Foundation
import Support
import TestSupport
import Testing

/// The line of a finding on a terminal, with the marker under the fault.
@Suite struct SourceExcerptTests {
  /// The lines after the margin, of a line with ⟦ before the fault.
  private static func lines(_ marked: String, width: Int = 80) throws -> [String] {
    let parts = marked.components(separatedBy: "⟦")
    let column = parts[0].unicodeScalars.count + 1
    let excerpt = try #require(
      SourceExcerpt(parts.joined(), lineNumber: 7, column: column), "\(marked)")
    return excerpt.lines(width: width, style: .error, isColoured: false).map {
      String($0.dropFirst(6))
    }
  }

  @Test(arguments: [
    ("a: ⟦x", "a: x", "   ^"), ("a:⟦", "a:", "  ^"), ("⟦a", "a", "^"), ("⟦", "", "^"),
    ("\ta\t⟦b", "    a   b", "        ^"), ("名称: ⟦x", "名称: x", "      ^"),
    ("价格：⟦￥5", "价格：￥5", "      ^^"), ("e\u{301}: ⟦x", "e\u{301}: x", "   ^"),
    ("😀 ⟦x", "😀 x", "   ^"), ("⚠\u{FE0F}⟦x", "⚠x", " ^"), ("각⟦x", "각x", "  ^"),
    ("a\u{200B}⟦b", "a[U+200B]b", "         ^"), ("a⟦\u{202E}b", "a[U+202E]b", " ^^^^^^^^"),
    ("a\u{1B}[31m⟦b", "a[U+001B][31mb", "             ^"),
  ])
  func theMarkerIsUnderTheFault(marked: String, line: String, marker: String) throws {
    #expect(try Self.lines(marked) == [line, marker])
  }

  @Test func aLongLineIsCutAroundTheFault() throws {
    for length in [0, 10, 30, 60, 61, 200, 5_000] {
      for tail in [0, 1, 30, 500] {
        for letter in ["x", "茶"] {
          let (before, after) = (
            String(repeating: letter, count: length), String(repeating: letter, count: tail)
          )
          let text = "\(before)⟦!\(after)"
          let lines = try Self.lines(text, width: 70)
          #expect(DisplayWidth.of(lines[0]) <= 64)
          let shown = lines[0].prefix { $0 != "!" }
          #expect(DisplayWidth.of(shown) == lines[1].count - 1, "\(lines)")
          #expect(lines[1].hasSuffix("^"))
        }
      }
    }
  }

  @Test func aLineThatIsTooShortIsNotShown() {
    #expect(SourceExcerpt("abc", lineNumber: 1, column: 5) == nil)
  }

  // MARK: Reading

  private static func line(
    _ bytes: Data, _ number: Int, isTable: Bool = false, startTime: Int64 = .max,
    encoding: String? = nil
  ) throws -> String? {
    let folder = try TemporaryFolder()
    try folder.write(bytes, to: "a")
    let cell = isTable ? Position.Cell(row: number, number: 1) : nil
    let position = Position(file: "\(folder.path)/a", line: number, cell: cell)
    let finding = Finding(.error, at: position, Problem(Sentence("x", "x"), code: "x"))
    let encodings = encoding.map { [position.file: $0] } ?? [:]
    return SourceLines(of: [finding], startTime: startTime, encodings: encodings)[position]
  }

  @Test func aLineIsReadAsItsReaderCountsIt() throws {
    #expect(try Self.line(Data("\u{FEFF}a\nb\r\nc".utf8), 1) == "a")
    #expect(try Self.line(Data("\u{FEFF}a\nb\r\nc".utf8), 2) == "b")
    #expect(try Self.line(Data("\u{FEFF}a\nb\r\nc".utf8), 3) == "c")
    #expect(try Self.line(Data("a\nb".utf8), 3) == nil)
    #expect(try Self.line(Data("a\rb\rc".utf8), 3, isTable: true) == "c")
    #expect(try Self.line(Data("a\rb\rc".utf8), 3) == nil)
    #expect(try Self.line(Data("a\u{2028}b\nc".utf8), 2) == nil)
  }

  @Test func aLineOfAnotherEncodingIsRead() throws {
    let text = "sku,name\r\nmug,马克杯\n"
    let encodings: [(String, String.Encoding, [UInt8])] = [
      ("UTF-16LE", .utf16LittleEndian, [0xFF, 0xFE]), ("UTF-16BE", .utf16BigEndian, []),
      ("GB18030", String.Encoding(rawValue: 0x8000_0632), []),
    ]
    for (name, encoding, mark) in encodings {
      let bytes = try Data(mark) + #require(text.data(using: encoding))
      #expect(try Self.line(bytes, 1, isTable: true, encoding: name) == "sku,name")
      #expect(try Self.line(bytes, 2, isTable: true, encoding: name) == "mug,马克杯")
      #expect(try Self.line(bytes, 2, isTable: true) != "mug,马克杯")
    }
    let secret = try #require("sku,secret\na,b\n".data(using: .utf16LittleEndian))
    #expect(try Self.line(secret, 2, isTable: true, encoding: "UTF-16LE") == nil)
    let cut = Data("a,茶\nb,".utf8.map { $0 } + [0xFF, 0xFF])
    #expect(try Self.line(cut, 2, isTable: true, encoding: "UTF-8") == "b,")
    #expect(try Self.line(cut, 2, isTable: true, encoding: "no such encoding") == nil)
  }

  @Test func neitherWhatIsNoTextNorWhatHasChangedIsShown() throws {
    #expect(try Self.line(Data([0x61, 0x0A, 0xFF, 0x0A, 0x62]), 1) == "a")
    #expect(try Self.line(Data([0x61, 0x0A, 0xFF, 0x0A, 0x62]), 2) == nil)
    #expect(try Self.line(Data([0x61, 0x0A, 0xFF, 0x0A, 0x62]), 3) == nil)
    #expect(try Self.line(Data("PK\u{3}\u{4}\0".utf8), 1) == nil)
    #expect(try Self.line(Data("a".utf8), 1, startTime: 0) == nil)
    let gone = Position(file: "/nowhere/a", line: 1)
    let finding = Finding(.error, at: gone, Problem(Sentence("x", "x"), code: "x"))
    #expect(SourceLines(of: [finding], startTime: .max)[gone] == nil)
  }

  @Test(arguments: [
    "appsecret: S", "  app_secret :\n    S", "- { appsecret: S }", "\"secret\": S", "Secret： S",
    "x: { secret: S,\ny: S }", "? appsecret\n: S", "secret,name\nS,x", "name;AppSecret\nx;S",
    "密钥：S", "app-secret-key: S", "secret key: S", "password: S", "name,Password\nx,S",
  ])
  func aSecretIsNotShown(text: String) throws {
    let text = "site: x\n\(text)\nmore: x"
    for number in 1...6 {
      #expect(try Self.line(Data(text.utf8), number)?.contains("S") != true)
    }
    #expect(try Self.line(Data(text.utf8), 1) == "site: x")
  }

  @Test(arguments: [
    "appkey:S", "  appkey: “S”", "tokens: [S]", "x: { appkey: S }", "sign_key： S",
    "merchant: 00112233445566778899aabbccddeeff S",
  ])
  func aLineWithACredentialIsNotShownButTheNextIs(line: String) throws {
    let text = "site: x\n\(line)\nmore: x"
    #expect(try Self.line(Data(text.utf8), 2) == nil)
    #expect(try Self.line(Data(text.utf8), 3) == "more: x")
  }

  @Test(arguments: [
    "  tokens:\n    main: S\n\n    # S\n    other: S", "tokens: { main: S,\n  other: S,\nx: S }",
    "appkey:\n  S", "- appkey: >-\n    S", "\"tokens\" : {\n\"main\": \"}\",\nother: S }",
    "{ tokens: {\n main: S } }",
  ])
  func allLinesOfACredentialAreHidden(value: String) throws {
    let text = "site: x\n\(value)\nmore: x"
    let count = text.split(separator: "\n", omittingEmptySubsequences: false).count
    for number in 1...count {
      #expect(try Self.line(Data(text.utf8), number)?.contains("S") != true, "line \(number)")
    }
    #expect(try Self.line(Data(text.utf8), count) == "more: x")
  }

  @Test(arguments: [("sercet", true), ("merchants.m.x", true), ("links[0].title", false)])
  func theLineOfAnUnknownTopKeyOrAMerchantIsNotShown(keyPath: String, isHidden: Bool) throws {
    let folder = try TemporaryFolder()
    try folder.write(Data("sercet: S".utf8), to: "a")
    let position = Position(file: "\(folder.path)/a", line: 1)
    let problem = Problem(Sentence("x", "x"), code: "x")
    let finding = Finding(.error, at: position, keyPath: keyPath, problem)
    #expect((SourceLines(of: [finding], startTime: .max)[position] == nil) == isHidden)
  }

  @Test func aWordAboutSecretsHidesNothing() throws {
    let text = "# the appsecret:\ntitle: Secret tea\nid: x"
    #expect(try Self.line(Data(text.utf8), 3) == "id: x")
  }
}
