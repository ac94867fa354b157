import Catalog
import Foundation
import GatePay
import Support
import TestSupport
import Testing

@testable import Payments

/// Days, weeks and months in the shop's own time zone.
@Suite struct ShopCalendarTests {
  @Test(arguments: [
    // The day of a moment, around midnight and around changes of summer time.
    ("Asia/Shanghai", 1_763_999_999, "2025-11-24 23:59"),
    ("Asia/Shanghai", 1_764_000_000, "2025-11-25 00:00"),
    ("UTC", 1_764_000_000, "2025-11-24 16:00"),
    ("Europe/Berlin", 1_774_745_999, "2026-03-29 01:59"),
    ("Europe/Berlin", 1_774_746_000, "2026-03-29 03:00"),
    ("Europe/Berlin", 1_792_889_999, "2026-10-25 02:59"),
    ("Europe/Berlin", 1_792_890_000, "2026-10-25 02:00"),
    ("America/St_Johns", 1_764_000_000, "2025-11-24 12:30"),
    ("Pacific/Kiritimati", 1_764_000_000, "2025-11-25 06:00"),
    ("America/New_York", 4_102_444_800, "2099-12-31 19:00"),
    // Old and new names, and those that are no places.
    ("Asia/Kolkata", 1_764_000_000, "2025-11-24 21:30"),
    ("Asia/Calcutta", 1_764_000_000, "2025-11-24 21:30"),
    ("Etc/UTC", 1_764_000_000, "2025-11-24 16:00"), ("PRC", 1_764_000_000, "2025-11-25 00:00"),
    ("Etc/GMT-8", 1_764_000_000, "2025-11-25 00:00"),
    ("Europe/Kyiv", 1_764_000_000, "2025-11-24 18:00"),
    ("America/Argentina/Buenos_Aires", 1_764_000_000, "2025-11-24 13:00"),
  ])
  func knowsTheShopsTime(zone: String, moment: Int64, words: String) throws {
    let calendar = try #require(ShopCalendar(zone: zone))
    #expect(calendar.words(moment) == words)
    #expect(ShopCalendar.date(of: calendar.day(of: moment)) == words.prefix(10))
  }

