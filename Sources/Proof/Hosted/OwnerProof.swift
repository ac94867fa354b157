internal import Pages
internal import Support

/// Compares the owner's list with the rows of `links.json`, where the config is not at hand.
struct OwnerProof {
  /// What an item of the list shows.
  private struct Item: Hashable {
    var title: String
    var sum: String
    var custom: String
    var picture: String?
    var page: String?
  }

  /// An item as the search of the other pages knows it.
  private struct Row: Hashable {
    var title: String
    var sum: String
    var custom: String
  }

  /// The files of the list.
  private(set) var paths: Set<String> = []
  private(set) var found: [Found] = []
  private let files: PublishedFiles
  private var items: [String: (path: String, item: Item)] = [:]
  private var rows: [String: (path: String, row: Row)] = [:]
  private var pageCount = 0

  /// Reads the owner's list, if there is one.
  init(_ files: PublishedFiles) throws {
    self.files = files
    guard files.hasOwner else { return }
    paths = [OutputLayout.ownerStylesheet, OutputLayout.ownerScript]
    while let bytes = try files.bytes(of: OutputLayout.ownerPage(pageCount + 1)) {
      pageCount += 1
      read(OutputLayout.ownerPage(pageCount), bytes)
    }
    if pageCount == 0 {
      found.append(Found(.file(OutputLayout.ownerPage(1), .missingFile)))
    }
    if pageCount > 1 { for number in 1...pageCount { try readRows(number) } }
    try compareScript()
  }

  // MARK: Reading

  private mutating func read(_ path: String, _ bytes: [UInt8]) {
    paths.insert(path)
    guard let document = HTMLDocument(bytes) else {
      found.append(Found(.file(path, .unreadableList)))
      return
    }
    let scripts = document.elements.filter { $0.name == "script" }
    let isOwn =
      scripts.count == 1 && scripts[0]["src"] == "search.js"
      && document.text(ofAll: "script") == [""]
    found += PageContent(document).actions.filter { !isOwn || $0 != "<script>" }.map {
      Found(.file(path, .activeContent($0, link: nil), .init(nil, found: $0)))
    }
    for (index, element) in document.elements.enumerated()
    where element.name == "li" && element["id"]?.hasPrefix("l-") == true {
      let id = String((element["id"] ?? "").dropFirst(2))
      items[id] = (path, Self.item(document, index, path))
    }
  }

  private static func item(_ document: HTMLDocument, _ index: Int, _ path: String) -> Item {
    var texts: [String: String] = [:]
    var targets: [String: String] = [:]
    let range = (index + 1)..<document.elements[index].end
    for part in range {
      let element = document.elements[part]
      if let name = element["class"] {
        texts[name] = document.lines(in: part).joined(separator: " ")
      }
      if element.name == "bdi" { texts["bdi"] = document.lines(in: part).joined(separator: " ") }
      for name in ["href", "src"] {
        if let target = element[name] { targets["\(element.name) \(name)"] = target }
      }
    }
    let page = targets["a href"].flatMap { URLReference($0).path(from: path) }
    let picture = targets["img src"].flatMap { URLReference($0).path(from: path) }
    return Item(
      title: texts["name"] ?? "", sum: texts["sum"] ?? "", custom: texts["bdi"] ?? "",
      picture: picture, page: page)
  }

  private mutating func readRows(_ number: Int) throws {
    let path = OutputLayout.ownerRows(number)
    paths.insert(path)
    guard let bytes = try files.bytes(of: path) else {
      found.append(Found(.file(path, .missingFile)))
      return
    }
    guard let text = String(validating: bytes, as: UTF8.self),
      let list = OwnerSearch.rows(in: text, page: number),
      let values = (try? JSON(reading: Array(list.utf8)))?.elements
    else {
      found.append(Found(.file(path, .unreadableList)))
      return
    }
    for value in values {
      let texts = value.elements?.compactMap(\.text) ?? []
      guard texts.count == 4 else {
        found.append(Found(.file(path, .unreadableList)))
        return
      }
      rows[texts[0]] = (path, Row(title: texts[1], sum: texts[2], custom: texts[3]))
    }
  }

  /// The script is the program's own, the same for every site.
  private mutating func compareScript() throws {
    let path = OutputLayout.ownerScript
    guard let bytes = try files.bytes(of: path) else {
      found.append(Found(.file(path, .missingFile)))
      return
    }
    let expected = Array(OwnerSearch.script.utf8)
    if bytes != expected {
      found.append(Found(.file(path, .firstChange(from: expected, to: bytes))))
    }
  }

  // MARK: Comparing

