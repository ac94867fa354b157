internal import Catalog
internal import Support

extension ConfigText {
  /// What is different in another text, without lines that hold an appkey, a token or a secret.
  package func diff(to other: ConfigText) -> LineDiff {
    // What is replaced is as secret as what replaces it.
    let values = secretValues.union(other.secretValues)
    var (old, new) = (HiddenLines(of: self, values), HiddenLines(of: other, values))
    return LineDiff(text, other.text, hidesOld: { old.hides($0) }, hidesNew: { new.hides($0) })
  }

  /// The same for a text that need not be valid: of what is different, only lines that name none are shown.
  func diff(toAnything other: String) -> LineDiff {
    let values = secretValues
    var (old, new) = (HiddenLines(of: self, values), CredentialLines())
    return LineDiff(
      text, other, hidesOld: { old.hides($0) },
      hidesNew: { new.hides($0) || values.occur(in: $0) })
  }

  /// The appkeys, tokens and secrets of the config.
  package var secretValues: SecretValues {
    SecretValues(credentials.flatMap(Self.texts) + Self.secrets(in: root))
  }

  /// The values of merchants that are appkeys or tokens.
  private var credentials: [YAMLOutline] {
    let merchants = root["merchants"]?.entries ?? []
    return merchants.flatMap { merchant in
      (merchant.value.entries ?? []).compactMap { entry in
        entry.key.text.map(SecretName.matches) ?? true ? entry.value : nil
      }
    }
  }

  /// Where they are, in Unicode scalars.
  fileprivate var credentialRanges: [Range<Int>] { credentials.map(\.range) }

  /// All texts of a value, without keys.
  private static func texts(of value: YAMLOutline) -> [String] {
    switch value.content {
    case .text(let text, _): [text]
    case .list(let items, _): items.flatMap(texts)
    case .mapping(let entries, _): entries.flatMap { texts(of: $0.value) }
    }
  }

  /// The texts below every key that names a secret, which no config should have.
  private static func secrets(in value: YAMLOutline) -> [String] {
    switch value.content {
    case .text: []
    case .list(let items, _): items.flatMap(secrets)
    case .mapping(let entries, _):
      entries.flatMap { entry in
        entry.key.text.map(SecretName.isSecret) == true
          ? texts(of: entry.value) : secrets(in: entry.value)
      }
    }
  }
}

/// Tells line after line whether it must not be shown.
struct HiddenLines {
  private let values: SecretValues
  private var credentials = CredentialLines()
  private var numbers: Set<Int> = []
  private var number = 0

  init(of config: ConfigText) { self.init(of: config, config.secretValues) }

  /// - Parameter values: what no line may hold.
  init(of config: ConfigText, _ values: SecretValues) {
    self.values = values
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
    return credentials.hides(line) || numbers.contains(number) || values.occur(in: line)
  }
}
