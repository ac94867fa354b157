public import Support

extension Difference {
  /// The difference as `verify` prints it, with the output folder as messages show it.
  public func diagnostic(in folder: String) -> Diagnostic {
    let (path, sentence) = placed
    var problem = Problem(sentence, code: kind)
    if case .file(_, let own, _) = self { problem = own }
    var diagnostic = Diagnostic(.error, at: .file("\(folder)/\(path)"), problem)
    diagnostic.facts = facts
    return diagnostic
  }

  private var placed: (String, Sentence) {
    switch self {
    case .file(let path, let problem, _): (path, problem.message)
    case .missingPicture(let path, let link), .unreadablePicture(let path, let link),
      .changedPicture(let path, let link),
      .codeCount(let path, let link, _), .wrongCode(let path, let link, _):
      (path, picture(quoted(link)))
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
    case .leftOutButPrinted(let job, let link):
      (
        "print/jobs.json",
        Sentence(
          "the print job \(quoted(job)) has \(quoted(link)) on a page and among the links left out",
          "打印任务 \(quoted(job)) 既打印了 \(quoted(link))，又把它列为没有打印")
      )
    case .missingPDF(let path), .outdatedPDF(let path, _), .unreadablePDF(let path, _),
      .pageCount(let path, _, _), .unrecordedPDF(let path), .strayPDF(let path),
      .foreignPDF(let path), .changedPDF(let path):
      (path, document)
    case .pageSize(let place, _, _), .missingCode(let place, _), .otherCode(let place, _, _),
      .unexpectedCode(let place, _), .movedCode(let place, _, _), .wrongTitle(let place, _, _, _),
      .wrongAmount(let place, _, _, _), .unreadablePage(let place), .missingGlyphs(let place, _),
      .faintCode(let place, _), .otherWords(let place, _, _, _):
      (place.path, page(at: place))
    }
  }

  private func picture(_ link: String) -> Sentence {
    switch self {
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

  private func leads(_ link: String?) -> Sentence {
    link.map { Sentence(quoted($0), " \(quoted($0))") }
      ?? Sentence("no link of this site", "本站以外的地址")
  }

  private var document: Sentence {
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

  private func page(at place: Place) -> Sentence {
    let words =
      switch self {
      case .wrongTitle(_, let link, let expected, let found):
        wrongWords(link, Sentence("title", "标题"), quoted(expected), found.map(quoted))
      case .wrongAmount(_, let link, let expected, let found):
        wrongWords(
          link, Sentence("amount", "金额"), expected.map { "¥\($0)" }, found.map { "¥\($0)" })
      case .otherWords(_, let link, let extra, let missing):
        otherWords(link, extra, missing)
      default: code
      }
    let number = place.number.map { (", code \($0)", "第 \($0) 个码") } ?? ("", "")
    return Sentence(
      "page \(place.page)\(number.0): \(words.english)",
      "第 \(place.page) 页\(number.1)：\(words.chinese)")
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

  private var code: Sentence {
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
