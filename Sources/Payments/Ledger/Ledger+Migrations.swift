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
    // The inbox: every authentic message as received, and what became of it. A delivery gets a turn,
    // so that one that is wanted again comes after all others.
    migrator.registerMigration("3") { database in
      try database.execute(
        sql: """
          CREATE TABLE message (
            id INTEGER PRIMARY KEY,
            digest TEXT NOT NULL,
            gateway TEXT NOT NULL,
            merchant TEXT NOT NULL,
            order_id TEXT NOT NULL,
            out_order_id TEXT NOT NULL,
            price TEXT NOT NULL,
            realprice TEXT NOT NULL,
            type TEXT NOT NULL,
            paytime TEXT NOT NULL,
            extend TEXT NOT NULL,
            sign TEXT NOT NULL,
            verdict TEXT NOT NULL,
            reason TEXT,
            detail TEXT,
            link TEXT,
            payment INTEGER REFERENCES payment (id),
            decision TEXT,
            received_at INTEGER NOT NULL,
            last_received_at INTEGER NOT NULL,
            receipt_count INTEGER NOT NULL DEFAULT 1,
            judged_at INTEGER NOT NULL,
            check_count INTEGER NOT NULL DEFAULT 0,
            check_at INTEGER,
            UNIQUE (sign, digest)
          );
          CREATE INDEX message_open ON message (id)
            WHERE decision IS NULL AND verdict IN ('underpaid', 'unexpected', 'unclear');
          CREATE INDEX message_check ON message (check_at) WHERE check_at IS NOT NULL;
          CREATE TABLE refusal (
            id INTEGER PRIMARY KEY AUTOINCREMENT,
            received_at INTEGER NOT NULL,
            reason TEXT NOT NULL,
            out_order_id TEXT
          );
          CREATE TABLE target (name TEXT PRIMARY KEY);
          CREATE INDEX payment_moment ON payment (COALESCE(paid_at, recorded_at));
          ALTER TABLE delivery ADD COLUMN turn INTEGER NOT NULL DEFAULT 0;
          ALTER TABLE delivery ADD COLUMN created_at INTEGER;
          ALTER TABLE delivery ADD COLUMN failure TEXT;
          ALTER TABLE delivery ADD COLUMN dead_at INTEGER;
          UPDATE delivery SET turn = id;
          DROP INDEX delivery_due;
          CREATE INDEX delivery_turn ON delivery (target, turn);
          CREATE INDEX delivery_pending ON delivery (target, turn)
            WHERE done_at IS NULL AND dead_at IS NULL;
          """)
    }
    // Monitoring counts them often.
    migrator.registerMigration("4") { database in
      try database.execute(
        sql: "CREATE INDEX delivery_dead ON delivery (id) WHERE dead_at IS NOT NULL")
    }
    registerAccounts(in: &migrator)
    // A payment asks for the link that the owner has chosen.
    migrator.registerMigration("6") { database in
      try database.execute(
        sql: "CREATE INDEX message_accepted ON message (payment) WHERE decision = 'accepted'")
    }
    // A message is compared with others about its order; and a row that is written to see whether
    // the disk takes anything.
    migrator.registerMigration("7") { database in
      try database.execute(
        sql: """
          CREATE INDEX message_order ON message (order_id);
          CREATE TABLE probe (id INTEGER PRIMARY KEY CHECK (id = 1), at INTEGER, ballast BLOB);
          """)
    }
    return migrator
  }

  /// Payments belong to an appkey: a merchant can be renamed in the config.
  ///
  /// The appkeys of older rows are not known yet, so they have `=` and the merchant's name until a
  /// command with the config names them.
  private static func registerAccounts(in migrator: inout DatabaseMigrator) {
    migrator.registerMigration("5") { database in
      try database.execute(
        sql: """
          CREATE TABLE new_payment (
            id INTEGER PRIMARY KEY,
            account TEXT NOT NULL DEFAULT '',
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
            UNIQUE (account, order_id, out_order_id, gateway)
          );
          INSERT INTO new_payment (id, account, gateway, merchant, order_id, out_order_id, link,
            state, price, real_price, type, paid_at, custom, recorded_at)
          SELECT id, '=' || merchant, gateway, merchant, order_id, out_order_id, link, state, price,
            real_price, type, paid_at, custom, recorded_at FROM payment;
          DROP TABLE payment;
          ALTER TABLE new_payment RENAME TO payment;
          CREATE INDEX payment_moment ON payment (COALESCE(paid_at, recorded_at));
          CREATE INDEX payment_arrival ON payment (\(arrival));
          ALTER TABLE message ADD COLUMN account TEXT NOT NULL DEFAULT '';
          UPDATE message SET account = '=' || merchant;
          CREATE INDEX message_unnamed ON message (account)
            WHERE account >= '=' AND account < '>';
          CREATE INDEX delivery_payment ON delivery (payment);
          -- A receiver of an earlier version may still run, and knows nothing of accounts.
          CREATE TRIGGER payment_account AFTER INSERT ON payment WHEN NEW.account = '' BEGIN
            UPDATE payment SET account = '=' || merchant WHERE id = NEW.id;
          END;
          CREATE TRIGGER message_account AFTER INSERT ON message WHEN NEW.account = '' BEGIN
            UPDATE message SET account = '=' || merchant WHERE id = NEW.id;
          END;
          """)
    }
  }

  /// When a payment arrived: what a gateway dates later than its message counts by the message.
  static let arrival = "min(COALESCE(paid_at, recorded_at), recorded_at)"
}
