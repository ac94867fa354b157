internal import ArgumentParser
internal import Catalog
internal import Console
internal import Payments
internal import Site
internal import Support

struct TakingsCommand: AsyncParsableCommand, ExampleGiving {
  static let configuration = TakingsOptions.configuration

  static let example = """
    paypress payments takings
    """

  @OptionGroup var options: TakingsOptions

  func run() async throws {
    do {
      let catalogue = try options.ledger.catalogue()
      let path = try options.ledger.existingPath(catalogue.outline)
      // Says at once what is wrong with it.
      _ = try Ledger(path, isReadOnly: true)
      let server = try TakingsServer(
        catalogue, calendar: try ShopCalendar(of: catalogue),
        opening: { try Ledger(path, isReadOnly: true) }, options: options.ledger.words,
        clock: { Clock.now })
      try await server.run(port: Int(options.port)) { port in
        try? Terminal.print("http://127.0.0.1:\(port)/")
        try? Terminal.flush()
      }
    } catch {
      throw Failure(payments: error)
    }
  }
}

/// What every command that reads payments opens: the site, its calendar, and the database.
struct PaymentSource {
  let catalogue: Catalogue
  let calendar: ShopCalendar
  let ledger: Ledger

  /// Opens what the options name.
  init(_ options: LedgerOptions) throws {
    catalogue = try options.catalogue()
    calendar = try ShopCalendar(of: catalogue)
    ledger = try Ledger(try options.existingPath(catalogue.outline), isReadOnly: true)
  }

  /// Calls a closure with the payments of some days in the shop's time zone; nil for all.
  ///
  /// - Throws: `LedgerError`, and what the closure throws.
  func forEachPayment(
    onDays days: ClosedRange<Int64>?, _ body: (Payment) throws -> Void
  ) throws {
    try ledger.forEach(in: days.map(calendar.bounds)) { payment in
      if days?.contains(calendar.day(of: payment.moment)) ?? true { try body(payment) }
    }
  }
}

extension ShopCalendar {
  /// The calendar of a site.
  init(of catalogue: Catalogue) throws(Failure) {
    do throws(UnknownTimeZone) {
      self = try ShopCalendar(catalogue.outline.site)
    } catch {
      throw .input(.unknownTimeZone(error, at: "site.time_zone"))
    }
  }
}

extension Problem {
  /// No time zone has this name; where it is given.
  static func unknownTimeZone(_ zone: UnknownTimeZone, at place: String) -> Problem {
    let name = quoted(zone.name)
    return Problem(
      Sentence(
        "no time zone is called \(name) (\(place))", "没有名为 \(name) 的时区（\(place)）"),
      hint: zone.nearest.map { nearest in
        Sentence("did you mean \(quoted(nearest))?", "是不是 \(quoted(nearest))？")
      } ?? Sentence("write one such as Asia/Shanghai", "请写 Asia/Shanghai 这样的名称"))
  }
}
