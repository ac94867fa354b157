internal import Changes
package import Paper
package import Site
package import Support

// Messages about codes in photos.

extension Sentence {
  /// A code that is as the config is now.
  package static func currentCode(
    _ number: Int, _ row: LinkRow, _ papers: [PrintedPaper]
  ) -> Sentence {
    let place = papers.count == 1 ? Sentence(naming: papers[0]) : nil
    return Sentence(
      "code \(number): \(row.name), as it is now\(place.map { " – \($0.english)" } ?? "")",
      "第 \(number) 个码：\(row.name)，与现在一致\(place.map { "——\($0.chinese)" } ?? "")")
  }
}

extension Problem {
  /// A code that leads right, beside an amount or words that are old.
  package static func outdatedCode(_ number: Int, _ code: OutdatedCode) -> Problem {
    let limit = 3
    let pieces = code.pieces.prefix(limit).map { item in
      let (name, changes) = (Sentence(naming: item.paper), PaperWords.changes(item.verdict))
      return Sentence(
        "\(name.english): \(changes.english)", "\(name.chinese)：\(changes.chinese)")
    }
    let more = code.pieces.count - limit
    let english =
      pieces.map(\.english).joined(separator: "; ")
      + (more > 0 ? "; and \(grouped(more)) more" : "")
    let chinese =
      pieces.map(\.chinese).joined(separator: "；") + (more > 0 ? "；另有 \(more) 件" : "")
    let row = code.row
    return Problem(
      code.isCertain
        ? Sentence(
          "code \(number) leads to \(row.name) as it is now, but what is printed beside it is old: "
            + english,
          "第 \(number) 个码通向现在的\(row.name)，但旁边印的内容是旧的：\(chinese)")
        : Sentence(
          "code \(number) leads to \(row.name) as it is now, but it may be one of the papers on which old "
            + "words are printed: \(english)",
          "第 \(number) 个码通向现在的\(row.name)，但它可能在印着旧内容的纸上：\(chinese)"),
      hint: Sentence(
        "look at the paper; print it again with `paypress paper reprint --all`, or correct it by hand",
        "请看一下这张纸；用 `paypress paper reprint --all` 重印，或手工改正"))
  }

  /// A code of ours that is not as the config is now.
  package static func staleCode(_ number: Int, _ stale: StaleCode) -> Problem {
    let (was, now) = (stale.was, stale.difference)
    return Problem(
      Sentence(
        "code \(number) is yours, but stale: it was \(was.english); \(now.english)",
        "第 \(number) 个码是本店的，但已过时：原来是\(was.chinese)；\(now.chinese)"),
      hint: stale.now == nil
        ? Sentence("take it down", "请把它撤下")
        : Sentence("print it again, and take the old one down", "请重新打印，并撤下旧的"))
  }

  /// A code that is not ours.
  package static func foreignCode(_ number: Int, _ foreign: ForeignCode) -> Problem {
    let reason =
      switch foreign.kind {
      case .otherMerchant:
        Sentence(
          "it uses your gateway, but pays another merchant (another appkey)",
          "它用的是本店的网关，但收款的是别的商户（另一个 appkey）")
      case .otherGateway:
        Sentence(
          "it has your appkey, but leads to another gateway: \(quoted(foreign.text))",
          "它带有本店的 appkey，但指向别的网关：\(quoted(foreign.text))")
      case .damagedAddress:
        Sentence(
          "it has your gateway and appkey, but no build writes such an address: \(quoted(foreign.text))",
          "它带有本店的网关和 appkey，但构建不会写出这样的网址：\(quoted(foreign.text))")
      case .part:
        Sentence(
          "it is one part of several codes: \(quoted(foreign.text))",
          "它是一组码中的一个：\(quoted(foreign.text))")
      case .otherText:
        Sentence("it holds \(quoted(foreign.text))", "内容是 \(quoted(foreign.text))")
      }
    return Problem(
      Sentence(
        "code \(number) is NOT YOURS: \(reason.english)",
        "第 \(number) 个码【不是本店的】：\(reason.chinese)"),
      hint: Sentence(
        "if it should pay you, somebody may be taking your money: look for a sticker, take it down, "
          + "keep it for the police, and compare your takings since the last audit",
        "如果它本应付给本店，可能有人正在截走货款：请检查是不是贴上去的，撕下并留作报案证据，"
          + "再核对上次检查以来的收款"))
  }

  /// A code that cannot be read.
  package static func unreadableCode(_ number: Int) -> Problem {
    Problem(
      Sentence(
        "code \(number) cannot be read", "第 \(number) 个码无法读取"),
      hint: Sentence(
        "take a photo from nearer; if it stays unreadable, the print is damaged",
        "请靠近一些再拍；若仍然读不出，就是印刷品损坏了"))
  }

  /// A photo without a code.
  package static var noCode: Problem {
    Problem(
      Sentence("there is no code in the photo", "照片里没有二维码"),
      hint: Sentence(
        "a code should be at least as wide as a tenth of the photo", "照片里的码至少应占宽度的十分之一"),
      code: "photo-without-code")
  }

