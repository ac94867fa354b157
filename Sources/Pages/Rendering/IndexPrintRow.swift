internal import Catalog
public import Print
internal import Support

/// A print job as the index lists it.
public struct IndexPrintRow: Sendable {
  /// The job's name.
  var name: String
  /// What is printed.
  var kind: PrintJob.Kind
  /// The page size, with marks and bleed.
  var page: PaperSize
  /// The number of pages.
  package var sheetCount: Int

  /// The row of a finished job.
  public init(_ typesetter: JobTypesetter, sheetCount: Int) {
    name = typesetter.job.name
    kind = typesetter.job.kind
    page = typesetter.page
    self.sheetCount = sheetCount
  }

  /// What is printed, in words.
  var kindName: Sentence {
    switch kind {
    case .poster: Sentence("Poster", "海报")
    case .tent: Sentence("Table tent", "桌卡")
    case .labels: Sentence("Labels", "标签")
    case .cards: Sentence("Cards", "卡片")
    case .roll: Sentence("Label roll", "卷纸标签")
    case .plate: Sentence("Table plates", "台牌")
    case .menu: Sentence("Menu", "菜单")
    case .board: Sentence("Board", "收款牌")
    }
  }

  /// The paper to load, by name if its size has one.
  var paperName: Sentence {
    for named in PaperSize.named {
      guard let name = named.name else { continue }
      if named.width == page.width, named.height == page.height { return Sentence(name, name) }
      if named.width == page.height, named.height == page.width {
        return Sentence("\(name) landscape", "\(name) 横向")
      }
    }
    let width = Decimals.text(page.width, decimals: 1)
    let height = Decimals.text(page.height, decimals: 1)
    return Sentence("\(width) × \(height) mm", "\(width) × \(height) 毫米")
  }

  /// The number of sheets or labels, in words.
  var sheetCountText: Sentence {
    let unit = kind == .roll ? "label" : "sheet"
    return Sentence("\(sheetCount) \(unit)\(sheetCount == 1 ? "" : "s")", "\(sheetCount) 张")
  }
}
