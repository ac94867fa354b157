internal import Support

/// The rules for ids, which become file names and parts of addresses.
package enum LinkID {
  static let maximumLength = 100

  /// Whether a text can be an id.
  package static func isValid(_ text: String) -> Bool { problem(text) == nil }

  /// The problem of an id, or nil.
  ///
  /// - Parameter pattern: the pattern of the id with its fields as slugs, if it has fields.
  static func problem(_ id: String, slugged pattern: String? = nil) -> Problem? {
    let isWellFormed =
      (1...maximumLength).contains(id.utf8.count) && id.utf8.allSatisfy(isAllowed)
      && id.utf8.first?.isLetterOrDigit == true && id.last != "."
    guard isWellFormed else {
      if id.isEmpty && pattern != nil { return .emptyID }
      let slug = pattern.flatMap {
        self.problem(Slug.of(id)) == nil ? (pattern: $0, id: Slug.of(id)) : nil
      }
      return .badID(id, maximumLength: maximumLength, slug: slug)
    }
    // Windows opens a device instead of a file for these names, whatever follows the dot
    // (Microsoft, "Naming Files, Paths, and Namespaces").
    guard id.utf8.prefix(5).firstIndex(of: UInt8(ascii: ".")) != nil || id.utf8.count <= 4 else {
      return nil
    }
    let stem = id.lowercased().prefix { $0 != "." }
    return deviceNames.contains(String(stem)) ? .deviceName(id) : nil
  }

  /// The form for comparing ids: some file systems ignore case.
  package static func comparisonKey(_ id: String) -> String {
    id.lowercased()
  }

  /// The digest of the form for comparing ids.
  static func digest(_ id: String) -> Digest64 { Digest64(comparisonKey(id)) }

  private static let deviceNames = Set(
    ["con", "prn", "aux", "nul"] + (0...9).flatMap { ["com\($0)", "lpt\($0)"] })

  private static func isAllowed(_ byte: UInt8) -> Bool {
    byte.isLetterOrDigit || byte == UInt8(ascii: ".") || byte == UInt8(ascii: "_")
      || byte == UInt8(ascii: "-")
  }
}

extension Problem {
  /// - Parameter slug: what to write to get an id of this value, and that id.
  static func badID(
    _ id: String, maximumLength: Int, slug: (pattern: String, id: String)? = nil
  ) -> Problem {
    let hint = slug.map { slug in
      Sentence(
        "ids become file names: use a column of plain letters and digits, or write "
          + "`id: \"\(shortened(slug.pattern))\"`, which makes the id \(quoted(slug.id))",
        "id 会成为文件名：请改用只含英文字母和数字的列，或写 `id: \"\(shortened(slug.pattern))\"`，"
          + "id 就会是 \(quoted(slug.id))")
    }
    return Problem(
      Sentence("\(quoted(id)) cannot be an id", "\(quoted(id)) 不能用作 id"),
      hint: hint
        ?? Sentence(
          "it becomes a file name: 1 to \(maximumLength) of a-z, A-Z, 0-9, - _ and ., "
            + "starting with a letter or digit, not ending in a point",
          "它会成为文件名：1 到 \(maximumLength) 个 a-z、A-Z、0-9、- _ 和 .，以字母或数字开头，不能以点结尾"))
  }

  static var emptyID: Problem {
    Problem(
      Sentence("the id is empty: its field holds no letter or digit", "id 是空的：字段里没有字母或数字"),
      hint: Sentence(
        "fill in the value, or put another text or field in the id",
        "请填写这个值，或在 id 里加上别的文字或字段"))
  }

  static var emptyPartOfID: Problem {
    Problem(
      Sentence("a field in the id is empty", "id 里有一个字段是空的"),
      hint: Sentence(
        "fill in the value, or delete the row", "请填写这个值，或删掉这一行"), code: "empty-id")
  }

  static func deviceName(_ id: String) -> Problem {
    Problem(
      Sentence(
        "\(quoted(id)) cannot be a file's name on Windows",
        "\(quoted(id)) 是 Windows 的系统保留名，不能用作文件名"
      ),
      hint: Sentence("use another id, such as item-\(id)", "请换一个 id，例如 item-\(id)"))
  }
}
