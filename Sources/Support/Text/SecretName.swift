/// The names of keys and columns whose values messages must not show.
package enum SecretName {
  /// What such a name contains, in small letters.
  package static let words = [
    "secret", "appkey", "token", "password", "passwd", "密钥", "私钥", "密码", "令牌",
  ]

  /// Whether a name is one: it contains one of the words, or ends with `key`.
  package static func matches(_ name: String) -> Bool {
    let name = name.lowercased()
    return name.hasSuffix("key") || words.contains { name.contains($0) }
  }
}
