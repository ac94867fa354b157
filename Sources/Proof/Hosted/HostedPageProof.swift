internal import Support

/// Compares a link's page with what it must say: texts, pay button and picture.
struct HostedPageProof {
  let link: ExpectedLink
  let content: PageContent

  init(_ link: ExpectedLink, _ document: HTMLDocument) {
    self.link = link
    content = PageContent(document)
  }

  private var path: String { link.page }

  /// What is wrong by itself, whatever wrote the page.
  func differences() -> [Found] {
    var found = textDifferences() + amountDifferences()
    if !link.isOver { found += buttonDifferences() + pictureDifferences() }
    return found
  }

  // MARK: Texts

  /// The names of the texts that are looked for, and their words.
  private static let names: KeyValuePairs<String, Sentence> = [
    "title": Sentence("title", "标题"), "merchant": Sentence("merchant", "收款方"),
    "custom": Sentence("contact or reference", "联系方式或备注"), "note": Sentence("note", "说明"),
  ]

  private func textDifferences() -> [Found] {
    let expected = link.printed ?? link.title.map { ["title": $0] } ?? [:]
    return Self.names.compactMap { name, word in
      guard let text = expected[name] else { return nil }
      let parts = text.split(separator: "\n").map { HTMLDocument.plain(String($0)) }
      let all = HTMLDocument.plain(text)
      let isShown =
        shows(all) || parts.allSatisfy { shows($0) }
        || (link.printed != nil && content.otherTexts.contains { $0.holds(all) })
      if isShown { return nil }
      return Found(
        .file(
          path, .pageLacksText(link.id, word, expected: text), .init(link.id, expected: text)))
    }
  }

  private func shows(_ text: String) -> Bool {
    content.lines.contains { $0.holds(text) }
  }

  // MARK: Amounts

  private func amountDifferences() -> [Found] {
    // With the template known, other sums may be part of it; without, only those of the texts.
    let texts =
      [link.title, link.custom].compactMap(\.self) + (link.printed.map { Array($0.values) } ?? [])
    let all = link.printed == nil ? content.lines + content.otherTexts : content.lines
    // A title that is not known may name any sum.
    let sums = all.flatMap { line in
      Self.sums(in: line, onlyAlone: link.printed != nil || link.title == nil)
    }
    let own = Set(texts.flatMap { Self.sums(in: $0, onlyAlone: false) })
    if let other = sums.first(where: { $0 != link.price && !own.contains($0) }) {
      return [amountDifference(expected: link.price, found: other)]
    }
    let isPrinted = link.printed.map { $0["price"] != nil } ?? (link.price != nil)
    guard isPrinted, let price = link.price, !link.isOver || link.printed != nil else { return [] }
    let isShown =
      content.lines.contains { Self.numbers(in: $0).contains(price) }
      || (link.printed != nil
        && content.otherTexts.contains { Self.numbers(in: $0).contains(price) })
    return isShown ? [] : [amountDifference(expected: price, found: nil)]
  }

  private func amountDifference(expected: String?, found: String?) -> Found {
    Found(
      .file(
        path, .pageAmount(link.id, expected: expected, found: found),
        .init(link.id, expected: expected, found: found)))
  }

  /// The sums in yuan in a text, without their sign; if alone, of a text that is nothing else.
  static func sums(in text: String, onlyAlone: Bool) -> [String] {
    let scalars = Array(text.unicodeScalars)
    var sums: [String] = []
    for index in scalars.indices where scalars[index] == "¥" || scalars[index] == "￥" {
      let rest = scalars[(index + 1)...].drop { $0 == " " }
      let number = rest.prefix { ("0"..."9").contains($0) || $0 == "." || $0 == "," }
      if number.isEmpty { continue }
      if onlyAlone && (index > 0 || number.count != rest.count) { continue }
      sums.append(String(String.UnicodeScalarView(number)))
    }
    return sums
  }

  /// The numbers in a text as written.
  private static func numbers(in text: String) -> Set<String> {
    let parts = text.split { !$0.isNumber && $0 != "." && $0 != "," }
    return Set(parts.map { $0.trimmingPrefix { $0 == "." || $0 == "," } }.map(String.init))
  }

  // MARK: Button and picture

