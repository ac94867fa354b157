public import Catalog
internal import GatePay
public import Pages
internal import Support

/// A link's row in the manifest: the contract that other tools rely on.
public struct ManifestRow: Sendable {
  /// The columns of `links.csv` and the keys of `links.json`, in order.
  public static let columns = [
    "id", "url", "title", "merchant", "token", "price", "custom", "skin", "stable", "qr", "page",
  ]

  private enum Field {
    case text(String)
    case number(Int)
    case boolean(Bool)
    case none
  }

  private let link: Link
  private let merchantKey: String
  private let layout: OutputLayout

  /// The row of a link.
  public init(_ link: Link, merchantKeys: [String], layout: OutputLayout) {
    self.link = link
    merchantKey = merchantKeys[link.merchant]
    self.layout = layout
  }

  /// Visits the fields in the order of the columns.
  @inline(__always)
  private func forEachField(_ body: (Field) -> Void) {
    body(.text(link.id))
    body(.text(link.url))
    body(.text(link.title))
    body(.text(merchantKey))
    body(.text(link.tokenName))
    body(link.address.price.map { .text($0.description) } ?? .none)
    body(link.address.custom.map { .text($0) } ?? .none)
    body(.number(link.address.skin.rawValue))
    body(.boolean(link.address.stable))
    body(.text(layout.png(link.id)))
    body(.text(layout.page(link.id)))
  }

  /// The row as a JSON object on one line.
  public var json: String {
    var bytes: [UInt8] = []
    appendJSON(to: &bytes)
    return String(decoding: bytes, as: UTF8.self)
  }

  /// The row as a line of CSV, with its line end.
  ///
  /// Unless it is raw, texts that a spreadsheet program would run as a formula get an apostrophe in
  /// front (OWASP, "CSV Injection").
  public func csv(isRaw: Bool) -> String {
    var bytes: [UInt8] = []
    appendCSV(to: &bytes, isRaw: isRaw)
    return String(decoding: bytes, as: UTF8.self)
  }

  /// The first line of the CSV form.
  public static var csvHeader: String { columns.joined(separator: ",") + "\r\n" }

  private static let keys = columns.enumerated().map { index, name in
    Array("\(index == 0 ? "{" : ", ")\"\(name)\": ".utf8)
  }

  /// Appends the row as a JSON object on one line.
  func appendJSON(to bytes: inout [UInt8]) {
    var column = 0
    forEachField { field in
      bytes.append(contentsOf: Self.keys[column])
      column += 1
      switch field {
      case .text(let text): JSON.append(text, to: &bytes)
      case .number(let number): bytes.append(contentsOf: "\(number)".utf8)
      case .boolean(let isTrue): bytes.append(contentsOf: (isTrue ? "true" : "false").utf8)
      case .none: bytes.append(contentsOf: "null".utf8)
      }
    }
    bytes.append(UInt8(ascii: "}"))
  }

  /// Appends the row as a line of CSV.
  func appendCSV(to bytes: inout [UInt8], isRaw: Bool) {
    var isFirst = true
    forEachField { field in
      if !isFirst { bytes.append(UInt8(ascii: ",")) }
      isFirst = false
      switch field {
      case .text(let text): CSVWriter.append(text, isRaw: isRaw, to: &bytes)
      case .number(let number): bytes.append(contentsOf: "\(number)".utf8)
      case .boolean(let isTrue): bytes.append(contentsOf: (isTrue ? "true" : "false").utf8)
      case .none: break
      }
    }
    bytes.append(contentsOf: "\r\n".utf8)
  }
}