  /// Marked papers that no photo shows.
  package static func unseen(_ unseen: PhotoAudit.UnseenPapers) -> Problem {
    let papers = unseen.papers
    let names = papers.prefix(3).map(Sentence.init(naming:))
    let more = papers.count - names.count
    let english =
      names.map(\.english).joined(separator: "; ") + (more > 0 ? " and \(grouped(more)) more" : "")
    let chinese =
      names.map(\.chinese).joined(separator: "；") + (more > 0 ? "等 \(papers.count) 件" : "")
    return unseen.seenCount == 0
      ? Problem(
        Sentence("no photo shows \(english)", "照片里没有 \(chinese)"),
        hint: Sentence(
          "if it is gone, `paypress paper gone` says so to the list",
          "如果已不在，请用 `paypress paper gone` 记下"),
        code: "unseen-paper")
      : Problem(
        Sentence(
          "the photos show \(unseen.seenCount) of \(papers.count) papers with one code: \(english)",
          "同一个码的 \(papers.count) 件印刷品，照片里只有 \(unseen.seenCount) 件：\(chinese)"),
        code: "unseen-paper")
  }

  /// A photo that was not looked at.
  package static func refused(_ refusal: PhotoRefusal) -> Problem {
    switch refusal {
    case .highEfficiency:
      Problem(
        Sentence("the photo is a HEIC or AVIF, which is not read", "照片是 HEIC 或 AVIF 格式，无法读取"),
        hint: Sentence(
          "convert it: `heif-convert photo.heic photo.jpg`, or on an iPhone choose Settings, Camera, "
            + "Formats, Most Compatible",
          "请转换：`heif-convert photo.heic photo.jpg`；iPhone 可在“设置”“相机”“格式”里选“兼容性最佳”"),
        code: "unsupported-photo")
    case .unknownForm:
      Problem(
        Sentence("the file is no JPEG and no PNG", "文件不是 JPEG，也不是 PNG"),
        hint: Sentence("save the photo as JPEG", "请把照片另存为 JPEG"),
        code: "unsupported-photo")
    case .tooManyBytes(let limit):
      Problem(
        Sentence(
          "the file is larger than \(limit >> 20) MB", "文件超过 \(limit >> 20) MB"),
        hint: Sentence("save the photo smaller", "请把照片存小一些"), code: "photo-too-large")
    case .tooManyPixels(let width, let height):
      Problem(
        Sentence(
          "the photo has \(width) × \(height) pixels, more than 100 million",
          "照片有 \(width) × \(height) 像素，超过一亿"),
        hint: Sentence("save the photo smaller", "请把照片存小一些"), code: "photo-too-large")
    case .damaged(let words):
      Problem(
        Sentence(
          "the photo is damaged or not whole (\(words))", "照片已损坏或不完整（\(words)）"),
        hint: Sentence("copy it again, or take another", "请重新复制，或再拍一张"),
        code: "damaged-photo")
    }
  }
}

extension Sentence {
  /// A paper by its id, kind, place and day.
  fileprivate init(naming paper: PrintedPaper) {
    let kind = PaperWords.piece(paper.run.kind)
    let place = paper.run.place.map { Sentence(" at \(quoted($0))", "，位置 \(quoted($0))") }
    self.init(
      "\(paper.id), \(kind.english) of \(paper.link)\(place?.english ?? ""), printed on \(paper.run.day)",
      "\(paper.id)（\(paper.link) 的\(kind.chinese)\(place?.chinese ?? "")，\(paper.run.day) 打印）")
  }
}

extension StaleCode {
  /// What it was, in words.
  fileprivate var was: Sentence {
    switch origin {
    case .paper(let paper): Sentence(naming: paper)
    case .list(let row, let name):
      Sentence(
        "\(row.name)\(row.price.map { ", \($0)" } ?? "") (by \(name))",
        " \(row.name)\(row.price.map { "，\($0)" } ?? "")（据 \(name)）")
    case .address(let price, let custom, let merchant):
      Sentence(
        "\(price ?? "an open amount") to \(merchant)\(custom.map { ", contact \(quoted($0))" } ?? "")",
        "付给 \(merchant) \(price ?? "，金额由付款人填写")\(custom.map { "，联系方式 \(quoted($0))" } ?? "")")
    case .slug(let slug):
      Sentence("the short address \(quoted(slug))", "短网址 \(quoted(slug))")
    }
  }

  /// What is different now, in words.
  fileprivate var difference: Sentence {
    guard let now else { return Sentence("no link has this code now", "现在没有链接使用这个码") }
    guard let words = ChangeReport.words(of: changes) else {
      return Sentence("\(now.name) has another code now", "\(now.name) 现在用另一个码")
    }
    return Sentence("now \(words.english)", "现在\(words.chinese)")
  }
}
