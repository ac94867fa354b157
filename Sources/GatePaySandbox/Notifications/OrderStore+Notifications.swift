internal import GRDB

/// A notification, sent or waiting.
struct StoredNotification: Sendable {
  var id: Int64
  var orderID: Int64
  var url: String
  var body: String
  /// How often it was sent.
  var tryCount: Int
  /// The result of the last attempt; nil before the first.
  var outcome: NotificationOutcome?
  /// Whether it will not be sent again.
  var isOver: Bool
}

extension OrderStore {
  /// Claims a due notification of an order that is not busy, so that nobody else sends it.
  func takeDue(now: Int64, except busy: Set<Int64>) async throws -> StoredNotification? {
    try await take("due <= ? AND \(Self.isFree(busy)) ORDER BY due, id LIMIT 1", [now])
  }

  private static func isFree(_ busy: Set<Int64>) -> String {
    "orderID NOT IN (\(busy.sorted().map(String.init).joined(separator: ",")))"
  }

  /// Claims a new notification before it is due; nil if it is already claimed.
  func takeNew(_ id: Int64) async throws -> StoredNotification? {
    try await take("due IS NOT NULL AND tryCount = 0 AND id = ?", [id])
  }

  private func take(
    _ condition: String, _ arguments: StatementArguments
  ) async throws -> StoredNotification? {
    try await pool.write { database in
      let row = try Row.fetchOne(
        database, sql: "SELECT * FROM notification WHERE \(condition)", arguments: arguments)
      guard let row else { return nil }
      let taken = Self.notification(row)
      try database.execute(
        sql: "UPDATE notification SET due = NULL WHERE id = ?", arguments: [taken.id])
      return taken
    }
  }

  /// When the next notification of another order is due; nil when there is none.
  func nextDue(except busy: Set<Int64>) throws -> Int64? {
    try read { database in
      try Int64.fetchOne(
        database,
        sql: "SELECT min(due) FROM notification WHERE due IS NOT NULL AND \(Self.isFree(busy))")
    }
  }

  /// Records the result of an attempt; `due` is the time of the next one, nil for none.
  func record(_ id: Int64, outcome: NotificationOutcome, due: Int64?) async throws {
    try await pool.write { database in
      try database.execute(
        sql: """
          UPDATE notification SET tryCount = tryCount + 1, outcome = ?, due = ?, isOver = ?
          WHERE id = ?
          """, arguments: [outcome.text, due, due == nil, id])
    }
  }

  /// The notifications of an order, the oldest first.
  func notifications(of orderID: Int64) throws -> [StoredNotification] {
    try read { database in
      try Row.fetchAll(
        database, sql: "SELECT * FROM notification WHERE orderID = ? ORDER BY id",
        arguments: [orderID]
      ).map(Self.notification)
    }
  }

  private static func notification(_ row: Row) -> StoredNotification {
    StoredNotification(
      id: row["id"], orderID: row["orderID"], url: row["url"], body: row["body"],
      tryCount: row["tryCount"], outcome: NotificationOutcome(row["outcome"]),
      isOver: row["isOver"])
  }
}
