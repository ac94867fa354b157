internal import Catalog
internal import QRImage
internal import Support

// Whether cameras resolve the modules of a code, and printers print them.

extension CodeJudge {
  /// `module-small`: the modules are too small, at whatever distance.
  func moduleIssues(_ facts: CodeFacts) -> [CodeIssue] {
    let found = severity(
      facts.module, error: ModuleSizeLimits.error, warning: ModuleSizeLimits.warning,
      note: ModuleSizeLimits.note)
    guard let found else { return [] }
    let (link, module) = (facts.link, hundredths(facts.module))
    return [
      CodeIssue(
        "module-small", found, badness: -facts.module,
        Sentence(
          "the squares of the code of \(link.english) are \(module) mm wide; 0.60 mm are good, under 0.40 mm "
            + "phones have trouble",
          "\(link.chinesePrefix)的码每个小方格宽 \(module) 毫米；0.60 毫米为佳，小于 0.40 毫米手机不易识别"),
        hint: Sentence(
          "\(wider.english), or \(Sentence.shorterAddress.english)",
          "\(wider.chinese)，或\(Sentence.shorterAddress.chinese)"))
    ]
  }

  /// `distance`: the code is too small for its reading distance.
  func distanceIssues(_ facts: CodeFacts) -> [CodeIssue] {
    let reading = ReadingDistance(facts.distance, facts.size)
    let least = ReadingDistance(facts.leastDistance, facts.size).leastWidth
    let found = severity(facts.width, error: least, warning: reading.comfortableWidth)
    guard let found else { return [] }
    let lengths = LengthGap(wanted: reading.comfortableWidth, there: facts.width)
    let (link, distance) = (facts.link, tenths(facts.distance / 10))
    return [
      CodeIssue(
        "distance", found, badness: reading.comfortableWidth - facts.width,
        Sentence(
          "the code of \(link.english) is \(lengths.there) mm wide; to be read from \(distance) cm it needs "
            + "\(lengths.wanted) mm: \(lengths.missing) mm are missing",
          "\(link.chinesePrefix)的码宽 \(lengths.there) 毫米；从 \(distance) 厘米外扫码需要 \(lengths.wanted) 毫米，差 "
            + "\(lengths.missing) 毫米"),
        hint: Sentence(
          "\(nearer.english), or \(Sentence.shorterAddress.english)",
          "\(nearer.chinese)，或\(Sentence.shorterAddress.chinese)"))
    ]
  }

  /// `printer-dots` and `ink-gain`: the printer distorts the modules.
  func printerIssues(_ facts: CodeFacts) -> [CodeIssue] {
    let link = facts.link
    var issues: [CodeIssue] = []
    let dots = facts.module * Double(job.dotsPerInch) / 25.4
    let isWhole = abs(dots - dots.rounded()) < 0.005
    let found = severity(
      dots, error: ModuleSizeLimits.errorInDots, warning: ModuleSizeLimits.warningInDots,
      note: isWhole ? nil : ModuleSizeLimits.noteInDots)
    if let found {
      issues.append(
        CodeIssue(
          "printer-dots", found, badness: -dots,
          Sentence(
            "at \(job.dotsPerInch) dpi a square of the code of \(link.english) is \(hundredths(dots)) dots wide: "
              + "its edges will be uneven",
            "以 \(job.dotsPerInch) dpi 打印时，\(link.chinesePrefix)的码每个小方格只有 \(hundredths(dots)) 个点，边缘会不整齐"
          ),
          hint: Sentence(
            "6 dots or more, or exactly 4 or 5, print evenly: \(wider.english), or use a printer with more "
              + "dpi and write its `dpi:`",
            "6 个点以上，或正好 4 个、5 个点才整齐：\(wider.chinese)，或改用分辨率更高的打印机，并把它的 dpi 写进 `dpi:`")))
    }
    let gain = job.printer == .laser ? 0.05 : 0.10
    let safe = ModuleSizeLimits.inkSpreads * gain
    if facts.module < safe - Self.tolerance {
      let laser =
        job.printer == .laser
        ? Sentence("", "")
        : Sentence(
          ", or print with a laser printer or on coated paper and write `printer: laser`",
          "，或用激光打印机或涂层纸打印，并写上 `printer: laser`")
      issues.append(
        CodeIssue(
          "ink-gain", .warning, badness: -facts.module,
          Sentence(
            "ink spreads \(hundredths(gain)) mm at every edge and closes gaps in the code of \(link.english), "
              + "whose squares are \(hundredths(facts.module)) mm wide",
            "墨水会在每条边扩散 \(hundredths(gain)) 毫米，\(link.chinesePrefix)的码小方格宽 \(hundredths(facts.module)) 毫米，空隙会被糊住"
          ),
          hint: Sentence(
            "squares of \(hundredths(safe)) mm are safe: \(wider.english)\(laser.english)",
            "小方格 \(hundredths(safe)) 毫米以上才稳妥：\(wider.chinese)\(laser.chinese)")))
    }
    return issues
  }

  /// `dense`: the code has many modules.
  func densityIssues(_ facts: CodeFacts) -> [CodeIssue] {
    let version = facts.size.version
    let severity: Finding.Severity
    switch version {
    case (ModuleSizeLimits.errorAboveVersion + 1)...: severity = .error
    case (ModuleSizeLimits.warningAboveVersion + 1)...:
      // `LinkChecker` has already warned if the link's own picture is as dense.
      if facts.ownVersion > ModuleSizeLimits.warningAboveVersion { return [] }
      severity = .warning
    case (ModuleSizeLimits.noteAboveVersion + 1)...: severity = .note
    default: return []
    }
    let (link, side) = (facts.link, facts.size.sideInModules)
    return [
      CodeIssue(
        "dense", severity, badness: Double(version),
        Sentence(
          "the code of \(link.english) is dense: version \(version), \(side) squares on a side",
          "\(link.chinesePrefix)的码很密：版本 \(version)，每边 \(side) 个小方格"),
        hint: Sentence(
          "shorten custom or the token, or leave fields out; `paypress inspect` shows the fields of an "
            + "address",
          "请缩短 custom 或令牌，或省去字段；`paypress inspect` 可列出地址里的字段"))
    ]
  }
}

extension CodeJudge {
  /// How to get a wider code: by what sets its width.
  fileprivate var wider: Sentence {
    switch job.codeWidth {
    case .largest: Sentence("use larger paper or labels", "请换更大的纸张或标签")
    case .exactly: Sentence("write a larger `code:`", "请把 `code:` 写大一些")
    case .readable: Sentence("write a larger `distance:`", "请把 `distance:` 写大一些")
    }
  }

  /// How a code gets as wide as its reading distance needs.
  private var nearer: Sentence {
    if case .exactly = job.codeWidth { return wider }
    return Sentence(
      "use larger paper or labels, let people stand nearer (a smaller `distance:`)",
      "请换更大的纸张或标签，让顾客走近些扫码（把 `distance:` 改小）")
  }

  /// How to get a narrower code than one of some millimetres.
  func narrower(than width: Double) -> Sentence {
    if case .readable = job.codeWidth {
      return Sentence("write a smaller `distance:`", "请把 `distance:` 写小一些")
    }
    return Sentence(
      "write a `code:` of less than \(tenths(width)) mm", "请把 `code:` 写成小于 \(tenths(width)) 毫米")
  }
}

extension Sentence {
  /// How to make a code smaller or less dense.
  static let shorterAddress = Sentence(
    "make the link's address shorter: fewer fields, a shorter custom, a shorter token",
    "缩短链接地址：少用字段、缩短 custom 或令牌")
}
