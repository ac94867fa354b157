internal import Pages
internal import QRImage
internal import Support

/// What a print shop gets of a job: its PDF, each code alone, a list, and a sheet to compare with.
struct JobArchive {
  let job: ListedJob
  let links: [String: ListedLink]
  let language: Language

  /// The pieces in the order of the pages, each with its link.
  private var pieces: [(page: Int, number: Int, code: ListedCode, link: ListedLink)] {
    job.pages.enumerated().flatMap { index, codes in
      codes.enumerated().compactMap { number, code in
        links[code.link].map { (index + 1, number + 1, code, $0) }
      }
    }
  }

  /// Whether an archive has an entry for each file of a job: two for each link, and those of the job.
  static func hasRoom(for job: ListedJob) -> Bool {
    let links = Set(job.pages.joined().map(\.link))
    return 2 * links.count + job.pages.count + ownEntryCount <= ZIPWriter.maximumEntryCount
  }

  /// Two PDFs, the proof sheet, the list and the instructions.
  private static let ownEntryCount = 5

  /// The name of the proof sheet; no job's name has a plus.
  static func proofSheetName(_ job: String) -> String { "\(job)+proof.pdf" }

  /// The archive with some files.
  ///
  /// - Throws: `PrintShop.Refusal`, `MalformedList` for a list of jobs of an earlier version.
  func bytes(_ files: [PrintShop.File]) throws -> [UInt8] {
    var archive = ZIPWriter()
    do {
      for file in files { try archive.add("\(job.name)/\(file.name)", file.bytes) }
      try archive.add("\(job.name)/list.csv", Array(list().utf8))
      try archive.add("\(job.name)/READ-ME.txt", Array(instructions.utf8))
      var known: Set<String> = []
      for (_, _, code, link) in pieces where known.insert(link.id).inserted {
        let symbol = try QRSymbol(link.codeText, size: symbolSize(of: code))
        let width = code.width(withBorderOf: symbol.size)
        let name = "\(job.name)/codes/\(link.id)"
        try archive.add("\(name).pdf", symbol.pdf(widthInMillimetres: width))
        try archive.add("\(name).eps", symbol.eps(widthInMillimetres: width))
      }
    } catch is ZIPWriter.Full {
      throw PrintShop.Refusal.archiveTooLarge(job: job.name)
    }
    return archive.finish()
  }

  private func symbolSize(of code: ListedCode) throws(MalformedList) -> SymbolSize {
    guard let size = code.size else {
      throw MalformedList(path: OutputLayout.printJobs, offset: 0)
    }
    return size
  }

  /// The list of all pieces, each with the widths of its code and of the code's file, which has the
  /// white border.
  private func list() throws(MalformedList) -> String {
    let columns = [
      "page", "place", "id", "title", "amount", "code", "code_width_mm", "x_mm", "y_mm",
      "file_width_mm",
    ]
    var text = CSVWriter.byteOrderMark + CSVWriter.line(columns, isRaw: false)
    for (page, number, code, link) in pieces {
      let file = try code.width(withBorderOf: symbolSize(of: code))
      text += CSVWriter.line(
        [
          "\(page)", "\(number)", link.id, code.title, code.amount, link.codeText,
          Self.length(code.side), Self.length(code.x), Self.length(code.y), Self.length(file),
        ], isRaw: false)
    }
    return text
  }

  private static func length(_ millimetres: Double) -> String {
    Decimals.text(millimetres, decimals: 2)
  }

  private var size: String {
    let frame = job.cut?.frame
    let width = frame.map { $0.right - $0.left } ?? job.pageWidthInMillimetres
    let height = frame?.height ?? job.pageHeightInMillimetres
    return "\(Self.length(width)) × \(Self.length(height))"
  }

  /// What the shop has to know, in both languages.
  private var instructions: String {
    let bleed = job.cut.map { Self.length($0.bleed) } ?? "0"
    let lines = [
      Sentence(
        "Job: \(job.name), \(counted(job.pages.count, "page"))",
        "任务：\(job.name)，共 \(job.pages.count) 页"),
      Sentence(
        "Size after the cut: \(size) mm, bleed \(bleed) mm",
        "成品尺寸：\(size) 毫米，出血 \(bleed) 毫米"),
      Sentence(
        "Print at 100 %. Do not scale, trim or redraw the codes, and keep their white border.",
        "请按 100% 印刷。不要缩放、裁切或重画二维码，并保留码四周的白边。"),
      Sentence(
        "Codes must be in black ink alone. Files in codes/ are vectors in black ink, with the white border: "
          + "place them at file_width_mm of list.csv.",
        "二维码只用黑色一种油墨。codes/ 里是纯黑的矢量文件，含白边：置入时宽度请用 list.csv 里的 file_width_mm。"),
      Sentence(
        "Before the run, scan a proof: each code must open the address in list.csv.",
        "开印前请扫打样：每个码都应打开 list.csv 里的网址。"),
    ]
    let ordered = language == .chinese ? [Language.chinese, .english] : [.english, .chinese]
    return ordered.map { language in
      lines.map { $0.text(in: language) }.joined(separator: "\r\n")
    }.joined(separator: "\r\n\r\n") + "\r\n"
  }

  /// The sheet to compare prints with.
  func proofSheet(_ thumbnails: [[UInt8]]) -> ProofSheet {
    ProofSheet(
      job: job.name, size: size, pageCount: job.pages.count, language: language,
      thumbnails: thumbnails,
      rows: pieces.map { piece in
        ProofSheet.Row(
          page: piece.page, number: piece.number, id: piece.link.id, title: piece.code.title,
          amount: piece.code.amount, text: piece.link.codeText)
      })
  }
}
