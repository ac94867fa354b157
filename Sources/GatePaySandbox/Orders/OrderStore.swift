internal import Catalog
internal import GRDB
internal import GatePay

/// Orders and notifications in SQLite: several readers, one writer; a kill loses nothing.
final class OrderStore: Sendable {
  let pool: DatabasePool

  /// Opens or creates a database; notifications that a kill interrupted become due again.
  init(path: String) throws {
    var configuration = Configuration()
    configuration.maximumReaderCount = 4
    configuration.busyMode = .timeout(5)
    pool = try DatabasePool(path: path, configuration: configuration)
    try Self.migrator.migrate(pool)
    try pool.write { database in
      try database.execute(
        sql: "UPDATE notification SET due = 0 WHERE isOver = 0 AND (due IS NULL OR tryCount = 0)")
    }
  }

  private static var migrator: DatabaseMigrator {
    var migrator = DatabaseMigrator()
    migrator.registerMigration("1") { database in
      try database.execute(
        sql: """
          CREATE TABLE payOrder (
            id INTEGER PRIMARY KEY AUTOINCREMENT, payID TEXT NOT NULL UNIQUE,
            appkey TEXT NOT NULL, outOrderID TEXT NOT NULL, kind TEXT NOT NULL,
            name TEXT NOT NULL, cents INTEGER NOT NULL, type TEXT NOT NULL, custom TEXT NOT NULL,
            productID TEXT NOT NULL, notifyURL TEXT, returnURL TEXT, expires INTEGER NOT NULL,
            paid INTEGER, UNIQUE (appkey, outOrderID));
          CREATE TABLE item (
            orderID INTEGER NOT NULL REFERENCES payOrder (id), product TEXT NOT NULL,
            pieceCount INTEGER NOT NULL);
          CREATE INDEX itemByProduct ON item (product);
          CREATE TABLE notification (
            id INTEGER PRIMARY KEY AUTOINCREMENT,
            orderID INTEGER NOT NULL REFERENCES payOrder (id), url TEXT NOT NULL,
            body TEXT NOT NULL, tryCount INTEGER NOT NULL DEFAULT 0, due INTEGER,
            isOver INTEGER NOT NULL DEFAULT 0, outcome TEXT NOT NULL DEFAULT '');
          CREATE INDEX notificationByDue ON notification (due) WHERE due IS NOT NULL;
          CREATE INDEX notificationByOrder ON notification (orderID);
          """)
    }
    return migrator
  }

  /// Runs one query on the thread that asks.
  ///
  /// A reader of a write-ahead log waits for no writer, and a thread switch takes longer than a query. One
  /// query sees one state without a transaction.
  func read<Value>(_ query: (Database) throws -> Value) throws -> Value {
    try pool.unsafeRead(query)
  }

  // MARK: Orders

  /// The order of a merchant by the merchant's number.
  func order(appkey: String, outOrderID: String) throws -> StoredOrder? {
    try read { database in
      let statement = try database.cachedStatement(
        sql: "SELECT * FROM payOrder WHERE appkey = ? AND outOrderID = ?")
      return try Row.fetchOne(statement, arguments: [appkey, outOrderID]).flatMap(Self.order)
    }
  }

  /// The order of a pay URL.
  func order(payID: String) throws -> StoredOrder? {
    try read { database in
      let statement = try database.cachedStatement(sql: "SELECT * FROM payOrder WHERE payID = ?")
      return try Row.fetchOne(statement, arguments: [payID]).flatMap(Self.order)
    }
  }

  /// The latest orders, the newest first.
  func latest(count: Int) throws -> [StoredOrder] {
    try read { database in
      let statement = try database.cachedStatement(
        sql: "SELECT * FROM payOrder ORDER BY id DESC LIMIT ?")
      return try Row.fetchAll(statement, arguments: [count]).compactMap(Self.order)
    }
  }

  /// Stores an order, or returns why it cannot.
  func create(_ new: NewOrder, now: Int64) async throws -> Result<StoredOrder, StatusError> {
    try await pool.write { database in
      if let limit = new.orderLimit {
        let count = try Int.fetchOne(
          database, sql: "SELECT count(*) FROM payOrder WHERE appkey = ?",
          arguments: [new.order.appkey])
        guard count ?? 0 < limit else { return .failure(StatusError(.planExceeded)) }
      }
      var order = new.order
      var items = new.items
      if !items.isEmpty {
        items = try items.filter { try Self.isInStock($0, database, now: now) }
        guard !items.isEmpty else {
          let isSet = new.order.kind == OrderKind.grouppay.rawValue
          return .failure(StatusError(isSet ? .setOutOfStock : .productOutOfStock))
        }
        guard let sum = Amount(sumOf: items.map { ($0.product.price, $0.count) }),
          sum <= new.maximumPrice
        else {
          return .failure(StatusError(.setOutOfStock))
        }
        order.price = sum
        order.name = new.order.name.isEmpty ? Self.name(items) : new.order.name
      }
      let isTaken = try Row.fetchOne(
        database, sql: "SELECT 1 FROM payOrder WHERE appkey = ? AND outOrderID = ?",
        arguments: [new.order.appkey, new.order.outOrderID])
      guard isTaken == nil else { return .failure(StatusError(.queueError)) }
      return .success(try Self.insert(order, items, database))
    }
  }

