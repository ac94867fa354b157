public import Catalog
internal import GatePay
internal import Pages

/// What the manifest says of a link: the contract that other tools rely on.
public struct LinkRecord: Sendable {
  /// The columns of `links.csv` and the keys of `links.json`, in their order.
  public static let columns = [
    "id", "url", "title", "merchant", "token", "price", "custom", "skin", "stable", "qr", "page",
  ]

  private enum Field {
    case text(String)
    case number(Int)
    case boolean(Bool)
    case none
  }

  private let fields: [Field]

  /// The record of a link of a catalogue.
  public init(_ link: Link, merchantKeys: [String]) {
    func optional(_ text: String?) -> Field { text.map { .text($0) } ?? .none }
    fields = [
      .text(link.id), .text(link.url), .text(link.title), .text(merchantKeys[link.merchant]),
      .text(link.tokenName), optional(link.address.price?.description),
      optional(link.address.custom), .number(link.address.skin.rawValue),
      .boolean(link.address.stable), .text(OutputLayout.png(link.id)),
      .text(OutputLayout.page(link.id)),
    ]
  }

  /// The record as a JSON object on one line.
  public var json: String {
    let members = zip(Self.columns, fields).map { name, field in
      let value =
        switch field {
        case .text(let text): Self.jsonString(text)
        case .number(let number): "\(number)"
        case .boolean(let isTrue): isTrue ? "true" : "false"
        case .none: "null"
        }
      return "\"\(name)\": \(value)"
    }
    return "{\(members.joined(separator: ", "))}"
  }

  /// The record as a line of CSV, with its line end.
  ///
  /// - Parameter isRaw: whether texts stand as they are; if not, those that a spreadsheet program
  ///   would run as a formula get an apostrophe in front (OWASP, "CSV Injection").
  public func csv(isRaw: Bool) -> String {
    let cells = fields.map { field in
      switch field {
      case .text(let text): Self.csvCell(text, isRaw: isRaw)
      case .number(let number): "\(number)"
      case .boolean(let isTrue): isTrue ? "true" : "false"
      case .none: ""
      }
    }
    return cells.joined(separator: ",") + "\r\n"
  }

  /// The first line of the CSV form.
  public static var csvHeader: String { columns.joined(separator: ",") + "\r\n" }

  /// The mark by which spreadsheet programs know UTF-8.
  public static let byteOrderMark = "\u{FEFF}"

  private static func jsonString(_ text: String) -> String {
    var result = "\""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\"": result += "\\\""
      case "\\": result += "\\\\"
      case "\n": result += "\\n"
      case "\r": result += "\\r"
      case "\t": result += "\\t"
      case _ where scalar.value < 0x20:
        let digits = String(scalar.value, radix: 16)
        result += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
      default: result.unicodeScalars.append(scalar)
      }
    }
    return result + "\""
  }

  private static func csvCell(_ text: String, isRaw: Bool) -> String {
    let isFormula =
      text.unicodeScalars.first.map { "=+-@\t\r".unicodeScalars.contains($0) } ?? false
    let safe = isFormula && !isRaw ? "'" + text : text
    let needsQuotes =
      safe != text || safe.unicodeScalars.contains { ",\"\r\n".unicodeScalars.contains($0) }
    return needsQuotes ? "\"" + safe.replacing("\"", with: "\"\"") + "\"" : safe
  }
}
