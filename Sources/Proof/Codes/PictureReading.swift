internal import CCodeReader

/// The library that reads codes from pictures.
public enum PictureReading {
  /// Loads the library; nothing can be read before.
  public static func load() throws(MissingProgram) {
    guard let reason = code_reader_load() else { return }
    throw MissingProgram(purpose: .readingPictures, name: String(cString: reason))
  }
}
