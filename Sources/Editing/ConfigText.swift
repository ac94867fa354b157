package import Catalog
internal import Support

/// Changes single places of a config's text: comments, order and style of everything else stay, byte for
/// byte. Pure: it reads and writes no file.

/// Why a change cannot be made; the text is then left alone.
package enum EditRefusal: Error, Hashable, Sendable {
  /// The text is not valid YAML, or not a mapping.
  case unreadable
  /// The value is not a text on one line, or in a form that cannot be changed in place.
  case notAText
  /// There is a value of this name already.
  case taken
  /// The value has a character that the file cannot hold, such as a line end in a cell.
  case unusableValue
  /// The changed text would not say what was wanted, and nothing else.
  case notExact
  /// The lines that were given for an entry are not one entry, or change others.
  case notOneEntry
  /// The title of links that an entry makes does not tell them apart: it lacks this field.
  case missingField(String)
  /// An entry is not as it was when its form was shown.
  case changedMeanwhile
}

/// A step of a path to a value.
package enum PathStep: Hashable, Sendable, ExpressibleByStringLiteral, ExpressibleByIntegerLiteral {
  case key(String)
  case item(Int)

  /// The value of a key.
  package init(stringLiteral key: String) { self = .key(key) }
  /// An item of a list, counted from 0.
  package init(integerLiteral index: Int) { self = .item(index) }
}

/// A value to be written.
package enum NewValue: Hashable, Sendable {
  case text(String)
  case list([String])
  case fields([Field])

  /// A key with its value.
  package struct Field: Hashable, Sendable {
    package var key: String
    package var value: NewValue

    /// A key with its value.
    package init(_ key: String, _ value: NewValue) {
      self.key = key
      self.value = value
    }
  }
}

