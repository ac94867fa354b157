import Foundation
import GatePay
import Support
import Synchronization
import TestSupport
import Testing

@testable import Payments

/// `payments judge` and the gateway.
@Suite struct JuryTests {
  private static func message(_ desk: DeskFixture, _ number: Int) -> AsynchronousNotification {
    AsynchronousNotification(
      orderID: "\(number + 100)", outOrderID: "q\(number)", price: "1.88", realPrice: "1.88",
      type: "alipay", payTime: "1700000100", extend: "terry", appkey: desk.appkey,
      secret: desk.secret)
  }

  private struct Load {
    var openCount = 0
    var highest = 0
    var askedCount = 0
  }

  /// A gateway that hangs is asked about several at once, and no more once it was silent about them; what
  /// only the config decides is judged all the same.
  @Test func aGatewayThatHangsIsGivenUp() async throws {
    let desk = try DeskFixture(orderCount: 1)
    let (receiver, ledger) = try desk.receiver(isReachable: false)
    for number in 1...40 {
      let answer = await receiver.takePayment(Self.message(desk, number).form)
      #expect(answer.text == "success")
    }
    let underpaid = try desk.report(desk.records[0], orderID: 500, paid: -50)
    #expect(await receiver.takePayment(underpaid.form).text == "success")
    let load = Mutex(Load())
    let jury = Jury(ledger: ledger, desk: try desk.desk()) { _ in
      load.withLock { load in
        load.askedCount += 1
        load.openCount += 1
        load.highest = max(load.highest, load.openCount)
      }
      try? await Task.sleep(for: .milliseconds(300))
      load.withLock { $0.openCount -= 1 }
      return .silent("timed out")
    }
    var outcomes: [String] = []
    try await jury.judge(nil) { message, outcome in
      switch outcome {
      case .judged(let receipt): outcomes.append("\(message.id) \(receipt.verdict)")
      case .notAsked: outcomes.append("\(message.id) not asked")
      case .noMerchant, .gatewaySilent: Issue.record("\(outcome)")
      }
    }
    let asked = OrderChecks.maximumOpenCount
    let expected =
      (1...40).map { "\($0) \($0 <= asked ? "unclear" : "not asked")" } + ["41 underpaid"]
    #expect(outcomes == expected)
    #expect(load.withLock(\.askedCount) == asked && load.withLock(\.highest) > 1)
  }

  /// More messages than may be asked about in a second: all are judged, only later.
  @Test func theLimitOfQuestionsLosesNoMessage() async throws {
    let count = OrderChecks.maximumRate + 10
    let quick = try Dictionary(
      uniqueKeysWithValues: (1...count).map { number in
        ("q\(number)", (orderID: "\(number + 100)", price: try Amount("1.88")))
      })
    let desk = try DeskFixture(orderCount: 0, quickOrders: quick)
    let (receiver, ledger) = try desk.receiver()
    for number in 1...count {
      let answer = await receiver.takePayment(Self.message(desk, number).form)
      #expect(answer.text == "success")
    }
    let jury = Jury(ledger: ledger, desk: try desk.desk(), ask: desk.answer())
    try await jury.judge(nil) { _, _ in }
    #expect(try desk.inbox(ledger).allSatisfy { $0.verdict == .paid })
    #expect(try desk.payments(ledger).count == count)
  }
}
