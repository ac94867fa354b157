public import Support

extension PrintJob {
  /// The name of a job of pieces that are printed again.
  public static let reprintName = "reprint"

  /// A job of a kind with its usual settings, which prints pieces of any jobs again.
  ///
  /// - Parameter counts: how often each link is printed, by its id.
  public init(reprinting counts: [String: Int], on kind: Kind, language: Language) {
    self.init(
      kind: kind, position: Position(file: ""), keyPath: "", places: [:], selectors: [], name: "",
      languages: [language])
    choose(counts, as: Self.reprintName)
  }

  /// The job that prints pieces of this one again.
  ///
  /// They stay on record as pieces of this job, so that they are compared and printed again like the
  /// first print. Sheets that links share are laid out with all links of the job; those with a chosen one
  /// are printed.
  ///
  /// - Parameters:
  ///   - counts: how often each link is printed, by its id.
  ///   - name: the name of its files.
  public func reprinting(_ counts: [String: Int], as name: String = reprintName) -> PrintJob {
    var job = self
    job.origin = self.name
    job.start = 1
    job.onlyChanged = false
    job.choose(counts, as: name)
    return job
  }

  private mutating func choose(_ counts: [String: Int], as name: String) {
    self.name = name
    keyPath = "print[\(name)]"
    isReprint = true
    copies = 0
    copiesByLink = counts.reduce(into: [:]) { $0[LinkID.comparisonKey($1.key)] = $1.value }
    if kind.isShared { return }
    selectors = counts.keys.sorted().map {
      LinkSelector(rule: .id($0), text: $0, position: position, keyPath: keyPath)
    }
  }

  /// How often a link is printed whose own entry or row asks for some copies.
  public func copies(of link: String, asking own: Int = 1) -> Int {
    copiesByLink[LinkID.comparisonKey(link)] ?? copies * own
  }
}
