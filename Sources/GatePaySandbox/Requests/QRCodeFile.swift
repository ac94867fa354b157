internal import QRImage

/// The pictures of `/qrcode/build`.
enum QRCodeFile {
  /// The accepted sizes, in pixels; a long text needs more than the smallest.
  static let sizes = 29...2000

  /// The longest text in bytes.
  static let maximumTextLength = 1000

  /// The size in a `qrcode_url`, as in the document's samples.
  static let linkedSize = 130
  /// The size of a `qrcode_body`: the one in the document's first sample, though its `qrcode_url`
  /// asks for 130.
  static let embeddedSize = 160

  /// A PNG of exactly this width, with whole pixels for each module; nil if the code has more
  /// modules than that.
  static func png(_ text: String, sizeInPixels: Int) throws(QRImageError) -> [UInt8]? {
    try PNGWriter().png(try QRSymbol(text), sideInPixels: sizeInPixels)
  }
}
