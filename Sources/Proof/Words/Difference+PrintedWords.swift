internal import Support

// What is wrong with words beside codes, as `WordProof` finds it.

extension Difference {
  /// What is wrong with the words beside a code; nil for other differences.
  var wordFault: Sentence? {
    switch self {
    case .wrongTitle(_, let link, let expected, let found):
      wrongWords(link, Sentence("title", "标题"), quoted(expected), found.map(quoted))
    case .wrongAmount(_, let link, let expected, let found):
      wrongWords(
        link, Sentence("amount", "金额"), expected.map { "¥\($0)" }, found.map { "¥\($0)" })
    case .otherWords(_, let link, let extra, let missing):
      otherWords(link, extra, missing)
    default: nil
    }
  }

  private func wrongWords(
    _ link: String, _ what: Sentence, _ expected: String?, _ found: String?
  ) -> Sentence {
    let should =
      expected.map {
        Sentence("it should be \($0)", "应为 \($0)")
      } ?? Sentence("there should be none", "不应有金额")
    let instead =
      found.map {
        Sentence(
          "the \(what.english) beside the code of \(quoted(link)) is \($0)",
          "\(quoted(link)) 的码旁边的\(what.chinese)是 \($0)")
      }
      ?? Sentence(
        "the \(what.english) is not beside the code of \(quoted(link))",
        "\(quoted(link)) 的码旁边没有\(what.chinese)")
    return Sentence(
      "\(instead.english); \(should.english)", "\(instead.chinese)；\(should.chinese)")
  }

  private func otherWords(
    _ link: String, _ extra: [String], _ missing: [String]
  ) -> Sentence {
    func list(_ words: [String], _ separator: String) -> String {
      words.prefix(5).map(quoted).joined(separator: separator)
    }
    var english: [String] = []
    var chinese: [String] = []
    if !extra.isEmpty {
      english.append("too many: \(list(extra, ", "))")
      chinese.append("多了 \(list(extra, "、"))")
    }
    if !missing.isEmpty {
      english.append("missing: \(list(missing, ", "))")
      chinese.append("缺少 \(list(missing, "、"))")
    }
    return Sentence(
      "the words beside the code of \(quoted(link)) are not those of the print job; "
        + english.joined(separator: "; "),
      "\(quoted(link)) 的码旁边的文字与打印任务不同；" + chinese.joined(separator: "；"))
  }
}
