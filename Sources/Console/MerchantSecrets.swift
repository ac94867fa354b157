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

  /// The environment variable of one merchant's secret: `GATEPAY_APPSECRET_LAKESIDE` for `lakeside`,
  /// with `_` for what is neither letter nor digit in ASCII.
  package static func variable(of merchant: String) -> String {
    let name = merchant.uppercased().unicodeScalars.map { scalar in
      let isPlain = scalar.isASCII && UInt8(ascii: scalar).isLetterOrDigit
      return isPlain ? String(scalar) : "_"
    }
    return "\(SecretOptions.variable)_\(name.joined())"
  }

  /// The secret of a merchant, of its own or the common one; nil where neither is given.
  ///
  /// - Throws: `Failure` when what is given is no secret or may not be used, when two are given, and
  ///   when the variable could be meant for another merchant too.
  package func secretIfGiven(of merchant: String) throws(Failure) -> Secret? {
    let variable = Self.variable(of: merchant)
    guard let text = Terminal.environment[variable], !text.isEmpty else {
      return try options.secretIfGiven()
    }
    let sharing = merchants.filter { Self.variable(of: $0) == variable }
    guard sharing.count == 1 else { throw .usage(.sharedVariable(variable, by: sharing)) }
    if let file = options.secretFile {
      throw .usage(.secretGivenTwice(merchant, variable, file))
    }
    guard let secret = Secret(text) else { throw .usage(.noSecret(in: variable)) }
    return secret
  }

  /// The secret of a merchant, of its own or the common one.
  package func secret(of merchant: String) throws(Failure) -> Secret {
    guard let secret = try secretIfGiven(of: merchant) else {
      throw .usage(.secretMissing)
    }
    return secret
  }
}

extension Problem {
  /// Nobody gave the appsecret.
  package static let secretMissing = Problem(
    Sentence("the appsecret is not given", "没有给出 appsecret"),
    hint: Sentence(
      "set \(SecretOptions.variable) in the environment, or name a file with --secret-file",
      "请设置环境变量 \(SecretOptions.variable)，或用 --secret-file 指定文件"))

  /// A variable whose name two merchants' keys lead to.
  fileprivate static func sharedVariable(_ variable: String, by merchants: [String]) -> Problem {
    Problem(
      Sentence(
        "\(variable) could be the secret of each of \(list(merchants))",
        "\(variable) 可能是多个商户的密钥：\(list(merchants))"),
      hint: Sentence(
        "in the config, give all but one of them a key of other ASCII letters and digits; the name "
          + "that payers see stays",
        "请在配置里给它们取用 ASCII 字母和数字的不同的键；付款人看到的名称不变"))
  }

  /// Two secrets for one merchant, of which one would be ignored.
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