  /// Compares what the list shows of a link with its row.
  mutating func compare(_ link: ListedLink) {
    guard files.hasOwner, pageCount > 0 else { return }
    guard let (path, item) = items.removeValue(forKey: link.id) else {
      let first = OutputLayout.ownerPage(1)
      found.append(Found(.file(first, .ownerLacks(link.id), .init(link.id))))
      return
    }
    let isRight =
      item.title == HTMLDocument.plain(link.title)
      && item.custom == HTMLDocument.plain(link.custom ?? "") && isSum(item.sum, of: link)
      && item.picture == link.picture && item.page == link.page
    if !isRight { found.append(Found(.file(path, .ownerItem(link.id), .init(link.id)))) }
    guard pageCount > 1 else { return }
    let row = rows.removeValue(forKey: link.id)
    let isRightRow = row.map {
      $0.row.title == link.title && $0.row.custom == (link.custom ?? "")
        && isSum($0.row.sum, of: link)
    }
    if isRightRow != true {
      let rowPath = row?.path ?? OutputLayout.ownerRows(1)
      found.append(Found(.file(rowPath, .ownerItem(link.id), .init(link.id))))
    }
  }

  private func isSum(_ text: String, of link: ListedLink) -> Bool {
    link.price.map { text == "¥\($0)" } ?? !text.contains("¥")
  }

  /// Reports what belongs to no link, and the pictures of sheets that are not those of the pages.
  mutating func finish() throws {
    for (id, entry) in items.sorted(by: { $0.key < $1.key }) {
      found.append(Found(.file(entry.path, .strayRow(id), .init(id))))
    }
    for (id, entry) in rows.sorted(by: { $0.key < $1.key }) {
      found.append(Found(.file(entry.path, .strayRow(id), .init(id))))
    }
    guard files.hasOwner, let place = try files.place(of: OutputLayout.printJobs) else { return }
    for job in (try? BuiltLists.printJobs(place)) ?? [] where !job.pages.isEmpty {
      try compareThumbnail(of: job)
    }
  }

  /// The picture of a sheet holds what the first sheet of the page holds.
  private mutating func compareThumbnail(of job: ListedJob) throws {
    let path = OutputLayout.thumbnail(job.name)
    paths.insert(path)
    guard let picture = try files.bytes(of: path) else {
      found.append(Found(.file(path, .missingFile)))
      return
    }
    guard let page = try files.place(of: job.html), let sheet = try Self.firstSheet(page) else {
      return
    }
    let isSame = picture.count > sheet.count && picture.suffix(sheet.count).elementsEqual(sheet)
    let head = HTMLDocument(Array(picture.dropLast(isSame ? sheet.count : 0)))
    if !isSame || head.map({ !PageContent($0).actions.isEmpty }) != false {
      found.append(Found(.file(path, .otherThumbnail(job.name))))
    }
  }

  /// What is drawn on the first sheet of a page, to the end of a picture of it.
  private static func firstSheet(_ page: String) throws -> [UInt8]? {
    let lines = try InputLines(page)
    let (start, end) = (Array("<div class=\"sheet\"><svg".utf8), Array("</svg></div>".utf8))
    while let line = try lines.next() {
      guard line.starts(with: start) else { continue }
      let rest = line.drop { $0 != UInt8(ascii: ">") }.dropFirst()
        .drop { $0 != UInt8(ascii: ">") }.dropFirst()
      guard let tail = rest.lastRange(of: end) else { return nil }
      return Array(rest[..<tail.lowerBound]) + Array("</svg>\n".utf8)
    }
    return nil
  }
}

extension ArraySlice<UInt8> {
  /// Where a text occurs last.
  fileprivate func lastRange(of text: [UInt8]) -> Range<Int>? {
    var start = endIndex - text.count
    while start >= startIndex {
      if self[start..<(start + text.count)].elementsEqual(text) {
        return start..<(start + text.count)
      }
      start -= 1
    }
    return nil
  }
}

extension Problem {
  fileprivate static var unreadableList: Problem {
    Problem(Sentence("the owner's list cannot be read", "店主清单无法读取"))
  }

  fileprivate static func ownerLacks(_ link: String) -> Problem {
    Problem(
      Sentence(
        "the owner's list does not show \(quoted(link))", "店主清单里没有 \(quoted(link))"))
  }

  fileprivate static func ownerItem(_ link: String) -> Problem {
    Problem(
      Sentence(
        "the owner's list shows another title, amount, reference, code or page of \(quoted(link))",
        "店主清单里 \(quoted(link)) 的标题、金额、备注、码或页面与列表不同"))
  }

  fileprivate static func otherThumbnail(_ job: String) -> Problem {
    Problem(
      Sentence(
        "the picture of \(quoted(job)) is not its first sheet",
        "\(quoted(job)) 的图片不是它的第一张纸"))
  }
}
