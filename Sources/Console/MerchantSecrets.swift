internal import ArgumentParser
package import Catalog
package import GatePay
package import Support

/// The secrets of a project: one for all merchants, or one for each.
package struct MerchantSecrets {
  private let options: SecretOptions
  /// The keys of all merchants of the config.
  private let merchants: [String]

  package init(_ options: SecretOptions, of merchants: [Merchant]) {
    self.options = options
    self.merchants = merchants.map(\.key)
  }

  /// One merchant's environment variable: `GATEPAY_APPSECRET_LAKESIDE` for `lakeside`, with `_` for
  /// anything but ASCII letters and digits.
  package static func variable(of merchant: String) -> String {
    let name = merchant.uppercased().unicodeScalars.map { scalar in
      let isPlain = scalar.isASCII && UInt8(ascii: scalar).isLetterOrDigit
      return isPlain ? String(scalar) : "_"
    }
    return "\(SecretOptions.variable)_\(name.joined())"
  }

  /// A merchant's own secret, or the common one; nil if neither is given.
  ///
  /// - Throws: `Failure` for an invalid or forbidden secret, for two secrets, and for a variable
  ///   that could be meant for another merchant too.
  package func secretIfGiven(of merchant: String) throws(Failure) -> Secret? {
    let variable = Self.variable(of: merchant)
    guard let secret = try SecretText.secretIfSet(in: variable) else {
      return try options.secretIfGiven()
    }
    let sharing = merchants.filter { Self.variable(of: $0) == variable }
    guard sharing.count == 1 else { throw .usage(.sharedVariable(variable, by: sharing)) }
    if let file = options.secretFile {
      throw .usage(.secretGivenTwice(merchant, variable, file))
    }
    return secret
  }

  /// A merchant's own secret, or the common one.
  package func secret(of merchant: String) throws(Failure) -> Secret {
    guard let secret = try secretIfGiven(of: merchant) else {
      throw .usage(.secretMissing)
    }
    return secret
  }
}

extension Problem {
  /// No appsecret was given.
  package static var secretMissing: Problem {
    Problem(
      Sentence("the appsecret is not given", "没有给出 appsecret"),
      hint: Sentence(
        "set \(SecretOptions.variable) in the environment, or name a file with --secret-file",
        "请设置环境变量 \(SecretOptions.variable)，或用 --secret-file 指定文件"))
  }

  fileprivate static func sharedVariable(_ variable: String, by merchants: [String]) -> Problem {
    Problem(
      Sentence(
        "\(variable) could be the secret of each of \(list(merchants).english)",
        "\(variable) 可能是多个商户的密钥：\(list(merchants).chinese)"),
      hint: Sentence(
        "rename their keys under `merchants:` so that they differ in the letters a to z and "
          + "digits, and write what payers see as `name: …`",
        "请把 `merchants:` 下的键改成各不相同的英文字母和数字，付款人看到的名称写在 `name: …` 里"))
  }

  fileprivate static func secretGivenTwice(
    _ merchant: String, _ variable: String, _ path: String
  ) -> Problem {
    Problem(
      Sentence(
        "two secrets are given for \(quoted(merchant)): in \(variable) and in \(path)",
        "\(quoted(merchant)) 有两个密钥：\(variable) 和 \(path)"),
      hint: Sentence("unset the variable, or leave --secret-file out", "请清除该环境变量，或去掉 --secret-file")
    )
  }
}
