/// The cross-reference table of a PDF: where each of its objects begins (ISO 32000-1, 7.5.4).
package enum PDFOffsets {
  /// The digits of an entry.
  package static let digitCount = 10
  package static let entryByteCount = 20

  /// The digits of an object's offset.
  package static func digits(_ offset: Int) -> String {
    Decimals.padded(offset, digitCount: digitCount)
  }

  /// The end of a file: the table of the objects from number 1 on, and the trailer.
  ///
  /// - Parameters:
  ///   - table: the offset of the table.
  ///   - trailer: the entries of the trailer, without the number of objects.
  package static func end(_ offsets: [Int], at table: Int, trailer: String) -> String {
    let count = offsets.count + 1
    return "xref\n0 \(count)\n0000000000 65535 f \n"
      + offsets.map { digits($0) + " 00000 n \n" }.joined()
      + "trailer\n<</Size \(count)\n\(trailer)>>\nstartxref\n\(table)\n%%EOF\n"
  }
}
