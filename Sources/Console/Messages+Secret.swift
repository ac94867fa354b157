internal import Catalog
package import Support

extension Messages {
  package static let secretMissing = Sentence(
    "paypress: error: the appsecret is not given\n"
      + "  hint: set \(SecretOptions.variable) in the environment, or name a file with --secret-file",
    "paypress: error: 没有给出 appsecret\n"
      + "  hint: 请设置环境变量 \(SecretOptions.variable)，或用 --secret-file 指定文件")

  /// Something given as a secret is none; its text is not shown.
  package static func noSecret(in place: String) -> Sentence {
    Sentence(
      "paypress: error: \(place) holds no appsecret: it takes 1 to 256 bytes without spaces\n"
        + "  hint: copy it from the console once more; a line end may follow it, nothing else",
      "paypress: error: \(place) 里没有 appsecret：应为 1 到 256 字节，不含空白\n"
        + "  hint: 请从后台重新复制；后面可以有一个换行，不能有别的内容")
  }

  /// A variable whose name two merchants' keys lead to.
  package static func sharedVariable(_ variable: String, by merchants: [String]) -> Sentence {
    Sentence(
      "paypress: error: \(variable) could be the secret of \(list(merchants)) alike\n"
        + "  hint: in the config, give all but one of them a key of other ASCII letters and digits; the "
        + "name that payers see stays",
      "paypress: error: \(variable) 可能是多个商户的密钥：\(list(merchants))\n"
        + "  hint: 请在配置里给它们取用 ASCII 字母和数字的不同的键；付款人看到的名称不变")
  }

  /// Two secrets for one merchant, of which one would be passed over.
  package static func secretGivenTwice(_ merchant: String, _ variable: String, _ path: String)
    -> Sentence
  {
    Sentence(
      "paypress: error: two secrets are given for \(quoted(merchant)): in \(variable) and in \(path)\n"
        + "  hint: unset the variable, or leave --secret-file out",
      "paypress: error: \(quoted(merchant)) 有两个密钥：\(variable) 和 \(path)\n"
        + "  hint: 请清除该环境变量，或去掉 --secret-file")
  }

  package static func secretIsReadable(_ path: String) -> Sentence {
    Sentence(
      "paypress: error: \(path) holds a secret, and other users of this machine can read it\n"
        + "  hint: chmod 600 \(path)",
      "paypress: error: \(path) 里有密钥，而本机的其他用户可以读取它\n  hint: chmod 600 \(path)")
  }

  package static func secretIsForeign(_ path: String) -> Sentence {
    Sentence(
      "paypress: error: \(path) holds a secret, but belongs to another user\n"
        + "  hint: copy it into a file of your own",
      "paypress: error: \(path) 里有密钥，但它属于另一个用户\n  hint: 请复制到您自己的文件里")
  }
}
