/// A square 1-bit PNG with its printed size (ISO/IEC 15948).
struct Bitmap {
  let side: Int
  private let rows: [UInt8]
  private let stride: Int

  init?(png bytes: [UInt8]) {
    guard bytes.starts(with: [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]) else { return nil }
    func number(at place: Int) -> Int {
      bytes[place..<(place + 4)].reduce(0) { $0 << 8 | Int($1) }
    }
    var side: Int?
    var hasSize = false
    var packed: [UInt8] = []
    var position = 8
    while position + 12 <= bytes.count {
      let (count, start) = (number(at: position), position + 8)
      guard start + count + 4 <= bytes.count else { return nil }
      switch String(decoding: bytes[(position + 4)..<start], as: UTF8.self) {
      case "IHDR" where count == 13:
        // 1-bit grey, the only compression and filter method that PNG defines, not interlaced.
        guard bytes[(start + 8)..<(start + 13)].elementsEqual([1, 0, 0, 0, 0]),
          number(at: start) == number(at: start + 4), (1...8192).contains(number(at: start))
        else { return nil }
        side = number(at: start)
      case "pHYs" where count == 9:
        hasSize =
          number(at: start) == number(at: start + 4) && number(at: start) > 0
          && bytes[start + 8] == 1
      case "IDAT": packed += bytes[start..<(start + count)]
      default: break
      }
      position = start + count + 4
    }
    guard let side, hasSize else { return nil }
    let stride = 1 + (side + 7) / 8
    guard let rows = Packed.unpacked(packed[...], limit: side * stride),
      rows.count == side * stride,
      (0..<side).allSatisfy({ rows[$0 * stride] == 0 })
    else { return nil }
    self.side = side
    self.rows = rows
    self.stride = stride
  }

  private func isInk(_ column: Int, _ row: Int) -> Bool {
    rows[row * stride + 1 + column >> 3] & (0x80 >> UInt8(column & 7)) == 0
  }

  /// The first and the last row with ink; nil without ink.
  var inkRows: (first: Int, last: Int)? {
    func hasInk(_ row: Int) -> Bool { firstInk(in: row) != nil }
    guard let first = (0..<side).first(where: hasInk), let last = (0..<side).last(where: hasInk)
    else { return nil }
    return (first, last)
  }

  /// The first column with ink in a row.
  func firstInk(in row: Int) -> Int? { (0..<side).first { isInk($0, row) } }

  /// How many consecutive columns of a row have ink, from a column on.
  func inkCount(in row: Int, from column: Int) -> Int {
    (column..<side).first { !isInk($0, row) }.map { $0 - column } ?? side - column
  }

  /// The last column with ink.
  var lastInk: Int? {
    (0..<side).last { column in (0..<side).contains { isInk(column, $0) } }
  }
}