  /// Every name that the config accepts has rules, and every name of the machine's database that has
  /// rules is accepted.
  @Test func knowsTheNamesOfTheDatabase() throws {
    for name in TimeZoneNames.all { #expect(ShopCalendar(zone: name) != nil, "\(name)") }
    let database = try String(contentsOfFile: "/usr/share/zoneinfo/tzdata.zi", encoding: .utf8)
    let names = database.split(separator: "\n").compactMap { line -> String? in
      let words = line.split(separator: " ")
      return words.first == "Z" ? String(words[1]) : words.first == "L" ? String(words[2]) : nil
    }
    #expect(names.count > 400)
    for name in names where name != "Factory" && TimeZone(identifier: name) != nil {
      #expect(TimeZoneNames.all.contains(name), "\(name)")
    }
  }

  /// Asks Python's zoneinfo, which reads the machine's database.
  @Test func agreesWithTheDatabase() throws {
    let script = """
      import datetime, sys, zoneinfo
      for name in sys.argv[1:]:
          for moment in (1764000000, 1780000000):
              try: zone = zoneinfo.ZoneInfo(name)
              except zoneinfo.ZoneInfoNotFoundError: continue
              print(name, moment, datetime.datetime.fromtimestamp(moment, zone).strftime("%Y-%m-%d %H:%M"))
      """
    let result = try Tool.run("/usr/bin/python3", ["-c", script] + TimeZoneNames.all.sorted())
    let lines = result.text.split(separator: "\n")
    #expect(lines.count > 1000, "\(result.error)")
    for line in lines {
      let words = line.split(separator: " ", maxSplits: 2)
      let moment = try #require(Int64(words[1]))
      #expect(ShopCalendar(zone: String(words[0]))?.words(moment) == String(words[2]), "\(line)")
    }
  }

  /// ISO 8601: the examples where years and weeks part.
  @Test(arguments: [
    ("2024-12-29", "2024-W52"), ("2024-12-30", "2025-W01"), ("2025-12-28", "2025-W52"),
    ("2025-12-29", "2026-W01"), ("2026-12-31", "2026-W53"), ("2027-01-03", "2026-W53"),
    ("2027-01-04", "2027-W01"), ("1970-01-01", "1970-W01"),
  ])
  func countsWeeks(date: String, week: String) throws {
    let day = try #require(UTCTime.daysSince1970(ofDate: date))
    #expect(ShopCalendar.week(of: day) == week && ShopCalendar.month(of: day) == date.prefix(7))
  }

  /// Midnight, also where summer time begins or ends at it.
  @Test(arguments: ["Asia/Shanghai", "Europe/Berlin", "America/Havana", "Africa/Cairo", "UTC"])
  func everyDayBeginsOnce(zone: String) throws {
    let calendar = try #require(ShopCalendar(zone: zone))
    for day in Int64(20_454)..<20_454 + 365 {
      let start = calendar.start(of: day)
      #expect(calendar.day(of: start) == day && calendar.day(of: start - 1) == day - 1)
    }
  }

  @Test(arguments: ["Asia/Shanghia", "Mars/Base", "GMT+8", "", "asia/shanghai", "../etc/passwd"])
  func refusesOtherNames(zone: String) {
    #expect(ShopCalendar(zone: zone) == nil)
  }
}

@Suite struct TakingsPageTests {
  /// In a real browser, with the sums that another program makes.
  @Test func showsExactSumsAndPassesTheCheckers() throws {
    let folder = try TemporaryFolder()
    try folder.write(
      """
      site: { title: "茶 & <b>", language: en, time_zone: Pacific/Auckland }
      merchants:
        shop: { name: Shop, appkey: 00112233445566778899aabbccddeeff, tokens: { counter: abc } }
      links:
        - { id: tea, title: "A tea with a title that is as long as the titles of some teas are", price: 12, stable: true }
        - { id: cake, title: Cake, price: 28.50, stable: true }
      """, to: "paypress.yml")
    _ = try Ledger("\(folder.path)/payments.sqlite")
    let script = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
      .appendingPathComponent("takings.py").path
    let result = try Tool.run(
      "\(Tool.packageFolder)/.build-tools/venv/bin/python", [script, Tool.payPress],
      in: folder.path)
    #expect(
      result.status == 0 && result.text == "the page of takings passes\n",
      "\(result.text) \(result.error)")
  }
}

@Suite struct RestoredDatabaseTests {
  /// A backup is put in the place of the database while the page is served: the page shows it at once,
  /// and nothing of the old database comes back.
  @Test(arguments: ["cp backup payments.sqlite", "mv backup payments.sqlite"])
  func thePageShowsTheDatabaseThatIsThere(command: String) async throws {
    let folder = try TemporaryFolder()
    try folder.write(
      """
      site: { title: Test, language: en }
      merchants:
        lakeside: { name: Shop, appkey: 00112233445566778899aabbccddeeff, tokens: { counter: abc } }
      links:
        - { id: tea, title: Tea, price: 12, stable: true }
      """, to: "paypress.yml")
    do {
      let ledger = try Ledger("\(folder.path)/payments.sqlite")
      for number in 1...2 {
        _ = try await ledger.record(try payment(number, "12.00", at: Clock.now), passingOnTo: [])
      }
      _ = try ledger.backUp(to: "\(folder.path)/backup")
    }
    // Three more arrive while the page is served, and stay in the log beside the database.
    let script = """
      paypress payments takings --port 0 > out 2> log &
      page=$!
      trap 'kill $page; wait' EXIT
      until grep -q '^http' out; do kill -0 $page || exit 1; sleep 0.05; done
      url=$(cat out)
      curl -s "$url" > first
      python3 -c '
      import sqlite3
      base = sqlite3.connect("payments.sqlite")
      columns = ["account", "gateway", "merchant", "link", "state", "price", "real_price", "type", "paid_at", "recorded_at"]
      for number in (3, 4, 5):
          base.execute("INSERT INTO payment (order_id, out_order_id, " + ", ".join(columns) + ") SELECT ?, ?, "
                       + ", ".join(columns) + " FROM payment WHERE id = 1", (number, number))
      base.commit()'
      curl -s "$url" > before
      \(command)
      rm -f payments.sqlite-wal payments.sqlite-shm
      curl -s "$url" > after
      mv payments.sqlite gone
      curl -s -w '\\n%{http_code}' "$url" > missing
      mv gone payments.sqlite
      curl -s "$url" > again
      """
    let bin = URL(fileURLWithPath: Tool.payPress).deletingLastPathComponent().path
    let result = try Tool.run(
      "/bin/sh", ["-c", script], in: folder.path,
      environment: ["PATH": "\(bin):/usr/bin:/bin", "LC_ALL": "C"])
    #expect(result.status == 0, "\(result.error)")
    #expect(try folder.text("before").contains("60.00"))
    let after = try folder.text("after")
    #expect(after.contains("24.00") && !after.contains("60.00"))
    #expect(try folder.text("missing").hasSuffix("\n503"))
    #expect(try folder.text("again").contains("24.00"))
    let list = try Tool.payPress(["payments", "--csv-raw"], in: folder.path)
    #expect(list.text.split(separator: "\r\n").count == 3, "\(list.text)")
  }
}

