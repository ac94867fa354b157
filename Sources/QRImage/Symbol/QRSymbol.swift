/// Text to modules to pictures. This target is the only one that imports the C libraries; it knows
/// nothing of payments.

/// A QR symbol: the modules of one text.
public struct QRSymbol: Hashable, Sendable {
  /// The version and level.
  public let size: SymbolSize
  /// One byte a module, row by row from the top left, without the quiet zone: 1 dark, 0 light.
  public let modules: [UInt8]

  /// Encodes a text at the size computed from its length.
  ///
  /// - Parameters:
  ///   - text: 1 or more bytes of UTF-8.
  ///   - level: the least level; nil for the recommended one.
  /// - Throws: `QRImageError.textTooLong` when no version holds the text, `.encoderFailed` when
  ///   libqrencode refuses for another reason.
  public init(_ text: String, level: ErrorCorrectionLevel? = nil) throws(QRImageError) {
    let size: SymbolSize
    do throws(TextTooLong) {
      size = try SymbolSize(byteCount: text.utf8.count, level: level)
    } catch {
      throw .textTooLong(error)
    }
    try self.init(text, size: size)
  }

  /// Encodes a text in byte mode, with the mask that the standard's penalty rules choose.
  ///
  /// - Parameters:
  ///   - text: 1 or more bytes of UTF-8.
  ///   - size: the size that its length takes.
  /// - Throws: `QRImageError.encoderFailed` when libqrencode refuses, with `ERANGE` when the text needs
  ///   a larger version.
  public init(_ text: String, size: SymbolSize) throws(QRImageError) {
    try self.init(text, size: size, maskChoice: .best)
  }

  /// Encodes a text with the mask chosen in one of two ways, which give the same symbol.
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

  /// Whether the module at a column and row, counted from the top left, is dark.
  ///
  /// Places outside the symbol are light, as its quiet zone is.
  public func isDark(column: Int, row: Int) -> Bool {
    let side = size.sideInModules
    guard (0..<side).contains(column), (0..<side).contains(row) else { return false }
    return modules[row * side + column] == 1
  }
}
