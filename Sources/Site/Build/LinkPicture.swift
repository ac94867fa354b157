internal import Catalog
internal import QRImage
internal import Support

/// The code of a link: drawn once when it is needed, or taken from the share that drew it.
struct LinkPicture {
  let link: Link
  let settings: QRSettings
  /// The digest of everything that the picture is made from.
  let inputs: ContentDigest
  /// The share that may already have it.
  let source: ShardSource?
  private var symbol: QRSymbol?

  init(_ link: Link, _ settings: QRSettings, inputs: ContentDigest, source: ShardSource?) {
    self.link = link
    self.settings = settings
    self.inputs = inputs
    self.source = source
  }

  /// The picture as pixels.
  ///
  /// - Throws: `ShardRefusal` when a share has a picture of the same inputs that is another code.
  mutating func png(_ writer: PNGWriter) throws -> [UInt8] {
    guard let source, let bytes = try source.png(inputs: inputs) else {
      return try writer.png(drawn(), settings.png)
    }
    symbol = try QRSymbol(shownBy: bytes, of: link.url, size: link.symbolSize, settings.png)
    if symbol == nil { throw ShardRefusal.wrongCode(path: source.pngName, id: link.id) }
    return bytes
  }

  /// The picture as a vector.
  mutating func svg() throws -> [UInt8] {
    let width = settings.png.printedWidthInMillimetres(of: link.symbolSize)
    return Array(try drawn().svg(widthInMillimetres: width).utf8)
  }

  private mutating func drawn() throws -> QRSymbol {
    if let symbol { return symbol }
    let new = try QRSymbol(link.url, size: link.symbolSize)
    symbol = new
    return new
  }
}
