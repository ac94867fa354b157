import Foundation
import GatePay
import TestSupport
import Testing

@testable import Payments

@Suite struct LedgerTests {
  private func payment(
    _ gateway: String, _ orderID: String, _ outOrderID: String, _ state: PaymentState = .paid
  ) throws -> Payment {
    Payment(
      gateway: gateway, merchant: "shop", orderID: orderID, outOrderID: outOrderID, link: "tea",
      state: state, price: try Amount("12"), realPrice: try Amount("12"), type: .wechat,
      paidAt: 1_700_000_100, custom: "", recordedAt: 1_700_000_200)
  }

  private func all(_ ledger: Ledger) throws -> [Payment] {
    var payments: [Payment] = []
    try ledger.forEach { payments.append($0) }
    return payments
  }

  private func pending(_ ledger: Ledger, _ target: DeliveryTarget) async throws -> [Delivery] {
    try await ledger.pending(for: target, after: 0, limit: 1000).map(\.0)
  }

  /// Every gateway counts its own orders, and a sandbox counts anew in each database.
  @Test func tellsPaymentsApartThatShareAnOrderNumber() async throws {
    let folder = try TemporaryFolder()
    let ledger = try Ledger("\(folder.path)/payments.sqlite")
    let real = "https://gatepay.io"
    let sandbox = "http://127.0.0.1:8080"
    let payments = [
      try payment(real, "1", "order-a"), try payment(sandbox, "1", "order-a"),
      try payment(sandbox, "1", "order-b"), try payment(sandbox, "2", "order-b"),
    ]
    for (index, payment) in payments.enumerated() {
      #expect(try await ledger.record(payment, passingOnTo: [DeskFixture.target]) == .new)
      #expect(try await ledger.record(payment, passingOnTo: [DeskFixture.target]) == .repeated)
      #expect(try all(ledger).count == index + 1)
    }
    #expect(try all(ledger) == payments)
    let due = try await pending(ledger, DeskFixture.target)
    #expect(due.map(\.payment) == payments && Set(due.map(\.key)).count == payments.count)
    #expect(due.first?.environment["PAYPRESS_GATEWAY"] == "https://gatepay.io")
  }

  /// The tables of the first version, filled without our code.
  private static let oldTables = """
    CREATE TABLE grdb_migrations (identifier TEXT NOT NULL PRIMARY KEY);
    INSERT INTO grdb_migrations VALUES ('1');
    CREATE TABLE payment (id INTEGER PRIMARY KEY, merchant TEXT NOT NULL, order_id TEXT NOT NULL,
      out_order_id TEXT NOT NULL, link TEXT, state INTEGER NOT NULL, price INTEGER NOT NULL,
      real_price INTEGER, type TEXT NOT NULL, paid_at INTEGER, custom TEXT,
      recorded_at INTEGER NOT NULL, UNIQUE (merchant, order_id));
    CREATE TABLE delivery (id INTEGER PRIMARY KEY, target TEXT NOT NULL, key TEXT NOT NULL,
      payment INTEGER NOT NULL REFERENCES payment (id), state INTEGER NOT NULL, real_price INTEGER,
      try_count INTEGER NOT NULL DEFAULT 0, due_at INTEGER NOT NULL, done_at INTEGER,
      UNIQUE (target, key));
    CREATE INDEX delivery_due ON delivery (due_at) WHERE done_at IS NULL;
    INSERT INTO payment VALUES
      (3, 'shop', '1', 'order-a', 'tea', 3, 1200, 1200, 'wechat', 1700000100, '', 1700000200),
      (8, 'shop', '2', 'order-b', NULL, 2, 1200, 1100, 'alipay', 1700000100, 'x', 1700000200);
    INSERT INTO delivery VALUES
      (1, 'exec', 'shop/1/paid', 3, 3, 1200, 1, 1700000200, 1700000201),
      (2, 'exec', 'shop/2/underpaid', 8, 2, 1100, 4, 1700000200, NULL);
    """

