internal import CFontTools
internal import Support

/// The fonts opened so far, for one thread at a time.
struct OpenFonts {
  private let set: FontSet
  /// What the choice of fonts depends on: configuration files, and folders of fonts.
  private let files: [String]
  private let folders: [String]
  private var rankings: [FontStyle: FontRanking?] = [:]
  private var faces: [FontFace.Choice: FontFace?] = [:]
  /// The widths of texts measured lately: many occur on every piece, or are measured at many sizes.
  private var widths: [FontStyle: [String: Double]] = [:]

  private static let maximumWidthCount = 4096

  init?(configuration: String?, environment: [String: String]) {
    guard let set = FontSet(configuration) else { return nil }
    self.set = set
    files = Self.paths { font_set_next_file(set.pointer) }
    folders = Self.paths { font_set_next_folder(set.pointer) }
    noteInputs(environment)
    let style = FontStyle(isSerif: false, isBold: false, language: .english)
    guard ranking(style)?.place(of: "0") != nil else { return nil }
  }

  /// Records what the choice of fonts depends on: variables, configuration files, and the names in
  /// the folders of fonts.
  private func noteInputs(_ environment: [String: String]) {
    guard let trace = InputTrace.current else { return }
    for name in ["FONTCONFIG_FILE", "FONTCONFIG_PATH", "HOME", "XDG_CONFIG_HOME", "XDG_DATA_HOME"] {
      trace.note(.variable(name), environment[name].map { ContentDigest(Array($0.utf8)) })
    }
    // Reading records.
    for file in files { _ = try? InputFile.digest(of: file) }
    for folder in folders { _ = try? InputFolder.names(of: folder) }
  }

  private static func paths(_ next: () -> UnsafePointer<CChar>?) -> [String] {
    var paths: [String] = []
    while let path = next() { paths.append(String(cString: path)) }
    return paths
  }

  /// Identifies the fonts as they are now: configuration files, and all files in the folders of fonts.
  var identity: ContentDigest {
    let fonts = folders.flatMap { folder in
      ((try? InputFolder.names(of: folder)) ?? []).map { "\(folder)/\($0)" }
    }
    var digester = ContentDigester()
    for path in files + fonts {
      let signature = FileSignature(of: path)
      let facts = signature.map { "\($0.byteCount) \($0.changeTime) \($0.inode)" } ?? ""
      digester.add(Array("\(path)\0\(facts)\0".utf8))
    }
    return digester.digest
  }

  // MARK: Which font

  private mutating func ranking(_ style: FontStyle) -> FontRanking? {
    if let known = rankings[style] { return known }
    let ranking = FontRanking(style, in: set)
    rankings[style] = .some(ranking)
    return ranking
  }

  /// The font of a character in a style; nil when no font has it.
  private mutating func face(of character: Character, _ style: FontStyle) -> FontFace? {
    var style = style
    // In English words too, Chinese characters have the forms of China.
    if character.unicodeScalars.first.map(Self.isChinese) == true { style.language = .chinese }
    guard let ranking = ranking(style), let place = ranking.place(of: character) else { return nil }
    let (choice, family, isBold) = ranking.choice(place)
    if let known = faces[choice] { return known }
    InputTrace.current?.note(font: choice.file)
    let face = FontFace(choice, family: family, isBold: isBold)
    faces[choice] = .some(face)
    return face
  }

  /// Whether a character is an ideograph, or punctuation or a full-width form used with them.
  private static func isChinese(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0x3000...0x303F, 0xFF00...0xFFEF: true
    default: scalar.value > 0x2E7F && scalar.properties.isIdeographic
    }
  }

  // MARK: Widths

  mutating func width(
    of text: String, _ style: FontStyle, missing: @Sendable (Character) -> Double
  ) -> Double {
    if let known = widths[style]?[text] { return known }
    let width = measured(text, style, missing: missing)
    if widths[style]?.count == Self.maximumWidthCount { widths[style] = [:] }
    widths[style, default: [:]][text] = width
    return width
  }

  private mutating func measured(
    _ text: String, _ style: FontStyle, missing: @Sendable (Character) -> Double
  ) -> Double {
    // Neighbours in one font are shaped together, as browsers do.
    var runs: [(face: FontFace, bytes: Range<Int>)] = []
    var width = 0.0
    var end = 0
    for character in text {
      let start = end
      end += character.utf8.count
      guard let face = face(of: character, style) else {
        width += missing(character)
        continue
      }
      if let last = runs.last, last.face === face, last.bytes.upperBound == start {
        runs[runs.count - 1].bytes = last.bytes.lowerBound..<end
      } else {
        runs.append((face, start..<end))
      }
    }
    var text = text
    return text.withUTF8 { utf8 in
      runs.reduce(width) {
        $0 + $1.face.width(of: $1.bytes, in: utf8, language: style.language)
      }
    }
  }

  // MARK: Subsets

  mutating func fonts(for characters: Set<Character>, _ style: FontStyle) -> [PageFont] {
    var drawn: [(face: FontFace, scalars: Set<UInt32>)] = []
    for character in characters.sorted() {
      guard let face = face(of: character, style) else { continue }
      let scalars = character.unicodeScalars.map(\.value)
      if let index = drawn.firstIndex(where: { $0.face === face }) {
        drawn[index].scalars.formUnion(scalars)
      } else {
        drawn.append((face, Set(scalars)))
      }
    }
    return drawn.map { face, scalars in
      PageFont(
        subset: face.mayBeEmbedded ? face.subset(scalars) : nil, family: face.family,
        weight: face.hasWeight ? style.weight : 400)
    }
  }
}
