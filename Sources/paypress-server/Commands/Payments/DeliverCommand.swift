internal import ArgumentParser
internal import Catalog
internal import Console
internal import Payments
internal import Support

struct DeliverCommand: AsyncParsableCommand, ExampleGiving {
  static let configuration = DeliverOptions.configuration

  static let example = """
    paypress payments deliver --since 2026-11-24
    """

  @OptionGroup var options: DeliverOptions

  func validate() throws {
    if start == nil {
      throw ValidationError(
        localized(
          "--since takes a day as 2026-11-24 or a time as 2026-11-24T08:00:00Z",
          "--since 需要日期（例如 2026-11-24）或时刻（例如 2026-11-24T08:00:00Z）"))
    }
  }

  private enum Start {
    case moment(Int64)
    case day(Int64)
  }

  private var start: Start? {
    UTCTime.seconds(ofStamp: options.since).map(Start.moment)
      ?? UTCTime.daysSince1970(ofDate: options.since).map(Start.day)
  }

  /// The first moment, in Unix seconds; a day begins in the shop's time zone.
  private func firstMoment() throws -> Int64 {
    switch start {
    case .moment(let moment): moment
    case .day(let day): try ShopCalendar(of: try options.ledger.catalogue()).start(of: day)
    case nil: 0
    }
  }

  func run() async throws {
    do {
      let path = try options.ledger.existingPath()
      let recipients = try options.recipients.recipients()
      let period = try firstMoment()..<Int64.max
      if recipients.isEmpty {
        let ledger = try Ledger(path)
        let targets = try await ledger.targets()
        guard !targets.isEmpty else { throw Failure.usage(.noTargets) }
        let count = try await ledger.deliver(to: targets, in: period, at: Clock.now)
        Terminal.report(Sentence.queued(count, targets))
        for target in try ledger.unserved(targets) { Terminal.report(Diagnostic.unserved(target)) }
        return
      }
      let ledger = try Ledger(path)
      let count = try await ledger.deliver(
        to: recipients.map(\.target), in: period, at: Clock.now)
      Terminal.report(Sentence.queued(count, recipients.map(\.target)))
      let isDone = try await Receiver.deliverPending(
        in: ledger, to: recipients, environment: RecipientOptions.environment,
        words: "paypress payments deliver"
      ) { ReceiverLog.write($0, host: "") }
      if !isDone { throw Failure.files(.notAllDelivered) }
    } catch {
      throw Failure(payments: error)
    }
  }
}

struct DeliveriesCommand: ParsableCommand, ExampleGiving {
  static let configuration = DeliveriesOptions.configuration

  static let example = """
    paypress payments deliveries --state dead
    """

  @OptionGroup var options: DeliveriesOptions

  func run() throws {
    do {
      let ledger = try Ledger(try options.ledger.existingPath(), isReadOnly: true)
      if options.json { try Terminal.printRaw("[") }
      var isFirst = true
      let state = options.state.flatMap(ListedDelivery.State.init)
      let moments = options.ledger.momentWords()
      try ledger.forEachDelivery(state) { delivery in
        if options.json {
          try Terminal.printRaw((isFirst ? "\n" : ",\n") + Self.json(delivery).line)
        } else {
          let facts = [
            "\(delivery.id)", moments(delivery.moment),
            delivery.state.sentence.text(in: Terminal.language), delivery.target, delivery.key,
            delivery.failure.map {
              "\(delivery.tryCount) × " + Sentence(system: $0).text(in: Terminal.language)
            },
          ]
          try Terminal.print(facts.compactMap(\.self).map(spelledOut).joined(separator: "  "))
        }
        isFirst = false
      }
      if options.json { try Terminal.print("\n]") }
    } catch {
      throw Failure(payments: error)
    }
  }

  private static func json(_ delivery: ListedDelivery) -> JSON {
    JSON.members([
      "id": .number("\(delivery.id)"), "state": .string(delivery.state.rawValue),
      "target": .string(delivery.target), "key": .string(delivery.key),
      "try_count": .number("\(delivery.tryCount)"),
      "failure": delivery.failure.map { .string($0) } ?? .null,
      "moment": .string(UTCTime.stamp(delivery.moment)),
    ])
  }
}

