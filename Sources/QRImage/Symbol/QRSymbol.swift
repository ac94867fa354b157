/// Encodes text as modules and pictures. Knows nothing of payments.

/// A QR symbol: the modules of one text.
public struct QRSymbol: Hashable, Sendable {
  /// The version and level.
  public let size: SymbolSize
  /// One byte a module, row by row from the top left, without the quiet zone: 1 dark, 0 light.
  public let modules: [UInt8]

  /// Encodes 1 or more bytes of UTF-8 at the size computed from their number.
  ///
  /// - Parameter level: the minimum; nil for the recommended one.
  /// - Throws: `QRImageError.textTooLong` when no version holds the text, `.encoderFailed` when
  ///   libqrencode fails otherwise.
  public init(_ text: String, level: ErrorCorrectionLevel? = nil) throws(QRImageError) {
    let size: SymbolSize
    do throws(TextTooLong) {
      size = try SymbolSize(byteCount: text.utf8.count, level: level)
    } catch {
      throw .textTooLong(error)
    }
    try self.init(text, size: size)
  }

  /// Encodes 1 or more bytes in byte mode, with the mask of the standard's penalty rules.
  ///
  /// - Throws: `QRImageError.encoderFailed`, with `ERANGE` when the text needs a larger version.
  public init(_ text: String, size: SymbolSize) throws(QRImageError) {
    try self.init(text, size: size, maskChoice: .best)
  }

  /// Encodes a text, choosing the mask in one of two ways with equal results.
  init(_ text: String, size: SymbolSize, maskChoice: MaskChoice) throws(QRImageError) {
    self.size = size
    let bytes = Array(text.utf8)
    if maskChoice == .words, size.version <= MaskChoice.maximumVersionForWords,
      let encodeMask = MaskChoice.encodeMask
    {
      modules = try EncodedSymbol(unmasked: bytes, size: size, encodeMask).maskedModules()
    } else {
      modules = try EncodedSymbol(bytes, size: size).copyModules()
    }
  }

  /// The symbol that a picture shows, if it is that of a text; nil for any other picture.
  ///
  /// Trusts the picture for the choice of the mask alone, which no reader depends on, and is several
  /// times faster than drawing.
  ///
  /// - Throws: `QRImageError.encoderFailed`, with `ERANGE` when the text needs a larger version.
  public init?(
    shownBy png: [UInt8], of text: String, size: SymbolSize, _ options: PNGOptions
  ) throws(QRImageError) {
    guard let found = PNGFile.modules(of: png, size: size, options) else { return nil }
    let expected: [UInt8]
    if size.version <= MaskChoice.maximumVersionForWords, let encodeMask = MaskChoice.encodeMask {
      expected = try EncodedSymbol(unmasked: Array(text.utf8), size: size, encodeMask)
        .modules(mask: Self.mask(of: found, size))
    } else {
      expected = try QRSymbol(text, size: size).modules
    }
    guard found == expected else { return nil }
    self.size = size
    modules = found
  }

  /// The mask that the format information beside the first finder names (ISO/IEC 18004:2015, section
  /// 7.9.1): bits 12 to 10, which are inverted by 101.
  private static func mask(of modules: [UInt8], _ size: SymbolSize) -> Int {
    let row = 8 * size.sideInModules
    return Int(modules[row + 2] << 2 | modules[row + 3] << 1 | modules[row + 4]) ^ 0b101
  }

  /// Whether the module at a column and row from the top left is dark; outside the symbol, none is.
  public func isDark(column: Int, row: Int) -> Bool {
    let side = size.sideInModules
    guard (0..<side).contains(column), (0..<side).contains(row) else { return false }
    return modules[row * side + column] == 1
  }

  /// Calls a closure with each horizontal run of dark modules, row by row from the top: the column of
  /// its left module, its row and its length.
  func forEachDarkRun(_ body: (_ column: Int, _ row: Int, _ length: Int) -> Void) {
    let side = size.sideInModules
    for row in 0..<side {
      var column = 0
      while column < side {
        guard isDark(column: column, row: row) else {
          column += 1
          continue
        }
        let start = column
        while isDark(column: column, row: row) { column += 1 }
        body(start, row, column - start)
      }
    }
  }
}
