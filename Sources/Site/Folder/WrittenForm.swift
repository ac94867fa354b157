internal import Pages
internal import Support

/// What files of builds look like, as far as every version wrote them alike.
///
/// A record says which bytes a file had, but a record may be wrong: what does not look like a file of
/// a build is not removed on its word.
enum WrittenForm {
  /// The bytes that a file begins with, nil for any byte; empty where templates decide.
  private static func start(of path: String) -> [UInt8?] {
    if path.hasPrefix("qr/") { return path.hasSuffix(".png") ? png : svg }
    if path == OutputLayout.printJobs { return Array("[\n".utf8) }
    if path.hasPrefix("print/") { return printPage }
    return []
  }

  /// PNG (Third Edition), sections 5.2 and 11.2.1: the signature and IHDR, with any width and height,
  /// 1 bit, greyscale.
  private static let png: [UInt8?] =
    [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A, 0, 0, 0, 13] + Array("IHDR".utf8)
    + Array(repeating: nil, count: 8) + [1, 0]

  private static let svg: [UInt8?] = Array(
    "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"".utf8)

  private static let printPage: [UInt8?] = Array("<!DOCTYPE html><html lang=\"".utf8)

  /// Whether a file may be one of a build; one byte may be damaged, and its end may be lost.
  static func fits(_ path: String, in folder: FolderHandle) throws(ReadingError) -> Bool {
    let expected = start(of: path)
    if expected.isEmpty { return true }
    let found = try folder.input(path).bytes(at: 0, count: expected.count)
    return zip(expected, found).count { expected, byte in expected.map { $0 != byte } ?? false }
      <= 1
  }
}
