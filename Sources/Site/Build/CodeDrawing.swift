package import Catalog
package import QRImage
internal import Support

/// The pictures of one link's code: drawn once, when one is needed, or taken from the share that
/// drew it.
package final class CodeDrawing {
  private let link: Link
  private let settings: QRSettings
  private var symbol: QRSymbol?

  /// The pictures of a link.
  package init(of link: Link, _ settings: QRSettings) {
    self.link = link
    self.settings = settings
  }

  /// What the code of an order holds in a preview, until the gateway has created it: nothing that pays.
  private static let nothing = "-"

  private var text: String { link.codeText.isEmpty ? Self.nothing : link.codeText }

  private func drawn() throws -> QRSymbol {
    if let symbol { return symbol }
    let new = try QRSymbol(text, size: link.symbolSize)
    symbol = new
    return new
  }

  /// The bytes of the PNG.
  package func png(by writer: PNGWriter) throws -> [UInt8] {
    try writer.png(drawn(), settings.png)
  }

  /// The bytes of the PNG that a share drew from the same inputs; nil if it has none.
  ///
  /// - Throws: `ShardRefusal` when the share's picture is another code.
  func png(from source: ShardSource, inputs: ContentDigest) throws -> [UInt8]? {
    guard let bytes = try source.png(inputs: inputs) else { return nil }
    let shown = try QRSymbol(shownBy: bytes, of: text, size: link.symbolSize, settings.png)
    guard let shown else { throw ShardRefusal.wrongCode(path: source.pngName, id: link.id) }
    symbol = shown
    return bytes
  }

  /// The bytes of the SVG.
  package func svg() throws -> [UInt8] {
    let width = settings.png.printedWidthInMillimetres(of: link.symbolSize)
    return Array(try drawn().svg(widthInMillimetres: width).utf8)
  }
}
