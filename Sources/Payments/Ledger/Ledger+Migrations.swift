internal import GRDB

extension Ledger {
  /// The tables since the first version.
  static var migrator: DatabaseMigrator {
    var migrator = DatabaseMigrator()
    migrator.registerMigration("1") { database in
      try database.execute(
        sql: """
          CREATE TABLE payment (
            id INTEGER PRIMARY KEY,
            merchant TEXT NOT NULL,
            order_id TEXT NOT NULL,
            out_order_id TEXT NOT NULL,
            link TEXT,
            state INTEGER NOT NULL,
            price INTEGER NOT NULL,
            real_price INTEGER,
            type TEXT NOT NULL,
            paid_at INTEGER,
            custom TEXT,
            recorded_at INTEGER NOT NULL,
            UNIQUE (merchant, order_id)
          );
          CREATE TABLE delivery (
            id INTEGER PRIMARY KEY,
            target TEXT NOT NULL,
            key TEXT NOT NULL,
            payment INTEGER NOT NULL REFERENCES payment (id),
            state INTEGER NOT NULL,
            real_price INTEGER,
            try_count INTEGER NOT NULL DEFAULT 0,
            due_at INTEGER NOT NULL,
            done_at INTEGER,
            UNIQUE (target, key)
          );
          CREATE INDEX delivery_due ON delivery (due_at) WHERE done_at IS NULL;
          """)
    }
    // A gateway's order number is unique at that gateway only, and a sandbox counts anew in every
    // database. Older payments have no gateway: their rows and pending deliveries stay, and the
    // next message about them sets it.
    migrator.registerMigration("2") { database in
      try database.execute(
        sql: """
          CREATE TABLE new_payment (
            id INTEGER PRIMARY KEY,
            gateway TEXT NOT NULL,
            merchant TEXT NOT NULL,
            order_id TEXT NOT NULL,
            out_order_id TEXT NOT NULL,
            link TEXT,
            state INTEGER NOT NULL,
            price INTEGER NOT NULL,
            real_price INTEGER,
            type TEXT NOT NULL,
            paid_at INTEGER,
            custom TEXT,
            recorded_at INTEGER NOT NULL,
            UNIQUE (merchant, order_id, out_order_id, gateway)
          );
          INSERT INTO new_payment (id, gateway, merchant, order_id, out_order_id, link, state,
            price, real_price, type, paid_at, custom, recorded_at)
          SELECT id, '', merchant, order_id, out_order_id, link, state, price, real_price, type,
            paid_at, custom, recorded_at FROM payment;
          DROP TABLE payment;
          ALTER TABLE new_payment RENAME TO payment;
          """)
    }
    return migrator
  }
}
