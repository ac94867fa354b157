package import Site
internal import Support

/// Draws sheets of print jobs as pictures: the browser prints them, Poppler draws them.
package struct SheetPictures: Sendable {
  /// A page of print jobs, and the pictures of its sheets.
  package struct Request: Sendable {
    /// The page.
    package let html: [UInt8]
    /// The sheets, counted from 1, and the absolute path of the PNG of each.
    package let pictures: [(sheet: Int, path: String)]

    /// A page and its sheets.
    package init(html: [UInt8], pictures: [(sheet: Int, path: String)]) {
      self.html = html
      self.pictures = pictures
    }
  }

  private let browser: Browser
  private let limit: Duration
  private let render: ExternalProgram

  /// The resolution of the pictures, in dots an inch: sharp enough to compare on a screen.
  private static let resolution = 96

  /// Finds the programs; the limit is that of each page.
  package init(
    browser: Browser, limit: Duration, environment: [String: String]
  ) throws(MissingProgram) {
    guard let render = ExternalProgram.find("pdftoppm", in: environment) else {
      throw MissingProgram(purpose: .readingPDFs, name: nil)
    }
    self.browser = browser
    self.limit = limit
    self.render = render
  }

  /// Draws the sheets; temporary files go into a folder with an absolute path.
  ///
  /// - Throws: `ProgramError`, `WritingError`, `CancellationError`.
  package func draw(_ requests: [Request], in work: WorkFolder) async throws {
    try await browser.printing(profile: "\(work.path)/profile", limit: limit) { browser in
      for (number, request) in requests.enumerated() {
        try work.write(request.html, to: "\(number).html")
        let pdf = try await browser.pdf(of: "\(work.path)/\(number).html")
        try work.write(pdf, to: "\(number).pdf")
      }
    }
    for (number, request) in requests.enumerated() {
      for (sheet, path) in request.pictures {
        _ = try await render.output(
          [
            "-png", "-r", "\(Self.resolution)", "-f", "\(sheet)", "-l", "\(sheet)", "-singlefile",
            "\(work.path)/\(number).pdf", path.hasSuffix(".png") ? String(path.dropLast(4)) : path,
          ], limit: .seconds(120))
      }
    }
  }
}
