internal import Catalog
internal import Support

/// Translates the argument parser's errors into both languages.
///
/// Other modules see only its English sentences.
enum ParserMessage {
  private typealias Translation = @Sendable ([String]) -> Problem

  /// The parser's sentences, with `*` for quoted values.
  private static let translations: [(pattern: String, problem: Translation)] = [
    (
      "Unknown option '*'\n   or: Missing value for '*' in '*'",
      { unknownOption($0[0], hint: missingValue($0[1]).message) }
    ),
    (
      "Unknown option '*'. Did you mean '*'?\n   or: Missing value for '*' in '*'",
      { unknownOption($0[0], hint: suggestion($0[1])) }
    ),
    ("Unknown option '*'. Did you mean '*'?", { unknownOption($0[0], hint: suggestion($0[1])) }),
    ("Unknown option '*'", { unknownOption($0[0]) }),
    ("Invalid option: *", { unknownOption($0[0]) }),
    ("Missing value for '*'", { missingValue($0[0]) }),
    (
      "The option '*' does not take any value, but '*' was specified.",
      {
        Problem(
          Sentence(
            "\($0[0]) takes no value, but \(quoted($0[1])) is given",
            "\($0[0]) 不带值，却给出了 \(quoted($0[1]))"))
      }
    ),
    ("Unexpected argument '*'", { tooMany([$0[0]]) }),
    ("* unexpected arguments: '*'", { tooMany(names(in: "'\($0[1])'")) }),
    ("Missing expected argument '*'", { missing(shown($0[0])) }),
    (
      "Missing one of: '*'", { missing(names(in: "'\($0[0])'").map(shown).joined(separator: ", ")) }
    ),
    (
      "The value '*' is invalid for '*'. Please provide one of *.",
      { invalid($0[0], shown($0[1]), hint: Problem.suggestion($0[0], names(in: $0[2]))) }
    ),
    ("The value '*' is invalid for '*'", { invalid($0[0], shown($0[1])) }),
    (
      "Value to be set with flag '*' had already been set with flag '*'",
      {
        Problem(
          Sentence("\($0[0]) and \($0[1]) exclude each other", "\($0[0]) 和 \($0[1]) 不能同时使用"))
      }
    ),
    ("Can't autodetect a supported shell.\n*", { _ in shell(nil) }),
    ("Can't generate completion scripts for '*'.\n*", { shell($0[0]) }),
  ]

  /// Translates a message of the parser; keeps one of our own.
  static func problem(_ message: String) -> Problem {
    for (pattern, problem) in translations {
      if let quotes = captures(of: pattern, in: message) { return problem(quotes) }
    }
    return Problem(Sentence(message, message))
  }

  private static func unknownOption(_ name: String, hint: Sentence? = nil) -> Problem {
    Problem(Sentence("there is no option \(quoted(name))", "没有 \(quoted(name)) 这个选项"), hint: hint)
  }

  private static func suggestion(_ name: String) -> Sentence {
    Sentence("did you mean \(quoted(name))?", "是不是 \(quoted(name))？")
  }

  private static func missingValue(_ option: String) -> Problem {
    let option = shown(option)
    return Problem(Sentence("\(option) needs a value", "\(option) 需要一个值"))
  }

  private static func missing(_ argument: String) -> Problem {
    Problem(Sentence("\(argument) is missing", "缺少 \(argument)"))
  }

  private static func invalid(_ value: String, _ option: String, hint: Sentence? = nil) -> Problem {
    Problem(
      Sentence("\(option) cannot be \(quoted(value))", "\(option) 不能是 \(quoted(value))"), hint: hint
    )
  }

  private static func tooMany(_ arguments: [String]) -> Problem {
    let shown = arguments.map(quoted)
    return Problem(
      Sentence(
        "there are too many arguments: \(shown.joined(separator: ", "))",
        "参数太多：\(shown.joined(separator: "、"))"),
      hint: Sentence("put a value with spaces in quotes", "带空格的值请加引号"))
  }

  private static func shell(_ name: String?) -> Problem {
    Problem(
      name.map {
        Sentence("no completion can be written for \(quoted($0))", "无法为 \(quoted($0)) 生成补全脚本")
      } ?? Sentence("it is not known which shell this is", "不知道这是哪种 shell"),
      hint: Sentence(
        "write --generate-completion-script=bash, =zsh or =fish",
        "请写 --generate-completion-script=bash、=zsh 或 =fish"))
  }

  private static func shown(_ label: String) -> String {
    Terminal.language == .chinese ? HelpText.namingValues(label) : label
  }

  /// The texts between pairs of `'`.
  private static func names(in list: String) -> [String] {
    list.split(separator: "'", omittingEmptySubsequences: false).enumerated()
      .filter { $0.offset % 2 == 1 }.map { String($0.element) }
  }

  /// The text for each `*` of a pattern; nil when the whole text does not match.
  private static func captures(of pattern: String, in text: String) -> [String]? {
    var literals = pattern.split(separator: "*", omittingEmptySubsequences: false)[...]
    guard let first = literals.popFirst(), text.hasPrefix(first) else { return nil }
    var rest = text.dropFirst(first.count)
    var captures: [String] = []
    while let literal = literals.popFirst() {
      if literals.isEmpty {
        guard rest.hasSuffix(literal) else { return nil }
        captures.append(String(rest.dropLast(literal.count)))
      } else {
        guard let range = rest.firstRange(of: literal) else { return nil }
        captures.append(String(rest[..<range.lowerBound]))
        rest = rest[range.upperBound...]
      }
    }
    return captures
  }
}
