internal import Support

// What is wrong with print jobs and PDFs, as `SheetProof` and `PageProof` find it.

extension Difference {
  /// What two lists say differently about a link of a print job, both in quotes.
  func listFault(_ job: String, _ link: String) -> Sentence {
    switch self {
    case .unknownLink:
      Sentence(
        "the print job \(job) has a link \(link) that links.json does not have",
        "打印任务 \(job) 里的链接 \(link) 不在 links.json 中")
    case .listsDisagree:
      Sentence(
        "the print job \(job) has another title or amount for \(link) than links.json",
        "打印任务 \(job) 里 \(link) 的标题或金额与 links.json 不同")
    default:
      Sentence(
        "the print job \(job) has \(link) on a page and among the links left out",
        "打印任务 \(job) 既打印了 \(link)，又把它列为没有打印")
    }
  }

  /// What is wrong with a PDF as a whole.
  var documentFault: Sentence {
    switch self {
    case .missingPDF:
      Sentence("the PDF is missing; run `paypress pdf`", "缺少这个 PDF；请运行 `paypress pdf`")
    case .outdatedPDF(_, let html):
      Sentence(
        "the PDF was printed from an older \(html); run `paypress pdf`",
        "这个 PDF 是由旧的 \(html) 生成的；请运行 `paypress pdf`")
    case .unrecordedPDF:
      Sentence(
        "nothing says from which page the PDF was printed; run `paypress pdf`",
        "没有记录说明这个 PDF 由哪个页面生成；请运行 `paypress pdf`")
    case .strayPDF:
      Sentence(
        "no print job has this PDF; remove it, and throw its prints away",
        "没有打印任务使用这个 PDF；请删除它，并丢弃由它印出的东西")
    case .foreignPDF:
      Sentence(
        "the PDF is not as `paypress pdf` writes it, so its letters cannot be checked",
        "这个 PDF 不是 `paypress pdf` 写出的样子，无法检查其中的文字")
    case .changedPDF:
      Sentence(
        "the PDF was changed after `paypress pdf` wrote it; run `paypress pdf` again",
        "`paypress pdf` 写出这个 PDF 后，它被改动过；请重新运行 `paypress pdf`")
    case .pageCount(_, let expected, let found):
      Sentence(
        "the PDF has \(counted(found, "page")), the print job \(expected)",
        "这个 PDF 有 \(found) 页，而打印任务有 \(expected) 页")
    case .unreadablePDF(_, let words):
      Sentence("the PDF cannot be read: \(words)", "无法读取这个 PDF：\(words)")
    default:
      Sentence("the PDF differs", "这个 PDF 不一致")
    }
  }

  /// What is wrong with a page, or a code on it.
  var pageFault: Sentence {
    switch self {
    case .pageSize(_, let expected, let found):
      Sentence(
        "the page is \(size(found)) mm large, not \(size(expected)) mm",
        "页面大小是 \(size(found)) mm，而不是 \(size(expected)) mm")
    case .unreadablePage:
      Sentence(
        "the page cannot be read as a whole, so it is not known which other codes are on it",
        "无法读取整个页面，不知道上面还有哪些别的码")
    case .missingGlyphs(_, let missing):
      Sentence(
        "when this was printed, no font had \(missing.names.english); there are empty boxes instead; "
          + missing.fontHint.english,
        "打印时字体缺少\(missing.names.chinese)，页面上是空框；\(missing.fontHint.chinese)")
    case .faintCode(_, let link):
      Sentence(
        "the code of \(quoted(link)) can be read when it is drawn finely, but not at 3 pixels a square, "
          + "as phones may see it",
        "\(quoted(link)) 的码放大时可以读出，但每个方格 3 像素时读不出，手机可能扫不出")
    case .missingCode(_, let link):
      Sentence(
        "no code of \(quoted(link)) can be read where it should be",
        "在应有的位置读不出 \(quoted(link)) 的码")
    case .otherCode(_, let link, let other):
      Sentence(
        "the code leads to \(leads(other).english), not to \(quoted(link))",
        "码指向\(leads(other).chinese)，而不是 \(quoted(link))")
    case .unexpectedCode(_, let other):
      Sentence(
        "there is one code too many; it leads to \(leads(other).english)",
        "多了一个码；它指向\(leads(other).chinese)")
    case .movedCode(_, let link, let millimetres?):
      Sentence(
        "the code of \(quoted(link)) is \(oneDecimal(millimetres)) mm off its place or size",
        "\(quoted(link)) 的码的位置或大小偏差 \(oneDecimal(millimetres)) mm")
    case .movedCode(_, let link, nil):
      Sentence(
        "the code of \(quoted(link)) is off its place or size, or something touches it",
        "\(quoted(link)) 的码的位置或大小不对，或有东西碰到了它")
    default:
      Sentence("the page differs", "页面不一致")
    }
  }

  private func size(_ size: Size) -> String {
    "\(oneDecimal(size.width)) × \(oneDecimal(size.height))"
  }

  private func oneDecimal(_ millimetres: Double) -> String {
    Decimals.text(millimetres, decimals: 1, isPadded: true)
  }
}
