internal import Support

/// The page of a print job, split into groups of a few sheets that are printed one by one.
///
/// A browser prints some sheets together much faster than one at a time. A group ends with a sheet
/// whose digest says so, on average one in four, and at the latest with the eighth. So a sheet that is
/// added or removed changes its own group, sometimes the next ones up to a sheet that ends one, and
/// leaves the others as they are.
struct SheetPage {
  /// Sheets that are printed together.
  struct Group {
    /// The digest of all that the print depends on.
    let key: ContentDigest
    let sheets: [ArraySlice<UInt8>]
  }

  /// The groups, in order.
  let groups: [Group]
  private let head: [UInt8]
  private let tail: ArraySlice<UInt8>

  /// One sheet in so many ends its group, by its digest.
  private static let usualSize: UInt64 = 4
  /// How many sheets a group has at most.
  private static let maximumSize = 8

  /// The start of each sheet's line.
  private static let start = Array("<div class=\"sheet\">".utf8)

  /// The end of each sheet's line.
  private static let end = Array("</svg></div>".utf8)

  /// How much larger the browser's sheets are, in millimetres.
  private static let room = 1.0

  /// Splits a page; nil when no build wrote it.
  ///
  /// - Parameter browser: the browser's version, as it may draw otherwise in another one.
  init?(_ page: [UInt8], of job: ListedJob, browser: String) {
    let lines = page.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
    let all = lines.filter { $0.starts(with: Self.start) }
    guard let first = all.first, let last = all.last, let sheets = Self.sheets(of: job, among: all),
      let head = Self.enlarged(page[..<first.startIndex], job)
    else { return nil }
    self.head = head
    tail = page[min(last.endIndex + 1, page.endIndex)...]
    var common = FieldsDigester()
    common.add(browser)
    common.add(ContentDigest(head))
    common.add(ContentDigest(Array(tail)))
    common.add("\(job.pageWidthInMillimetres) \(job.pageHeightInMillimetres)")
    common.add(
      job.cut.map {
        "\($0.frame.left) \($0.frame.top) \($0.frame.right) \($0.frame.bottom) \($0.bleed)"
      })
    groups = Self.groups(of: sheets, common.take())
  }

  /// The sheets that are printed; nil if the page has others than the job.
  private static func sheets(
    of job: ListedJob, among all: [ArraySlice<UInt8>]
  ) -> [ArraySlice<UInt8>]? {
    guard let part = job.part else { return all }
    guard all.count > part.sheets.last ?? 0 else { return nil }
    var sheets: [ArraySlice<UInt8>] = []
    for index in part.sheets {
      guard let clip = part.clips[index] else {
        sheets.append(all[index])
        continue
      }
      guard let sheet = clipped(all[index], to: clip, of: job) else { return nil }
      sheets.append(sheet)
    }
    return sheets
  }

  /// A sheet without some of its pieces; what lies around all of them, such as cut marks, stays.
  private static func clipped(
    _ sheet: ArraySlice<UInt8>, to clip: ListedJob.Clip, of job: ListedJob
  ) -> ArraySlice<UInt8>? {
    guard sheet.suffix(end.count).elementsEqual(end),
      // The inner picture begins behind its tag.
      let tagEnd = sheet[(sheet.startIndex + start.count)...].firstIndex(of: UInt8(ascii: ">"))
    else { return nil }
    let (width, height) = (job.pageWidthInMillimetres, job.pageHeightInMillimetres)
    let left = clip.all.map(\.left).min() ?? 0
    let right = clip.all.map(\.right).max() ?? 0
    let top = clip.all.map(\.top).min() ?? 0
    let bottom = clip.all.map(\.bottom).max() ?? 0
    // A hole runs the other way round (SVG 2, 13.4.2, "nonzero").
    let path =
      "M0 0h\(width)v\(height)h\(-width)zM\(left) \(top)v\(bottom - top)h\(right - left)"
      + "v\(top - bottom)z"
      + clip.printed.map { box in
        "M\(box.left) \(box.top)h\(box.right - box.left)v\(box.bottom - box.top)"
          + "h\(box.left - box.right)z"
      }.joined()
    // Sheets are printed from one page, where `url` finds the first element with an id: sheets share one
    // only if they have the same clip.
    let id = "only-\(ContentDigest(Array(path.utf8)).hexadecimal)"
    let around =
      "<clipPath id=\"\(id)\"><path d=\"\(path)\"/></clipPath><g clip-path=\"url(#\(id))\">"
    let body = sheet[(tagEnd + 1)...].dropLast(end.count)
    return sheet[...tagEnd] + Array(around.utf8) + body + Array("</g>".utf8) + end
  }

