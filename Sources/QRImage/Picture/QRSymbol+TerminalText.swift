extension QRSymbol {
  /// How a symbol is drawn with characters.
  public enum TerminalStyle: Sendable {
    /// Escape sequences for black on white, whatever the terminal's colours.
    case coloured
    /// Block characters only, dark where the text colour is dark: for paper and files.
    case plain
  }

  /// The symbol as lines of half-block characters, two modules high, with its quiet zone.
  public func terminalText(_ style: TerminalStyle) -> String {
    let margin = SymbolSize.quietZoneInModules
    let range = -margin..<(size.sideInModules + margin)
    var text = ""
    for row in stride(from: range.lowerBound, to: range.upperBound, by: 2) {
      if style == .coloured { text += "\u{1B}[30;107m" }
      for column in range {
        switch (isDark(column: column, row: row), isDark(column: column, row: row + 1)) {
        case (true, true): text += "█"
        case (true, false): text += "▀"
        case (false, true): text += "▄"
        case (false, false): text += " "
        }
      }
      if style == .coloured { text += "\u{1B}[0m" }
      text += "\n"
    }
    return text
  }
}
