import Support
import TestSupport
import Testing

@Suite struct JSONTests {
  @Test func readsEveryKindOfValue() throws {
    let text = #" {"a": [1, -0.50, 2E+3, true, false, null], "b": {}, "c": []} "#
    let value = try JSON(reading: Array(text.utf8))
    #expect(
      value
        == .members([
          "a": .array([
            .number("1"), .number("-0.50"), .number("2E+3"), .boolean(true), .boolean(false), .null,
          ]),
          "b": .object([]), "c": .array([]),
        ]))
  }

  /// A number that floating point would change, and one that it cannot hold.
  @Test(arguments: ["0.1000", "12345678901234567890.01", "1e999"])
  func keepsTheTextOfNumbers(number: String) throws {
    let value = try JSON(reading: Array(number.utf8))
    #expect(value == .number(number) && value.line == number && value.scalarText == number)
  }

  @Test func readsNumbersAsFloatingPointOnlyWhereTheyFit() throws {
    #expect(JSON.number("-2.5e1").double == -25)
    #expect(JSON.number("1e999").double == nil && JSON.string("1").double == nil)
  }

  @Test(arguments: [
    (#""\u00e9\uD83C\udf75\/\"\\""#, "é🍵/\"\\"), (#""\b\f\n\r\t""#, "\u{8}\u{C}\n\r\t"),
    (#""é🍵/""#, "é🍵/"), (#""""#, ""),
  ])
  func decodesStrings(text: String, decoded: String) throws {
    #expect(try JSON(reading: Array(text.utf8)) == .string(decoded))
  }

  @Test(
    arguments: [
      ("", .unexpected, 0), ("[1,]", .unexpected, 3), ("[1 2]", .unexpected, 3),
      (#"{"a":1,}"#, .unexpected, 7), (#"{a:1}"#, .unexpected, 1), (#"{"a"}"#, .unexpected, 4),
      ("[,]", .unexpected, 1), ("01", .unexpected, 2), ("+1", .unexpected, 0),
      ("1.", .unexpected, 2), (".5", .unexpected, 0), ("1e", .unexpected, 2),
      ("nul", .unexpected, 0), ("1 1", .unexpected, 2), ("\"a\nb\"", .unexpected, 2),
      (#""\x""#, .unexpected, 2), (#""a"#, .unexpected, 2), (#""\ud800""#, .notText, 7),
      (#""\udc00""#, .notText, 7), (#""\ud800\u0041""#, .notText, 13),
      (#"{"a":1,"b":{"a":2},"\u0061":3}"#, .repeatedKey, 19), ("\u{FEFF}x", .unexpected, 3),
    ] as [(String, JSONError.Reason, Int)])
  func saysWhereATextStopsBeingJSON(text: String, reason: JSONError.Reason, offset: Int) {
    #expect(throws: JSONError(reason, offset: offset)) { try JSON(reading: Array(text.utf8)) }
  }

  @Test func refusesBytesThatAreNoText() {
    #expect(throws: JSONError(.notText, offset: 1)) {
      try JSON(reading: [0x5B, 0x22, 0xC3, 0x28, 0x22, 0x5D])
    }
  }

  @Test func limitsDepthAndLength() throws {
    let deepest = String(repeating: "[", count: 33) + String(repeating: "]", count: 33)
    _ = try JSON(reading: Array(deepest.utf8))
    #expect(throws: JSONError(.tooDeep, offset: 33)) {
      try JSON(reading: Array("[\(deepest)]".utf8))
    }
    #expect(throws: JSONError(.tooLong, offset: 0)) {
      try JSON(reading: Array("[1]".utf8), maximumByteCount: 2)
    }
  }

  @Test func takesTrailingCommasWhereAsked() throws {
    let text = #"{"a":[1,],}"#
    let value = try JSON(reading: Array(text.utf8), allowsTrailingCommas: true)
    #expect(value.line == #"{"a": [1]}"#)
    for text in [#"{"a":1,,}"#, "[,]"] {
      #expect(throws: JSONError.self) {
        try JSON(reading: Array(text.utf8), allowsTrailingCommas: true)
      }
    }
  }

  @Test func writesWhatItReads() throws {
    let line = #"{"a\"\\": ["é\u0000\n\r\t\u001f\u007f", 1.50, true, null], "b": {}, "c": []}"#
    #expect(try JSON(reading: Array(line.utf8)).line == line)
  }
}

@Suite struct JSONListReaderTests {
  private let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  private func elements(_ text: String) throws -> [JSON] {
    try folder.write(text, to: "list.json")
    var reader = try JSONListReader("\(folder.path)/list.json")
    var elements: [JSON] = []
    while let element = try reader.next() { elements.append(element) }
    let afterTheEnd = try reader.next()
    #expect(afterTheEnd == nil)
    return elements
  }

  @Test func readsOneElementAfterTheOther() throws {
    #expect(try elements("[]").isEmpty && elements(" [\n] \n").isEmpty)
    #expect(
      try elements("[\n{\"a,]\": \"}\\\"\"},\n[1, [2]], \"\\\\\", 3\n]\n").map(\.line) == [
        #"{"a,]": "}\""}"#, "[1, [2]]", #""\\""#, "3",
      ])
  }

  /// Elements across the borders of the file's chunks.
  @Test func readsAFileOfManyPieces() throws {
    let texts = (0..<200).map { String(repeating: "é,\($0)\\\"]", count: 300) }
    let lines = texts.map { "\"\($0)\"" }.joined(separator: ",\n")
    let read = try elements("[\n\(lines)\n]")
    #expect(read.compactMap(\.text) == texts.map { $0.replacing("\\\"", with: "\"") })
  }

  @Test(arguments: [
    ("", 0), ("{}", 0), ("[", 1), ("[1", 2), ("[1,", 3), ("[1,]", 3), ("[1}", 2), ("[1] 2", 4),
    ("[{\"a\": 1]", 8), ("[\"a\n\", 1]", 3), ("[01, 2]", 3), ("[{\"a\":1,\"a\":2}]", 8),
  ])
  func saysWhereAFileIsNoList(text: String, offset: Int) throws {
    do {
      _ = try elements(text)
      Issue.record("read")
    } catch let error as JSONError {
      #expect(error.offset == offset)
    }
  }
}
