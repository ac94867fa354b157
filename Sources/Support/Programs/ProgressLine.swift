/// How far a program is, as a line among its messages for the program that runs it.
package struct ProgressLine: Hashable, Sendable {
  /// How much is done.
  package let done: Int
  /// How much there is to do.
  package let total: Int

  /// The environment variable by which a program asks for such lines.
  package static let variable = "PAYPRESS_PROGRESS_LINES"

  /// No message begins with this character (ASCII, "record separator").
  private static let mark: Character = "\u{1E}"

  /// A state.
  package init(done: Int, total: Int) {
    self.done = done
    self.total = total
  }

  /// Reads a line; nil for any other message.
  package init?(_ line: String) {
    guard line.first == Self.mark else { return nil }
    let numbers = line.dropFirst().split(separator: " ").compactMap { Int($0) }
    guard numbers.count == 2 else { return nil }
    self.init(done: numbers[0], total: numbers[1])
  }

  package var text: String { "\(Self.mark)\(done) \(total)" }
}
