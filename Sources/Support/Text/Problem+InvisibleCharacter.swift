extension InvisibleCharacter {
  /// The character with its name: `U+00A0 (no-break space)`.
  package var name: Sentence {
    let point = codePoint(scalar)
    let word = word
    return Sentence("\(point) (\(word.english))", "\(point)（\(word.chinese)）")
  }

  /// The place in its text: `after "table 7"`.
  package var place: Sentence {
    if preceding.isEmpty { return Sentence("at the start", "开头") }
    let preceding = "\"\(spelledOut(preceding))\""
    return Sentence("after \(preceding)", "\(preceding) 后面")
  }

  /// What the character is to readers.
  fileprivate var kind: Sentence {
    isSpace
      ? Sentence("a special space", "特殊空格")
      : Sentence("an invisible character", "看不见的字符")
  }

  private var word: Sentence {
    switch scalar.value {
    case 0x00A0: return Sentence("no-break space", "不换行空格")
    case 0x3000: return Sentence("full-width space", "全角空格")
    case 0x00AD: return Sentence("soft hyphen", "软连字符")
    case 0x200B: return Sentence("zero-width space", "零宽空格")
    case 0x200C, 0x200D, 0x2060: return Sentence("zero-width joiner", "零宽连接符")
    case 0xFEFF: return Sentence("byte-order mark", "字节顺序标记")
    case 0x061C, 0x200E, 0x200F, 0x202A...0x202E, 0x2066...0x2069:
      return Sentence("direction mark", "文字方向控制符")
    case 0xFE00...0xFE0F, 0x180B...0x180F, 0xE0100...0xE01EF:
      return Sentence("variation selector", "字形选择符")
    case 0x2028, 0x2029: return Sentence("line separator", "行分隔符")
    default:
      return isSpace
        ? Sentence("unusual space", "特殊空格") : Sentence("invisible character", "看不见的字符")
    }
  }
}

extension Problem {
  /// A character that nobody sees, in a text that is compared with others; nil instead of the text
  /// of a key or token, which messages must not show.
  package static func invisibleCharacter(
    _ character: InvisibleCharacter, in text: String?
  ) -> Problem {
    let name = character.name
    let hint =
      character.isSpace
      ? Sentence("type an ordinary space there, or delete it", "请在那里改用普通空格，或删掉它")
      : Sentence(
        "delete it; if you cannot find it, type the text again", "请删掉它；找不到时，请把这段文字重新输入一遍")
    guard let text else {
      let count = counted(character.offset, "character")
      return Problem(
        Sentence(
          "\(name.english) after \(count)", "第 \(character.offset) 个字符后面有 \(name.chinese)"),
        hint: hint)
    }
    let (shown, place) = (quoted(text, for: .compared), character.place)
    return Problem(
      Sentence(
        "\(shown) has \(character.kind.english) \(place.english): \(name.english)",
        "\(shown) 里，\(place.chinese)有\(character.kind.chinese)：\(name.chinese)"),
      hint: hint)
  }

  /// A character that nobody sees, in a text for people: it may be meant, or hide another reading.
  package static func deceptiveCharacter(
    _ character: InvisibleCharacter, in text: String
  ) -> Problem {
    let (name, place) = (character.name, character.place)
    return Problem(
      Sentence(
        "\(quoted(text)) has \(character.kind.english) \(place.english): \(name.english)",
        "\(quoted(text)) 里，\(place.chinese)有\(character.kind.chinese)：\(name.chinese)"),
      hint: Sentence(
        "delete it unless it is meant: readers do not see it", "若不是有意为之，请删掉：读者看不到它"))
  }
}
