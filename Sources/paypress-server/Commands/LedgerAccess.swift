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
    guard InputFile.isOrdinary(path) else { throw Failure.files(.noPayments(path)) }
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
      guard let read = WebhookSecret(text) else { throw .usage(.badWebhookSecret(place)) }
      secret = read
    }
    var recipients: [Recipient] = []
    for program in exec {
      do throws(ReadingError) {
        recipients.append(
          Recipient(try ExternalProgram(program, in: Terminal.environment), name: program))
      } catch {
        throw .files(.cannotRun(program, error.reason))
      }
    }
    for address in forward { recipients.append(Recipient(address: address, secret: secret)) }
    for (index, recipient) in recipients.enumerated()
    where recipients[..<index].contains(where: { $0.target == recipient.target }) {
      throw .usage(.sameTarget(recipient.target))
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

extension Problem {
  fileprivate static func noPayments(_ path: String) -> Problem {
    Problem(
      Sentence("\(path) does not exist", "\(path) 不存在"),
      hint: Sentence(
        "`paypress notify listen` creates it; give the same --gateway or --database here",
        "`paypress notify listen` 会创建它；请在这里给出相同的 --gateway 或 --database"))
  }

  fileprivate static func badWebhookSecret(_ place: String) -> Problem {
    Problem(
      Sentence(
        "\(place) does not hold a secret that signs forwarded payments", "\(place) 里不是转发签名的密钥"),
      hint: Sentence(
        "make one with `echo whsec_$(head -c 32 /dev/urandom | base64)`",
        "可用 `echo whsec_$(head -c 32 /dev/urandom | base64)` 生成"))
  }

  fileprivate static func cannotRun(_ program: String, _ reason: String) -> Problem {
    Problem(
      Sentence(
        "--exec: \(quoted(program)) cannot be run: \(reason)",
        "--exec：\(quoted(program)) 无法运行：\(Sentence(system: reason).chinese)"),
      hint: Sentence(
        "give a program on the PATH, or a path with a slash; make a script executable with "
          + "chmod +x",
        "请写 PATH 里的程序，或带斜杠的路径；脚本要用 chmod +x 设为可执行"))
  }

  fileprivate static func sameTarget(_ target: DeliveryTarget) -> Problem {
    Problem(
      Sentence(
        "two recipients have the name \(quoted(target.description))",
        "有两个接收者都叫 \(quoted(target.description))"),
      hint: Sentence(
        "leave one of them out, or give one of the programs another file name",
        "请去掉一个，或给其中一个程序换个文件名"))
  }
}
