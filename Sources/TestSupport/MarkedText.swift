/// Text with a mark, `⟦`, at the tested place.
public struct MarkedText: Sendable {
  /// The text without its mark.
  public let text: String
  /// The line of the mark, counted from 1; 0 without a mark.
  public let line: Int
  /// The column of the mark in Unicode scalars, counted from 1; 0 without a mark.
  public let column: Int

  /// Removes the mark from a text.
  public init(_ marked: String) {
    var line = 1
    var column = 1
    var place = (0, 0)
    var scalars = String.UnicodeScalarView()
    for scalar in marked.unicodeScalars {
      if scalar == "⟦" {
        place = (line, column)
        continue
      }
      scalars.append(scalar)
      if scalar == "\n" {
        line += 1
        column = 1
      } else {
        column += 1
      }
    }
    text = String(scalars)
    self.line = place.0
    self.column = place.1
  }
}
