import Foundation
import Support
import TestSupport
import Testing

@testable import Pages

/// The tables of `docs/templates.md` match the declarations of the values.
@Suite struct ManualTests {
  private static let tables = [
    ("page", PageValues.page.schema), ("index", PageValues.index.schema),
    ("merchants", PageValues.merchant.schema), ("links", PageValues.link.schema),
    ("common", PageValues.common.schema),
    ("stylesheet", PageValues.stylesheet.schema),
  ]

  @Test(arguments: [("templates.md", Language.english), ("templates.zh-CN.md", .chinese)])
  func listsEveryValue(page: String, language: Language) throws {
    let path = "\(Tool.packageFolder)/docs/\(page)"
    let manual = try String(contentsOfFile: path, encoding: .utf8)
    var expected = manual
    for (name, schema) in Self.tables {
      let start = "<!-- values: \(name) -->\n"
      let from = try #require(expected.range(of: start), "\(name)").upperBound
      let end = try #require(expected.range(of: "<!-- end -->", range: from..<expected.endIndex))
      expected.replaceSubrange(from..<end.lowerBound, with: table(schema, language))
    }
    if ProcessInfo.processInfo.environment[Golden.recordVariable] != nil {
      try expected.write(toFile: path, atomically: true, encoding: .utf8)
    }
    #expect(manual == expected, "record it with \(Golden.recordVariable)=1")
  }

  private func table(_ schema: TemplateSchema, _ language: Language) -> String {
    let head = Sentence("| name | kind | what it is |", "| 名称 | 种类 | 含义 |").text(in: language)
    let rows = schema.slots.map { slot in
      let kind = kind(slot.kind).text(in: language)
      return "| `\(slot.name)` | \(kind) | \(slot.meaning.text(in: language)) |"
    }
    return ([head, "|---|---|---|"] + rows).joined(separator: "\n") + "\n"
  }

  private func kind(_ kind: TemplateSchema.Kind) -> Sentence {
    switch kind {
    case .text: Sentence("text", "文字")
    case .optionalText: Sentence("text, may be absent", "文字，可能没有")
    case .url: Sentence("URL", "网址")
    case .optionalURL: Sentence("URL, may be absent", "网址，可能没有")
    case .flag: Sentence("yes or no", "是或否")
    case .list: Sentence("list", "列表")
    case .colour: Sentence("colour", "颜色")
    }
  }
}
