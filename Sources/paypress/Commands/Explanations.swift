internal import Console
internal import Support

/// The explanations of findings, from `docs/findings.md` and its translation.
struct Explanations {
  /// The section about one code.
  struct Section {
    let code: String
    /// What is wrong, in one sentence.
    var title = ""
    fileprivate var blocks: [Block] = []
  }

  /// Sections under one heading.
  struct Group {
    let title: String
    var sections: [Section] = []
  }

  fileprivate enum Block {
    case paragraph(String)
    case item(String)
    case example([String])
  }

  /// The groups in their order.
  private(set) var groups: [Group] = []

  /// The explanations in a language.
  init(_ language: Language) {
    let name = language == .chinese ? "findings.zh-CN.md" : "findings.md"
    self.init(markdown: EmbeddedExplanations.all.first { $0.path == name }?.text ?? "")
  }

  /// Reads `## group`, `### code`, a title in bold, and then paragraphs, lists and fenced examples.
  init(markdown: String) {
    var example: [String]?
    var startsBlock = true
    for line in markdown.split(separator: "\n", omittingEmptySubsequences: false) {
      if line.hasPrefix("```") {
        if let lines = example { add(.example(lines)) }
        example = example == nil ? [] : nil
        startsBlock = true
      } else if example != nil {
        example?.append(String(line))
      } else if line.hasPrefix("## ") {
        groups.append(Group(title: String(line.dropFirst(3))))
      } else if line.hasPrefix("### "), !groups.isEmpty {
        groups[groups.count - 1].sections.append(Section(code: String(line.dropFirst(4))))
        startsBlock = true
      } else if line.isEmpty {
        startsBlock = true
      } else {
        take(String(line), startsBlock: startsBlock)
        startsBlock = false
      }
    }
  }

  /// The section of a code.
  subscript(code: String) -> Section? {
    groups.lazy.flatMap(\.sections).first { $0.code == code }
  }

  /// All codes.
  var codes: [String] { groups.flatMap(\.sections).map(\.code) }

  private mutating func take(_ line: String, startsBlock: Bool) {
    guard let section = groups.last?.sections.last else { return }
    let text = Self.plain(line)
    if line.hasPrefix("**"), line.hasSuffix("**"), section.title.isEmpty {
      edit { $0.title = text }
    } else if line.hasPrefix("- ") {
      add(.item(Self.plain(String(line.dropFirst(2)))))
    } else if startsBlock {
      add(.paragraph(text))
    } else {
      edit { section in
        switch section.blocks.popLast() {
        case .paragraph(let before): section.blocks.append(.paragraph(Self.joined(before, text)))
        case .item(let before): section.blocks.append(.item(Self.joined(before, text)))
        case let other: section.blocks += [other].compactMap(\.self) + [.paragraph(text)]
        }
      }
    }
  }

  private mutating func add(_ block: Block) { edit { $0.blocks.append(block) } }

  private mutating func edit(_ change: (inout Section) -> Void) {
    guard let group = groups.indices.last, let section = groups[group].sections.indices.last else {
      return
    }
    change(&groups[group].sections[section])
  }

  /// Lines of one paragraph; Chinese ones without a space between them.
  private static func joined(_ before: String, _ line: String) -> String {
    let line = line.trimmingPrefix(while: \.isWhitespace)
    let areWide =
      before.last.map(LineBreaks.isWide) == true && line.first.map(LineBreaks.isWide) == true
    return before + (areWide ? "" : " ") + line
  }

  /// A line without the marks of links and of bold words.
  private static func plain(_ line: String) -> String {
    line.replacing(/\[([^\]]*)\]\([^)]*\)/) { String($0.1) }.replacing("**", with: "")
  }
}

extension Explanations.Section {
  /// The section as lines of at most 80 columns.
  var lines: [String] {
    let heading = LineBreaks.lines(of: "\(code): \(title)", width: 80)
    return blocks.reduce(into: heading) { lines, block in
      switch block {
      case .paragraph(let text): lines += [""] + LineBreaks.lines(of: text, width: 80)
      case .item(let text):
        lines += LineBreaks.lines(of: text, width: 78).enumerated().map { index, line in
          (index == 0 ? "- " : "  ") + line
        }
      case .example(let example): lines += [""] + example.map { $0.isEmpty ? "" : "    \($0)" }
      }
    }
  }
}

extension Explanations.Group {
  /// The group's codes with their titles as lines of at most 80 columns.
  var lines: [String] {
    let width = 2 + (sections.map(\.code.count).max() ?? 0) + 2
    return [title]
      + sections.flatMap { section in
        LineBreaks.lines(of: section.title, width: max(30, 80 - width)).enumerated().map {
          let label = $0.offset == 0 ? "  \(section.code)" : ""
          return label + String(repeating: " ", count: width - label.count) + $0.element
        }
      }
  }
}
