internal import Support

extension PrintJob.Kind {
  /// Whether a sheet shows several links, which are laid out and printed together.
  public var isShared: Bool { self == .menu || self == .board }

  /// Whether a print may begin in the middle of a sheet.
  public var takesStart: Bool { ownKeys.contains("start") }

  /// The keys of the kind, besides those of all.
  var ownKeys: [String] {
    switch self {
    case .poster: ["design", "cut_marks", "bleed"]
    case .tent: ["design", "fold", "stock", "cut_marks", "bleed"]
    case .labels: ["design", "stock", "start", "fill"]
    case .cards: ["design", "stock", "start", "fill", "card", "cut_marks", "bleed"]
    case .roll: []
    case .plate: ["design", "size", "corner", "start", "bleed"]
    case .menu: ["design", "headings", "cut_marks", "bleed"]
    case .board: ["design", "cut_marks", "bleed"]
    }
  }

  /// Keys of other kinds that authors easily expect to work here too.
  var keysWithoutUse: [String] {
    switch self {
    case .poster, .tent, .cards, .plate: []
    case .labels: ["logo", "note", "wallets"]
    case .roll: ["logo", "note", "ruler", "wallets"]
    case .menu, .board: ["only", "wallets"]
    }
  }
}

extension Problem {
  static func keyWithoutUse(_ key: String, on kind: PrintJob.Kind) -> Problem {
    let hint =
      kind.isShared && key == "wallets"
      ? Sentence(
        "delete it: a line on the sheet says what to pay with", "请删掉：纸上有一行字说明用什么付款")
      : kind.isShared
        ? Sentence(
          "delete it: a sheet with several codes is printed whole", "请删掉：有几个码的一张纸只能整张打印")
        : Sentence(
          "delete it: labels show title, amount and code; posters, tents and cards have room for more",
          "请删掉：标签上只有标题、金额和码；poster、tent 和 cards 才有更多地方")
    return Problem(
      Sentence("\(key) does nothing on \(kind.rawValue)", "\(key) 对 \(kind.rawValue) 不起作用"),
      hint: hint)
  }
}
