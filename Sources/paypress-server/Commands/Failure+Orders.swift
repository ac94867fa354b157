internal import Console
internal import GatePayClient
internal import Orders
internal import Support

extension Failure {
  /// Describes an error of creating or checking an order.
  init(order error: any Error) {
    switch error {
    case let failure as OrderFailure: self = .order(failure, failure.problem)
    case let failure as PlacingFailure:
      self =
        switch failure {
        case .failed(let cause): .order(cause, failure.problem)
        case .undecided(_, let cause): .order(cause, failure.problem)
        case .addressLost, .otherReply, .otherPrice: .input(failure.problem)
        }
    case let damage as OrderLogDamaged: self = Failure(status: 1, damage.diagnostic)
    default: self.init(error)
    }
  }

  /// Status 1 for a refusal, 74 for every failure on the way.
  private static func order(_ failure: OrderFailure?, _ words: Problem) -> Failure {
    if case .refused = failure { .input(words) } else { .files(words) }
  }
}
