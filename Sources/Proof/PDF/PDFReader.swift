internal import Site
internal import Support

/// Reads PDFs with Poppler's programs, which share no code with the browser that prints them.
struct PDFReader: Sendable {
  private let info: ExternalProgram
  private let render: ExternalProgram
  private let words: ExternalProgram

  /// The resolution at which a page of a size in millimetres is rendered, in dots an inch.
  ///
  /// 300, or less if the picture would be wider than 15,000 pixels or have more than 64 million,
  /// which not every `zbarimg` opens (ImageMagick's usual policy: 16 KP a side, 1 GiB in all).
  static func resolution(width: Double, height: Double) -> Int {
    let (width, height) = (width / 25.4, height / 25.4)
    let most = min(15_000 / max(width, height), (64_000_000 / (width * height)).squareRoot())
    return Int(min(300, most))
  }

  /// Finds the programs.
  init(in environment: [String: String]) throws {
    guard let info = ExternalProgram.find("pdfinfo", in: environment),
      let render = ExternalProgram.find("pdftoppm", in: environment),
      let words = ExternalProgram.find("pdftotext", in: environment)
    else { throw MissingProgram(purpose: .readingPDFs, name: nil) }
    self.info = info
    self.render = render
    self.words = words
  }

  /// The size of each page.
  func pageSizes(_ path: String) async throws -> [Difference.Size] {
    let report = String(
      decoding: try await info.output(["-l", "1000000", path], limit: .seconds(120)),
      as: UTF8.self)
    // "Page    1 size:  595.276 x 841.89 pts (A4)"
    return report.split(separator: "\n").compactMap { line in
      let fields = line.split(separator: " ")
      guard line.hasPrefix("Page "), fields.count >= 7, fields[2] == "size:",
        let width = Double(fields[3]), let height = Double(fields[5])
      else { return nil }
      return Difference.Size(
        width: width / PDFFile.pointsPerMillimetre, height: height / PDFFile.pointsPerMillimetre)
    }
  }

  /// A page in grey, also left in the folder as `page.pgm`.
  func picture(
    _ path: String, page: Int, resolution: Int, in work: WorkFolder
  ) async throws -> GrayPicture? {
    _ = try await render.output(
      [
        "-gray", "-r", "\(resolution)", "-f", "\(page)", "-singlefile", path,
        "\(work.path)/page",
      ], limit: .seconds(120))
    return GrayPicture(try InputFile.bytes(of: "\(work.path)/page.pgm"))
  }

  /// The words on a page; `isTurned` if the pages of the file are turned by 180 degrees.
  func text(_ path: String, page: Int, isTurned: Bool = false) async throws -> PageText {
    let report = try await words.output(
      ["-bbox", "-enc", "UTF-8", "-f", "\(page)", "-l", "\(page)", path, "-"],
      limit: .seconds(120))
    return PageText(String(decoding: report, as: UTF8.self), isTurned: isTurned)
  }
}
