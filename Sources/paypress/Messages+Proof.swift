internal import Catalog
internal import Console
internal import Proof
internal import Support

extension Messages {
  private static func count(_ number: Int, _ noun: String) -> String {
    "\(number) \(noun)\(number == 1 ? "" : "s")"
  }

  // MARK: Printing

  /// The line while jobs are printed.
  static func printingProgress(_ done: Int, of total: Int) -> Sentence {
    Sentence(
      "\(bar(done, total)) \(done) of \(count(total, "print job"))",
      "\(bar(done, total)) 打印任务 \(done) / \(total)")
  }

  /// The summary of a run of `pdf`.
  static func printed(_ summary: PDFPrinting.Summary) -> Sentence {
    Sentence(
      "\(count(summary.pdfCount, "PDF")) with \(count(summary.pageCount, "page")): "
        + "\(summary.changedCount) written, \(summary.pdfCount - summary.changedCount) unchanged\n"
        + "  hint: print at 100 % (\"actual size\"), not \"fit to page\"",
      "\(summary.pdfCount) 个 PDF，共 \(summary.pageCount) 页：写入 \(summary.changedCount) 个，"
        + "\(summary.pdfCount - summary.changedCount) 个未变\n"
        + "  hint: 打印时请选 100 %（“实际大小”），不要选“适合页面”")
  }

  /// A PDF has characters that no font of the machine has.
  static func missingGlyphs(
    _ missing: PDFPrinting.MissingGlyphs, in folder: String
  ) -> Sentence {
    Sentence(
      "\(folder)/\(missing.path): warning: page \(missing.page): "
        + "no font on this machine has \(count(missing.count, "character")); "
        + "empty boxes are printed instead\n  hint: \(fontHint.english)",
      "\(folder)/\(missing.path): warning: 第 \(missing.page) 页起：本机字体缺少 \(missing.count) 个字符，"
        + "打印出来是空框\n  hint: \(fontHint.chinese)")
  }

  private static var fontHint: Sentence {
    Sentence(
      "install fonts for them and print again; for Chinese: apt-get install fonts-noto-cjk",
      "请安装相应的字体后重新打印；中文：apt-get install fonts-noto-cjk")
  }

  /// A build removed PDFs of pages that are other ones now.
  static func outdatedPDFs(_ number: Int) -> Sentence {
    Sentence(
      "\(count(number, "outdated PDF")) removed: the print jobs have changed\n"
        + "  hint: run `paypress pdf` again, and throw old prints away",
      "删除了 \(number) 个过期的 PDF：打印任务有改动\n  hint: 请重新运行 `paypress pdf`，并丢弃旧的印刷品")
  }

  // MARK: Verifying

  /// The line while files are read.
  static func verifyingProgress(_ event: Verification.Event) -> Sentence {
    switch event {
    case .pictures(let done, let total):
      Sentence(
        "\(bar(done, total)) \(done) of \(count(total, "picture"))",
        "\(bar(done, total)) 图片 \(done) / \(total)")
    case .pages(let done, let total):
      Sentence(
        "\(bar(done, total)) \(done) of \(count(total, "page"))",
        "\(bar(done, total)) 页 \(done) / \(total)")
    }
  }

  private static func bar(_ done: Int, _ total: Int) -> String {
    let filled = total > 0 ? done * 24 / total : 24
    return "[" + String(repeating: "#", count: filled) + String(repeating: ".", count: 24 - filled)
      + "]"
  }

  /// The summary of a run of `verify` that found nothing.
  static func verified(_ result: Verification.Result) -> Sentence {
    let english = result.pdfCount == 0 ? "" : "; " + pages(result).english
    let chinese = result.pdfCount == 0 ? "" : "；" + pages(result).chinese
    return Sentence(
      "\(count(result.pictureCount, "picture")) read back, all as in links.json\(english)",
      "读回 \(result.pictureCount) 张图片，全部与 links.json 一致\(chinese)")
  }

