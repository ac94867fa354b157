internal import GatePay

/// Returns a code on request, for codes that a sandbox never returns otherwise: an `out_order_id`
/// such as `code-207-a` gets code 207.
enum CodeSwitch {
  static func cause(in outOrderID: String, on endpoint: Endpoint) -> StatusCause? {
    let parts = outOrderID.split(separator: "-", omittingEmptySubsequences: false)
    guard parts.count >= 3, parts[0] == "code", let code = Int(parts[1]), code != 100 else {
      return nil
    }
    return StatusCause.table(of: endpoint).first { $0.code == code }?.cause
  }
}
