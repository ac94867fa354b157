import Foundation
import Support
import Synchronization
import TestSupport
import Testing

@testable import Payments

/// The receiver while its disk or its database takes nothing.
@Suite struct DiskTests {
  private static let links = "  - { id: o, order: anypay, type: wechat, price: 5, custom: =1+1 }"

  private func shop(telling script: String) throws -> (shop: ShopFixture, body: String) {
    let shop = try ShopFixture(links: Self.links)
    try #require(!ShopFixture.disk.isEmpty)
    #expect(try shop.place().status == 0)
    try shop.folder.write("#!/bin/sh\n\(script)\n", to: "tell.sh")
    _ = try Tool.run("/bin/chmod", ["+x", "\(shop.folder.path)/tell.sh"])
    let number = try #require(try shop.values("out_order_id").first)
    return (shop, try ReceiverProcessTests.body(outOrderID: number))
  }

  private func health(_ listener: Listener) throws -> String {
    try Tool.run(
      "/usr/bin/curl",
      ["-s", "-m", "10", "-w", " %{http_code}", "http://127.0.0.1:\(listener.port)/healthz"]
    ).text.replacing("\n", with: "")
  }

  /// The disk is full while a program runs, so that its result cannot be recorded: nothing is promised,
  /// the receiver says so, and the program is not run again when there is room.
  @Test func aFullDiskLosesAndRepeatsNothingAndIsReported() throws {
    let (shop, body) = try shop(telling: "echo told >> told; touch disk-is-full")
    let listener = try Listener(shop, ["LD_PRELOAD": ShopFixture.disk])
    #expect(try health(listener) == "ok 200")
    #expect(listener.post(body) == "success")
    listener.wait { (try? shop.folder.text("log").contains("deliveries wait: ")) == true }
    #expect(try shop.folder.text("log").contains("payments.sqlite: database or disk is full"))
    // The answer of a second ago does not hold any more.
    listener.wait(atMost: 1.1) { false }
    #expect(try health(listener) == "database or disk is full 503")
    let other = try ReceiverProcessTests.body(outOrderID: "old-poster")
    #expect(listener.post(other) == "fail")
    #expect(listener.isRunning)
    let named = "order \"old-poster\" not recorded, answered fail: payments.sqlite: "
    #expect(try shop.folder.text("log").contains(named))
    shop.remove(["disk-is-full"])
    listener.wait {
      (try? shop.run(["payments", "deliveries", "--state", "done"]).text.isEmpty) == false
    }
    // Its bad answer may be less than a second old.
    listener.wait { (try? health(listener)) == "ok 200" }
    #expect(try health(listener) == "ok 200")
    #expect(listener.post(other) == "success")
    listener.stop()
    #expect(listener.status == 0)
    #expect(try shop.lines("told") == ["told"])
    let done = try shop.run(["payments", "deliveries", "--state", "done"]).text
    #expect(done.split(separator: "\n").count == 1, "\(done)")
    let inbox = try shop.run(["payments", "inbox", "--all"]).text
    #expect(inbox.split(separator: "\n").count == 2, "\(inbox)")
  }

