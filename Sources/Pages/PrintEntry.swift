internal import Catalog
public import Print
internal import Support

/// What the index says of a print job.
public struct PrintEntry: Sendable {
  /// The job's name.
  var name: String
  /// What is printed.
  var kind: PrintJob.Kind
  /// The size of its pages, marks and bleed included.
  var page: PaperSize
  /// How many pages there are.
  package var sheetCount: Int

  /// What the index says of a job that was made.
  public init(_ run: PrintRun, sheetCount: Int) {
    name = run.job.name
    kind = run.job.kind
    page = run.page
    self.sheetCount = sheetCount
  }

  func scope(_ language: Language) -> TemplateScope {
    TemplateScope([
      .text(name),
      .text(PrintWords.kind(kind).text(in: language)),
      .text(PrintWords.paper(page, language)),
      .text(PrintWords.sheetCount(sheetCount, kind, language)),
      .text(OutputLayout.printPage(name)),
    ])
  }
}

/// The words of the index for print jobs.
private enum PrintWords {
  static func kind(_ kind: PrintJob.Kind) -> Sentence {
    switch kind {
    case .poster: Sentence("Poster", "海报")
    case .tent: Sentence("Table tent", "桌卡")
    case .labels: Sentence("Labels", "标签")
    case .cards: Sentence("Cards", "卡片")
    case .roll: Sentence("Label roll", "卷纸标签")
    }
  }

  /// The paper to put into the printer: a name where the size has one.
  static func paper(_ size: PaperSize, _ language: Language) -> String {
    for named in PaperSize.named {
      guard let name = named.name else { continue }
      if named.width == size.width, named.height == size.height { return name }
      if named.width == size.height, named.height == size.width {
        return Sentence("\(name) landscape", "\(name) 横向").text(in: language)
      }
    }
    let width = Decimals.text(size.width, decimals: 1)
    let height = Decimals.text(size.height, decimals: 1)
    return Sentence("\(width) × \(height) mm", "\(width) × \(height) 毫米").text(in: language)
  }

  static func sheetCount(
    _ count: Int, _ kind: PrintJob.Kind, _ language: Language
  ) -> String {
    switch (language, kind) {
    case (.english, .roll): count == 1 ? "1 label" : "\(count) labels"
    case (.english, _): count == 1 ? "1 sheet" : "\(count) sheets"
    case (.chinese, _): "\(count) 张"
    }
  }
}
