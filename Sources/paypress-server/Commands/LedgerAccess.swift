internal import Catalog
internal import Console
internal import GatePay
internal import Orders
internal import Payments
internal import Site
internal import Support

extension LedgerOptions {
  /// Reads the site, and prints its errors.
  func catalogue() throws -> Catalogue {
    try site.checkedCatalogue(
      gateway: gateway.gateway, needsOrders: false, showing: FindingDisplay(.errors))
  }

  /// The path of the database, which must exist; reads the config only if it is needed.
  func existingPath(_ outline: SiteOutline? = nil) throws -> String {
    let path = try database ?? Self.standardDatabase(outline ?? self.outline())
    guard InputFile.isOrdinary(path) else { throw Failure.files(Messages.noPayments(path)) }
    return path
  }

  /// The options that name the same database to another command, with a blank before each.
  var words: String {
    let config = site.config == AdvisedCommand.usualConfig ? nil : site.config
    let named = [("-c", config), ("--gateway", gateway.text), ("--database", database)]
    return named.map { name, value in value.map { " \(name) \(shellWord($0))" } ?? "" }.joined()
  }

  /// How moments are shown: as the shop's clocks do; in UTC, with that word, without a config.
  func momentWords() -> @Sendable (Int64) -> String {
    let loaded = try? LoadedConfig.load(
      site.config, environment: Terminal.environment, gateway: gateway.gateway, into: FindingSink())
    let calendar = loaded.flatMap { try? ShopCalendar($0.outline.site) }
    guard let calendar else { return { UTCTime.words($0) } }
    return { calendar.words($0) }
  }

  private func outline() throws -> SiteOutline {
    let sink = FindingSink()
    let loaded: LoadedConfig?
    do throws(ReadingError) {
      loaded = try LoadedConfig.load(
        site.config, environment: Terminal.environment, gateway: gateway.gateway, into: sink)
    } catch {
      throw Failure.config(error)
    }
    guard let loaded else {
      Terminal.report(sink, FindingDisplay(.errors), checkedBy: site.checkCommand)
      throw Failure.refused(sink, isStrict: false, isBuild: false)
    }
    return loaded.outline
  }

  /// The database beside a config: one for each gateway, so that a sandbox's payments stay apart from
  /// real ones.
  static func standardDatabase(_ outline: SiteOutline) -> String {
    let gateway = outline.gateway
    guard gateway != outline.ownGateway else { return outline.folder + "payments.sqlite" }
    let name = gateway.host.map { $0.isLetter || $0.isNumber || $0 == "." ? $0 : "-" }
    return outline.folder + "payments-\(String(name)).sqlite"
  }
}

extension RecipientOptions {
  /// Who gets every payment; programs are found before the first one.
  func recipients() throws(Failure) -> [Recipient] {
    var secret: WebhookSecret?
    if let (text, place) = try secretText() {
      guard let read = WebhookSecret(text) else { throw .usage(Messages.badWebhookSecret(place)) }
      secret = read
    }
    var recipients: [Recipient] = []
    for program in exec {
      do throws(ReadingError) {
        recipients.append(
          Recipient(try ExternalProgram(program, in: Terminal.environment), name: program))
      } catch {
        throw .files(Messages.cannotRun(program, error.reason))
      }
    }
    for address in forward { recipients.append(Recipient(address: address, secret: secret)) }
    for (index, recipient) in recipients.enumerated()
    where recipients[..<index].contains(where: { $0.target == recipient.target }) {
      throw .usage(Messages.sameTarget(recipient.target))
    }
    return recipients
  }

  /// The environment for programs, without secrets.
  static var environment: [String: String] {
    Terminal.environment.filter {
      !$0.key.hasPrefix(SecretOptions.variable) && $0.key != Self.secretVariable
    }
  }
}
