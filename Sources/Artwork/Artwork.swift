internal import QRImage
internal import Support

/// Pictures of the shop's own: safe to embed, or refused. Alters no byte of them.

/// A shop's own picture: a PNG or a safe SVG, embedded in pages byte for byte.
public struct Artwork: Hashable, Sendable {
  /// The media type, such as `image/png`.
  public let mediaType: String
  /// The file's bytes.
  public let bytes: [UInt8]
  /// Its width divided by its height, from 1/50 to 50.
  public let aspectRatio: Double

  /// The largest picture in bytes.
  static let maximumByteCount = 2 << 20
  /// The largest ratio of the longer side to the shorter one.
  static let maximumRatio = 50.0

  /// Reads and checks a picture.
  package init(contentsOf path: String) throws(ArtworkRefusal) {
    let bytes: [UInt8]
    do throws(ReadingError) {
      bytes = try InputFile.bytes(of: path, limit: Self.maximumByteCount)
    } catch {
      throw .unreadable(error)
    }
    guard bytes.count <= Self.maximumByteCount else { throw .tooLarge }
    try self.init(bytes)
  }

  private init(_ bytes: [UInt8]) throws(ArtworkRefusal) {
    self.bytes = bytes
    if bytes.starts(with: Self.pngSignature) {
      mediaType = "image/png"
      aspectRatio = try Self.aspectRatio(ofPNG: bytes)
    } else if let text = String(validating: bytes, as: UTF8.self), Self.looksLikeXML(text) {
      mediaType = "image/svg+xml"
      aspectRatio = try SVGInspector.aspectRatio(of: bytes)
    } else {
      throw .neitherPNGNorSVG
    }
    guard (1 / Self.maximumRatio...Self.maximumRatio).contains(aspectRatio) else {
      throw .tooNarrow
    }
  }

  /// PNG (Third Edition), section 5.2.
  private static let pngSignature: [UInt8] = [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]

  private static func aspectRatio(ofPNG bytes: [UInt8]) throws(ArtworkRefusal) -> Double {
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
    text.unicodeScalars.first { !"\u{FEFF} \t\r\n".unicodeScalars.contains($0) } == "<"
  }
}
