internal import Support

/// The environment variables that a config inserts with `${NAME}`.
final class ConfigVariables {
  /// The most bytes that variables add to a config in all: 4 times the longest config.
  private static let maximumByteCount = 4 * YAMLReader.maximumByteCount

  private let environment: [String: String]
  private let sink: FindingSink
  /// The variables that were read, each of which is recorded and hidden once.
  private var known: Set<String> = []
  private var byteCount = 0

  init(_ environment: [String: String], _ sink: FindingSink) {
    self.environment = environment
    self.sink = sink
  }

  /// The value of a variable; no later message shows it.
  func value(of name: String) throws(PatternProblem) -> String {
    guard !name.utf8.contains(where: { !$0.isLetterOrDigit && $0 != UInt8(ascii: "_") }) else {
      throw PatternProblem(.badVariableName(name))
    }
    let value = environment[name]
    if known.insert(name).inserted {
      InputTrace.current?.note(.variable(name), value.map { ContentDigest(Array($0.utf8)) })
      if let value { sink.hide(value, of: name) }
    }
    if name.uppercased().contains("SECRET") { throw PatternProblem(.secretVariable(name)) }
    guard let value, !value.isEmpty else {
      throw PatternProblem(
        InvalidUTF8.isInVariable(name) ? .environmentEncoding(name) : .environmentMissing(name))
    }
    byteCount += value.utf8.count
    guard byteCount <= Self.maximumByteCount else {
      throw PatternProblem(.tooMuchFromVariables(Self.maximumByteCount))
    }
    return value
  }
}

extension Problem {
  static func tooMuchFromVariables(_ limit: Int) -> Problem {
    Problem(
      Sentence(
        "environment variables add more than \(dataSize(limit)) to the config",
        "环境变量给配置加入的文字超过 \(dataSize(limit))"),
      hint: Sentence("shorten their values", "请缩短它们的值"))
  }
}
