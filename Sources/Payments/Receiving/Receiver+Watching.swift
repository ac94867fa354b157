internal import GRDB
internal import HTTPTypes
internal import Support

// What monitoring asks.

extension Receiver {
  /// Whether messages can be stored: 200, or 503 with the reason.
  func health() async -> Answer {
    do throws(LedgerError) {
      try await probe.check(ledger)
      return Answer(.ok, "ok\n")
    } catch {
      return Answer(.serviceUnavailable, "\(error.reason)\n")
    }
  }

  /// The counts in Prometheus's text format.
  func metricsText() async throws(LedgerError) -> String {
    metrics.text(try await ledger.gauges(), version: version)
  }
}

/// Finds out whether the disk takes messages, at most once a second.
actor DiskProbe {
  private var last:
    (startedAt: ContinuousClock.Instant, probe: Task<Result<Void, LedgerError>, Never>)?

  /// Writes about as much as a message with its payment and deliveries.
  private static let byteCount = 16 << 10

  /// Throws if a message could not be stored within the last second.
  func check(_ ledger: Ledger) async throws(LedgerError) {
    let now = ContinuousClock.now
    if let last, now - last.startedAt < .seconds(1) {
      try await last.probe.value.get()
      // An empty change takes the lock, and notices a database that was deleted.
      return try await ledger.write { _ in }
    }
    let moment = Clock.now
    let probe = Task { () -> Result<Void, LedgerError> in
      do throws(LedgerError) {
        try await ledger.write { database in
          try database.execute(
            sql: "INSERT OR REPLACE INTO probe (id, at, ballast) VALUES (1, ?, zeroblob(?))",
            arguments: [moment, Self.byteCount])
        }
        return .success(())
      } catch {
        return .failure(error)
      }
    }
    // Before it is done: who asks meanwhile waits for it and writes nothing.
    last = (now, probe)
    try await probe.value.get()
  }
}

extension Ledger {
  /// What is pending, and when the last payment was.
  func gauges() async throws(LedgerError) -> ReceiverMetrics.Gauges {
    try await read { database in
      var open: [Verdict: Int] = [:]
      let rows = try Row.fetchAll(
        database,
        sql: """
          SELECT verdict, count(*) AS number FROM message
          WHERE decision IS NULL AND verdict IN ('underpaid', 'unexpected', 'unclear')
          GROUP BY verdict
          """)
      for row in rows {
        if let verdict = Verdict(rawValue: row["verdict"]) { open[verdict] = row["number"] }
      }
      func count(_ condition: String) throws -> Int {
        try Int.fetchOne(
          database, sql: "SELECT count(*) FROM delivery WHERE \(condition)") ?? 0
      }
      return ReceiverMetrics.Gauges(
        openMessages: open,
        waitingDeliveryCount: try count("done_at IS NULL AND dead_at IS NULL"),
        deadDeliveryCount: try count("dead_at IS NOT NULL"),
        lastPaymentAt: try Int64.fetchOne(
          database,
          sql: """
            SELECT \(Self.arrival) FROM payment WHERE real_price IS NOT NULL
            ORDER BY \(Self.arrival) DESC LIMIT 1
            """))
    }
  }
}
