internal import Catalog
internal import GatePay
internal import Orders
package import Support
internal import Synchronization

/// The file of orders became unreadable while a receiver runs: newer orders are unknown.
public struct OrderLogProblem: Hashable, Sendable {
  /// The path of the file.
  public let path: String
  /// The line that cannot be parsed; nil if the file cannot be read.
  public let line: Int?
  /// The system's message; nil if the file can be read.
  public let reason: String?
  /// Whether the file is there, and this user may not read it.
  public var isNotPermitted = false

  /// What is wrong, what it means for messages, and what to do.
  package var sentence: Sentence {
    let place = path + (line.map { ":\($0)" } ?? "")
    let english = reason ?? "PayPress did not write this"
    let chinese = reason.map { Sentence(system: $0).chinese } ?? "这不是 PayPress 写入的内容"
    let remedy =
      isNotPermitted
      ? Sentence(
        "the file is there: give it to the user of the receiver, then run `paypress payments judge`",
        "文件还在：请把它交给运行接收程序的用户，然后运行 `paypress payments judge`")
      : Sentence("restore the file from version control", "请从版本库恢复该文件")
    return Sentence(
      "\(place): \(english); only orders that were already known are accepted "
        + "(\(remedy.english))",
      "\(place)：\(chinese)；只接受此前已知的订单（\(remedy.chinese)）")
  }
}

/// The orders of a file, which is read again whenever it changes.
final class WatchedOrders: Sendable {
  private struct State {
    var hasLooked = false
    /// The metadata of the version read; nil if there was no file.
    var version: FileSignature?
    var log: OrderLog?
    /// What is wrong with this version.
    var problem: OrderLogProblem?
  }

  private let path: String
  private let report: @Sendable (OrderLogProblem) -> Void
  private let state = Mutex(State())

  /// Watches a file.
  ///
  /// - Parameter previous: its orders stay known while the file cannot be read.
  init(
    _ path: String, after previous: WatchedOrders?,
    report: @escaping @Sendable (OrderLogProblem) -> Void
  ) {
    self.path = path
    self.report = report
    if let previous, previous.path == path {
      let log = previous.state.withLock(\.log)
      state.withLock { $0.log = log }
    }
    // Says at once what is wrong.
    look()
  }

  /// The order with a number; nil if there is none.
  ///
  /// While the file is unreadable, the orders read before stay known; each new fault is reported.
  func record(_ number: String) -> OrderRecord? {
    guard let number = OutOrderID(number) else { return nil }
    look()
    return state.withLock { $0.log?.records[number] }
  }

  /// Reads the file if it changed, and reports a new fault.
  private func look() {
    let problem = state.withLock { state in
      let known = state.problem
      let version = FileSignature(of: path)
      if !state.hasLooked || version != state.version { read(version, into: &state) }
      return state.problem == known ? nil : state.problem
    }
    if let problem { report(problem) }
  }

  private func read(_ version: FileSignature?, into state: inout State) {
    do {
      // Nobody who creates orders removes the file.
      if version == nil, state.log?.records.isEmpty == false {
        throw ReadingError(path: path, errorNumber: ENOENT)
      }
      state.log = try OrderLog.read(path)
      state.problem = nil
      state.version = version
      state.hasLooked = true
    } catch let damage as OrderLogDamaged {
      // Reading it again would give the same.
      state.version = version
      state.hasLooked = true
      state.problem = OrderLogProblem(path: path, line: damage.position.line, reason: nil)
    } catch let error as ReadingError {
      state.problem = OrderLogProblem(
        path: path, line: nil, reason: error.reason,
        isNotPermitted: error.isNotPermitted)
    } catch {
      state.problem = OrderLogProblem(path: path, line: nil, reason: "\(error)")
    }
  }
}
