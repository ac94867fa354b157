internal import Catalog
internal import QRImage
internal import Support

/// What is known of a printed code when it is judged.
struct CodeFacts {
  var link: String
  var byteCount: Int
  var size: SymbolSize
  /// The level that was asked for; nil for the recommended one.
  var wantedLevel: ErrorCorrectionLevel?
  /// The symbol without its quiet zone, in millimetres.
  var width: Double
  /// The largest symbol that the layout has room for.
  var largestWidth: Double
  /// The distance that it is read from, in millimetres.
  var distance: Double
  var quietZoneInModules: Int
  var budget: CoverageBudget?
  /// The version that the link's own picture has.
  var ownVersion: Int
  /// The least distance of code and quiet zone from a fold or cut; nil where there is none.
  var edgeDistance: Double?
  /// The least distance of the symbol from the edge of the page; nil where printers reach it.
  var pageDistance: Double?
  /// How far the code and its words lie beyond the page.
  var overhang: Overhang

  /// How far something lies beyond the page, in millimetres; 0 or less where it does not.
  struct Overhang {
    /// The code with its quiet zone.
    var code: Double
    /// The words that lie furthest out.
    var words: Double
  }

  /// The width of a module in millimetres.
  var module: Double { width / Double(size.sideInModules) }
}

/// Something wrong or doubtful about a printed code.
struct CodeIssue {
  /// The name of the check, as `allow` takes it.
  var check: String
  var severity: Finding.Severity
  /// The larger, the worse: of several links the worst one is named.
  var badness: Double
  var problem: Problem
}

/// Judges printed codes by thresholds that stand, with the measurements behind them, in
/// `docs/decisions.md`.
struct CodeJudge {
  let job: PrintJob

  /// The least module in millimetres that is printed at all, printed without a warning, and printed
  /// without a word.
  static let leastModule = 0.25
  static let minimumModule = 0.40
  static let goodModule = 0.50
  /// The share of the worst block that a centre mark may use, and the one that is worth a word.
  static let budgetLimit = 0.50
  static let budgetNote = 0.38
  /// Lengths that differ by less than this are equal.
  private static let tolerance = 1e-6

  /// All issues of a code.
  func issues(_ facts: CodeFacts) -> [CodeIssue] {
    var issues = moduleIssues(facts)
    issues += distanceIssues(facts)
    issues += printerIssues(facts)
    issues += levelIssues(facts)
    issues += placeIssues(facts)
    if let budget = facts.budget { issues += markIssues(facts, budget) }
    return issues
  }

  /// The severity of a value by limits that it must not fall below.
  private func severity(
    _ value: Double, error: Double?, warning: Double?, note: Double? = nil
  ) -> Finding.Severity? {
    if let error, value < error - Self.tolerance { return .error }
    if let warning, value < warning - Self.tolerance { return .warning }
    if let note, value < note - Self.tolerance { return .note }
    return nil
  }

  private func moduleIssues(_ facts: CodeFacts) -> [CodeIssue] {
    let found = severity(
      facts.module, error: Self.leastModule, warning: Self.minimumModule, note: Self.goodModule)
    guard let found else { return [] }
    return [
      CodeIssue(
        check: "module-small", severity: found, badness: -facts.module,
        problem: .moduleSmall(facts.link, module: facts.module))
    ]
  }

  private func distanceIssues(_ facts: CodeFacts) -> [CodeIssue] {
    let modules = Double(facts.size.sideInModules)
    let comfortable = facts.distance * modules / CodePlan.distanceFactor
    let edge = facts.distance * modules / CodePlan.distanceEdge
    guard let found = severity(facts.width, error: edge, warning: comfortable) else { return [] }
    return [
      CodeIssue(
        check: "distance", severity: found, badness: comfortable - facts.width,
        problem: .tooSmallForDistance(
          facts.link, width: facts.width, distance: facts.distance, wanted: comfortable))
    ]
  }

  private func printerIssues(_ facts: CodeFacts) -> [CodeIssue] {
    var issues: [CodeIssue] = []
    let dots = facts.module * Double(job.dotsPerInch) / 25.4
    let isWhole = abs(dots - dots.rounded()) < 0.005
    let found = severity(dots, error: 2.5, warning: 4, note: isWhole ? nil : 6)
    if let found {
      issues.append(
        CodeIssue(
          check: "printer-dots", severity: found, badness: -dots,
          problem: .fewDots(facts.link, dots: dots, dotsPerInch: job.dotsPerInch)))
    }
    let gain = job.printer == .laser ? 0.05 : 0.10
    if facts.module < 5 * gain - Self.tolerance {
      issues.append(
        CodeIssue(
          check: "ink-gain", severity: .warning, badness: -facts.module,
          problem: .inkGain(facts.link, module: facts.module, gain: gain)))
    }
    return issues
  }

