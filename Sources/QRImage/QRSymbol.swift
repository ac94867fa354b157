internal import CQREncode
internal import Support

/// Text to modules to pictures. This target is the only one that imports the C libraries; it knows
/// nothing of payments.

/// A QR symbol: the modules of one text.
public struct QRSymbol: Hashable, Sendable {
  /// The version and level.
  public let size: SymbolSize
  /// One byte a module, row by row from the top left, without the quiet zone: 1 dark, 0 light.
  public let modules: [UInt8]

  /// Encodes a text in byte mode, with the mask that the standard's penalty rules choose.
  ///
  /// - Parameters:
  ///   - text: 1 or more bytes of UTF-8.
  ///   - level: the level wanted; raised for free while the version stays. The recommended one when
  ///     nil.
  /// - Throws: `QRImageError.textTooLong` when no version holds the text, `.encoderFailed` when
  ///   libqrencode refuses for another reason.
  public init(_ text: String, level: ErrorCorrectionLevel? = nil) throws(QRImageError) {
    try self.init(text, level: level, maskChoice: .best)
  }

  /// Encodes a text with the mask chosen in one of two ways, which give the same symbol.
  init(
    _ text: String, level: ErrorCorrectionLevel?, maskChoice: MaskChoice
  ) throws(QRImageError) {
    let size: SymbolSize
    do throws(TextTooLong) {
      size = try SymbolSize(byteCount: text.utf8.count, level: level)
    } catch {
      throw .textTooLong(error)
    }
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

/// The one owner of a symbol that libqrencode allocated.
private struct EncodedSymbol: ~Copyable {
  private let code: UnsafeMutablePointer<QRcode>
  private let size: SymbolSize

  /// Encodes with the mask that the library chooses.
  init(_ bytes: [UInt8], size: SymbolSize) throws(QRImageError) {
    // The data variant takes an explicit length; the string variants would stop at a NUL and make a
    // code that scans well and leads elsewhere.
    let code = QRcode_encodeData(
      Int32(bytes.count), bytes, Int32(size.version), size.level.encoderLevel)
    try self.init(takingOwnershipOf: code, errorNumber: errno, size: size)
  }

  /// Encodes without a mask and without format information.
  init(
    unmasked bytes: [UInt8], size: SymbolSize, _ encodeMask: MaskChoice.EncodeMask
  ) throws(QRImageError) {
    guard let input = QRinput_new2(Int32(size.version), size.level.encoderLevel) else {
      throw .encoderFailed(errorNumber: errno)
    }
    defer { QRinput_free(input) }
    guard QRinput_append(input, QR_MODE_8, Int32(bytes.count), bytes) == 0 else {
      throw .encoderFailed(errorNumber: errno)
    }
    let code = encodeMask(input, MaskChoice.noMask)
    try self.init(takingOwnershipOf: code, errorNumber: errno, size: size)
  }

  private init(
    takingOwnershipOf code: UnsafeMutablePointer<QRcode>?, errorNumber: Int32, size: SymbolSize
  ) throws(QRImageError) {
    guard let code else { throw .encoderFailed(errorNumber: errorNumber) }
    // The library silently takes a larger version where the one asked for is too small.
    guard Int(code.pointee.version) == size.version else {
      QRcode_free(code)
      throw .encoderFailed(errorNumber: ERANGE)
    }
    self.code = code
    self.size = size
  }

  deinit {
    QRcode_free(code)
  }

  /// The modules as 0 and 1; the library's other bits say what a module is for.
  borrowing func copyModules() -> [UInt8] {
    let side = size.sideInModules
    return UnsafeBufferPointer(start: code.pointee.data, count: side * side).map { $0 & 1 }
  }

  /// The modules of a symbol that was encoded without a mask, under the best one.
  borrowing func maskedModules() -> [UInt8] {
    UnmaskedGrid(code.pointee.data, side: size.sideInModules, level: size.level).bestModules()
  }
}

extension ErrorCorrectionLevel {
  fileprivate var encoderLevel: QRecLevel {
    switch self {
    case .low: QR_ECLEVEL_L
    case .medium: QR_ECLEVEL_M
    case .quartile: QR_ECLEVEL_Q
    case .high: QR_ECLEVEL_H
    }
  }
}

/// Why there is no symbol or picture.
public enum QRImageError: Error, Hashable, Sendable {
  /// The text is longer than any version holds.
  case textTooLong(TextTooLong)
  /// libqrencode returned nothing, with this `errno`.
  case encoderFailed(errorNumber: Int32)
  /// libpng gave up, with its own words.
  case pngFailed(String)
}