  /// A disk that does not answer at all: the process ends, and had promised nothing.
  @Test func aStalledDiskHoldsNoEndUp() throws {
    let (shop, body) = try shop(telling: "exit 0")
    let listener = try Listener(shop, ["LD_PRELOAD": ShopFixture.disk], passingOn: [])
    try shop.folder.write("", to: "disk-stalls")
    let client = Process()
    client.executableURL = URL(fileURLWithPath: "/usr/bin/curl")
    client.arguments = [
      "-s", "-m", "20", "-o", "\(shop.folder.path)/answer", "-d", body,
      "http://127.0.0.1:\(listener.port)/notify",
    ]
    try client.run()
    listener.wait(atMost: 0.5) { false }
    let start = Date()
    listener.stop()
    #expect(Date().timeIntervalSince(start) < 5 && listener.status == 0)
    client.waitUntilExit()
    if shop.folder.has("answer") { #expect(try shop.folder.text("answer") != "success") }
    shop.remove(["disk-stalls"])
  }

  /// Far more requests than a commit holds wait for a locked database: the process ends in time, and
  /// answers none of them with success.
  @Test func manyRequestsThatWaitHoldNoEndUp() throws {
    let (shop, body) = try shop(telling: "exit 0")
    let listener = try Listener(shop, passingOn: [])
    let script = """
      import os, select, signal, socket, sqlite3, sys, time
      base = sqlite3.connect("payments.sqlite", isolation_level=None)
      base.execute("BEGIN EXCLUSIVE")
      body = sys.argv[2].encode()
      request = b"POST /n HTTP/1.1\\r\\nHost: x\\r\\nContent-Length: %d\\r\\n\\r\\n" % len(body) + body
      peers = []
      for number in range(2000):
          peer = socket.create_connection(("127.0.0.1", int(sys.argv[1])))
          peer.sendall(request)
          peers.append(peer)
      time.sleep(0.5)
      print("open", flush=True)
      sys.stdin.read()
      answers = []
      for peer in peers:
          peer.settimeout(1)
          try: answers.append(peer.recv(4096))
          except OSError: answers.append(b"")
      print(sum(answer.endswith(b"success") for answer in answers))
      """
    let (client, input, output) = (Process(), Pipe(), Pipe())
    client.executableURL = URL(fileURLWithPath: "/bin/sh")
    client.arguments = [
      "-c", "ulimit -n 8192 && exec python3 -c \"$0\" \"$@\"", script, listener.port, body,
    ]
    client.currentDirectoryURL = URL(fileURLWithPath: shop.folder.path)
    client.standardInput = input
    client.standardOutput = output
    try client.run()
    let opened = output.fileHandleForReading.availableData
    #expect(String(decoding: opened, as: UTF8.self).hasPrefix("open"))
    let start = Date()
    listener.stop()
    let time = Date().timeIntervalSince(start)
    #expect(time < 5 && listener.status == 0, "\(time) s")
    try input.fileHandleForWriting.close()
    let rest = output.fileHandleForReading.readDataToEndOfFile()
    client.waitUntilExit()
    #expect(String(decoding: rest, as: UTF8.self).split(separator: "\n").last == "0")
  }

  /// Before it ends, a queue waits for a locked database once, not once for each of twenty commits.
  @Test func aQueueThatStopsGivesUpAtOnce() async throws {
    let folder = try TemporaryFolder()
    let ledger = try Ledger("\(folder.path)/payments.sqlite")
    let holder = try Holder(folder, seconds: 600)
    let commitCount = Mutex(0)
    let describe: @Sendable (any Error) -> any Error = { error in
      commitCount.withLock { $0 += 1 }
      return error
    }
    let queue = CommitQueue(ledger.database, describing: describe) {}
    queue.stop()
    let failedCount = await withTaskGroup(of: Bool.self) { group in
      for _ in 0..<10_000 {
        group.addTask { (try? await queue.write { _ in }) == nil }
      }
      return await group.reduce(into: 0) { $0 += $1 ? 1 : 0 }
    }
    holder.end()
    #expect(failedCount == 10_000 && commitCount.withLock { $0 } == 1)
  }

  /// A queue that stops still commits what it can.
  @Test func aQueueThatStopsLosesNothing() async throws {
    let folder = try TemporaryFolder()
    let ledger = try Ledger("\(folder.path)/payments.sqlite")
    ledger.queue.stop()
    try await ledger.write { try $0.execute(sql: "CREATE TABLE late (x)") }
    try await ledger.write { try $0.execute(sql: "INSERT INTO late VALUES (1)") }
    #expect(try await ledger.read { try $0.tableExists("late") })
  }

  /// Who has locked a database is named, and what helps.
  @Test func whoHoldsTheLockIsNamed() throws {
    let (shop, body) = try shop(telling: "exit 0")
    let listener = try Listener(shop, passingOn: [])
    #expect(listener.post(body) == "success")
    listener.stop()
    let holder = try Holder(shop.folder, seconds: 20)
    let result = try shop.run(["payments", "judge", "1", "--dismiss"])
    holder.end()
    #expect(result.status == 74)
    #expect(
      result.error.contains(
        "payments.sqlite: database is locked by process \(holder.process) python3\n")
        && result.error.contains("hint: wait for the process that uses it"), "\(result.error)")
  }

  /// What is longer than any message of the gateway is counted, kept and logged like any other.
  @Test func aBodyThatIsTooLongIsCounted() throws {
    let (shop, body) = try shop(telling: "exit 0")
    let listener = try Listener(shop, passingOn: [])
    try shop.folder.write(body + "&x=" + String(repeating: "x", count: 70_000), to: "long")
    let answer = try Tool.run(
      "/usr/bin/curl",
      [
        "-s", "-m", "10", "-w", " %{http_code}", "--data-binary", "@\(shop.folder.path)/long",
        "http://127.0.0.1:\(listener.port)/notify",
      ])
    #expect(answer.text == "fail 413")
    for _ in 0..<2 { #expect(listener.post(body) == "success") }
    let metrics = try Tool.run(
      "/usr/bin/curl", ["-s", "http://127.0.0.1:\(listener.port)/metrics"])
    #expect(metrics.text.contains("\npaypress_refused_total 1\n"))
    #expect(metrics.text.contains("\npaypress_repeats_total 1\n"))
    #expect(listener.post("order_id=1&order_id=2") == "fail")
    #expect(listener.post(body.replacing("sign=", with: "sign=0")) == "fail")
    listener.stop()
    #expect(try shop.folder.text("log").contains("refused: it is longer than 64 KiB"))
    let refused = try shop.run(["payments", "inbox", "--refused"]).text
    #expect(refused.contains("it is longer than 64 KiB"), "\(refused)")
    // What is kept in English is read in Chinese.
    let chinese = try shop.run(
      ["payments", "inbox", "--refused"], environment: ["LC_ALL": "zh_CN.UTF-8"]
    ).text
    for words in ["超过 64 KiB", "出现了两次", "sign 不是 32 位十六进制数字"] {
      #expect(chinese.contains(words), "\(chinese)")
    }
  }
}

/// Another process that holds the lock of a database.
private final class Holder {
  private let python = Process()

  /// Its number.
  var process: Int32 { python.processIdentifier }

  init(_ folder: TemporaryFolder, seconds: Int) throws {
    let output = Pipe()
    python.executableURL = URL(fileURLWithPath: "/usr/bin/python3")
    python.arguments = [
      "-c",
      """
      import sqlite3, time
      base = sqlite3.connect("payments.sqlite", isolation_level=None)
      base.execute("BEGIN EXCLUSIVE"); print("held", flush=True); time.sleep(\(seconds))
      """,
    ]
    python.currentDirectoryURL = URL(fileURLWithPath: folder.path)
    python.standardOutput = output
    try python.start()
    #expect(!output.fileHandleForReading.availableData.isEmpty)
  }

  func end() {
    // Servers in this process let it ignore SIGTERM, and what it starts does too.
    kill(python.processIdentifier, SIGKILL)
    python.waitUntilExit()
  }
}
