import Catalog
import Foundation
import GatePay
import Support
import Synchronization
import TestSupport
import Testing

@testable import Payments

/// Deliveries, backups and the lock.
@Suite struct DeliveryTests {
  private func payment(_ number: Int) throws -> Payment {
    Payment(
      gateway: "https://gatepay.io", merchant: "shop", orderID: "\(number)",
      outOrderID: "order-\(number)", link: "tea", state: .paid, price: try Amount("12"),
      realPrice: try Amount("12"), type: .wechat, paidAt: 1_700_000_000 + Int64(number),
      custom: "", recordedAt: 1_700_000_200)
  }

  /// The example of the Standard Webhooks specification, and its check with another HMAC.
  @Test func signsAsStandardWebhooksDo() throws {
    let secret = try #require(WebhookSecret("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"))
    let signature = secret.signature(
      of: "{\"test\": 2432232314}", id: "msg_p5jXN8AQM9LWM0D4loKWxJek", moment: 1_614_265_330)
    #expect(signature == "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=")
    #expect(!"\(secret)".contains("Mf") && !String(reflecting: secret).contains("Mf"))
    #expect(WebhookSecret.id(of: "a.b").dropFirst(4).allSatisfy { $0.isHexDigit })
    for text in ["MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw", "whsec_", "whsec_YWJj", "whsec_!"] {
      #expect(WebhookSecret(text) == nil)
    }
  }

  @Test(arguments: [
    ("https://hooks.example.com/x?token=secret", "forward hooks.example.com "),
    ("https://user:secret@shop.example.com:81/secret", "forward shop.example.com:81 "),
  ])
  func theNameOfATargetHoldsNoSecret(address: String, start: String) throws {
    let target = DeliveryTarget(address: address)
    #expect(target.description.hasPrefix(start) && !target.description.contains("secret"))
    #expect(DeliveryTarget(target.description) == target)
    #expect(DeliveryTarget(address: address + "2") != target)
    #expect(DeliveryTarget(program: "./a/tell.sh") == DeliveryTarget(program: "tell.sh"))
  }

  @Test func queuesWhatATargetWasNeverToldAndRepeatsWhatIsWanted() async throws {
    let folder = try TemporaryFolder()
    let ledger = try Ledger("\(folder.path)/payments.sqlite")
    for number in 1...4 { _ = try await ledger.record(try payment(number), passingOnTo: []) }
    let target = DeliveryTarget(program: "late.sh")
    let period: Range<Int64> = 1_700_000_002..<1_700_000_004
    #expect(try await ledger.deliver(to: [target], in: period, at: 5) == 2)
    #expect(try await ledger.deliver(to: [target], in: 0..<(.max), at: 5) == 2)
    #expect(try await ledger.deliver(to: [target], in: 0..<(.max), at: 5) == 0)
    let pending = try await ledger.pending(for: target, after: 0, limit: 9).map(\.0)
    #expect(pending.map(\.payment.orderID) == ["2", "3", "1", "4"])
    try await ledger.note(pending[0], nil, at: 6, retryAt: nil)
    try await ledger.note(pending[1], .status(500), at: 6, retryAt: nil)
    try await ledger.note(pending[2], .timedOut, at: 6, retryAt: 7)
    func states() throws -> [String] {
      var states: [String] = []
      try ledger.forEachDelivery { states.append("\($0.state) \($0.failure ?? "-")") }
      return states
    }
    #expect(try states() == ["done -", "dead HTTP 500", "pending timed out", "pending -"])
    #expect(try await ledger.redeliver(nil, at: 8).count == 1)
    #expect(try await ledger.redeliver(pending[0].id, at: 8).count == 1)
    #expect(try await ledger.redeliver(99, at: 8).count == 0)
    // Those that are wanted again come after all others.
    let last = pending.map(\.turn).max() ?? 0
    let again = try await ledger.pending(for: target, after: last, limit: 9).map(\.0)
    #expect(again.map(\.payment.orderID) == ["3", "2"] && again.allSatisfy { $0.tryCount == 0 })
  }

  /// One that hangs does not hold up the others, of its own target and of others.
  @Test func noDeliveryWaitsForAnother() async throws {
    let folder = try TemporaryFolder()
    let ledger = try Ledger("\(folder.path)/payments.sqlite")
    try folder.write(
      "#!/bin/sh\n[ $PAYPRESS_ORDER_ID = 1 ] && exec sleep 60\nexit 0\n", to: "tell.sh")
    _ = try Tool.run("/bin/chmod", ["+x", "\(folder.path)/tell.sh"])
    let done = Mutex<[String]>([])
    let recipients = [
      Recipient(try ExternalProgram("\(folder.path)/tell.sh", in: [:]), name: "tell.sh"),
      Recipient(try ExternalProgram("/bin/true", in: [:]), name: "true"),
    ]
    for number in 1...5 {
      _ = try await ledger.record(try payment(number), passingOnTo: recipients.map(\.target))
    }
    let deliverer = Deliverer(
      ledger: ledger, recipients: recipients, environment: ["PATH": "/usr/bin:/bin"]
    ) { event in
      if case .delivered(let key, let target, nil) = event {
        done.withLock { $0.append("\(target) \(key.split(separator: "/")[3])") }
      }
    }
    let task = Task { try await deliverer.run() }
    let end = ContinuousClock.now + .seconds(20)
    while done.withLock(\.count) < 9, .now < end { try await Task.sleep(for: .milliseconds(20)) }
    task.cancel()
    _ = await task.result
    let told = Set(done.withLock { $0 })
    #expect(told.count == 9 && !told.contains("exec tell.sh 1"), "\(told)")
    // Stopping counts as no failure.
    let open = try await ledger.pending(for: recipients[0].target, after: 0, limit: 9).map(\.0)
    #expect(open.map(\.payment.orderID) == ["1"] && open.map(\.tryCount) == [0])
  }

