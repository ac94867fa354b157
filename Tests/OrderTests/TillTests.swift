import Foundation
import TestSupport
import Testing

/// The receiver as a process, under the attacks that stopped it once.
@Suite struct TillTests {
  private static let links = "  - { id: o, order: anypay, type: wechat, price: 5, custom: =1+1 }"

  private func shop() throws -> (shop: ShopFixture, body: String) {
    let shop = try ShopFixture(links: Self.links)
    #expect(try shop.place().status == 0)
    let number = try #require(try shop.values("out_order_id").first)
    return (shop, try ReceiverProcessTests.body(outOrderID: number))
  }

  /// More connections than files, each with a request that never ends; and the end of the program is
  /// not held up by any of them.
  @Test func slowConnectionsStarveNobodyAndHoldNothingUp() throws {
    let (shop, body) = try shop()
    let listener = try Listener(shop, passingOn: [], openFiles: 128, isHardLimit: true)
    let crowd = try Crowd(port: listener.port, count: 300)
    #expect(listener.post(body) == "success")
    let start = Date()
    listener.stop()
    #expect(Date().timeIntervalSince(start) < 5 && listener.status == 0)
    crowd.end()
  }

  @Test func aLockedDatabaseEndsNoReceiverAndRunsNoProgramTwice() throws {
    let (shop, body) = try shop()
    try shop.folder.write("#!/bin/sh\necho told >> told\nsleep 0.5\n", to: "tell.sh")
    _ = try Tool.run("/bin/chmod", ["+x", "\(shop.folder.path)/tell.sh"])
    let listener = try Listener(shop)
    #expect(listener.post(body) == "success")
    listener.wait { shop.folder.has("told") }
    // While the program runs, so that its result cannot be recorded.
    let locked = try Tool.run(
      "/usr/bin/python3",
      [
        "-c",
        """
        import sqlite3, time
        base = sqlite3.connect("payments.sqlite", isolation_level=None)
        base.execute("BEGIN EXCLUSIVE"); time.sleep(4); base.execute("COMMIT")
        """,
      ], in: shop.folder.path)
    #expect(locked.status == 0, "\(locked.error)")
    listener.wait(atMost: 6) {
      (try? shop.run(["payments", "deliveries", "--state", "done"]).text.isEmpty) == false
    }
    #expect(listener.isRunning)
    listener.stop()
    #expect(try shop.lines("told") == ["told"])
    #expect(try shop.folder.text("log").contains("deliveries wait: "))
  }

  @Test func acceptsWhatTheOfficialSamplesSend() throws {
    let (shop, body) = try shop()
    let listener = try Listener(shop, passingOn: [])
    let address = "http://127.0.0.1:\(listener.port)/notify"
    func curl(_ arguments: [String]) throws -> String {
      try Tool.run("/usr/bin/curl", ["-s", "-m", "10"] + arguments).text
    }
    #expect(try curl(["\(address)?\(body)"]) == "success")
    let parts = body.split(separator: "&").map {
      ["-F", String($0).replacing("%3D", with: "=").replacing("%2B", with: "+")]
    }
    #expect(try curl(parts.flatMap(\.self) + [address]) == "success")
    let line = try curl([address])
    #expect(line.split(separator: "\n").count == 1 && line.contains("PayPress"))
    #expect(try curl(["-I", address]).hasPrefix("HTTP/1.1 200 OK\r\n"))
    listener.stop()
    let inbox = try shop.run(["payments", "inbox", "--all", "--json"]).text
    #expect(inbox.contains("\"receipt_count\": 2"), "\(inbox)")
  }

  /// A change takes effect without a restart; a config with errors leaves the old one active.
  @Test func readsAChangedConfigAgain() throws {
    let (shop, _) = try shop()
    let listener = try Listener(shop, passingOn: [])
    let config = try shop.folder.text("paypress.yml") + "\n"
    try shop.folder.write(config + "oops: 1\n", to: "paypress.yml")
    listener.wait { (try? shop.folder.text("log").contains("the config has errors")) == true }
    try shop.folder.write(
      config + "  - { id: new, price: 7, stable: true }\n", to: "paypress.yml")
    listener.wait { (try? shop.folder.text("log").contains("was read again")) == true }
    let log = try shop.folder.text("log")
    #expect(log.contains("oops") && log.contains("the one from before stays active"))
    listener.signal(SIGHUP)
    listener.wait {
      (try? shop.folder.text("log").components(separatedBy: "was read again").count) == 3
    }
    #expect(listener.isRunning && log.contains("was read again"))
    listener.stop()
  }

  /// The config names a spreadsheet that is broken, and only that is mended.
  @Test func readsAMendedSpreadsheetOfABrokenConfig() throws {
    let (shop, _) = try shop()
    let listener = try Listener(shop, passingOn: [])
    let config = try shop.folder.text("paypress.yml") + "\n"
    try shop.folder.write("sku,price\nmug,x\n", to: "new.csv")
    try shop.folder.write(
      config + "  - { id: \"{sku}\", rows: new.csv, price: \"{price}\", stable: true }\n",
      to: "paypress.yml")
    listener.wait { (try? shop.folder.text("log").contains("the config has errors")) == true }
    try shop.folder.write("sku,price\nmug,7\n", to: "new.csv")
    listener.wait { (try? shop.folder.text("log").contains("was read again")) == true }
    #expect(try shop.folder.text("log").contains("was read again"))
    listener.stop()
  }

