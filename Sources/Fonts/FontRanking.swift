internal import CFontTools
internal import Support

/// The fonts of a machine.
final class FontSet {
  let pointer: OpaquePointer

  /// Opens the fonts of a configuration file, or of the machine; nil on failure.
  init?(_ configuration: String?) {
    guard let pointer = font_set_open(configuration) else { return nil }
    self.pointer = pointer
  }

  deinit { font_set_close(pointer) }
}

/// The fonts of a machine by their suitability for a style, and which of them draws a character.
final class FontRanking {
  let style: FontStyle
  private let ranking: OpaquePointer
  /// The owner of the fonts.
  private let set: FontSet
  private var places: [Character: Int?] = [:]

  /// Ranks the fonts of a set; nil on failure.
  init?(_ style: FontStyle, in set: FontSet) {
    let families = style.families.map { strdup($0) }
    defer { for family in families { free(family) } }
    let pointers = families.map { UnsafePointer($0) }
    guard
      let ranking = font_ranking_create(
        set.pointer, pointers, pointers.count, style.isBold ? 1 : 0,
        style.language.rawValue.lowercased())
    else { return nil }
    self.style = style
    self.ranking = ranking
    self.set = set
  }

  deinit { font_ranking_free(ranking) }

  /// The place of the first font with a character and its marks, else of one with the character;
  /// nil when none has it.
  func place(of character: Character) -> Int? {
    if let known = places[character] { return known }
    let scalars = character.unicodeScalars.filter { !$0.properties.isDefaultIgnorableCodePoint }
    let values = scalars.map(\.value)
    var place = font_ranking_find(ranking, values, values.count)
    if place < 0, values.count > 1 { place = font_ranking_find(ranking, values, 1) }
    let found: Int? = place < 0 ? nil : place
    places[character] = .some(found)
    return found
  }

  /// The font in a place.
  func choice(_ place: Int) -> (choice: FontFace.Choice, family: String, isBold: Bool) {
    let font = font_ranking_choice(ranking, place)
    return (
      FontFace.Choice(file: String(cString: font.file), index: font.index, weight: style.weight),
      String(cString: font.family), font.is_bold != 0
    )
  }
}
