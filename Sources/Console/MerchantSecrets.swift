internal import ArgumentParser
package import Catalog
package import GatePay
internal import Support

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
    guard sharing.count == 1 else { throw .usage(Messages.sharedVariable(variable, by: sharing)) }
    if let file = options.secretFile {
      throw .usage(Messages.secretGivenTwice(merchant, variable, file))
    }
    guard let secret = Secret(text) else { throw .usage(Messages.noSecret(in: variable)) }
    return secret
  }

  /// The secret of a merchant, of its own or the common one.
  package func secret(of merchant: String) throws(Failure) -> Secret {
    guard let secret = try secretIfGiven(of: merchant) else {
      throw .usage(Messages.secretMissing)
    }
    return secret
  }
}

extension ConfigOption {
  /// The merchants, products and gateway of the config; prints what is wrong with it.
  ///
  /// - Parameter gateway: takes the place of the config's own gateway.
  /// - Throws: `Failure` when the config cannot be used.
  package func accounts(_ gateway: Gateway?) throws -> Accounts {
    let sink = FindingSink()
    let accounts: Accounts?
    do throws(ReadingError) {
      accounts = try LoadedConfig.load(
        config, environment: Terminal.environment, into: sink)?.accounts
    } catch {
      throw Failure.config(error)
    }
    let errors = sink.inFileOrder.filter { $0.severity == .error }
    for finding in errors { Terminal.printError(finding.text(in: Terminal.language)) }
    guard var accounts else {
      throw Failure.input(Messages.refused(sink, isStrict: false, isBuild: false))
    }
    if let gateway { accounts.gateway = gateway }
    return accounts
  }
}

extension Accounts {
  /// The merchant of a name, or the only one.
  ///
  /// - Throws: `Failure` when there is none of this name, or several and no name.
  package func merchant(named key: String?) throws(Failure) -> (index: Int, merchant: Merchant) {
    let known = merchants.map(\.key)
    if let key {
      guard let index = known.firstIndex(of: key) else {
        throw .usage(Messages.unknownMerchant(key, known: known))
      }
      return (index, merchants[index])
    }
    guard merchants.count == 1 else { throw .usage(Messages.whichMerchant(known)) }
    return (0, merchants[0])
  }
}
