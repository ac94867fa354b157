internal import Catalog
internal import GatePay
internal import Orders
internal import Support
internal import Synchronization

/// The file of orders cannot be read while a receiver runs: orders that came since are not known.
public struct OrderFileProblem: Hashable, Sendable {
  /// The path of the file.
  public let path: String
  /// The line at which it stops making sense; nil where the system cannot read it.
  public let line: Int?
  /// The system's words; nil where it can be read.
  public let reason: String?
}

/// The file of orders as a receiver sees it: read again whenever it has changed.
final class OrderFile: Sendable {
  private struct State {
    var version: FileVersion?
    var list: OrderList?
    /// What is wrong with this version.
    var problem: OrderFileProblem?
  }

  private let path: String
  private let report: @Sendable (OrderFileProblem) -> Void
  private let state = Mutex(State())

  init(_ path: String, report: @escaping @Sendable (OrderFileProblem) -> Void) {
    self.path = path
    self.report = report
  }

  /// The order of a number; nil when there is none.
  ///
  /// A file that cannot be read just now leaves what was known before, and is reported each time.
  func record(_ number: String) -> OrderRecord? {
    guard let number = OutOrderID(number) else { return nil }
    let (record, problem) = state.withLock { state in
      let version = FileVersion(of: path)
      if version != state.version { read(version, into: &state) }
      return (state.list?.records[number], state.problem)
    }
    if let problem { report(problem) }
    return record
  }

  private func read(_ version: FileVersion, into state: inout State) {
    do {
      state.list = try OrderList.read(path)
      state.problem = nil
      state.version = version
    } catch let damage as OrderFileDamaged {
      // Reading it once more would find the same.
      state.version = version
      state.problem = OrderFileProblem(path: path, line: damage.position.line, reason: nil)
    } catch let error as ReadingError {
      state.problem = OrderFileProblem(path: path, line: nil, reason: error.reason)
    } catch {
      state.problem = OrderFileProblem(path: path, line: nil, reason: "\(error)")
    }
  }
}
