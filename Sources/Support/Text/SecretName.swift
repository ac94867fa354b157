/// The words that name secrets: in keys of the config, in columns, in variables and in lines of files.
package enum SecretName {
  /// What the name of a secret contains, in small letters: nothing that may be in a config or link.
  package static let secrets = ["secret", "password", "passwd", "密钥", "私钥", "密码"]
  /// What the name of a value contains that links hold and messages still do not show.
  private static let credentials = ["appkey", "token", "令牌"]
  /// What comes before the colon of such a value in a config; `token:` names one only.
  package static let credentialKeys = ["key", "tokens", "令牌"]

  /// Whether a name is that of a value which messages must not show: it contains one of the words,
  /// or ends with `key`.
  package static func matches(_ name: String) -> Bool {
    let name = name.lowercased()
    return name.hasSuffix("key") || contains(name, secrets + credentials)
  }

  /// Whether a name is that of a secret, which must never be in a config.
  package static func isSecret(_ name: String) -> Bool { contains(name.lowercased(), secrets) }

  /// Whether a line may hold a value that messages must not show.
  package static func occurs(in line: String) -> Bool {
    contains(line.lowercased(), secrets + credentials + ["key:", "key："])
  }

  private static func contains(_ text: String, _ words: [String]) -> Bool {
    words.contains { text.contains($0) }
  }
}
