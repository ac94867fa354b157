package import Catalog
package import QRImage

/// The pictures of one link's code; encodes it at most once.
package final class CodeDrawing {
  private let link: Link
  private let settings: QRSettings
  private var symbol: QRSymbol?

  /// The pictures of a link.
  package init(of link: Link, _ settings: QRSettings) {
    self.link = link
    self.settings = settings
  }

  private func drawn() throws -> QRSymbol {
    if let symbol { return symbol }
    let new = try QRSymbol(link.url, size: link.symbolSize)
    symbol = new
    return new
  }

  /// The bytes of the PNG.
  package func png(by writer: PNGWriter) throws -> [UInt8] {
    try writer.png(drawn(), settings.png)
  }

  /// The bytes of the SVG.
  package func svg() throws -> [UInt8] {
    let width = settings.png.printedWidthInMillimetres(of: link.symbolSize)
    return Array(try drawn().svg(widthInMillimetres: width).utf8)
  }
}
