/// What findings have in common that are shown as one: the same fault in the same column or under the
/// same key.
struct FindingKind: Hashable {
  private let severity: Finding.Severity
  private let code: String
  private let file: String
  private let sheet: String?
  private let columnNumber: Int?
  private let keyPath: String?
  private let subject: String?

  init(_ finding: Finding) {
    severity = finding.severity
    code = finding.problem.code
    file = finding.position.file
    sheet = finding.position.cell?.sheet
    columnNumber = finding.position.cell?.number
    keyPath = finding.keyPath.map(Self.withoutNumbers)
    // Without a column or a key, such as in templates, only the words tell faults apart.
    let isNamed = keyPath != nil || columnNumber != nil
    subject = finding.problem.subject ?? (isNamed ? nil : finding.problem.message.english)
  }

  /// A key path without its indices and the values of `each`: `links[].price` for
  /// `links[2].price (n=7)`.
  private static func withoutNumbers(_ keyPath: String) -> String {
    var path: [UInt8] = []
    var isIndex = false
    for byte in keyPath.utf8 {
      switch byte {
      case UInt8(ascii: "("): return String(decoding: path, as: UTF8.self)
      case UInt8(ascii: "["): isIndex = true
      case UInt8(ascii: "]"): isIndex = false
      default: if isIndex { continue }
      }
      path.append(byte)
    }
    return String(decoding: path, as: UTF8.self)
  }
}