  /// No row or pending delivery is lost, and a repeated payment is recognised.
  @Test(arguments: [false, true])
  func keepsWhatAnEarlierVersionRecorded(isReadOnly: Bool) async throws {
    let folder = try TemporaryFolder()
    let path = "\(folder.path)/payments.sqlite"
    try folder.write(Self.oldTables, to: "old.sql")
    let made = try Tool.run(
      "/usr/bin/python3",
      [
        "-c",
        "import sqlite3; sqlite3.connect('\(path)').executescript(open('\(folder.path)/old.sql').read())",
      ])
    try #require(made.status == 0, "\(made.error)")
    let ledger = try Ledger(path, isReadOnly: isReadOnly)
    let old = try all(ledger)
    #expect(old.map(\.outOrderID) == ["order-a", "order-b"] && old.map(\.gateway) == ["", ""])
    #expect(old.map(\.state) == [.paid, .underpaid] && old.map(\.custom) == ["", "x"])
    let due = try await pending(ledger, try #require(DeliveryTarget("exec")))
    #expect(due.map(\.key) == ["shop/2/underpaid"] && due.first?.payment.realPrice?.cents == 1100)
    if isReadOnly { return }
    try await ledger.adopt([DeskFixture.target])
    let again = try payment("https://gatepay.io", "1", "order-a")
    #expect(try await ledger.record(again, passingOnTo: [DeskFixture.target]) == .repeated)
    let more = try payment("https://gatepay.io", "2", "order-b")
    #expect(try await ledger.record(more, passingOnTo: [DeskFixture.target]) == .advanced)
    let other = try payment("https://gatepay.io", "1", "order-c")
    #expect(try await ledger.record(other, passingOnTo: [DeskFixture.target]) == .new)
    #expect(try all(ledger) == [again, more, other])
    #expect(
      try await pending(ledger, DeskFixture.target).map(\.key) == [
        "shop/2/underpaid", more.idempotencyKey, other.idempotencyKey,
      ])
  }

  /// A database has one lock and one log, whatever symbolic links lead to it; also one that is not
  /// created yet.
  @Test func aSymbolicLinkLeadsToTheSameDatabase() async throws {
    let folder = try TemporaryFolder()
    let (real, link) = ("\(folder.path)/real.sqlite", "\(folder.path)/link.sqlite")
    try FileManager.default.createSymbolicLink(atPath: link, withDestinationPath: "real.sqlite")
    var lock: LedgerLock? = try LedgerLock(link, words: "one")
    #expect(throws: LedgerIsHeld.self) { try LedgerLock(real, words: "two") }
    let ledger = try Ledger(link)
    #expect(throws: LedgerIsHeld.self) { try LedgerLock(link, words: "two") }
    withExtendedLifetime(lock) {}
    lock = nil
    let target = DeliveryTarget(program: "tell.sh")
    guard case .taken(let held) = try TargetLock.take(target, of: link, words: "one") else {
      Issue.record("held")
      return
    }
    #expect(try TargetLock.isHeld(target, of: real))
    #expect(try !TargetLock.isHeld(DeliveryTarget(program: "other.sh"), of: real))
    #expect(try ledger.unserved([target]).isEmpty)
    withExtendedLifetime(held) {}
    #expect(
      try await ledger.record(try payment("https://gatepay.io", "1", "a"), passingOnTo: []) == .new)
    // The log is beside the real file, and is missed there.
    try FileManager.default.removeItem(atPath: real + "-wal")
    await #expect(throws: LedgerError.self) {
      try await ledger.record(try payment("https://gatepay.io", "2", "b"), passingOnTo: [])
    }
  }

  @Test func refusesToListADatabaseOfSomethingElse() throws {
    let folder = try TemporaryFolder()
    let path = "\(folder.path)/other.sqlite"
    let made = try Tool.run(
      "/usr/bin/python3",
      ["-c", "import sqlite3; sqlite3.connect('\(path)').execute('CREATE TABLE x (y)')"])
    try #require(made.status == 0, "\(made.error)")
    #expect(throws: LedgerError(path: path, reason: "it is no database of payments")) {
      try Ledger(path, isReadOnly: true)
    }
  }
}