  /// Nobody reads the log: the receiver answers, and ends when it is told to.
  @Test func aReaderOfTheLogThatStallsHoldsNothingUp() throws {
    let (shop, body) = try shop()
    let script = """
      import http.client, signal, subprocess, sys, time
      process = subprocess.Popen(sys.argv[2:] + ["notify", "listen", "--port", "0", "--exec", "./tell.sh"],
                                 stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
      port = int(process.stdout.readline().rsplit(":", 1)[1])
      connection = http.client.HTTPConnection("127.0.0.1", port, timeout=20)
      def post(body):
          connection.request("POST", "/n", body)
          return connection.getresponse().read().decode()
      # Far more than a pipe holds.
      for number in range(2000):
          assert post(f"order_id=1&out_order_id={'x' * 60}{number}&sign=0") == "fail"
      assert post(sys.argv[1]) == "success"
      limit = time.time() + 20
      while time.time() < limit:
          try: open("told"); break
          except FileNotFoundError: time.sleep(0.1)
      else: sys.exit("the program did not run")
      start = time.time()
      process.send_signal(signal.SIGTERM)
      print(process.wait(20), time.time() - start < 5)
      """
    try shop.folder.write("#!/bin/sh\nyes | head -n 50000\necho told > told\n", to: "tell.sh")
    _ = try Tool.run("/bin/chmod", ["+x", "\(shop.folder.path)/tell.sh"])
    let result = try Tool.run(
      "/usr/bin/python3", ["-c", script, body, Tool.payPress], in: shop.folder.path,
      environment: ShopFixture.environment)
    #expect(result.text == "0 True\n", "\(result.error)")
  }

  /// The output of a program becomes lines of the log.
  @Test(arguments: ["text", "json"])
  func theOutputOfAProgramIsInTheLog(format: String) throws {
    let (shop, body) = try shop()
    try shop.folder.write(
      "#!/bin/sh\nprintf 'a \"b\" \\033[2J\\n{}\\n' >&2\necho told > told\n", to: "tell.sh")
    _ = try Tool.run("/bin/chmod", ["+x", "\(shop.folder.path)/tell.sh"])
    let listener = try Listener(shop, passingOn: ["--exec", "./tell.sh", "--log-format", format])
    #expect(listener.post(body) == "success")
    listener.wait { (try? shop.folder.text("log").contains("{}")) == true }
    try shop.folder.write(try shop.folder.text("paypress.yml") + "\noops: 1\n", to: "paypress.yml")
    listener.wait { (try? shop.folder.text("log").contains("the config has errors")) == true }
    listener.stop()
    let lines = try shop.lines("log")
    if format == "json" {
      // Also what was printed about a broken config.
      #expect(lines.contains { $0.contains("\"diagnostic\"") && $0.contains("oops") }, "\(lines)")
      let events = try lines.map {
        try #require(try JSONSerialization.jsonObject(with: Data($0.utf8)) as? [String: String])
      }
      let said = events.filter { $0["event"] == "output" }
      #expect(said.map { $0["name"] } == ["tell.sh", "tell.sh"])
      let stored = events.first { $0["event"] == "stored" }
      #expect(stored?["amount"] == "5.00" && stored?["price"] == "5.00", "\(events)")
      #expect(said.first?["message"] == "exec tell.sh: a \"b\" [U+001B][2J", "\(said)")
    } else {
      #expect(lines.contains { $0.hasSuffix(" exec tell.sh: a \"b\" [U+001B][2J") }, "\(lines)")
      #expect(lines.contains { $0.hasSuffix(" exec tell.sh: {}") }, "\(lines)")
    }
  }

