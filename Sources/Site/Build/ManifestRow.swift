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

  /// The last column, if the site has short addresses: the one that the link's code holds.
  public static let shortURLColumn = "short_url"

  /// The columns of a site with or without short addresses.
  public static func columns(hasShortURLs: Bool) -> [String] {
    hasShortURLs ? columns + [shortURLColumn] : columns
  }

  private enum Field {
    case text(String)
    case number(Int)
    case boolean(Bool)
    case none
  }

  private let link: Link
  private let merchantKey: String
  private let layout: OutputLayout
  private let hasShortURLs: Bool

  /// The row of a link.
  ///
  /// - Parameter hasShortURLs: whether the site has short addresses, so that each row names its own.
  public init(
    _ link: Link, merchantKeys: [String], layout: OutputLayout, hasShortURLs: Bool
  ) {
    self.hasShortURLs = hasShortURLs
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
    if hasShortURLs { body(link.shortURL.map { .text($0) } ?? .none) }
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
  public static func csvHeader(hasShortURLs: Bool) -> String {
    columns(hasShortURLs: hasShortURLs).joined(separator: ",") + "\r\n"
  }

  private static let keys = columns(hasShortURLs: true).enumerated().map { index, name in
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
