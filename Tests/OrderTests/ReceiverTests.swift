import Catalog
import Foundation
import GatePay
import Orders
import Support
import TestSupport
import Testing

@testable import Payments

@Suite struct ReceiverTests {
  @Test func acceptsNoneOfTenThousandForgedAndShiftedMessages() async throws {
    let quick = ["q1": (orderID: "77", price: try Amount("1.88"))]
    let desk = try DeskFixture(orderCount: 200, quickOrders: quick)
    let (receiver, ledger) = try desk.receiver()
    let wrongSecret = try #require(Secret("test-s3creT"))
    var random = Xorshift(seed: 2026)
    var answers: [String: Int] = [:]
    for number in 0..<10_000 {
      let record = desk.records[random.below(desk.records.count)]
      var message = try desk.report(record, orderID: 500 + random.below(1_000_000))
      switch number % 5 {
      case 0: message = try desk.report(record, orderID: 600, secret: wrongSecret)
      case 1: Self.shift(&message, &random)
      case 2: Self.change(&message, &random)
      case 3:
        // Signed by the gateway, but not the expected payment.
        let other = desk.records[random.below(desk.records.count)]
        message.outOrderID = other.outOrderID.text
        message.price = record.terms.price.cents == 1010 ? "10.11" : "10.10"
        message.extend = other.terms.custom
        if other.terms.price.description == message.price { message.extend = "another" }
        message.signature = message.signature(appkey: desk.appkey, secret: desk.secret)
      default:
        // A true payment of a link with digits moved over a border.
        message = AsynchronousNotification(
          orderID: "77", outOrderID: "q1", price: "1.88", realPrice: "1.88", type: "alipay",
          payTime: "1700000100", extend: "terry", appkey: desk.appkey, secret: desk.secret)
        Self.shift(&message, &random)
      }
      let answer = await receiver.takePayment(message.form).text
      // Only a secret makes a message authentic; what it is worth is another question.
      if [0, 2].contains(number % 5) { #expect(answer == "fail") }
      answers[answer, default: 0] += 1
    }
    #expect(answers["fail", default: 0] >= 4000 && answers["success", default: 0] > 2000)
    try await desk.settle(receiver, ledger)
    #expect(try desk.payments(ledger).isEmpty)
    #expect(try desk.inbox(ledger).allSatisfy(\.needsAttention))
    // The same receiver accepts the true ones.
    let record = desk.records[0]
    #expect(
      await receiver.takePayment(try desk.report(record, orderID: 500).form).text == "success")
    let quickPayment = AsynchronousNotification(
      orderID: "77", outOrderID: "q1", price: "1.88", realPrice: "1.88", type: "alipay",
      payTime: "1700000100", extend: "terry", appkey: desk.appkey, secret: desk.secret)
    #expect(await receiver.takePayment(quickPayment.form).text == "success")
    try await desk.settle(receiver, ledger)
    #expect(try desk.payments(ledger).map(\.link) == ["order-0", "tea"])
  }

  /// Moves characters between neighbouring fields; the signature stays valid.
  private static func shift(_ message: inout AsynchronousNotification, _ random: inout Xorshift) {
    let before = message.fields
    repeat {
      var fields = before
      let border = random.below(fields.count - 1)
      let joined = fields[border] + fields[border + 1]
      let cut = joined.index(joined.startIndex, offsetBy: random.below(joined.count + 1))
      fields[border] = String(joined[..<cut])
      fields[border + 1] = String(joined[cut...])
      set(&message, fields)
    } while message.fields == before
  }

  /// Changes one character, or one digit of the signature.
  private static func change(_ message: inout AsynchronousNotification, _ random: inout Xorshift) {
    var fields = message.fields
    let index = random.below(fields.count + 1)
    guard index < fields.count else {
      let digits = Array(message.signature?.text ?? "")
      let place = random.below(32)
      let other = digits[place] == "0" ? "1" : "0"
      message.signature = Signature(
        digits[..<place].map(String.init).joined() + other
          + digits[(place + 1)...].map(String.init).joined())
      return
    }
    var characters = Array(fields[index])
    let place = random.below(characters.count)
    characters[place] = characters[place] == "7" ? "8" : "7"
    fields[index] = String(characters)
    set(&message, fields)
  }

  private static func set(_ message: inout AsynchronousNotification, _ fields: [String]) {
    message.orderID = fields[0]
    message.outOrderID = fields[1]
    message.price = fields[2]
    message.realPrice = fields[3]
    message.type = fields[4]
    message.payTime = fields[5]
    message.extend = fields[6]
  }