@Suite struct FutureDateTests {
  /// A payment that the gateway dates into the future stays neither on top nor the last one.
  @Test func aPaymentDatedInTheFutureCountsByItsMessage() async throws {
    let folder = try TemporaryFolder()
    let ledger = try Ledger("\(folder.path)/payments.sqlite")
    for (number, paidAt, recordedAt) in [
      (1, 1_764_000_000, 1_764_000_001), (2, 4_000_000_000, 1_764_000_100),
      (3, 1_764_000_200, 1_764_000_201), (4, nil, 1_764_000_150),
    ] as [(Int, Int64?, Int64)] {
      var one = try payment(number, "12.00")
      one.paidAt = paidAt
      one.recordedAt = recordedAt
      _ = try await ledger.record(one, passingOnTo: [])
    }
    // Somebody came back, and nothing is known to have arrived.
    var visit = try payment(5, "12.00")
    visit.state = .returned
    (visit.realPrice, visit.paidAt, visit.recordedAt) = (nil, nil, 1_764_000_900)
    _ = try await ledger.record(visit, passingOnTo: [])
    #expect(try await ledger.latestPayments(count: 3).map(\.orderID) == ["3", "4", "2"])
    #expect(try await ledger.gauges().lastPaymentAt == 1_764_000_200)
    // All of them are money of that day.
    let calendar = try #require(ShopCalendar(zone: "UTC"))
    let day = calendar.day(of: 1_764_000_000)
    let payments = try ledger.payments(onDays: day...day, in: calendar)
    #expect(payments.map(\.orderID) == ["1", "2", "3", "4"])
  }
}

/// What the lists and sums of the command say.
@Suite struct PaymentsListTests {
  private static func shop(_ zone: String = "Asia/Shanghai") throws -> TemporaryFolder {
    let folder = try TemporaryFolder()
    try folder.write(
      """
      site: { title: Test, language: en, time_zone: \(zone) }
      merchants:
        shop: { name: Shop, appkey: 00112233445566778899aabbccddeeff, tokens: { counter: abc } }
      links:
        - { id: tea, title: Tea, price: 12, stable: true }
      """, to: "paypress.yml")
    _ = try Ledger("\(folder.path)/payments.sqlite")
    let rows = [
      // 2025-11-24 23:59:59 and 2025-11-25 00:00:00 in Shanghai; a Monday and a Tuesday.
      "1, 3, 1200, 1200, 'wechat', 1763999999, 'table-1'",
      "2, 3, 1200, 1201, 'alipay', 1764000000, 'table-1'",
      "3, 2, 1200, 1100, 'wechat', 1764000000, 'table-2'",
      // 2025-12-01, a Monday.
      "4, 3, 99999999999999, 99999999999999, 'wechat', 1764590400, ''",
      "5, 3, 99999999999999, 99999999999999, 'wechat', 1764590400, ''",
    ]
    let script = rows.map { row in
      """
      INSERT INTO payment (account, gateway, merchant, link, order_id, out_order_id, state, price, real_price,
        type, paid_at, custom, recorded_at)
      SELECT '00112233445566778899aabbccddeeff', 'https://gatepay.io', 'shop', 'tea', column1, 'k' || column1 || 'x', column2, column3,
        column4, column5, column6, column7, column6 FROM (VALUES (\(row)));
      """
    }
    let code = "import sqlite3, sys; sqlite3.connect('payments.sqlite').executescript(sys.argv[1])"
    let result = try Tool.run(
      "/usr/bin/python3", ["-c", code, script.joined(separator: "\n")], in: folder.path)
    try #require(result.status == 0, "\(result.error)")
    return folder
  }

