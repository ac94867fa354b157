internal import GRDB

/// Whose payments and messages are meant: an appkey, or the name of a merchant in rows of earlier
/// versions, which did not have it.
enum LedgerAccount {
  /// As it is in the database.
  static func text(appkey: String, merchant: String) -> String {
    appkey.isEmpty ? unnamed(merchant) : appkey
  }

  /// Both forms, the appkey first: rows of an earlier version have the other one.
  static func texts(appkey: String, merchant: String) -> [String] {
    [text(appkey: appkey, merchant: merchant), unnamed(merchant)]
  }

  /// The appkey; empty for a row that has none yet.
  static func appkey(of text: String) -> String { text.hasPrefix("=") ? "" : text }

  /// No appkey begins so.
  private static func unnamed(_ merchant: String) -> String { "=\(merchant)" }
}

extension Ledger {
  /// Gives the rows of earlier versions the appkeys of their merchants, as the config names them now:
  /// from then on, merchants may be renamed.
  ///
  /// - Parameter appkeys: by the merchants' names.
  public func adopt(appkeys: [String: String]) async throws(LedgerError) {
    try await write { database in
      for (merchant, appkey) in appkeys {
        for table in ["payment", "message"] {
          try database.execute(
            sql: """
              UPDATE OR IGNORE \(table) SET account = ?
              WHERE account = ? AND account >= '=' AND account < '>'
              """, arguments: [appkey, LedgerAccount.text(appkey: "", merchant: merchant)])
        }
      }
    }
  }
}