/// A config as text with the places of its values.
package struct ConfigText: Sendable {
  let scalars: [Unicode.Scalar]
  /// The values.
  package let root: YAMLOutline
  /// Whether the file begins with a byte-order mark, as some editors write it.
  let hasMark: Bool

  static let mark = [0xEF, 0xBB, 0xBF] as [UInt8]

  /// Reads a text.
  ///
  /// - Throws: `EditRefusal.unreadable`.
  package init(_ bytes: [UInt8]) throws(EditRefusal) {
    hasMark = bytes.starts(with: Self.mark)
    guard let text = String(validating: bytes.dropFirst(hasMark ? 3 : 0), as: UTF8.self) else {
      throw .unreadable
    }
    scalars = Array(text.unicodeScalars)
    guard let root = YAMLOutline.read(scalars), root.entries != nil else { throw .unreadable }
    self.root = root
  }

  init(_ scalars: [Unicode.Scalar], hasMark: Bool) throws(EditRefusal) {
    guard let root = YAMLOutline.read(scalars) else { throw .notExact }
    self.scalars = scalars
    self.root = root
    self.hasMark = hasMark
  }

  /// The text as bytes of a file.
  package var bytes: [UInt8] { (hasMark ? Self.mark : []) + text.utf8 }

  package var text: String { Self.string(scalars[...]) }

  /// A value as the file writes it.
  package func source(of value: YAMLOutline) -> String { Self.string(scalars[value.range]) }

  /// The value at a path; nil if there is none.
  package subscript(path: [PathStep]) -> YAMLOutline? {
    path.reduce(root as YAMLOutline?) { node, step in
      switch step {
      case .key(let key): node?[key]
      case .item(let index): node?.items.flatMap { $0.indices.contains(index) ? $0[index] : nil }
      }
    }
  }

  /// The text of a value that `setting` can replace: on one line, in the file and by itself; else nil.
  package func line(of value: YAMLOutline) -> String? {
    guard case .text(let text, let style) = value.content, style != .block,
      !scalars[value.range].contains("\n"), !text.contains(where: \.isNewline)
    else { return nil }
    return text
  }

  /// Whether a value is on one line, and has no lines of comments in it.
  private func isOnOneLine(_ value: YAMLOutline) -> Bool {
    switch value.content {
    case .text: line(of: value) != nil
    case .list(_, let isInFlow): isInFlow && !scalars[value.range].contains("\n")
    case .mapping: false
    }
  }

  /// The texts of a list on one line, or the one text that means such a list; else nil.
  package func words(of value: YAMLOutline) -> [String]? {
    guard isOnOneLine(value) else { return nil }
    guard let items = value.items else { return value.text.map { [$0] } }
    let texts = items.compactMap(\.text)
    return texts.count == items.count ? texts : nil
  }

  // MARK: Changes

  /// The text with another text or list in place of one; items that stay are written as they are.
  package func setting(
    _ words: [String], at path: [PathStep]
  ) throws(EditRefusal) -> ConfigText {
    let node = self[path]
    if words.count == 1, node?.items == nil { return try setting(words[0], at: path) }
    let value = NewValue.list(words)
    var wanted = ConfigMeaning(root)
    guard wanted.set(ConfigMeaning(value), at: path[...]) else { throw .notAText }
    guard let node else {
      return try adding([NewValue.Field(Self.lastKey(of: path), value)], to: path.dropLast())
        .saying(wanted)
    }
    guard isOnOneLine(node) else { throw .notAText }
    let known = node.items ?? [node]
    let written = words.map { word in
      known.first { $0.text == word }.map(source) ?? FlowText.of(.text(word))
    }
    return try replacing(node.range, by: "[" + written.joined(separator: ", ") + "]")
      .saying(wanted)
  }

  /// The text with another value at a path; a key that is missing is added at the end of its mapping.
  package func setting(_ value: String, at path: [PathStep]) throws(EditRefusal) -> ConfigText {
    var wanted = ConfigMeaning(root)
    guard wanted.set(.text(value), at: path[...]) else { throw .notAText }
    guard let node = self[path] else {
      return try adding([NewValue.Field(Self.lastKey(of: path), .text(value))], to: path.dropLast())
        .saying(wanted)
    }
    guard line(of: node) != nil, case .text(_, let style) = node.content else { throw .notAText }
    let written = ScalarText(value, like: style).text
    // `key:` has its value right after the colon.
    let needsSpace =
      node.range.isEmpty && node.range.lowerBound > 0
      && scalars[node.range.lowerBound - 1] == ":"
    return try replacing(node.range, by: (needsSpace ? " " : "") + written).saying(wanted)
  }

  /// The text with one more key in a mapping of the top level, which is added if it is missing.
  package func adding(
    _ value: String, as name: String, to key: String
  ) throws(EditRefusal) -> ConfigText {
    let field = NewValue.Field(name, .text(value))
    if let mapping = root[key] {
      guard mapping.entries != nil else { throw .notAText }
      guard mapping[name] == nil else { throw .taken }
      return try setting(value, at: [.key(key), .key(name)])
    }
    var wanted = ConfigMeaning(root)
    guard wanted.add(.fields([field]), as: key) else { throw .notAText }
    return try insertingAtEnd("\(key):\(newline)  \(FlowText.of(field))\(newline)").saying(wanted)
  }

  /// The text with one more item at the end of a list of the top level, which is added if it is
  /// missing.
  package func appending(
    _ fields: [NewValue.Field], to key: String
  ) throws(EditRefusal) -> ConfigText {
    var wanted = ConfigMeaning(root)
    guard wanted.append(.fields(fields), to: key) else { throw .notAText }
    guard let list = root[key] else {
      let item = lines(of: fields, indent: "  ").joined(separator: newline)
      return try insertingAtEnd("\(key):\(newline)\(item)\(newline)").saying(wanted)
    }
    guard case .list(let items, let isInFlow) = list.content else { throw .notAText }
    if isInFlow {
      let flow = FlowText.of(.fields(fields))
      guard let last = items.last else {
        return try replacing(list.range, by: "[\(flow)]").saying(wanted)
      }
      return try replacing(last.range.upperBound..<last.range.upperBound, by: ", \(flow)")
        .saying(wanted)
    }
    guard let last = items.last else { throw .notAText }
    return try appendingBlock(fields, after: last, in: items, startingAt: list.range.lowerBound)
      .saying(wanted)
  }

  private func appendingBlock(
    _ fields: [NewValue.Field], after last: YAMLOutline, in items: [YAMLOutline],
    startingAt start: Int
  ) throws(EditRefusal) -> ConfigText {
    let indent = String(repeating: " ", count: start - startOfLine(start))
    let isFlow: Bool
    if case .mapping(_, true) = last.content { isFlow = true } else { isFlow = false }
    let lines =
      isFlow ? ["\(indent)- \(FlowText.of(.fields(fields)))"] : lines(of: fields, indent: indent)
    let end = endOfLine(last.range.upperBound)
    // Items that are set apart by empty lines stay so.
    let isSpaced = items.count > 1 && hasEmptyLine(before: items[items.count - 1])
    let text = (isSpaced ? newline : "") + lines.joined(separator: newline)
    return try replacing(end..<end, by: newline + text)
  }

  /// Adds keys at the end of a mapping.
  private func adding(
    _ fields: [NewValue.Field], to path: ArraySlice<PathStep>
  ) throws(EditRefusal) -> ConfigText {
    guard let node = self[Array(path)], case .mapping(let entries, let isInFlow) = node.content
    else { throw .notAText }
    if isInFlow {
      let flow = fields.map { FlowText.of($0) }.joined(separator: ", ")
      guard let last = entries.last else {
        return try replacing(node.range, by: "{ \(flow) }")
      }
      let end = last.value.range.upperBound
      return try replacing(end..<end, by: ", \(flow)")
    }
    guard let first = entries.first, let last = entries.last else { throw .notAText }
    let column = first.key.range.lowerBound - startOfLine(first.key.range.lowerBound)
    let indent = String(repeating: " ", count: column)
    let end = endOfLine(last.value.range.upperBound)
    let lines = fields.map { indent + FlowText.of($0) }
    return try replacing(end..<end, by: newline + lines.joined(separator: newline))
  }

  // MARK: Texts and places

  private func lines(of fields: [NewValue.Field], indent: String) -> [String] {
    fields.enumerated().map { index, field in
      indent + (index == 0 ? "- " : "  ") + FlowText.of(field)
    }
  }

  private static func lastKey(of path: [PathStep]) -> String {
    if case .key(let key)? = path.last { key } else { "" }
  }

  /// The line end that the text uses.
  var newline: String {
    zip(scalars, scalars.dropFirst()).contains { $0 == "\r" && $1 == "\n" } ? "\r\n" : "\n"
  }

  func startOfLine(_ index: Int) -> Int {
    (scalars[..<index].lastIndex(of: "\n") ?? -1) + 1
  }

  /// The end of the line of a place, before its line end: a comment stays with its line.
  func endOfLine(_ index: Int) -> Int {
    var end = scalars[index...].firstIndex(of: "\n") ?? scalars.count
    if end > index, end < scalars.count, scalars[end - 1] == "\r" { end -= 1 }
    return end
  }

  private func hasEmptyLine(before node: YAMLOutline) -> Bool {
    let start = startOfLine(node.range.lowerBound)
    guard start > 0 else { return false }
    let before = scalars[startOfLine(start - 1)..<start]
    return before.allSatisfy(\.properties.isWhitespace)
  }

  private func insertingAtEnd(_ text: String) throws(EditRefusal) -> ConfigText {
    let isEnded = scalars.last == "\n" || scalars.isEmpty
    return try replacing(
      scalars.count..<scalars.count, by: (isEnded ? "" : newline) + newline + text)
  }

  private func replacing(_ range: Range<Int>, by text: String) throws(EditRefusal) -> ConfigText {
    var scalars = scalars
    scalars.replaceSubrange(range, with: text.unicodeScalars)
    return try ConfigText(scalars, hasMark: hasMark)
  }

  /// Itself, if it says what is wanted and nothing else.
  func saying(_ wanted: ConfigMeaning) throws(EditRefusal) -> ConfigText {
    guard ConfigMeaning(root) == wanted else { throw .notExact }
    return self
  }

  static func string(_ scalars: ArraySlice<Unicode.Scalar>) -> String {
    var view = String.UnicodeScalarView()
    view.append(contentsOf: scalars)
    return String(view)
  }
}
