internal import Support

extension ChangeReport {
  /// An effect in words, such as `1 page, 12 labels to reprint on 1 sheet, 3 posters forward`; nil
  /// for none.
  func words(of effect: PaperEffect) -> Sentence? {
    var parts: [Sentence] = []
    if effect.pageCount > 0 {
      parts.append(Sentence(counted(effect.pageCount, "page"), "\(effect.pageCount) 个网页"))
    }
    for action in PaperEffect.Action.allCases {
      for kind in Self.kinds {
        let keys = effect.pieces.filter { $0.key.action == action && $0.key.kind == kind }
        let count = keys.values.map(\.count).reduce(0, +)
        guard count > 0 else { continue }
        let sheets = keys.compactMap { sheetCount($0.key, $0.value) }
        let allSheets = sheets.count == keys.count ? sheets.reduce(0, +) : nil
        parts.append(Self.words(action, kind: kind, count, sheets: allSheets))
      }
    }
    guard !parts.isEmpty else { return nil }
    return Sentence(
      parts.map(\.english).joined(separator: ", "), parts.map(\.chinese).joined(separator: "，"))
  }

  /// The kinds of print jobs in the order in which they are named.
  private static let kinds = [
    "poster", "tent", "plate", "menu", "board", "labels", "cards", "roll",
  ]

  /// A number of pieces: `12 labels`.
  static func pieces(_ kind: String, _ count: Int) -> Sentence {
    switch kind {
    case "poster": Sentence(counted(count, "poster"), "\(count) 张海报")
    case "tent": Sentence(counted(count, "table card"), "\(count) 张桌卡")
    case "cards": Sentence(counted(count, "card"), "\(count) 张卡片")
    case "roll": Sentence(counted(count, "roll label"), "\(count) 张卷纸标签")
    case "plate": Sentence(counted(count, "table plate"), "\(count) 块台牌")
    case "menu": Sentence(counted(count, "menu row"), "\(count) 行菜单")
    case "board":
      Sentence("\(counted(count, "code")) on the board", "收款牌上 \(count) 个码")
    default: Sentence(counted(count, "label"), "\(count) 张标签")
    }
  }

  private static func words(
    _ action: PaperEffect.Action, kind: String, _ count: Int, sheets: Int?
  ) -> Sentence {
    let pieces = Self.pieces(kind, count)
    let on = sheets.map { Sentence(" on \(counted($0, "sheet"))", "（\($0) 张纸）") }
    let (english, chinese) = (on?.english ?? "", on?.chinese ?? "")
    let isOne = count == 1
    switch action {
    case .print:
      return Sentence("\(pieces.english) to print\(english)", "\(pieces.chinese)要打印\(chinese)")
    case .reprint:
      return Sentence("\(pieces.english) to reprint\(english)", "\(pieces.chinese)要重印\(chinese)")
    case .takeDown:
      return Sentence("\(pieces.english) to take down", "\(pieces.chinese)要撤下")
    case .oldWords:
      return Sentence(
        "\(pieces.english) \(isOne ? "shows" : "show") the old words",
        "\(pieces.chinese)\(kind == "board" ? "旁" : "上")是旧的文字")
    case .forward:
      return Sentence(
        "\(pieces.english) \(isOne ? "forwards" : "forward")", "\(pieces.chinese)会自动转到新内容")
    }
  }
}