  private static func pages(_ result: Verification.Result) -> Sentence {
    Sentence(
      "\(count(result.codeCount, "code")) with the words beside them on "
        + "\(count(result.pageCount, "page")) of \(count(result.pdfCount, "PDF")), "
        + "all as they should be",
      "\(result.pdfCount) 个 PDF 的 \(result.pageCount) 页上的 \(result.codeCount) 个码及其旁边的文字全部正确")
  }

  /// The last line of a run of `verify` that found something.
  static func differs(_ result: Verification.Result) -> Sentence {
    let number = result.differences.count
    return Sentence(
      "\(count(number, "difference")): do not hand these files out\n"
        + "  hint: build again and print again; if it stays, a file was changed by something else",
      "\(number) 处不一致：请不要使用这些文件\n  hint: 请重新构建并重新生成 PDF；若仍不一致，则文件被别的程序改动过")
  }

  /// A difference, with the file it is in.
  static func words(_ difference: Difference, in folder: String) -> Sentence {
    let (place, words) = placed(difference)
    let path = place.isEmpty ? "" : "\(folder)/\(place): "
    return Sentence("\(path)error: \(words.english)", "\(path)error: \(words.chinese)")
  }

  private static func placed(_ difference: Difference) -> (String, Sentence) {
    switch difference {
    case .missingPicture(let path, let link), .unreadablePicture(let path, let link),
      .changedPicture(let path, let link),
      .codeCount(let path, let link, _), .wrongCode(let path, let link, _):
      (path, picture(difference, quoted(link)))
    case .unknownPicture(let path):
      (
        path,
        Sentence("no link has this picture; remove it", "没有链接使用这张图片；请删除它")
      )
    case .unknownLink(let job, let link):
      (
        "print/jobs.json",
        Sentence(
          "the print job \(quoted(job)) has a link \(quoted(link)) that links.json does not have",
          "打印任务 \(quoted(job)) 里的链接 \(quoted(link)) 不在 links.json 中")
      )
    case .listsDisagree(let job, let link):
      (
        "print/jobs.json",
        Sentence(
          "the print job \(quoted(job)) has another title or amount for \(quoted(link)) than links.json",
          "打印任务 \(quoted(job)) 里 \(quoted(link)) 的标题或金额与 links.json 不同")
      )
    case .missingPDF(let path), .outdatedPDF(let path, _), .unreadablePDF(let path, _),
      .pageCount(let path, _, _), .unrecordedPDF(let path), .strayPDF(let path),
      .foreignPDF(let path):
      (path, document(difference))
    case .pageSize(let place, _, _), .missingCode(let place, _), .otherCode(let place, _, _),
      .unexpectedCode(let place, _), .movedCode(let place, _, _), .wrongTitle(let place, _, _, _),
      .wrongAmount(let place, _, _, _), .unreadablePage(let place), .missingGlyphs(let place, _),
      .faintCode(let place, _), .otherWords(let place, _, _, _):
      (place.path, page(difference, at: place))
    }
  }

  private static func picture(_ difference: Difference, _ link: String) -> Sentence {
    switch difference {
    case .missingPicture:
      Sentence("the picture of \(link) is missing", "缺少 \(link) 的图片")
    case .codeCount(_, _, let number):
      number == 0
        ? Sentence(
          "there is no code in it that can be read; it should lead to \(link)",
          "里面没有可以读出的码；它应指向 \(link)")
        : Sentence(
          "there are \(number) codes in it; there should be one, of \(link)",
          "里面有 \(number) 个码；应当只有 \(link) 的一个")
    case .changedPicture:
      Sentence(
        "the code is that of \(link), but the white border, the size in pixels or the printed size is "
          + "not as a build writes it",
        "码是 \(link) 的，但白边、像素尺寸或打印尺寸与构建写出的不同")
    case .wrongCode(_, _, let other):
      Sentence(
        "the code leads to \(leads(other).english), not to \(link)",
        "码指向\(leads(other).chinese)，而不是 \(link)")
    default:
      Sentence(
        "the picture of \(link) is damaged and cannot be read", "\(link) 的图片已损坏，无法读取")
    }
  }

