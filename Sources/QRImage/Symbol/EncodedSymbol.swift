internal import CQREncode
internal import Support

/// Owns a symbol that libqrencode allocated.
struct EncodedSymbol: ~Copyable {
  private let code: UnsafeMutablePointer<QRcode>
  private let size: SymbolSize

  /// Encodes with the mask that the library chooses.
  init(_ bytes: [UInt8], size: SymbolSize) throws(QRImageError) {
    // The data variant takes a length; the string variants stop at a NUL, and such a code scans
    // well but leads elsewhere.
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
    // The library silently uses a larger version if this one is too small.
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

  /// The modules as 0 and 1, without the library's other bits.
  borrowing func copyModules() -> [UInt8] {
    let side = size.sideInModules
    return UnsafeBufferPointer(start: code.pointee.data, count: side * side).map { $0 & 1 }
  }

  /// The modules of an unmasked symbol, under the best mask.
  borrowing func maskedModules() -> [UInt8] { grid.bestModules() }

  /// The modules of an unmasked symbol, under a mask from 0 to 7.
  borrowing func modules(mask: Int) -> [UInt8] { grid.modules(mask: mask) }

  private var grid: UnmaskedGrid {
    UnmaskedGrid(code.pointee.data, side: size.sideInModules, level: size.level)
  }
}

extension ErrorCorrectionLevel {
  var encoderLevel: QRecLevel {
    switch self {
    case .low: QR_ECLEVEL_L
    case .medium: QR_ECLEVEL_M
    case .quartile: QR_ECLEVEL_Q
    case .high: QR_ECLEVEL_H
    }
  }
}