  private func buttonDifferences() -> [Found] {
    let host = URLReference(link.url).host
    let (id, path, url) = (link.id, path, link.url)
    let others = content.links.filter { $0 != url && URLReference($0).host == host }
    if let other = others.first {
      let parts = AddressDifference.parts(expected: url, found: other)
      return [
        Found(address: other) {
          .file(path, .pageButton(id, leadsTo: $0 == id ? nil : $0, parts), .init(id, leadsTo: $0))
        }
      ]
    }
    return content.links.contains(url) ? [] : [Found(.file(path, .pageLacksButton(id), .init(id)))]
  }

  private func pictureDifferences() -> [Found] {
    let shown = content.pictures.compactMap { URLReference($0).path(from: path) }
    if let other = shown.first(where: { $0.hasPrefix("qr/") && $0 != link.picture }) {
      return [pictureDifference(found: other)]
    }
    let isNeeded = link.printed.map { $0["qr_image"] != nil } ?? true
    return isNeeded && !shown.contains(link.picture)
      ? [pictureDifference(found: nil)] : []
  }

  private func pictureDifference(found: String?) -> Found {
    Found(
      .file(
        path, .pagePicture(link.id, expected: link.picture, found: found),
        .init(link.id, expected: link.picture, found: found)))
  }

  /// What the page could do, where nothing is known of its template.
  func actions() -> [Found] {
    content.actions.map {
      Found(.file(path, .activeContent($0, link: link.id), .init(link.id, found: $0)))
    }
  }
}

extension Problem {
  static func should(_ expected: String?) -> Sentence {
    expected.map { Sentence("it should be \(quoted($0))", "应为 \(quoted($0))") }
      ?? Sentence("there should be none", "这里不应有内容")
  }

  fileprivate static func pageLacksText(
    _ link: String, _ word: Sentence, expected: String
  ) -> Problem {
    Problem(
      Sentence(
        "the page of \(quoted(link)) does not show the \(word.english) \(quoted(expected))",
        "\(quoted(link)) 的页面没有显示\(word.chinese) \(quoted(expected))"))
  }

  fileprivate static func pageAmount(_ link: String, expected: String?, found: String?) -> Problem {
    let instead =
      found.map {
        Sentence("the page of \(quoted(link)) shows ¥\($0)", "\(quoted(link)) 的页面显示 ¥\($0)")
      } ?? Sentence("the page of \(quoted(link)) shows no amount", "\(quoted(link)) 的页面没有显示金额")
    let should =
      expected.map { Sentence("it should be ¥\($0)", "应为 ¥\($0)") }
      ?? Sentence("the payer enters it", "金额应由付款人填写")
    return Problem(
      Sentence("\(instead.english); \(should.english)", "\(instead.chinese)；\(should.chinese)"))
  }

  fileprivate static func pageButton(
    _ link: String, leadsTo other: String?, _ parts: [AddressDifference]
  ) -> Problem {
    let target = AddressDifference.target(other, parts)
    return Problem(
      Sentence(
        "the pay button of \(quoted(link)) leads to \(target.english)",
        "\(quoted(link)) 的付款按钮指向\(target.chinese)"))
  }

  fileprivate static func pageLacksButton(_ link: String) -> Problem {
    Problem(
      Sentence(
        "the page of \(quoted(link)) has no button that leads to its payment page",
        "\(quoted(link)) 的页面没有通往付款页的按钮"),
      hint: Sentence(
        "a template needs <a href=\"{{pay_url}}\">: a phone cannot scan its own screen",
        "模板里要有 <a href=\"{{pay_url}}\">：手机扫不了自己的屏幕"))
  }

  fileprivate static func pagePicture(_ link: String, expected: String, found: String?) -> Problem {
    let instead =
      found.map {
        Sentence(
          "the page of \(quoted(link)) shows the picture \(quoted($0))",
          "\(quoted(link)) 的页面显示的图片是 \(quoted($0))")
      } ?? Sentence("the page of \(quoted(link)) shows no code", "\(quoted(link)) 的页面没有显示二维码")
    let should = should(expected)
    return Problem(
      Sentence("\(instead.english); \(should.english)", "\(instead.chinese)；\(should.chinese)"))
  }
}
