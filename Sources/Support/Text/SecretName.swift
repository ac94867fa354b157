/// The words that name secrets: in keys of the config, in columns, in variables and in lines of files.
package enum SecretName {
  /// What the name of a secret contains, in small letters: nothing that may be in a config or link.
  package static let secrets = ["secret", "password", "passwd", "密钥", "私钥", "密码"]
  /// What the name of a value contains that links hold and messages still do not show.
  private static let credentials = ["appkey", "token", "令牌"]
  /// What comes before the colon of such a value in a config; `token:` names one only.
  package static let credentialKeys = ["key", "tokens", "令牌"]

  // Bytes are compared, because every value of a config asks.
  private static let secretBytes = secrets.map { Array($0.utf8) }
  private static let nameBytes = (secrets + credentials).map { Array($0.utf8) }
  private static let lineBytes = nameBytes + ["key:", "key："].map { Array($0.utf8) }
  private static let end = Array("key".utf8)

  /// Whether a name is that of a value which messages must not show: it contains one of the words,
  /// or ends with `key`.
  package static func matches(_ name: String) -> Bool {
    let bytes = Array(name.lowercased().utf8)
    return bytes.suffix(end.count) == end[...] || contains(bytes, nameBytes)
  }

  /// Whether a name is that of a secret, which must never be in a config.
  package static func isSecret(_ name: String) -> Bool {
    contains(Array(name.lowercased().utf8), secretBytes)
  }

  /// Whether a line may hold a value that messages must not show.
  package static func occurs(in line: String) -> Bool {
    contains(Array(line.lowercased().utf8), lineBytes)
  }

  private static func contains(_ bytes: [UInt8], _ words: [[UInt8]]) -> Bool {
    words.contains { word in
      bytes.count >= word.count
        && (0...bytes.count - word.count).contains { bytes[$0...].starts(with: word) }
    }
  }
}
