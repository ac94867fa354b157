internal import ArgumentParser
internal import Catalog
internal import Console
internal import GatePay
internal import Payments
internal import Support

struct JudgeCommand: AsyncParsableCommand, ExampleGiving {
  static let configuration = JudgeOptions.configuration

  static let example = """
    paypress payments judge
    paypress payments judge 12 --accept
    """

  @OptionGroup var options: JudgeOptions

  func run() async throws {
    do {
      if options.accept {
        try await accept()
      } else if options.dismiss {
        try await dismiss()
      } else {
        try await judge()
      }
    } catch {
      throw Failure(payments: error)
    }
  }

  private func accept() async throws {
    let catalogue = try options.ledger.catalogue()
    let ledger = try Ledger(try options.ledger.existingPath(catalogue.outline))
    if let link = options.link, try !catalogue.hasLink(link) {
      throw Failure.usage(Messages.unknownLink(link))
    }
    let targets = try await ledger.targets()
    for id in options.numbers {
      guard try await ledger.message(id) != nil else { throw Failure.input(Messages.noMessage(id)) }
      switch try await ledger.accept(
        id, link: options.link, at: Clock.now, passingOnTo: targets)
      {
      case .counts(let payment): Terminal.report(Messages.accepted(id, payment))
      case .added(let payment): Terminal.report(Messages.added(id, payment))
      case .hasOtherLink(let payment): Terminal.report(Messages.hasOtherLink(id, payment))
      case .unreadable: throw Failure.input(Messages.notAcceptable(id))
      case .countedBefore(let first): throw Failure.input(Messages.countedBefore(id, first))
      }
    }
  }

  private func dismiss() async throws {
    let ledger = try Ledger(try options.ledger.existingPath())
    for id in options.numbers {
      switch try await ledger.dismiss(id, at: Clock.now) {
      case .done: Terminal.report(Messages.dismissed(id))
      case .staysUnderpaid(let payment): Terminal.report(Messages.staysUnderpaid(id, payment))
      case .noMessage: throw Failure.input(Messages.noMessage(id))
      case .counts: throw Failure.input(Messages.notDismissible(id))
      }
    }
  }

  private func judge() async throws {
    let judging = try JudgingDesk(
      options.ledger.site, options.ledger.gateway, options.secret
    ) { Terminal.report(Messages.words($0)) }
    let ledger = try Ledger(try options.ledger.existingPath(judging.catalogue.outline))
    try await ledger.adopt(appkeys: judging.appkeys)
    let jury = Jury(ledger: ledger, desk: judging.desk, ask: judging.ask)
    let numbers = Set(options.numbers)
    var judgedCount = 0
    var settledCount = 0
    var keptCount = 0
    let others = try await jury.judge(numbers.isEmpty ? nil : numbers) { message, outcome in
      let result: Sentence
      switch outcome {
      case .judged(let receipt):
        judgedCount += 1
        if receipt.verdict != message.verdict { settledCount += 1 }
        result = Messages.words(receipt, of: message)
      case .noMerchant:
        keptCount += 1
        result = Messages.notJudged(message)
      case .gatewaySilent(let reason):
        keptCount += 1
        result = Messages.notJudged(.gatewaySilent(reason))
      case .notAsked:
        keptCount += 1
        result = Messages.notAsked
      }
      try Terminal.print(
        "\(message.id)  \(Messages.words(message.verdict, nil).text(in: Terminal.language)) → "
          + result.text(in: Terminal.language))
    }
    try Terminal.flush()
    Terminal.report(Messages.judged(judgedCount, changed: settledCount, kept: keptCount))
    // Named last, so that all others were judged.
    if let other = others.min() {
      throw Failure.input(
        try await ledger.message(other) == nil ? Messages.noMessage(other) : Messages.notOpen(other)
      )
    }
  }
}

extension Catalogue {
  /// Whether a link has this id.
  fileprivate func hasLink(_ id: String) throws(CatalogueChanged) -> Bool {
    let reader = makeReader()
    while let link = try reader.next() {
      if link.id == id { return true }
    }
    return false
  }
}