  /// Four messages about one order, in every order, each one to five times, with occasional
  /// restarts: always the same payment, delivered once per state.
  @Test func theFinalStateDependsOnNeitherOrderNorRepeats() async throws {
    let desk = try DeskFixture(orderCount: 24)
    var random = Xorshift(seed: 7)
    var current = try desk.receiver()
    for (index, permutation) in Self.permutations(of: [0, 1, 2, 3]).enumerated() {
      let record = desk.records[index]
      let orderID = 500 + index
      if index.isMultiple(of: 5) { current = try desk.receiver() }
      for event in permutation {
        for _ in 0...random.below(5) {
          let answer: Receiver.Answer
          switch event {
          case 0:
            answer = await current.receiver.takeVisit(desk.visit(record, orderID: orderID).form)
          default:
            let cents: Int64 = event == 1 ? -20 : event == 2 ? 0 : 1
            let message = try desk.report(record, orderID: orderID, paid: cents)
            answer = await current.receiver.takePayment(message.form)
          }
          #expect(answer.status == .ok && (event == 0 || answer.text == "success"))
        }
      }
    }
    let payments = try desk.payments(current.ledger)
    #expect(payments.count == 24)
    for (index, payment) in payments.enumerated() {
      let record = desk.records[index]
      #expect(payment.state == .paid && payment.link == record.link)
      #expect(payment.realPrice?.cents == record.terms.price.cents + 1)
      #expect(payment.custom == record.terms.custom && payment.paidAt == 1_700_000_100)
    }
    let due = try await current.ledger.pending(for: DeskFixture.target, after: 0, limit: 1000)
      .map(\.0)
    #expect(Set(due.map(\.key)).count == due.count)
    for index in 0..<24 {
      let start = "https://gatepay.io/shop/\(500 + index)/\(desk.records[index].outOrderID)/"
      let keys = due.map(\.key).filter { $0.hasPrefix(start) }
      #expect(keys.count { $0.hasSuffix("/paid") } == 1 && keys.count <= 2)
    }
  }

  @Test func lessThanThePriceIsNeverPaid() async throws {
    let desk = try DeskFixture(orderCount: 1)
    let (receiver, ledger) = try desk.receiver()
    let message = try desk.report(desk.records[0], orderID: 500, paid: -11)
    #expect(await receiver.takePayment(message.form).text == "success")
    #expect(await receiver.takeVisit(desk.visit(desk.records[0], orderID: 500).form).isPage)
    #expect(try desk.payments(ledger).map(\.state) == [.underpaid])
  }

  @Test func sumsByLinkAndCustomAndGuardsSpreadsheets() throws {
    let desk = try DeskFixture(orderCount: 0)
    var table = try PaymentTable(desk.catalogue)
    let price = try Amount("12")
    func payment(_ id: Int, _ link: String?, _ custom: String?, _ state: PaymentState) -> Payment {
      Payment(
        gateway: "https://gatepay.io", merchant: "shop", orderID: "\(id)", outOrderID: "x",
        link: link, state: state, price: price, realPrice: price, type: .wechat, paidAt: 0,
        custom: custom, recordedAt: 0)
    }
    for payment in [
      payment(1, "t-1", "t-1", .paid), payment(2, "t-1", "t-1", .paid),
      payment(3, "t-2", "t-2", .underpaid), payment(4, nil, "=1+1", .paid),
    ] { table.add(payment) }
    let links = table.sums(by: .link)
    #expect(links.map(\.name) == ["t-1", "t-2", nil])
    #expect(links.map(\.title) == ["Table 1", "Table 2", nil])
    #expect(
      links.map(\.paid) == ["24.00", "0.00", "12.00"] && links.map(\.openCount) == [0, 1, 0])
    // Money received for an unpaid order counts too.
    #expect(links.map(\.underpaid) == ["0.00", "12.00", "0.00"])
    #expect(table.sums(by: .custom).map(\.name) == ["=1+1", "t-1", "t-2"])
    let cells = table.cells(payment(4, nil, "=1+1", .paid))
    #expect(CSVWriter.line(cells, isRaw: false).contains("\"'=1+1\""))
    #expect(CSVWriter.line(cells, isRaw: true).contains(",=1+1,"))
    for text in ["=x", "+x", "-x", "@x", "\tx", "\rx"] {
      #expect(CSVWriter.line([text], isRaw: false).hasPrefix("\"'"))
    }
  }

  private static func permutations(of items: [Int]) -> [[Int]] {
    guard items.count > 1 else { return [items] }
    return items.flatMap { first in
      permutations(of: items.filter { $0 != first }).map { [first] + $0 }
    }
  }
}
