/// What is wrong, and what to do about it.
public struct Problem: Error, Hashable, Sendable {
  /// The stable name of this kind of problem, such as `unnamed-column`; `paypress explain` takes it.
  public let code: String
  /// What is wrong.
  public let message: Sentence
  /// What to do about it.
  public let hint: Sentence?
  /// What makes two problems of one code different ones, such as the name of a missing key; nil if
  /// they differ only in the text that is wrong.
  package let subject: String?

  /// Creates a problem.
  ///
  /// - Parameter code: by default the name of the function or property that makes the problem.
  public init(
    _ message: Sentence, hint: Sentence? = nil, code: String = #function, subject: String? = nil
  ) {
    self.code = Self.code(of: code)
    self.subject = subject
    self.message = message
    self.hint = hint
  }

  /// The words of a Swift name, joined by hyphens: `unnamed-column` for `unnamedColumn(_:)`.
  private static func code(of name: String) -> String {
    let letters = Array(name.utf8.prefix { $0 != UInt8(ascii: "(") })
    func isCapital(_ index: Int) -> Bool {
      letters.indices.contains(index)
        && (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains(letters[index])
    }
    func isSmall(_ index: Int) -> Bool {
      letters.indices.contains(index)
        && (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(letters[index])
    }
    var code: [UInt8] = []
    for index in letters.indices {
      // The last capital of several begins a word: `notAValue`, `badURLPath`.
      let startsWord =
        isCapital(index) && index > 0 && (!isCapital(index - 1) || isSmall(index + 1))
      if startsWord { code.append(UInt8(ascii: "-")) }
      code.append(isCapital(index) ? letters[index] | 0x20 : letters[index])
    }
    return String(decoding: code, as: UTF8.self)
  }
}
