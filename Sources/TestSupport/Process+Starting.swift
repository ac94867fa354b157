public import Foundation
import Synchronization

extension Process {
  private static let starting = Mutex(())

  /// Runs the program; one at a time starts, because Foundation's `run` has crashed where several
  /// threads were in it.
  public func start() throws {
    try Self.starting.withLock { _ in try run() }
  }
}
