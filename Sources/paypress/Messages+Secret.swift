internal import Catalog

extension Messages {
  static let secretMissing = Sentence(
    "paypress: error: the appsecret is not given\n"
      + "  hint: set \(SecretOptions.variable) in the environment, or name a file with --secret-file",
    "paypress: error: 没有给出 appsecret\n"
      + "  hint: 请设置环境变量 \(SecretOptions.variable)，或用 --secret-file 指定文件")

  /// Something given as a secret is none; its text is not shown.
  static func noSecret(in place: String) -> Sentence {
    Sentence(
      "paypress: error: \(place) holds no appsecret: it takes 1 to 256 bytes without spaces\n"
        + "  hint: copy it from the console once more; a line end may follow it, nothing else",
      "paypress: error: \(place) 里没有 appsecret：应为 1 到 256 字节，不含空白\n"
        + "  hint: 请从后台重新复制；后面可以有一个换行，不能有别的内容")
  }

  static func secretIsReadable(_ path: String) -> Sentence {
    Sentence(
      "paypress: error: \(path) holds a secret, and other users of this machine can read it\n"
        + "  hint: chmod 600 \(path)",
      "paypress: error: \(path) 里有密钥，而本机的其他用户可以读取它\n  hint: chmod 600 \(path)")
  }

  static func secretIsForeign(_ path: String) -> Sentence {
    Sentence(
      "paypress: error: \(path) holds a secret, but belongs to another user\n"
        + "  hint: copy it into a file of your own",
      "paypress: error: \(path) 里有密钥，但它属于另一个用户\n  hint: 请复制到您自己的文件里")
  }
}