  @Test(arguments: [
    ("day", ["2025-11-24,1,12.00,0,0.00", "2025-11-25,1,12.01,1,11.00"]),
    ("week", ["2025-W48,2,24.01,1,11.00", "2025-W49,2,1999999999999.98,0,0.00"]),
    ("month", ["2025-11,2,24.01,1,11.00", "2025-12,2,1999999999999.98,0,0.00"]),
    ("custom", ["table-1,2,24.01,0,0.00", "table-2,0,0.00,1,11.00", ",2,1999999999999.98,0,0.00"]),
    ("type", ["alipay,1,12.01,0,0.00", "wechat,3,2000000000011.98,1,11.00"]),
    ("merchant", ["shop,4,2000000000023.99,1,11.00"]),
    ("link", ["tea,Tea,4,2000000000023.99,1,11.00"]),
  ])
  func sumsAreExact(grouping: String, lines: [String]) throws {
    let folder = try Self.shop()
    let result = try Tool.payPress(["payments", "--csv-raw", "--sum", grouping], in: folder.path)
    let rows = result.text.components(separatedBy: "\r\n")
    #expect(result.status == 0 && rows[0].hasPrefix("\(grouping),"), "\(result.error)")
    #expect(Array(rows.dropFirst().prefix(lines.count)) == lines, "\(result.text)")
  }

  @Test(arguments: [
    ("Asia/Shanghai", ["--from", "2025-11-25", "--to", "2025-11-25"], ["2", "3"]),
    ("UTC", ["--from", "2025-11-25", "--to", "2025-11-30"], []),
    ("UTC", ["--from", "2025-11-24", "--to", "2025-11-24"], ["1", "2", "3"]),
    ("Pacific/Kiritimati", ["--to", "2025-11-25"], ["1", "2", "3"]),
    ("Asia/Shanghai", ["--from", "2025-12-01"], ["4", "5"]), ("Asia/Shanghai", ["--today"], []),
  ])
  func daysAreTheShops(zone: String, options: [String], numbers: [String]) throws {
    let folder = try Self.shop(zone)
    let result = try Tool.payPress(["payments", "--csv-raw"] + options, in: folder.path)
    let rows = result.text.components(separatedBy: "\r\n").dropFirst().dropLast()
    #expect(result.status == 0 && rows.map { $0.components(separatedBy: ",")[9] } == numbers)
  }

