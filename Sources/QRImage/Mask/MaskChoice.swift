internal import CQREncode
internal import Support

/// How the mask of a symbol is chosen; both ways give the same result (`docs/decisions.md`).
enum MaskChoice: String, Sendable {
  /// Here, with a row or column of modules in one 64-bit word.
  case words
  /// In libqrencode, module by module.
  case encoder

  /// The fastest way that this machine's libqrencode allows.
  static let best: MaskChoice = encodeMask == nil ? .encoder : .words

  /// The largest version whose rows fit in a word: 61 modules of 64.
  static let maximumVersionForWords = 11

  /// The type of `QRcode_encodeMask`, which encodes with a given mask; it is not in the header, and
  /// only builds with test symbols, such as Debian's, export it.
  typealias EncodeMask =
    @convention(c) (
      _ input: OpaquePointer?, _ mask: Int32
    ) -> UnsafeMutablePointer<QRcode>?

  static let encodeMask: EncodeMask? = {
    guard let symbol = dlsym(dlopen(nil, RTLD_NOW), "QRcode_encodeMask") else { return nil }
    return unsafeBitCast(symbol, to: EncodeMask.self)
  }()

  /// The mask argument for no mask.
  static let noMask: Int32 = -2
}
