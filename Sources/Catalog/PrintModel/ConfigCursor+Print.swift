internal import Support

extension ConfigCursor {
  /// A page size; notes which one was taken where the name leaves it open.
  func paper() -> PaperSize? {
    guard let text = text() else { return nil }
    guard let paper = Measures.paper(text) else {
      report(.badPaper(text))
      return nil
    }
    if paper.isAmbiguous { note(.ambiguousPaper(paper)) }
    return paper
  }
}

extension Problem {
  fileprivate static func badPaper(_ text: String) -> Problem {
    let names = PaperSize.named.compactMap(\.name)
    let near = nearest(text, among: names)
    let (english, chinese) =
      near.map {
        ("did you mean \($0)? ", "是不是 \($0)？")
      } ?? ("", "")
    return Problem(
      Sentence("\(quoted(text)) is not a page size", "\(quoted(text)) 不是纸张尺寸"),
      hint: Sentence(
        "\(english)write A4, A5, A6, Letter, Legal or another usual name, with `landscape` after it for "
          + "that orientation, or a size such as 100x150mm or 4x6in",
        "\(chinese)请写 A4、A5、A6、Letter、Legal 等常用名称，横向时在后面加 `landscape`；或写尺寸，例如 100x150mm 或 4x6in"))
  }

  fileprivate static func ambiguousPaper(_ paper: PaperSize) -> Problem {
    let name = paper.name ?? ""
    func size(_ paper: PaperSize) -> String {
      let sides = [paper.width, paper.height].map { Decimals.text($0, decimals: 2) }
      return sides.joined(separator: " × ")
    }
    guard let japanese = PaperSize.named("JIS \(name)") else {
      return Problem(
        Sentence(
          "\(name) is taken as \(size(paper)) mm, the smallest of that name",
          "\(name) 按 \(size(paper)) 毫米处理，这是同名纸张中最小的"),
        hint: Sentence(
          "measure the paper; if it is larger, write its size, such as 195x270 or 210x285",
          "请量一下纸；若更大，请写尺寸，例如 195x270 或 210x285"))
    }
    return Problem(
      Sentence(
        "\(name) is taken as ISO \(name), \(size(paper)) mm",
        "\(name) 按 ISO \(name) 处理：\(size(paper)) 毫米"),
      hint: Sentence(
        "write ISO-\(name) if that is meant, or JIS-\(name) for \(size(japanese)) mm",
        "若确定是它，请写 ISO-\(name)；若是日本规格（\(size(japanese)) 毫米），请写 JIS-\(name)"))
  }
}
