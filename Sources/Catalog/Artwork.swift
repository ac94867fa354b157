internal import QRImage

/// A picture of the shop's own: a PNG or a safe SVG, to be put into a page as it is.
public struct Artwork: Hashable, Sendable {
  /// Such as `image/png`.
  public let mediaType: String
  /// The file's bytes.
  public let bytes: [UInt8]
  /// Its width divided by its height, from 1/50 to 50.
  public let aspectRatio: Double

  /// The largest picture in bytes.
  static let maximumByteCount = 2 << 20
  /// How many times as long as the other a side may be.
  static let maximumRatio = 50.0

  /// Why a picture is not taken.
  enum Refusal: Error, Hashable {
    case neitherPNGNorSVG
    case brokenPNG
    case tooManyPixels(width: Int, height: Int)
    case brokenSVG(XMLReader.Fault)
    /// The outermost element is no `<svg>` in the namespace of SVG.
    case noSVG
    case noSize
    case tooNarrow
    case unsafe(String)
  }

  /// Looks at a picture from its first byte to its last.
  ///
  /// - Throws: `Refusal`.
  init(_ bytes: [UInt8]) throws(Refusal) {
    self.bytes = bytes
    if bytes.starts(with: Self.pngSignature) {
      mediaType = "image/png"
      aspectRatio = try Self.aspectRatio(ofPNG: bytes)
    } else if let text = String(validating: bytes, as: UTF8.self), Self.looksLikeXML(text) {
      mediaType = "image/svg+xml"
      aspectRatio = try SVGInspector.aspectRatio(of: text)
    } else {
      throw .neitherPNGNorSVG
    }
    guard (1 / Self.maximumRatio...Self.maximumRatio).contains(aspectRatio) else {
      throw .tooNarrow
    }
  }

  /// PNG (Third Edition), section 5.2.
  private static let pngSignature: [UInt8] = [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]

  private static func aspectRatio(ofPNG bytes: [UInt8]) throws(Refusal) -> Double {
    do throws(PNGFile.Refusal) {
      let file = try PNGFile(bytes)
      return Double(file.width) / Double(file.height)
    } catch {
      switch error {
      case .tooManyPixels(let width, let height):
        throw .tooManyPixels(width: width, height: height)
      case .damaged: throw .brokenPNG
      }
    }
  }

  private static func looksLikeXML(_ text: String) -> Bool {
    text.unicodeScalars.first { $0 != "\u{FEFF}" && !XMLScanner.isSpace($0) } == "<"
  }
}
