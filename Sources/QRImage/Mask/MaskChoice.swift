internal import CQREncode
internal import Support

/// How the mask of a symbol is chosen; both ways give the same result (`docs/decisions.md`).
enum MaskChoice: String, Sendable {
  /// All eight masks are scored here, a row or column of modules in one 64-bit word.
  case words
  /// libqrencode scores them module by module.
  case encoder

  /// The faster way that this machine's libqrencode allows.
  static let best: MaskChoice = encodeMask == nil ? .encoder : .words

  /// The largest version whose rows fit in a word: 61 modules of 64.
  static let maximumVersionForWords = 11

  /// The type of `QRcode_encodeMask`, which encodes with a mask that the caller names.
  ///
  /// It is not in the library's header: builds with its test symbols, Debian's for one, have it.
  typealias EncodeMask =
    @convention(c) (
      _ input: OpaquePointer?, _ mask: Int32
    ) -> UnsafeMutablePointer<QRcode>?

  static let encodeMask: EncodeMask? = {
    guard let symbol = dlsym(dlopen(nil, RTLD_NOW), "QRcode_encodeMask") else { return nil }
    return unsafeBitCast(symbol, to: EncodeMask.self)
  }()

  /// The mask argument that leaves the mask out.
  static let noMask: Int32 = -2
}
