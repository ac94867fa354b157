/// Why a ZIP archive or an entry of it cannot be read.
package enum ZIPFault: Error, Hashable, Sendable {
  /// There is no directory of entries at the end: the file is cut off, or no archive.
  case noDirectory
  /// The directory contradicts itself or the file.
  case damagedDirectory
  /// Two entries have this name; upper and lower case count as the same.
  case repeatedName(String)
  /// An entry needs a password.
  case encrypted(String)
  /// An entry is compressed by a method other than deflate.
  case unknownMethod(String)
  /// The bytes of an entry are not those that were saved.
  case damagedEntry(String)
  /// An entry has more bytes than a limit, or suspiciously many for its compressed size.
  case tooLarge(String)
}