  @Test func aTimeZoneThatDoesNotExistIsNamed() throws {
    let folder = try Self.shop("Asia/Shanghia")
    for command in ["payments", "check"] {
      let result = try Tool.payPress([command], in: folder.path)
      #expect(result.status == 1 && result.text.isEmpty)
      #expect(
        result.error.contains(
          """
          error: site.time_zone: "Asia/Shanghia" is not the name of a time zone [bad-time-zone]
          """) && result.error.contains("hint: did you mean \"Asia/Shanghai\"?"), "\(result.error)")
    }
    let other = try Self.shop()
    try other.write("order_id,amount\n1,12\n", to: "statement.csv")
    let result = try Tool.payPress(
      ["payments", "reconcile", "statement.csv", "--time-zone", "Mars/Base"], in: other.path)
    #expect(result.status == 64)
    #expect(result.error.contains("no time zone is called \"Mars/Base\" (--time-zone)"))
  }

  @Test(arguments: [
    (["--from", "25-11-2025"], "--from takes a day such as 2026-11-01"),
    (["--from", "2025-02-30"], "--from takes a day such as 2026-11-01"),
    (["--today", "--to", "2025-11-25"], "--today goes without --from and --to"),
    (["--from", "2025-11-25", "--to", "2025-11-24"], "--to is before --from"),
    (["--beancount", "--csv"], "exclude each other"), (["--sum", "day", "--json"], "--sum goes"),
    (["--sum", "year"], "--sum takes day, week, month, link, custom, type, merchant"),
  ])
  func refusesOptionsThatMakeNoSense(options: [String], words: String) throws {
    let folder = try Self.shop()
    let result = try Tool.payPress(["payments"] + options, in: folder.path)
    #expect(result.status == 64 && result.error.contains(words), "\(result.error)")
  }

  @Test(arguments: [
    ("out_order_id,amount\nk1x,12.00\nk2x,12.01\n", ["--to", "2025-11-25"], 1, ["k3x 3"]),
    ("out_order_id,amount\nk1x,12.00\nk2x,12.01\nk3x,11\n", ["--to", "2025-11-25"], 0, []),
    (
      "交易时间,商户单号,金额(元)\n2025-11-25 00:00,k2x,12.00\n2025-11-25 08:00,k9x,5\n", [], 1,
      ["different amounts  ¥12.01 ≠ ¥12.00  k2x 2", "not recorded  ¥5.00  k9x", "k3x 3"]
    ),
  ])
  func comparesWithAStatement(
    statement: String, options: [String], status: Int32, lines: [String]
  ) throws {
    let folder = try Self.shop()
    try folder.write(statement, to: "statement.csv")
    let result = try Tool.payPress(
      ["payments", "reconcile", "statement.csv"] + options, in: folder.path)
    #expect(result.status == status, "\(result.text) \(result.error)")
    #expect(result.text.components(separatedBy: "\n").count == lines.count + 1, "\(result.text)")
    for line in lines { #expect(result.text.contains(line), "\(result.text)") }
    let csv = try Tool.payPress(
      ["payments", "reconcile", "statement.csv", "--csv"] + options, in: folder.path)
    #expect(csv.text.components(separatedBy: "\r\n").count == lines.count + 2, "\(csv.text)")
  }

  /// The walk of a shop: an old poster is paid after a price change, accepted with one command, and
  /// appears in the day's sum.
  @Test func anOldPosterAppearsInTheDaysSum() throws {
    let folder = try Self.shop()
    let script = """
      set -e
      exec 2> log
      until_served() { until grep -q '^http' "$1"; do kill -0 "$2"; sleep 0.05; done; head -n 1 "$1"; }
      port=$(python3 -c 'import socket; s = socket.socket(); s.bind(("127.0.0.1", 0)); print(s.getsockname()[1])')
      export GATEPAY_APPSECRET=test-secret
      paypress sandbox --notify-url http://127.0.0.1:$port/n --return-url http://127.0.0.1:$port/b > sandbox &
      first=$!
      trap 'kill $first $second; wait' EXIT
      gateway=$(until_served sandbox $first)
      poster=$(paypress links --gateway $gateway | head -n 1)
      sed -i 's/price: 12,/price: 13,/' paypress.yml
      paypress notify listen --port $port --gateway $gateway > receiver &
      second=$!
      until_served receiver $second > /dev/null
      paypress sandbox trigger "$poster" --custom table-7
      until paypress payments inbox --gateway $gateway | grep -v 'is being asked' | grep unexpected; do sleep 0.1; done
      paypress payments --today --sum custom --gateway $gateway
      paypress payments judge 1 --accept --link tea --gateway $gateway
      paypress payments --today --sum custom --gateway $gateway
      """
    let bin = URL(fileURLWithPath: Tool.payPress).deletingLastPathComponent().path
    let result = try Tool.run(
      "/bin/sh", ["-c", script], in: folder.path,
      environment: ["PATH": "\(bin):/usr/bin:/bin", "LC_ALL": "C"])
    let log = try folder.text("log")
    #expect(result.status == 0, "\(result.text) \(log)")
    #expect(result.text.contains("total: 0 × = ¥0.00"), "\(result.text)")
    #expect(
      result.text.contains("custom table-7: 1 × = ¥12.00\n\ntotal: 1 × = ¥12.00"), "\(result.text)")
  }
}
