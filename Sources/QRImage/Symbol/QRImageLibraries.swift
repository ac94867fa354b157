internal import CPNGWriter
internal import CQREncode

/// The versions of the C libraries on this machine.
public enum QRImageLibraries {
  /// A line for each library: its name, its version and how it is used.
  public static var descriptions: [String] {
    let choice =
      switch MaskChoice.best {
      case .words: "masks scored in 64-bit words up to version \(MaskChoice.maximumVersionForWords)"
      case .encoder: "masks scored by the library"
      }
    return [
      "libqrencode \(String(cString: QRcode_APIVersionString())): \(choice)",
      "libpng \(String(cString: png_writer_library_version()))",
    ]
  }
}
