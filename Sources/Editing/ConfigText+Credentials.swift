internal import Catalog
internal import Support

extension ConfigText {
  /// What is different in another text, without lines that hold an appkey, a token or a secret.
  package func diff(to other: ConfigText) -> LineDiff {
    var (old, new) = (HiddenLines(of: self), HiddenLines(of: other))
    return LineDiff(text, other.text, hidesOld: { old.hides($0) }, hidesNew: { new.hides($0) })
  }

  /// The same for a text that need not be valid: of what is different, only lines that name none are shown.
  func diff(toAnything other: String) -> LineDiff {
    var (old, new) = (HiddenLines(of: self), CredentialLines())
    return LineDiff(text, other, hidesOld: { old.hides($0) }, hidesNew: { new.hides($0) })
  }

  /// The texts of appkeys and tokens, in Unicode scalars.
  fileprivate var credentialRanges: [Range<Int>] {
    let merchants = root["merchants"]?.entries ?? []
    return merchants.flatMap { merchant in
      (merchant.value.entries ?? []).compactMap { entry in
        entry.key.text.map(SecretName.matches) ?? true ? entry.value.range : nil
      }
    }
  }
}

/// Tells line after line whether it must not be shown.
struct HiddenLines {
  private var credentials = CredentialLines()
  private var numbers: Set<Int> = []
  private var number = 0

  init(of config: ConfigText) {
    // The line of each scalar, as `LineDiff` divides lines.
    var lines: [Int] = []
    var line = 0
    for character in config.text {
      lines += Array(repeating: line, count: character.unicodeScalars.count)
      if character.isNewline { line += 1 }
    }
    for range in config.credentialRanges where !range.isEmpty {
      numbers.formUnion(lines[range.lowerBound]...lines[range.upperBound - 1])
    }
  }

  mutating func hides(_ line: String) -> Bool {
    defer { number += 1 }
    return credentials.hides(line) || numbers.contains(number)
  }
}