  private static func leads(_ link: String?) -> Sentence {
    link.map { Sentence(quoted($0), " \(quoted($0))") }
      ?? Sentence("no link of this site", "本站以外的地址")
  }

  private static func document(_ difference: Difference) -> Sentence {
    switch difference {
    case .missingPDF:
      Sentence("the PDF is missing; run `paypress pdf`", "缺少这个 PDF；请运行 `paypress pdf`")
    case .outdatedPDF(_, let html):
      Sentence(
        "the PDF was printed from an older \(html); run `paypress pdf` and throw old prints away",
        "这个 PDF 是由旧的 \(html) 生成的；请运行 `paypress pdf`，并丢弃旧的印刷品")
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
    case .pageCount(_, let expected, let found):
      Sentence(
        "the PDF has \(count(found, "page")), the print job \(expected)",
        "这个 PDF 有 \(found) 页，而打印任务有 \(expected) 页")
    case .unreadablePDF(_, let words):
      Sentence("the PDF cannot be read: \(words)", "无法读取这个 PDF：\(words)")
    default:
      Sentence("the PDF differs", "这个 PDF 不一致")
    }
  }

  private static func page(_ difference: Difference, at place: Difference.Place) -> Sentence {
    let words =
      switch difference {
      case .wrongTitle(_, let link, let expected, let found):
        wrongWords(link, Sentence("title", "标题"), quoted(expected), found.map(quoted))
      case .wrongAmount(_, let link, let expected, let found):
        wrongWords(
          link, Sentence("amount", "金额"), expected.map { "¥\($0)" }, found.map { "¥\($0)" })
      case .otherWords(_, let link, let extra, let missing):
        otherWords(link, extra, missing)
      default: code(difference)
      }
    let number = place.number.map { (", code \($0)", "第 \($0) 个码") } ?? ("", "")
    return Sentence(
      "page \(place.page)\(number.0): \(words.english)",
      "第 \(place.page) 页\(number.1)：\(words.chinese)")
  }

  private static func wrongWords(
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

  private static func otherWords(
    _ link: String, _ extra: [String], _ missing: [String]
  ) -> Sentence {
    func list(_ words: [String]) -> String { words.prefix(5).map(quoted).joined(separator: ", ") }
    var english: [String] = []
    var chinese: [String] = []
    if !extra.isEmpty {
      english.append("too many: \(list(extra))")
      chinese.append("多了 \(list(extra))")
    }
    if !missing.isEmpty {
      english.append("missing: \(list(missing))")
      chinese.append("缺少 \(list(missing))")
    }
    return Sentence(
      "the words beside the code of \(quoted(link)) are not those of the print job; "
        + english.joined(separator: "; "),
      "\(quoted(link)) 的码旁边的文字与打印任务不同；" + chinese.joined(separator: "；"))
  }

  private static func code(_ difference: Difference) -> Sentence {
    switch difference {
    case .pageSize(_, let expected, let found):
      Sentence(
        "the page is \(size(found)) mm large, not \(size(expected)) mm",
        "页面大小是 \(size(found)) mm，而不是 \(size(expected)) mm")
    case .unreadablePage:
      Sentence(
        "the page cannot be read as a whole, so it is not known which other codes are on it",
        "无法读取整个页面，不知道上面还有哪些别的码")
    case .missingGlyphs(_, let number):
      Sentence(
        "no font had \(count(number, "character")) when this was printed; there are empty boxes instead; "
          + fontHint.english,
        "打印时字体缺少 \(number) 个字符，页面上是空框；\(fontHint.chinese)")
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

  private static func size(_ size: Difference.Size) -> String {
    "\(oneDecimal(size.width)) × \(oneDecimal(size.height))"
  }

  /// A length with one decimal.
  private static func oneDecimal(_ millimetres: Double) -> String {
    Decimals.text(millimetres, decimals: 1, isPadded: true)
  }
}