  private static func groups(
    of sheets: [ArraySlice<UInt8>], _ common: ContentDigest
  ) -> [Group] {
    var groups: [Group] = []
    var (open, fields) = ([ArraySlice<UInt8>](), FieldsDigester())
    for (index, sheet) in sheets.enumerated() {
      if open.isEmpty { fields.add(common) }
      open.append(sheet)
      let digest = ContentDigest(Array(sheet))
      fields.add(digest)
      guard
        digest.low % usualSize == 0 || open.count == maximumSize || index == sheets.count - 1
      else { continue }
      groups.append(Group(key: fields.take(), sheets: open))
      open = []
    }
    return groups
  }

  /// A page with some of the groups.
  func page(with groups: ArraySlice<Group>) -> [UInt8] {
    head + groups.flatMap(\.sheets).flatMap { $0 + [UInt8(ascii: "\n")] } + tail
  }

  /// The page's head with extra room at the right and the bottom of each sheet.
  ///
  /// Chromium rounds sheets to whole CSS pixels, up to 0.2 mm either way, and clips what lies
  /// beyond the edge; for that reason the page itself makes its sheets slightly lower than the
  /// paper. This undoes that and makes the sheets too large; the PDF is then cropped exactly.
  private static func enlarged(_ head: ArraySlice<UInt8>, _ job: ListedJob) -> [UInt8]? {
    let tag = Array("<head>".utf8)
    guard
      let start = head.indices.dropLast(tag.count - 1).first(where: {
        head[$0] == tag[0] && head[$0..<($0 + tag.count)].elementsEqual(tag)
      })
    else { return nil }
    let end = start + tag.count
    let width = job.pageWidthInMillimetres + room
    let height = job.pageHeightInMillimetres + room
    let insertion =
      "<style>@page{size:\(width)mm \(height)mm !important;margin:0 !important}"
      + ".sheet{height:\(job.pageHeightInMillimetres)mm !important}</style>"
    return head[..<end] + Array(insertion.utf8) + head[end...]
  }

  /// The PDF of some sheets, cropped, and without a date.
  ///
  /// - Throws: `Refusal` for another number of pages, `UnexpectedForm`.
  static func trimmed(_ bytes: [UInt8], sheetCount: Int, of job: ListedJob) throws -> PDFFile {
    let pdf = try PDFFile(bytes)
    guard pdf.pageSizes.count == sheetCount else {
      throw PDFPrinting.Refusal.otherPages(
        job: job.name, expected: sheetCount, found: pdf.pageSizes.count)
    }
    let wide = (job.pageWidthInMillimetres + room) * PDFFile.pointsPerMillimetre
    let high = (job.pageHeightInMillimetres + room) * PDFFile.pointsPerMillimetre
    for size in pdf.pageSizes where abs(size.width - wide) > 1.5 || abs(size.height - high) > 1.5 {
      throw PDFFile.UnexpectedForm()
    }
    return try PDFFile(
      pdf.trimmed(
        toWidth: job.pageWidthInMillimetres, height: job.pageHeightInMillimetres, cut: job.cut))
  }
}
