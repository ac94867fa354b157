internal import Support

/// Why a symbol or picture cannot be made.
public enum QRImageError: Error, Hashable, Sendable {
  /// The text is too long for every version.
  case textTooLong(TextTooLong)
  /// libqrencode returned nothing, with this `errno`.
  case encoderFailed(errorNumber: Int32)
  /// libpng failed, with its message.
  case pngFailed(String)
}
