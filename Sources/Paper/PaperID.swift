internal import Support

/// The name of a printed piece: the print run, and the number of the piece in it, as in `7k4mx3d-3`.
public struct PaperID: Hashable, Comparable, Sendable, CustomStringConvertible {
  /// The run: seven characters, of which the last one is a check character; five in files of earlier versions.
  public let run: String
  /// The number of the piece in its run, from 1.
  public let number: Int

  /// The id of a piece of a run.
  public init(run: String, number: Int) {
    self.run = run
    self.number = number
  }

  /// Parses `7k4mx3d-3`, in any case; nil for anything else.
  public init?(_ text: String) {
    let parts = text.split(separator: "-", omittingEmptySubsequences: false)
    guard parts.count == 2, let run = Self.run(String(parts[0])),
      let number = Int(parts[1]), number > 0, "\(number)" == parts[1]
    else { return nil }
    self.init(run: run, number: number)
  }

  /// Parses the ids of neighbours as lists show them, such as `7k4mx3d-1…3` (or `7k4mx3d-1..3`); nil for
  /// anything else.
  public static func range(_ text: String) -> (run: String, numbers: ClosedRange<Int>)? {
    for separator in ["…", "...", ".."] {
      guard let place = text.firstRange(of: separator) else { continue }
      guard let first = PaperID(String(text[..<place.lowerBound])),
        let last = PaperID("\(first.run)-\(text[place.upperBound...])"),
        first.number <= last.number
      else { return nil }
      return (first.run, first.number...last.number)
    }
    return nil
  }

  /// Parses the id of a run, in any case; nil for anything else.
  public static func run(_ text: String) -> String? {
    let run = text.lowercased()
    return [5, 7].contains(run.utf8.count) && PaperAlphabet.isChecked(run) ? run : nil
  }

  /// The id of a run with some contents: equal contents have equal ids.
  public static func run(of contents: [String]) -> String {
    let digits = PaperAlphabet.digits(of: contents.joined(separator: "\u{0}"), count: 6)
    return digits + (PaperAlphabet.checkCharacter(of: digits).map { String($0) } ?? "")
  }

  /// The id as text.
  public var description: String { "\(run)-\(number)" }

  /// Orders by run, then by number.
  public static func < (left: PaperID, right: PaperID) -> Bool {
    (left.run, left.number) < (right.run, right.number)
  }
}

/// The mark of 1.6 mm on a printed piece by which it can be looked up.
public enum PaperStamp {
  /// The stamp of a link in a job with a code's text: four characters, the same in every print.
  public static func text(job: String, link: String, code: String) -> String {
    PaperAlphabet.digits(of: [job, link, code].joined(separator: "\u{0}"), count: 4).uppercased()
  }

  /// A stamp as somebody reads it from paper, in any case, perhaps with the space or full stop after it; nil
  /// for anything else.
  public static func parse(_ text: String) -> String? {
    func isAround(_ character: Character) -> Bool {
      character.isWhitespace || character.isPunctuation
    }
    let start = text.drop(while: isAround)
    let end = start.reversed().prefix(while: isAround).count
    let stamp = start.dropLast(end)
    return stamp.utf8.count == 4 && PaperAlphabet.holds(stamp.lowercased())
      ? stamp.uppercased() : nil
  }
}
