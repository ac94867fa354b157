/// The limits for the module size of a printed code (`docs/decisions.md` has the measurements).
enum ModuleSizeLimits {
  /// Modules narrower than this are an error, in millimetres.
  static let error = 0.25
  /// Modules narrower than this are a warning, in millimetres.
  static let warning = 0.40
  /// Modules narrower than this are a note, in millimetres.
  static let note = 0.50

  /// The same in printer dots; the note is for widths that are not a whole number of dots.
  static let errorInDots = 2.5
  static let warningInDots = 4.0
  static let noteInDots = 6.0

  /// Symbols of higher versions have too many modules: an error, a warning, a note.
  static let errorAboveVersion = 15
  static let warningAboveVersion = 10
  static let noteAboveVersion = 7

  /// The least width of modules, as a multiple of the ink spread at one edge.
  static let inkSpreads = 5.0
}
