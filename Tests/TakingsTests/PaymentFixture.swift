import GatePay

@testable import Payments

/// A payment of number `number` that brought `amount`.
func payment(
  _ number: Int, _ amount: String, price: String? = nil, type: PaymentType = .wechat,
  merchant: String = "lakeside", at moment: Int64 = 1_764_000_000, link: String? = "tea",
  custom: String? = "table-7"
) throws -> Payment {
  let sum = try Amount(amount)
  let price = try price.map { try Amount($0) } ?? sum
  return Payment(
    gateway: "https://gatepay.io", merchant: merchant, orderID: "\(number)",
    outOrderID: "k\(number)x", link: link, state: sum < price ? .underpaid : .paid, price: price,
    realPrice: sum, type: type, paidAt: moment, custom: custom, recordedAt: moment)
}
