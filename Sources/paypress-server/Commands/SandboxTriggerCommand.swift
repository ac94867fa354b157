internal import ArgumentParser
internal import Catalog
internal import Console
internal import GatePay
internal import GatePaySandbox
internal import Site
internal import Support

struct SandboxTriggerCommand: AsyncParsableCommand, ExampleGiving {
  static let configuration = SandboxTriggerOptions.configuration

  static let example = """
    paypress sandbox trigger counter --price 1.88 --gateway http://127.0.0.1:8080
    """

  @OptionGroup var options: SandboxTriggerOptions

  func run() async throws {
    var trigger = SandboxTrigger(link: try address())
    trigger.price = options.price
    trigger.custom = options.custom
    trigger.sum = options.pays
    trigger.type = PaymentType(rawValue: options.type) ?? .wechat
    let result: TriggerResult
    do throws(TriggerFailure) {
      result = try await trigger.press(action, times: options.times)
    } catch {
      let problem = error.problem(options.link)
      if case .unreachable = error { throw Failure.files(problem) }
      throw Failure.input(problem)
    }
    if options.json {
      try Terminal.print(result.json.line)
    } else {
      try Terminal.printFacts(Self.facts(result))
    }
    if let problem = result.problem { throw Failure.input(problem) }
  }

  private var action: CashierAction {
    let chosen: [(isOn: Bool, action: CashierAction)] = [
      (options.late, .paidLate), (options.forged, .forged), (options.tooLittle, .tooLittle),
      (options.tooMuch, .tooMuch), (options.expired, .expired), (options.lost, .notificationLost),
    ]
    return chosen.first(where: \.isOn)?.action ?? .paid
  }

  /// The URL as given, or that of the link with this id at the sandbox.
  private func address() throws -> String {
    if options.link.hasPrefix("http://") || options.link.hasPrefix("https://") {
      return options.link
    }
    let catalogue = try options.site.checkedCatalogue(
      gateway: options.gateway.gateway, needsOrders: false, showing: FindingDisplay(.errors))
    guard catalogue.outline.gateway.isLoopback else { throw Failure.usage(.noSandboxGiven) }
    let reader = catalogue.makeReader()
    while let link = try reader.next() {
      guard link.id == options.link else { continue }
      guard !link.url.isEmpty else { throw Failure.usage(.orderNotPlaced(link.id)) }
      return link.url
    }
    throw Failure.usage(.noLinkToTrigger(options.link))
  }

  private static func facts(_ result: TriggerResult) -> [(name: String, value: String)] {
    [
      ("order_id", result.orderID), ("out_order_id", result.outOrderID),
      ("price", result.price), ("order_status", result.status),
    ]
      + result.notifications.map {
        ("notification", "\($0.outcome.sentence.text(in: Terminal.language)) \($0.url)")
      } + (result.returnURL.map { [("return_url", $0)] } ?? [])
  }
}

extension Problem {
  fileprivate static var noSandboxGiven: Problem {
    Problem(
      Sentence("no sandbox is given", "没有写明沙箱"),
      hint: Sentence(
        "add --gateway with the address that `paypress sandbox` printed, such as "
          + "http://127.0.0.1:8080",
        "请加 --gateway 和 `paypress sandbox` 打印的网址，例如 http://127.0.0.1:8080"))
  }

  fileprivate static func orderNotPlaced(_ id: String) -> Problem {
    Problem(
      Sentence("the order of link \(quoted(id)) is not created yet", "链接 \(quoted(id)) 的订单还没有创建"),
      hint: Sentence(
        "create it with `paypress order place --gateway …`, at the same sandbox",
        "请先用 `paypress order place --gateway …` 在同一个沙箱创建"))
  }

  fileprivate static func noLinkToTrigger(_ id: String) -> Problem {
    Problem(
      Sentence("no link has the id \(quoted(id))", "没有 id 为 \(quoted(id)) 的链接"),
      hint: Sentence("`paypress links` lists the links", "运行 `paypress links` 可列出所有链接"))
  }
}
