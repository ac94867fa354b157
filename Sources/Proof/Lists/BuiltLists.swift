internal import Catalog
internal import Pages
internal import QRImage
internal import Support

/// A list that is not in the form that a build writes.
public struct MalformedList: Error, Hashable, Sendable {
  /// The path.
  public let path: String
  /// The byte offset of the error.
  public let offset: Int
}

/// Reads the lists that a build wrote.
enum BuiltLists {
  /// The links of `links.json`, in order.
  struct Links {
    private var elements: Elements

    /// Opens the list at a path.
    init(_ path: String) throws(ReadingError) {
      elements = try Elements(path)
    }

    /// The next link; nil after the last.
    ///
    /// - Throws: `ReadingError`, `MalformedList`.
    mutating func next() throws -> ListedLink? { try elements.next(ListedLink.init) }
  }

  private struct Elements {
    private let path: String
    private var reader: JSONListReader

    init(_ path: String) throws(ReadingError) {
      self.path = path
      reader = try JSONListReader(path)
    }

    mutating func next<Element>(_ read: (JSON) -> Element?) throws -> Element? {
      do {
        guard let value = try reader.next() else { return nil }
        if let element = read(value) { return element }
        throw MalformedList(path: path, offset: reader.offset)
      } catch let error as JSONError {
        throw MalformedList(path: path, offset: error.offset)
      }
    }
  }

  /// The links that print jobs use or leave out, from a list of links.
  static func links(of jobs: [ListedJob], in list: String) throws -> [String: ListedLink] {
    let ids = Set(jobs.flatMap { job in job.pages.flatMap { $0 }.map(\.link) + job.leftOut })
    var found: [String: ListedLink] = [:]
    do {
      var links = try Links(list)
      while let link = try links.next() {
        if ids.contains(link.id) { found[link.id] = link }
      }
    } catch is MalformedList {
      // Reported where the rows are compared.
    }
    return found
  }

  /// The print jobs of a site, in order.
  ///
  /// - Throws: `PDFPrinting.Refusal` when there are none, `ReadingError`, `MalformedList`.
  static func someJobs(in folder: String) throws -> [ListedJob] {
    let jobs: [ListedJob]
    do {
      jobs = try printJobs(in: folder)
    } catch let error as ReadingError where error.isMissing {
      throw PDFPrinting.Refusal.noJobs
    }
    if jobs.isEmpty { throw PDFPrinting.Refusal.noJobs }
    return jobs
  }

  private static func printJobs(in folder: String) throws -> [ListedJob] {
    try printJobs("\(folder)/\(OutputLayout.printJobs)")
  }

  /// The print jobs of a list, in order.
  static func printJobs(_ path: String) throws -> [ListedJob] {
    var elements = try Elements(path)
    var jobs: [ListedJob] = []
    while let job = try elements.next(job) { jobs.append(job) }
    return jobs
  }

  private static func job(_ value: JSON) -> ListedJob? {
    guard let name = value["name"]?.text, let html = value["html"]?.text,
      RelativePath.isInside(html),
      let pdf = value["pdf"]?.text, RelativePath.isInside(pdf), pdf.hasSuffix(".pdf"),
      let width = value["page_width_mm"]?.double, let height = value["page_height_mm"]?.double,
      (10...5000).contains(width), (10...5000).contains(height),
      let pages = value["pages"]?.elements
    else { return nil }
    let placements = pages.map { $0.elements?.compactMap(placement) }
    for (page, placements) in zip(pages, placements) where page.elements?.count != placements?.count
    {
      return nil
    }
    let cut = value["cut_mm"].map { frame in
      box(frame).flatMap { frame in
        value["bleed_mm"]?.double.map { PDFFile.Cut(frame: frame, bleed: $0) }
      }
    }
    if case .some(nil) = cut { return nil }
    let leftOut = value["left_out"].map { $0.elements?.map(\.text) ?? [nil] } ?? []
    guard !leftOut.contains(nil) else { return nil }
    let kind = value["kind"]?.text.flatMap { PrintJob.Kind(rawValue: $0) }
    let start = value["start"]?.double ?? 1
    guard (1...1000).contains(start) else { return nil }
    let reprint = (value["reprint"] == .boolean(true) ? kind : nil).map {
      ListedJob.Reprint(kind: $0, origin: value["reprint_of"]?.text, start: Int(start))
    }
    return ListedJob(
      name: name, sharesSheets: kind?.isShared == true, html: html, pdf: pdf,
      pageWidthInMillimetres: width, pageHeightInMillimetres: height, cut: cut ?? nil,
      leftOut: leftOut.compactMap(\.self), pages: placements.map { $0 ?? [] }, reprint: reprint)
  }

  private static func placement(_ value: JSON) -> ListedCode? {
    guard let link = value["link"]?.text, let x = value["x_mm"]?.double,
      let y = value["y_mm"]?.double, let side = value["side_mm"]?.double, side > 0,
      case let height = value["height_mm"]?.double ?? side, height > 0,
      let modules = value["modules"]?.double, (21...177).contains(modules),
      let title = value["title"]?.text, let amount = value["amount"],
      amount == .null || amount.text != nil, let piece = value["piece_mm"].flatMap(box),
      let words = value["words"]?.elements, value["full_title"].map({ $0.text != nil }) != false
    else { return nil }
    let ground = value["ground_mm"].map(box)
    if case .some(nil) = ground { return nil }
    let pictures = value["pictures_mm"]?.elements ?? []
    let result = ListedCode(
      link: link, x: x, y: y, side: side, height: height, sideInModules: Int(modules),
      level: value["level"]?.text.flatMap { ErrorCorrectionLevel(rawValue: $0) }, piece: piece,
      ground: (ground ?? nil) ?? piece, title: title,
      fullTitle: value["full_title"]?.text ?? title,
      amount: amount.text, words: words.compactMap(\.text), pictures: pictures.compactMap(box),
      isTurned: value["rotated"]?.double == 180)
    let isWhole = result.words.count == words.count && result.pictures.count == pictures.count
    return isWhole ? result : nil
  }

  /// A rectangle from its left and top edge, width and height.
  private static func box(_ value: JSON) -> PageBox? {
    guard let numbers = value.elements?.map(\.double), numbers.count == 4, let left = numbers[0],
      let top = numbers[1], let width = numbers[2], let height = numbers[3]
    else { return nil }
    return PageBox(left: left, top: top, right: left + width, bottom: top + height)
  }
}