  /// Copies made while payments are recorded are whole and hold all that was recorded before: a few,
  /// with `PAYPRESS_LONG_TESTS=1` a thousand.
  @Test func aBackupIsWholeWhilePaymentsAreRecorded() async throws {
    let folder = try TemporaryFolder()
    let path = "\(folder.path)/payments.sqlite"
    let ledger = try Ledger(path)
    let isLong = ProcessInfo.processInfo.environment["PAYPRESS_LONG_TESTS"] != nil
    let copyCount = isLong ? 1000 : 5
    let (wanted, recorded) = (Count(), Count())
    let writer = Task {
      while true {
        try Task.checkCancellation()
        // Some at the start of each copy: a thousand copies of many would take very long.
        guard recorded.value < wanted.value else {
          try await Task.sleep(for: .milliseconds(1))
          continue
        }
        _ = try await ledger.record(try payment(recorded.value), passingOnTo: [])
        recorded.add(1)
      }
    }
    for copy in 1...copyCount {
      if copy > 1 { try FileManager.default.removeItem(atPath: "\(folder.path)/copy") }
      let before = recorded.value
      wanted.add(isLong ? 3 : 100)
      while recorded.value == before { try await Task.sleep(for: .milliseconds(1)) }
      let known = recorded.value
      let count = try Ledger(path, isReadOnly: true).backUp(to: "\(folder.path)/copy")
      #expect(count >= known)
      var read = 0
      try Ledger("\(folder.path)/copy", isReadOnly: true).forEach { _ in read += 1 }
      #expect(read == count, "copy \(copy)")
    }
    writer.cancel()
    await #expect(throws: CancellationError.self) { try await writer.value }
    #expect(recorded.value > 0)
    #expect(throws: WritingError.self) { try ledger.backUp(to: "\(folder.path)/copy") }
    for name in ["payments.sqlite", "payments.sqlite-wal", "payments.sqlite-shm", "copy"] {
      let file = "\(folder.path)/\(name)"
      let mode = try FileManager.default.attributesOfItem(atPath: file)[.posixPermissions]
      #expect(mode as? Int == 0o600, "\(name)")
    }
  }

  private final class Count: Sendable {
    private let count = Mutex(0)
    var value: Int { count.withLock { $0 } }
    func add(_ number: Int) { count.withLock { $0 += number } }
  }

  @Test func namesWhoHoldsADatabase() throws {
    let folder = try TemporaryFolder()
    let path = "\(folder.path)/payments.sqlite"
    var lock: LedgerLock? = try LedgerLock(path, words: "paypress notify listen --port 8480")
    let holder = "\(getpid()) paypress notify listen --port 8480"
    #expect(throws: LedgerIsHeld(path: path, holder: holder)) { try LedgerLock(path, words: "x") }
    withExtendedLifetime(lock) {}
    lock = nil
    #expect(throws: Never.self) { try LedgerLock(path, words: "y") }
  }

  @Test(arguments: [
    ("--b\r\nContent-Disposition: form-data; name=\"a\"\r\n\r\n1\r\n--b--\r\n", ["a": "1"]),
    (
      "--b\r\ncontent-disposition: form-data; name=\"a\"\r\nContent-Type: text/plain\r\n\r\n中 文\r\n"
        + "--b\r\nContent-Disposition: form-data; name=\"c\"\r\n\r\n\r\n--b--",
      ["a": "中 文", "c": ""]
    ),
    (
      "--b\r\nContent-Disposition: form-data; name=\"f\"; filename=\"x\"\r\n\r\n1\r\n--b--\r\n", [:]
    ),
  ])
  func readsMultipartForms(body: String, fields: [String: String]) throws {
    let form = try MultipartForm(Array(body.utf8), boundary: "b").fields
    #expect(Dictionary(uniqueKeysWithValues: form.fields.map { ($0.name, $0.value) }) == fields)
  }

  @Test(arguments: [
    "", "--b", "--b\r\n", "--b\r\n\r\n--b--", "--b\r\nx\r\n\r\n1\r\n--b--",
    "--b\r\nContent-Disposition: form-data; name=\"a\"\r\n\r\n1",
    "--b\r\nContent-Disposition: form-data; name=\"a\"\r\n\r\n1\r\n"
      + "--b\r\nContent-Disposition: form-data; name=\"a\"\r\n\r\n2\r\n--b--",
  ])
  func refusesBrokenMultipartForms(body: String) {
    #expect(throws: FormError.self) {
      try MultipartForm(Array(body.utf8), boundary: "b")
    }
  }
}
