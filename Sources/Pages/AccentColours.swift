internal import Catalog

/// The colours of a stylesheet that follow from the accent.
struct AccentColours {
  let accent: Colour
  /// Black or white, whichever is easier to read on the accent.
  let accentText: Colour

  init(_ accent: Colour) {
    self.accent = accent
    accentText = accent.readableText
  }
}