  private static func name(_ items: [(product: Product, count: Int)]) -> String {
    items.map { "\($0.product.title)×\($0.count)" }.joined(separator: "、")
  }

  private static func insert(
    _ order: StoredOrder, _ items: [(product: Product, count: Int)], _ database: Database
  ) throws -> StoredOrder {
    var order = order
    try database.execute(
      sql: """
        INSERT INTO payOrder (payID, appkey, outOrderID, kind, name, cents, type, custom,
          productID, notifyURL, returnURL, expires) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
        """,
      arguments: [
        order.payID, order.appkey, order.outOrderID, order.kind, order.name, order.price.cents,
        order.type.rawValue, order.custom, order.productID, order.notifyURL, order.returnURL,
        order.expires,
      ])
    order.id = database.lastInsertedRowID
    for item in items {
      try database.execute(
        sql: "INSERT INTO item (orderID, product, pieceCount) VALUES (?, ?, ?)",
        arguments: [order.id, item.product.id, item.count])
    }
    return order
  }

  /// Whether enough pieces are left: paid orders have used theirs, and payable ones hold theirs.
  private static func isInStock(
    _ item: (product: Product, count: Int), _ database: Database, now: Int64
  ) throws -> Bool {
    guard let stock = item.product.inStock else { return true }
    let taken = try Int.fetchOne(
      database,
      sql: """
        SELECT sum(pieceCount) FROM item JOIN payOrder ON payOrder.id = orderID
        WHERE product = ? AND (paid IS NOT NULL OR expires > ?)
        """, arguments: [item.product.id, now])
    return stock - (taken ?? 0) >= item.count
  }

  /// Expires an unpaid order.
  func expire(_ id: Int64, at now: Int64) async throws {
    try await pool.write { database in
      try database.execute(
        sql: "UPDATE payOrder SET expires = min(expires, ?) WHERE id = ? AND paid IS NULL",
        arguments: [now, id])
    }
  }

  /// Marks an order as paid and adds its notifications, in one transaction.
  ///
  /// - Parameters:
  ///   - seconds: the time of the payment, in seconds since 1970.
  ///   - due: when to send them if the caller has not, in milliseconds since 1970.
  /// - Returns: the notifications; nil, and nothing is added, if the order was already paid.
  func pay(
    _ id: Int64, at seconds: Int64, notifying notifications: [(url: String, body: String)],
    due: Int64
  ) async throws -> [Int64]? {
    try await pool.write { database in
      try database.execute(
        sql: "UPDATE payOrder SET paid = ? WHERE id = ? AND paid IS NULL", arguments: [seconds, id])
      guard database.changesCount == 1 else { return nil }
      return try Self.add(notifications, to: id, due: due, database)
    }
  }

  /// Adds notifications without paying.
  func notify(
    _ id: Int64, _ notifications: [(url: String, body: String)], due: Int64
  ) async throws -> [Int64] {
    try await pool.write { try Self.add(notifications, to: id, due: due, $0) }
  }

  private static func add(
    _ notifications: [(url: String, body: String)], to id: Int64, due: Int64,
    _ database: Database
  ) throws -> [Int64] {
    try notifications.map { url, body in
      try database.execute(
        sql: "INSERT INTO notification (orderID, url, body, due) VALUES (?, ?, ?, ?)",
        arguments: [id, url, body, due])
      return database.lastInsertedRowID
    }
  }

  private static func order(_ row: Row) -> StoredOrder? {
    let cents: Int64 = row["cents"]
    guard let price = Amount(cents: cents), let type = PaymentType(rawValue: row["type"]) else {
      return nil
    }
    return StoredOrder(
      id: row["id"], payID: row["payID"], appkey: row["appkey"], outOrderID: row["outOrderID"],
      kind: row["kind"], name: row["name"], price: price, type: type, custom: row["custom"],
      productID: row["productID"], notifyURL: row["notifyURL"], returnURL: row["returnURL"],
      expires: row["expires"], paid: row["paid"])
  }
}
