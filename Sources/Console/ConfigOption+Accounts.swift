package import Catalog
package import GatePay
package import Support

extension ConfigOption {
  /// Reads the config's merchants, products and gateway, or another gateway; prints findings.
  ///
  /// - Parameter printsWarnings: whether to print warnings and notes as well.
  package func accounts(_ gateway: Gateway?, printsWarnings: Bool = false) throws -> Accounts {
    let sink = FindingSink()
    let accounts: Accounts?
    do throws(ReadingError) {
      accounts = try LoadedConfig.load(
        config, environment: Terminal.environment, into: sink)?.accounts
    } catch {
      throw Failure.config(error)
    }
    let display = FindingDisplay(printsWarnings ? .full : .errors)
    Terminal.report(sink, display, checkedBy: checkCommand)
    guard var accounts else {
      throw Failure.refused(sink, isStrict: false, isBuild: false, display)
    }
    if let gateway { accounts.gateway = gateway }
    return accounts
  }
}

extension Accounts {
  /// The merchant of a name, or the only one.
  ///
  /// - Throws: `Failure` for an unknown name, or without a name if there are several merchants.
  package func merchant(named key: String?) throws(Failure) -> (index: Int, merchant: Merchant) {
    let known = merchants.map(\.key)
    if let key {
      guard let index = known.firstIndex(of: key) else {
        throw .usage(.unknownMerchant(key, known: known))
      }
      return (index, merchants[index])
    }
    guard merchants.count == 1 else { throw .usage(.whichMerchant(known)) }
    return (0, merchants[0])
  }
}

extension Problem {
  fileprivate static func whichMerchant(_ known: [String]) -> Problem {
    Problem(
      Sentence("no merchant is given", "没有写明商户"),
      hint: Sentence(
        "add --merchant; merchants: \(list(known).english)",
        "请加 --merchant；商户：\(list(known).chinese)")
    )
  }

  /// No merchant has this name.
  package static func unknownMerchant(_ key: String, known: [String]) -> Problem {
    Problem(
      Sentence("no merchant is called \(quoted(key))", "没有名为 \(quoted(key)) 的商户"),
      hint: suggestion(key, known))
  }
}
