internal import Support

/// The characters of a page that no font has, printed as empty boxes.
public struct MissingCharacters: Hashable, Sendable {
  /// The page, counted from 1.
  public let page: Int
  /// How many boxes there are on the page.
  public let count: Int
  /// The characters, as far as the PDF tells them.
  public let characters: [Character]
  /// The ids of the links beside whose codes they are.
  public let links: [String]
}

extension PDFFile {
  /// The characters without a glyph on each page of a job; pages without any are left out.
  func missingCharacters(of job: ListedJob) throws(UnexpectedForm) -> [MissingCharacters] {
    let missing = try missingGlyphs()
    guard !missing.isEmpty else { return [] }
    let drawn = drawnScalars()
    // Every page is drawn with the same fonts.
    let affected = Set(missing.map(\.page))
    let clean = job.pages.enumerated().filter { !affected.contains($0.offset + 1) }
      .flatMap { $0.element.flatMap(\.words) }
    let known = drawn.union(clean.flatMap(\.unicodeScalars))
    return missing.map { page, count in
      let codes = page <= job.pages.count ? job.pages[page - 1] : []
      let suspects = Self.suspects(in: codes.flatMap(\.words), known: known, boxCount: count)
      var characters: [Character] = []
      var links: [String] = []
      for code in codes {
        let found = code.words.flatMap { $0 }.filter { character in
          character.unicodeScalars.contains(where: suspects.contains)
        }
        if !found.isEmpty, !links.contains(code.link) { links.append(code.link) }
        for character in found where !characters.contains(character) {
          characters.append(character)
        }
      }
      return MissingCharacters(page: page, count: count, characters: characters, links: links)
    }
  }

  /// The characters of some words that the boxes may stand for.
  ///
  /// Fonts give some ideographs the code of a radical that looks the same, so ideographs are
  /// suspected only if the other characters are too few.
  private static func suspects(
    in words: [String], known: Set<Unicode.Scalar>, boxCount: Int
  ) -> Set<Unicode.Scalar> {
    let unknown = words.flatMap(\.unicodeScalars).filter { scalar in
      isDrawn(scalar) && !known.contains(scalar)
    }
    let others = unknown.filter { !$0.properties.isIdeographic }
    return Set(others.count >= boxCount ? others : unknown)
  }

  private static func isDrawn(_ scalar: Unicode.Scalar) -> Bool {
    if scalar.isASCII || scalar.properties.isDefaultIgnorableCodePoint { return false }
    return !scalar.properties.isWhitespace
  }

  /// The characters that the fonts' maps to Unicode give (ISO 32000-1, 9.10.3).
  private func drawnScalars() -> Set<Unicode.Scalar> {
    var scalars: Set<Unicode.Scalar> = []
    for object in 1..<objectCount {
      guard let font = dictionary(of: object)?.text,
        let map = font.firstMatch(of: /\/ToUnicode ([0-9]+) 0 R/).flatMap({ Int($0.1) }),
        let content = content(of: map)
      else { continue }
      let text = String(decoding: content, as: UTF8.self)
      for line in text.split(whereSeparator: \.isNewline) where line.first == "<" {
        scalars.formUnion(Self.targets(ofMapLine: line))
      }
    }
    return scalars
  }

  /// The characters of a line such as `<2B> <2EF0>` or `<01> <1A> <0041>`.
  private static func targets(ofMapLine line: Substring) -> [Unicode.Scalar] {
    let numbers = line.matches(of: /<([0-9A-Fa-f]+)>/).map(\.1)
    guard numbers.count >= 2, let last = numbers.last else { return [] }
    let units = stride(from: 0, to: last.count, by: 4).compactMap { start in
      UInt16(last.dropFirst(start).prefix(4), radix: 16)
    }
    let text = Array(String(decoding: units, as: UTF16.self).unicodeScalars)
    guard numbers.count == 3, text.count == 1, let from = UInt32(numbers[0], radix: 16),
      let to = UInt32(numbers[1], radix: 16), from <= to, to - from < 1 << 16
    else { return text }
    return (0...(to - from)).compactMap { Unicode.Scalar(text[0].value + $0) }
  }
}
