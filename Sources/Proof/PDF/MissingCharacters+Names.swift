package import Support

extension MissingCharacters {
  /// The characters and the links beside whose codes they are, as messages name them.
  package var names: Sentence {
    guard !characters.isEmpty else {
      return Sentence(counted(count, "character"), " \(count) 个字符")
    }
    let shown = characters.prefix(5).map { character in
      "\"\(character)\" (\(character.unicodeScalars.first.map(codePoint) ?? ""))"
    }
    let (more, ids) = (characters.count - shown.count, links.prefix(5).map(quoted))
    let others = links.count - ids.count
    return Sentence(
      shown.joined(separator: ", ") + (more > 0 ? " and \(more) more characters" : "")
        + ", beside the code\(links.count == 1 ? "" : "s") of \(ids.joined(separator: ", "))"
        + (others > 0 ? " and \(others) more" : ""),
      " \(shown.joined(separator: "、"))" + (more > 0 ? " 和另外 \(more) 个字符" : "")
        + "（在 \(ids.joined(separator: "、")) 的码旁边" + (others > 0 ? "，以及另外 \(others) 个" : "") + "）")
  }

  /// What to do about them: the packages of Debian with fonts for them.
  package var fontHint: Sentence {
    var packages: [String] = []
    for character in characters {
      let package =
        if Self.isEmoji(character) {
          "fonts-noto-color-emoji"
        } else if character.unicodeScalars.contains(where: Self.isEastAsian) {
          "fonts-noto-cjk"
        } else {
          "fonts-noto-core"
        }
      if !packages.contains(package) { packages.append(package) }
    }
    if packages.isEmpty { packages = ["fonts-noto-cjk", "fonts-noto-color-emoji"] }
    let command = "apt-get install \(packages.joined(separator: " "))"
    return Sentence(
      "install fonts for them and print again (\(command)), or leave the characters out",
      "请安装相应的字体后重新打印（\(command)），或去掉这些字符")
  }

  private static func isEmoji(_ character: Character) -> Bool {
    character.unicodeScalars.contains { scalar in
      scalar.properties.isEmojiPresentation || scalar.properties.isEmoji && scalar.value > 0xFF
    }
  }

  /// Ideographs, kana, bopomofo, hangul and their punctuation.
  private static func isEastAsian(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0x1100...0x11FF, 0x2E80...0xA4CF, 0xA960...0xA97F, 0xAC00...0xD7FF, 0xF900...0xFAFF,
      0xFE30...0xFE4F, 0xFF00...0xFFEF, 0x20000...0x3FFFD:
      true
    default: false
    }
  }
}
