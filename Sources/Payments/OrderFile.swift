internal import Catalog
internal import GatePay
internal import Orders
internal import Synchronization

/// The file of orders as a receiver sees it: read again whenever it has changed.
final class OrderFile: Sendable {
  private struct State {
    var version: FileVersion?
    var list: OrderList?
  }

  private let path: String
  private let state = Mutex(State())

  init(_ path: String) { self.path = path }

  /// The order of a number; nil when there is none.
  ///
  /// A file that cannot be read just now leaves what was known before.
  func record(_ number: String) -> OrderRecord? {
    guard let number = OutOrderID(number) else { return nil }
    return state.withLock { state in
      let version = FileVersion(of: path)
      if version != state.version {
        if let list = try? OrderList.read(path) {
          state.list = list
          state.version = version
        }
      }
      return state.list?.records[number]
    }
  }
}
