internal import Pages
internal import Support

/// Compares the page of a print job with its entry in the list of jobs and with the links: the
/// code of each label, card or face, and its words.
struct PrintedPageProof {
  let job: ListedJob
  let links: [String: ListedLink]

  private var path: String { job.html }

  /// The start of each line that is a sheet.
  private static let sheetStart = Array("<div class=\"sheet\">".utf8)

  /// The differences of a page at a place.
  func differences(_ place: String) throws -> [Found] {
    let lines = try InputLines(place)
    var found: [Found] = []
    var sheet = 0
    while let line = try lines.next() {
      guard line.starts(with: Self.sheetStart) else {
        if let document = HTMLDocument(line) {
          found += PageContent(document).actions.map {
            Found(.file(path, .activeContent($0, link: nil)))
          }
        }
        continue
      }
      sheet += 1
      guard sheet <= job.pages.count else { continue }
      found += differences(ofSheet: sheet, line)
    }
    if sheet != job.pages.count {
      found.append(
        Found(
          .file(
            path, .sheetCount(sheet, expected: job.pages.count),
            .init(nil, expected: "\(job.pages.count)", found: "\(sheet)"))))
    }
    return found
  }

  private func differences(ofSheet sheet: Int, _ line: [UInt8]) -> [Found] {
    let codes = job.pages[sheet - 1]
    guard let document = HTMLDocument(line) else {
      return [Found(.file(path, .unreadableSheet(sheet)))]
    }
    let content = PageContent(document)
    var found = content.actions.map { Found(.file(path, .activeContent($0, link: nil))) }
    let drawn = Self.codes(in: document)
    if drawn.count != codes.count {
      found.append(
        Found(
          .file(
            path, .sheetCodeCount(sheet, drawn.count, expected: codes.count),
            .init(nil, expected: "\(codes.count)", found: "\(drawn.count)"))))
    }
    for (index, (code, image)) in zip(codes, drawn).enumerated() {
      guard let link = links[code.link] else { continue }
      let (path, id) = (path, link.id)
      guard let text = image?.codes()?.first else {
        found.append(
          Found(
            .file(
              path, .sheetCode(sheet, index + 1, id, isReadable: false, leadsTo: nil), .init(id))))
        continue
      }
      if text == link.codeText { continue }
      found.append(
        Found(address: text) {
          .file(
            path, .sheetCode(sheet, index + 1, id, isReadable: true, leadsTo: $0),
            .init(id, leadsTo: $0))
        })
    }
    return found + wordDifferences(sheet, codes, document)
  }

  // MARK: Codes

  /// The codes of a sheet in order, each nil if it is not drawn as a build draws it.
  private static func codes(in document: HTMLDocument) -> [GrayImage?] {
    document.elements.indices.filter {
      document.elements[$0].name == "svg" && document.elements[$0]["class"] == "code"
    }.map { code in
      let box = document.elements[code]["viewbox"]?.split(separator: " ").compactMap { Int($0) }
      let paths = document.elements[code..<document.elements[code].end].filter {
        $0.name == "path"
      }
      guard let box, box.count == 4, box[2] == box[3], (21...185).contains(box[2]),
        let modules = paths.first(where: { $0["fill"] == nil })?["d"]
      else { return nil }
      // A white plate for the mark in the middle covers modules.
      let plate = paths.dropFirst().first { $0["fill"] == "#fff" }?["d"]
        .flatMap { $0.firstMatch(of: /h([0-9]{1,3})v/)?.1 }.flatMap { Int($0) }
      return CodePicture.image(
        path: modules, side: box[2], border: 0, padding: CodePicture.border,
        plate: min(plate ?? 0, box[2]))
    }
  }

  // MARK: Words

  private func wordDifferences(
    _ sheet: Int, _ codes: [ListedCode], _ document: HTMLDocument
  ) -> [Found] {
    var counts: [String: Int] = [:]
    for (index, element) in document.elements.enumerated() where element.name == "text" {
      let range = index..<element.end
      let text = document.texts.filter { range.contains($0.parent) }.map(\.text).joined()
      counts[HTMLDocument.plain(text), default: 0] += 1
    }
    return codes.enumerated().flatMap { index, code in
      code.words.compactMap { words in
        let plain = HTMLDocument.plain(words)
        counts[plain, default: 0] -= 1
        return counts[plain, default: 0] < 0
          ? Found(
            .file(
              path, .sheetWords(sheet, index + 1, code.link, expected: words),
              .init(code.link, expected: words)))
          : nil
      }
    }
  }
}

extension Problem {
  fileprivate static func sheetCount(_ count: Int, expected: Int) -> Problem {
    Problem(
      Sentence(
        "the page has \(counted(count, "sheet")), the print job \(expected)",
        "页面有 \(count) 张，而打印任务有 \(expected) 张"))
  }

  fileprivate static func unreadableSheet(_ sheet: Int) -> Problem {
    Problem(Sentence("sheet \(sheet) cannot be read", "无法读取第 \(sheet) 张"))
  }

  fileprivate static func sheetCodeCount(_ sheet: Int, _ count: Int, expected: Int) -> Problem {
    Problem(
      Sentence(
        "sheet \(sheet) has \(counted(count, "code")) instead of \(expected)",
        "第 \(sheet) 张有 \(count) 个码，应为 \(expected) 个"))
  }

  fileprivate static func sheetCode(
    _ sheet: Int, _ number: Int, _ link: String, isReadable: Bool, leadsTo other: String?
  ) -> Problem {
    guard isReadable else {
      return Problem(
        Sentence(
          "sheet \(sheet), code \(number): the code of \(quoted(link)) cannot be read",
          "第 \(sheet) 张第 \(number) 个码：读不出 \(quoted(link)) 的码"))
    }
    let target =
      other.map { Sentence(quoted($0), " \(quoted($0))") }
      ?? Sentence("no link of this site", "本站以外的地址")
    return Problem(
      Sentence(
        "sheet \(sheet), code \(number): the code leads to \(target.english), not to \(quoted(link))",
        "第 \(sheet) 张第 \(number) 个码：码指向\(target.chinese)，而不是 \(quoted(link))"))
  }

  fileprivate static func sheetWords(
    _ sheet: Int, _ number: Int, _ link: String, expected: String
  ) -> Problem {
    Problem(
      Sentence(
        "sheet \(sheet), code \(number): the words \(quoted(expected)) of \(quoted(link)) are missing",
        "第 \(sheet) 张第 \(number) 个码：缺少 \(quoted(link)) 的文字 \(quoted(expected))"))
  }
}
