internal import Site
internal import Support

/// Draws the pages of a job as pictures, after the cut.
struct JobPictures: Sendable {
  let job: ListedJob
  /// The PDF.
  let path: String
  let links: [String: ListedLink]

  /// The least length of a shared picture's longer side in pixels, more than phones show.
  private static let leastSide = 2000.0
  private static let mostSide = 6000.0
  /// The least pixels a module: what phones need, and some more for pictures that are made smaller.
  private static let pixelsPerModule = 4.0
  private static let thumbnailSide = 420.0
  private static let thumbnailCount = 12

  /// The part of the page that remains after the cut.
  private var frame: PageBox {
    job.cut?.frame
      ?? PageBox(
        left: 0, top: 0, right: job.pageWidthInMillimetres, bottom: job.pageHeightInMillimetres)
  }

  private var longerSide: Double { max(frame.right - frame.left, frame.height) }

  /// A picture of each page, whose codes were read back.
  ///
  /// - Throws: `PrintShop.Refusal` when a code cannot be read, `ProgramError`, `ReadingError`.
  func shared(
    _ reader: CodeReader, _ environment: [String: String], in work: WorkFolder
  ) async throws -> [PrintShop.File] {
    let module =
      job.pages.joined().map { min($0.side, $0.height) / Double($0.sideInModules) }.min() ?? 1
    let scale = min(
      max(Self.leastSide / longerSide, Self.pixelsPerModule / module), Self.mostSide / longerSide)
    var files: [PrintShop.File] = []
    for (index, codes) in job.pages.enumerated() {
      let bytes = try await draw(page: index + 1, scale: scale, environment, in: work)
      let texts = try await reader.read([Self.name], in: work.path)[Self.name] ?? []
      let expected = Set(codes.compactMap { links[$0.link]?.codeText })
      guard expected.subtracting(texts).isEmpty else {
        throw PrintShop.Refusal.unreadablePicture(job: job.name, page: index + 1)
      }
      // No job's name has a plus: poster+1 is never the job poster-1.
      let number = job.pages.count == 1 ? "" : "+\(index + 1)"
      files.append(PrintShop.File(name: "\(job.name)\(number).png", bytes: bytes))
    }
    return files
  }

  /// Small pictures of the first pages.
  func thumbnails(
    _ environment: [String: String], in work: WorkFolder
  ) async throws -> [[UInt8]] {
    var pictures: [[UInt8]] = []
    for page in 1...max(1, min(job.pages.count, Self.thumbnailCount)) {
      pictures.append(
        try await draw(
          page: page, scale: Self.thumbnailSide / longerSide, environment, in: work))
    }
    return pictures
  }

  private static let name = "picture.png"

  /// A page at a scale in pixels a millimetre.
  private func draw(
    page: Int, scale: Double, _ environment: [String: String], in work: WorkFolder
  ) async throws -> [UInt8] {
    guard let render = ExternalProgram.find("pdftoppm", in: environment) else {
      throw MissingProgram(purpose: .readingPDFs, name: nil)
    }
    try work.files.removeFile(Self.name)
    func pixels(_ millimetres: Double) -> String { "\(Int((millimetres * scale).rounded()))" }
    _ = try await render.output(
      [
        "-png", "-r", Decimals.text(scale * 25.4, decimals: 4), "-f", "\(page)", "-l", "\(page)",
        "-singlefile", "-x", pixels(frame.left), "-y", pixels(frame.top),
        "-W", pixels(frame.right - frame.left), "-H", pixels(frame.height), path,
        "\(work.path)/\(Self.name.dropLast(4))",
      ], limit: .seconds(300))
    return try work.files.bytes(of: Self.name)
  }
}
