public import Support

extension PrintJob {
  /// The name of a job of pieces that are printed again.
  public static let reprintName = "reprint"

  /// A job of a kind with its usual settings, which is in no config.
  public init(_ kind: Kind, language: Language) {
    self.init(
      kind: kind, position: Position(file: ""), keyPath: "print[\(Self.reprintName)]", places: [:],
      selectors: [], name: Self.reprintName, languages: [language])
  }

  /// Chooses links by their ids, each with a number of copies of its own.
  ///
  /// What a job of the config prints again stays on record as that job's, so that it is compared and
  /// printed again like the first print. Sheets that links share are laid out with all links of the
  /// job; those with a chosen one are printed.
  public mutating func choose(_ counts: [String: Int]) {
    if name != Self.reprintName { origin = name }
    name = Self.reprintName
    keyPath = "print[\(name)]"
    onlyChanged = false
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
