internal import Site
internal import Support

/// Proves a PDF in four inks: each code is where it should be, reads as its link, and has no ink but
/// black.
struct PressProof: Sendable {
  let conversion: PressConversion
  let codes: CodeReader
  let pdfs: PDFReader
  let links: [String: ListedLink]

  /// The resolution at which inks are looked at, in dots an inch.
  private static let inkResolution = 150
  /// The middle of a code that the shop's picture may cover, as a share of its side.
  private static let markShare = 0.4

  /// Proves the PDF of a job, whose name is a file in the work folder.
  ///
  /// - Throws: `PrintShop.Refusal`, `ProgramError`, `WritingError`, `CancellationError`.
  func check(_ job: ListedJob, _ name: String, hasMark: Bool, in work: WorkFolder) async throws {
    let path = "\(work.path)/\(name)"
    let sizes = try await pdfs.pageSizes(path)
    guard sizes.count == job.pages.count,
      sizes.allSatisfy({
        abs($0.width - job.pageWidthInMillimetres) < 0.1
          && abs($0.height - job.pageHeightInMillimetres) < 0.1
      })
    else { throw PrintShop.Refusal.otherPress(job: job.name, nil) }
    let resolution = PDFReader.resolution(
      width: job.pageWidthInMillimetres, height: job.pageHeightInMillimetres)
    for (index, placed) in job.pages.enumerated() {
      let page = index + 1
      guard
        let picture = try await pdfs.picture(path, page: page, resolution: resolution, in: work)
      else { throw PrintShop.Refusal.otherPress(job: job.name, nil) }
      let proof = PageProof(
        path: job.pdf, page: page, codes: placed, links: links, picture: picture,
        pixelsPerMillimetre: Double(resolution) / 25.4, text: nil, turnedText: nil)
      if let found = try await proof.differences(codes, in: work).first {
        throw PrintShop.Refusal.otherPress(
          job: job.name, found.difference(leadingTo: nil))
      }
      try await checkInks(job, name, page: page, placed, hasMark: hasMark, in: work)
    }
  }

  private func checkInks(
    _ job: ListedJob, _ name: String, page: Int, _ placed: [ListedCode], hasMark: Bool,
    in work: WorkFolder
  ) async throws {
    let resolution = min(
      Self.inkResolution,
      PDFReader.resolution(width: job.pageWidthInMillimetres, height: job.pageHeightInMillimetres))
    guard
      let inks = try await conversion.inks(of: name, page: page, resolution: resolution, in: work)
    else { throw PrintShop.Refusal.otherPress(job: job.name, nil) }
    let scale = Double(resolution) / 25.4
    for code in placed {
      func area(_ share: Double) -> GrayPicture.Area {
        let (right, down) = (code.side * share / 2, code.height * share / 2)
        let (x, y) = (code.x + code.side / 2, code.y + code.height / 2)
        return GrayPicture.Area(
          left: Int((x - right) * scale), top: Int((y - down) * scale),
          right: Int(((x + right) * scale).rounded(.up)),
          bottom: Int(((y + down) * scale).rounded(.up)))
      }
      if inks.hasColour(in: area(1), except: hasMark ? area(Self.markShare) : nil) {
        throw PrintShop.Refusal.colouredCode(job: job.name, page: page, link: code.link)
      }
    }
  }
}