  private func levelIssues(_ facts: CodeFacts) -> [CodeIssue] {
    var issues: [CodeIssue] = []
    func add(_ check: String, _ severity: Finding.Severity, _ problem: Problem) {
      issues.append(
        CodeIssue(
          check: check, severity: severity, badness: Double(facts.size.version), problem: problem))
    }
    if facts.size.level == .low { add("level-low", .warning, .levelLow(facts.link)) }
    if facts.wantedLevel == .high, facts.budget == nil, facts.byteCount > 60 {
      add("level-high", .note, .levelHigh(facts.link))
    }
    let version = facts.size.version
    if version > 15 {
      add("dense", .error, .densePrint(facts.link, facts.size))
    } else if version > 10 {
      // A link whose own picture is as dense has been reported where it is declared.
      if facts.ownVersion <= 10 { add("dense", .warning, .densePrint(facts.link, facts.size)) }
    } else if version > 7 {
      add("dense", .note, .densePrint(facts.link, facts.size))
    }
    let quiet = facts.quietZoneInModules
    if quiet < 4 {
      add("quiet-zone", quiet < 2 ? .error : .warning, .quietZone(quiet))
    }
    return issues
  }

  private func placeIssues(_ facts: CodeFacts) -> [CodeIssue] {
    var issues: [CodeIssue] = []
    // Nearer than 1.6 mm a code is not laid out at all.
    if let distance = facts.edgeDistance, distance < 5 - 0.001 {
      issues.append(
        CodeIssue(
          check: "fits-stock", severity: .warning, badness: -distance,
          problem: .nearCut(facts.link, distance)))
    }
    let isCode = facts.overhang.code > PaperEdge.tolerance
    let beyond = isCode ? facts.overhang.code : facts.overhang.words
    if beyond > PaperEdge.tolerance {
      issues.append(
        CodeIssue(
          check: "page-size", severity: .error, badness: beyond,
          problem: .beyondPage(facts.link, beyond, isCode: isCode)))
    } else if let distance = facts.pageDistance, distance < 5 - 0.001 {
      issues.append(
        CodeIssue(
          check: "printable", severity: .warning, badness: -distance,
          problem: .nearPageEdge(facts.link, distance)))
    }
    return issues
  }

  private func markIssues(_ facts: CodeFacts, _ budget: CoverageBudget) -> [CodeIssue] {
    var issues: [CodeIssue] = []
    func add(_ check: String, _ severity: Finding.Severity, _ problem: Problem) {
      issues.append(
        CodeIssue(
          check: check, severity: severity, badness: budget.worstShare, problem: problem))
    }
    if budget.worstShare > Self.budgetLimit + Self.tolerance {
      add("logo-budget", .error, .markBudget(facts.link, budget, isRefused: true))
    } else if budget.worstShare > Self.budgetNote + Self.tolerance {
      add("logo-budget", .note, .markBudget(facts.link, budget, isRefused: false))
    }
    if budget.areaShare > 0.09 + Self.tolerance {
      add(
        "logo-area", budget.areaShare > 0.16 + Self.tolerance ? .error : .warning,
        .markArea(facts.link, budget))
    }
    if budget.coversFunctionModule {
      add("logo-pattern", .error, .markCoversPattern(facts.link))
    } else if budget.coversAlignmentPattern {
      add("logo-pattern", .note, .markCoversAlignment(facts.link))
    }
    if facts.size.level < .quartile {
      add("logo-level", .warning, .markLevel(facts.link, facts.size.level))
    }
    return issues
  }

  // MARK: Paper

  /// What the colour of the paper does to black modules on it.
  func paperIssues() -> [CodeIssue] {
    let colour = job.paperColour
    let tone =
      (0.299 * Double(colour.red) + 0.587 * Double(colour.green) + 0.114 * Double(colour.blue))
      / 255 * 100
    var issues: [CodeIssue] = []
    if let found = severity(tone, error: 20, warning: 40, note: 55) {
      issues.append(
        CodeIssue(
          check: "contrast", severity: found, badness: -tone, problem: .contrast(colour, tone)))
    }
    if let found = severity(tone, error: 60, warning: 85) {
      issues.append(
        CodeIssue(check: "panel", severity: found, badness: -tone, problem: .panel(colour, tone)))
    }
    let red = Double(colour.red) / 255 * 100
    if red < 40 - Self.tolerance {
      issues.append(
        CodeIssue(
          check: "red-light", severity: .note, badness: -red, problem: .redLight(colour, red)))
    }
    return issues
  }
}