struct RedeliverCommand: AsyncParsableCommand, ExampleGiving {
  static let configuration = RedeliverOptions.configuration

  static let example = """
    paypress payments redeliver --dead
    """

  @OptionGroup var options: RedeliverOptions

  func run() async throws {
    do {
      let ledger = try Ledger(try options.ledger.existingPath())
      let (count, targets) = try await ledger.redeliver(options.number, at: Clock.now)
      if let number = options.number, count == 0 {
        throw Failure.input(.noDelivery(number))
      }
      Terminal.report(Sentence.queuedAgain(count))
      for target in try ledger.unserved(targets) { Terminal.report(Diagnostic.unserved(target)) }
    } catch {
      throw Failure(payments: error)
    }
  }
}

struct BackupCommand: ParsableCommand, ExampleGiving {
  static let configuration = BackupOptions.configuration

  static let example = """
    paypress payments backup payments-2026-11-24.sqlite
    """

  @OptionGroup var options: BackupOptions

  func run() throws {
    do {
      let ledger = try Ledger(try options.ledger.existingPath(), isReadOnly: true)
      let count = try ledger.backUp(to: options.copy)
      Terminal.report(Sentence.backedUp(count, options.copy))
    } catch {
      throw Failure(payments: error)
    }
  }
}

extension Sentence {
  fileprivate static func queued(_ count: Int, _ targets: [DeliveryTarget]) -> Sentence {
    let names = list(targets.map(\.description))
    return Sentence(
      "\(count) deliveries queued for \(names.english)", "已为 \(names.chinese) 排队 \(count) 次转发")
  }

  fileprivate static func queuedAgain(_ count: Int) -> Sentence {
    Sentence("\(count) deliveries queued again", "已重新排队 \(count) 次转发")
  }

  fileprivate static func backedUp(_ count: Int, _ path: String) -> Sentence {
    Sentence("\(path): \(count) payments", "\(path)：\(count) 笔付款")
  }
}

extension Diagnostic {
  /// Nobody passes on what is queued for a target.
  fileprivate static func unserved(_ target: DeliveryTarget) -> Diagnostic {
    // Version 0.2 had no names.
    let example =
      target.kind == .program
      ? "--exec \(target.name.isEmpty ? "PROGRAM" : target.name)"
      : "--forward URL (\(target.name.isEmpty ? "?" : target.name.prefix { $0 != " " }))"
    return Diagnostic(
      .warning,
      Problem(
        Sentence(
          "no receiver passes payments on to \(quoted(target.description)) now: they wait",
          "目前没有接收程序向 \(quoted(target.description)) 转发：付款会一直等待"),
        hint: Sentence(
          "start `paypress notify listen` with \(example), or pass them on now with "
            + "`paypress payments deliver --since DAY` and \(example)",
          "请用 \(example) 启动 `paypress notify listen`，或用 `paypress payments deliver --since 日期` "
            + "加 \(example) 立即转发")))
  }
}

extension Problem {
  fileprivate static var notAllDelivered: Problem {
    Problem(
      Sentence("some payments could not be passed on", "有些付款无法转发"),
      hint: Sentence(
        "`paypress payments deliveries --state pending` says why; run the command again",
        "可用 `paypress payments deliveries --state pending` 查看原因；然后重新运行"))
  }

  fileprivate static var noTargets: Problem {
    Problem(
      Sentence(
        "no receiver has ever passed payments on: it is not known where they should go",
        "从未有接收程序转发过付款：不知道应转发到哪里"),
      hint: Sentence("add --exec or --forward", "请加 --exec 或 --forward"))
  }

  fileprivate static func noDelivery(_ number: Int64) -> Problem {
    Problem(
      Sentence("there is no delivery \(number)", "没有编号为 \(number) 的转发"),
      hint: Sentence(
        "`paypress payments deliveries` lists them", "可用 `paypress payments deliveries` 查看"))
  }
}

extension ListedDelivery.State {
  fileprivate var sentence: Sentence {
    switch self {
    case .pending: Sentence(rawValue, "等待中")
    case .done: Sentence(rawValue, "已转发")
    case .dead: Sentence(rawValue, "多次失败")
    }
  }
}
