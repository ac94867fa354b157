/// An open file or folder, closed with its last reference.
final class Descriptor: Sendable {
  let number: Int32

  init(takingOwnershipOf number: Int32) {
    self.number = number
  }

  deinit {
    close(number)
  }
}

/// The system's reason for a failed call, without the path.
struct ErrorNumber: Error {
  let value: Int32

  /// That of the last call.
  static var last: ErrorNumber { ErrorNumber(value: errno) }
}