  /// Beside a receiver that runs, `deliver` serves the targets that the receiver does not.
  @Test func deliversBesideAReceiverAndNothingTwice() throws {
    let (shop, body) = try shop()
    for name in ["tell", "other"] {
      try shop.folder.write("#!/bin/sh\necho $PAYPRESS_KEY >> \(name)\n", to: "\(name).sh")
      _ = try Tool.run("/bin/chmod", ["+x", "\(shop.folder.path)/\(name).sh"])
    }
    let listener = try Listener(shop, passingOn: ["--exec", "./tell.sh"])
    #expect(listener.post(body) == "success")
    listener.wait { shop.folder.has("tell") }
    let result = try shop.run([
      "payments", "deliver", "--since", "2020-01-01", "--exec", "./tell.sh", "--exec", "./other.sh",
    ])
    #expect(result.status == 0, "\(result.error)")
    #expect(result.error.contains("1 deliveries queued for "), "\(result.error)")
    #expect(result.error.contains("exec tell.sh: process \""), "\(result.error)")
    // All is delivered; the end of the work is no error.
    #expect(!result.error.contains("wait:") && !result.error.contains("unexpected error"))
    #expect(try shop.lines("other").count == 1)
    // The receiver's own is repeated by the receiver; the other one by nobody.
    let own = try shop.run(["payments", "redeliver", "1"])
    #expect(own.status == 0 && !own.error.contains("warning"), "\(own.error)")
    listener.wait { (try? shop.lines("tell").count) == 2 }
    let other = try shop.run(["payments", "redeliver", "2"])
    #expect(
      other.error.contains(
        "warning: no receiver passes payments on to \"exec other.sh\" now: they wait"),
      "\(other.error)")
    listener.stop()
    #expect(try shop.lines("tell").count == 2 && shop.lines("other").count == 1)
    let queued = try shop.run(["payments", "deliver", "--since", "2020-01-01"])
    #expect(queued.error.contains("no receiver passes payments on to \"exec tell.sh\" now"))
    let again = try shop.run([
      "payments", "deliver", "--since", "2020-01-01", "--exec", "./other.sh",
    ])
    #expect(again.status == 0, "\(again.error)")
    #expect(try shop.lines("other").count == 2)
  }

  @Test func aSecondReceiverIsToldWhoHoldsTheDatabase() throws {
    let (shop, _) = try shop()
    let listener = try Listener(shop, passingOn: [])
    let second = try shop.run(["notify", "listen", "--port", "0"])
    listener.stop()
    #expect(second.status == 74 && second.output.isEmpty)
    #expect(
      second.error.contains("payments.sqlite is in use by another receiver: process \"")
        && second.error.contains(" paypress notify listen --port 0\"\n  hint: stop it first"))
    #expect(try shop.folder.text("log").contains("warning") == false)
  }

  /// The commands of a shop's walk, and what they print.
  @Test func settlesTheInboxByCommand() throws {
    let (shop, body) = try shop()
    let listener = try Listener(shop, passingOn: ["--exec", "true"])
    #expect(listener.post(try ReceiverProcessTests.body(outOrderID: "old-poster")) == "success")
    #expect(listener.post(body) == "success")
    listener.wait {
      let log = (try? shop.folder.text("log")) ?? ""
      return log.contains("has no such order") && log.contains("passed on")
    }
    listener.stop()
    let inbox = try shop.run(["payments", "inbox"])
    #expect(inbox.text.hasPrefix("1  2023-11-14 22:15  unclear  ¥5.00  -  =1+1  old-poster  "))
    #expect(inbox.error.contains("1 need attention; in all: 1 paid, 1 unclear"))
    #expect(try shop.run(["payments", "judge"]).text.contains("1  unclear → unclear (the gateway"))
    let accepted = try shop.run(["payments", "judge", "1", "--accept"])
    #expect(accepted.status == 0)
    #expect(accepted.error.contains("message 1 counts as a payment of ¥5.00"))
    #expect(try shop.run(["payments", "inbox"]).error.contains("0 need attention"))
    let csv = try shop.run(["payments", "--csv-raw"]).text
    #expect(csv.split(separator: "\r\n").count == 3 && csv.contains("old-poster"))
    let listed = try shop.run(["payments", "deliveries"]).text
    #expect(listed.contains("pending  exec true  ") && listed.contains("done  exec true  "))
    let copy = try shop.run(["payments", "backup", "copy.sqlite"])
    #expect(copy.status == 0 && copy.error.contains("copy.sqlite: 2 payments"))
    #expect(try shop.run(["payments", "backup", "copy.sqlite"]).status == 74)
    for (arguments, words) in [
      (["judge", "9", "--accept"], "the inbox has no message 9"),
      (["redeliver", "9"], "there is no delivery 9"),
    ] {
      let result = try shop.run(["payments"] + arguments)
      #expect(result.status == 1 && result.error.contains(words), "\(result.error)")
    }
    #expect(try shop.run(["payments", "judge", "1", "--accept", "--link", "x"]).status == 64)
  }
}

/// Many connections, each with a request of which one byte comes every second.
private final class Crowd {
  private let process = Process()
  private let input = Pipe()

  init(port: String, count: Int) throws {
    let script = """
      import select, socket, sys
      peers = []
      for _ in range(\(count)):
          peer = socket.create_connection(("127.0.0.1", \(port)))
          peer.sendall(b"POST / HTTP/1.1\\r\\nHost: x\\r\\nContent-Length: 60000\\r\\n\\r\\n")
          peers.append(peer)
      print("open", flush=True)
      while not select.select([sys.stdin], [], [], 1)[0]:
          for peer in peers:
              try: peer.sendall(b"x")
              except OSError: pass
      """
    let output = Pipe()
    process.executableURL = URL(fileURLWithPath: "/usr/bin/python3")
    process.arguments = ["-c", script]
    process.standardInput = input
    process.standardOutput = output
    try process.start()
    let line = String(decoding: output.fileHandleForReading.availableData, as: UTF8.self)
    #expect(line.hasPrefix("open"))
  }

  func end() {
    try? input.fileHandleForWriting.close()
    process.waitUntilExit()
  }
}
