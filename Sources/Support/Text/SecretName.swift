/// The names of keys and columns whose values messages must not show.
package enum SecretName {
  /// What such a name contains, in small letters.
  package static let words = [
    "secret", "appkey", "token", "password", "passwd", "密钥", "私钥", "密码", "令牌",
  ]

  private static let wordBytes = words.map { Array($0.utf8) }
  private static let end = Array("key".utf8)

  /// Whether a name is one: it contains one of the words, or ends with `key`.
  ///
  /// It compares bytes, because it is asked for every value of a config.
  package static func matches(_ name: String) -> Bool {
    let bytes = Array(name.lowercased().utf8)
    return bytes.suffix(end.count) == end[...]
      || wordBytes.contains { word in
        bytes.count >= word.count
          && (0...bytes.count - word.count).contains { bytes[$0...].starts(with: word) }
      }
  }
}
