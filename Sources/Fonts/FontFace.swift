internal import CFontTools
internal import Support

/// A font in a file.
final class FontFace {
  /// What a ranking says about a font.
  struct Choice: Hashable {
    var file: String
    var index: UInt32
    /// The weight that a variable font is set to.
    var weight: Int
  }

  let family: String
  /// Whether its strokes have the weight that was wanted, so that no browser thickens them.
  let hasWeight: Bool
  /// Whether its licence lets a subset be embedded.
  let mayBeEmbedded: Bool
  private let face: OpaquePointer

  /// Opens a font; nil when it has no outlines.
  init?(_ choice: Choice, family: String, isBold: Bool) {
    guard let face = font_face_open(choice.file, choice.index, Double(choice.weight)) else {
      return nil
    }
    self.face = face
    self.family = family
    hasWeight = isBold || choice.weight < 600
    mayBeEmbedded = font_face_may_be_embedded(face) != 0
  }

  deinit { font_face_close(face) }

  /// The width of some bytes of a text in parts of the size.
  func width(
    of bytes: Range<Int>, in text: UnsafeBufferPointer<UInt8>, language: Language
  ) -> Double {
    text.withMemoryRebound(to: CChar.self) { characters in
      font_face_width(
        face, characters.baseAddress, characters.count, bytes.lowerBound, bytes.count,
        language.rawValue)
    }
  }

  /// The font with some characters alone; nil when HarfBuzz cannot make it.
  func subset(_ characters: Set<UInt32>) -> [UInt8]? {
    var count = 0
    guard let bytes = font_face_subset(face, characters.sorted(), characters.count, &count) else {
      return nil
    }
    defer { free(bytes) }
    return Array(UnsafeBufferPointer(start: bytes, count: count))
  }
}
