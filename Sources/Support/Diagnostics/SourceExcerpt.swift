/// A line of a file as a terminal shows it, with a marker under one of its characters.
package struct SourceExcerpt {
  /// A character as it is shown.
  private struct Cell {
    var text: String
    var width: Int
  }

  private let cells: [Cell]
  private let lineNumber: Int
  private let marked: Int

  /// An excerpt; nil when the line has no such column.
  ///
  /// - Parameter column: in Unicode scalars, counted from 1; one more than there are marks the end.
  package init?(_ line: String, lineNumber: Int, column: Int) {
    var cells: [Cell] = []
    var width = 0
    for scalar in line.unicodeScalars {
      let cell = Self.cell(scalar, at: width)
      cells.append(cell)
      width += cell.width
    }
    guard (1...cells.count + 1).contains(column) else { return nil }
    self.cells = cells
    self.lineNumber = lineNumber
    marked = column - 1
  }

  /// The line and the marker, each after the number of the line or its margin, at most `width`
  /// columns wide.
  package func lines(width: Int, style: TextStyle, isColoured: Bool) -> [String] {
    let number = "\(lineNumber)"
    let margin = String(repeating: " ", count: number.count)
    let range = window(max(20, width - number.count - 6))
    let (cutBefore, cutAfter) = (range.lowerBound > 0, range.upperBound < cells.count)
    let text =
      (cutBefore ? "…" : "") + cells[range].map(\.text).joined() + (cutAfter ? "…" : "")
    let before = cells[range.lowerBound..<marked].reduce(cutBefore ? 1 : 0) { $0 + $1.width }
    let markWidth = marked < cells.count ? max(1, cells[marked].width) : 1
    let mark = String(repeating: "^", count: markWidth)
    let bar = { (margin: String) in TextStyle.dim.on("  \(margin) |", if: isColoured) }
    return [
      text.isEmpty ? bar(number) : "\(bar(number)) \(text)",
      "\(bar(margin)) " + String(repeating: " ", count: before)
        + style.on(mark, if: isColoured),
    ]
  }

  /// The characters around the marked one that have room, with those drawn over them.
  private func window(_ width: Int) -> Range<Int> {
    let total = cells.reduce(0) { $0 + $1.width }
    guard total > width else { return 0..<cells.count }
    // One column on each side is for the sign of omission.
    var room = width - 2
    var start = marked
    var end = min(marked + 1, cells.count)
    room -= marked < cells.count ? cells[marked].width : 0
    var before = room * 3 / 5
    while start > 0, cells[start - 1].width <= before {
      start -= 1
      before -= cells[start].width
      room -= cells[start].width
    }
    while end < cells.count, cells[end].width <= room {
      room -= cells[end].width
      end += 1
    }
    while start > 0, cells[start - 1].width <= room {
      start -= 1
      room -= cells[start].width
    }
    // A mark that is drawn over a character stays with it.
    while start < marked, cells[start].width == 0 { start += 1 }
    return start..<end
  }

  private static func cell(_ scalar: Unicode.Scalar, at column: Int) -> Cell {
    // Tab stops every 4 columns.
    if scalar == "\t" {
      let width = 4 - column % 4
      return Cell(text: String(repeating: " ", count: width), width: width)
    }
    // Selects between a letter and a picture, which terminals draw with different widths.
    if (0xFE00...0xFE0F).contains(scalar.value) { return Cell(text: "", width: 0) }
    let text = spelledOut(String(Character(scalar)))
    let isSpelledOut = text.unicodeScalars.first != scalar
    return Cell(text: text, width: isSpelledOut ? text.utf8.count : DisplayWidth.of(scalar))
  }
}
