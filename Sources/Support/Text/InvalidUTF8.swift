/// Finds bytes that are not UTF-8.
package enum InvalidUTF8 {
  /// Whether an environment variable of this process is set to bytes that are not UTF-8.
  package static func isInVariable(_ name: String) -> Bool {
    guard let value = getenv(name) else { return false }
    return String(validatingCString: value) == nil
  }

  /// The place of the first byte that is not UTF-8, or nil.
  package static func firstPosition(in bytes: [UInt8], file: String) -> Position? {
    guard String(validating: bytes, as: UTF8.self) == nil else { return nil }
    var line = 1
    var column = 1
    var decoder = Unicode.UTF8()
    var iterator = bytes.makeIterator()
    while true {
      switch decoder.decode(&iterator) {
      case .scalarValue("\n"):
        line += 1
        column = 1
      case .scalarValue:
        column += 1
      case .error, .emptyInput:
        return Position(file: file, line: line, column: column)
      }
    }
  }
}
