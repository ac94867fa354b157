public import GatePay
public import Paper
public import Support

/// The config without its links and products.
public struct SiteOutline: Sendable {
  /// The settings of the site as a whole.
  public let site: SiteSettings
  /// The gateway of every link.
  public let gateway: Gateway
  /// The gateway in the config, which an option may have replaced.
  public let ownGateway: Gateway
  /// The merchant names that payers see, in the order of the config.
  public let merchantNames: [String]
  /// Their names in other languages than the site's main one.
  let merchantTranslations: [[Language: String]]
  /// The skins that the config declares or that are built in, by name.
  public let skins: [String: Skin]
  /// The folder that holds the config, and what else its files may come from.
  public let project: ProjectFolder
  /// The folder that holds the config, ending in a slash; empty for the working directory.
  public var folder: String { project.path }
  /// For each merchant, whether its key is a sample from the documentation, so that nobody is paid.
  public let areSamples: [Bool]
  /// The keys of the merchants, in the order of the config.
  public let merchantKeys: [String]
  /// The print jobs.
  public internal(set) var prints: [PrintJob]
  /// Whether some links may forward, so that their codes hold short addresses.
  public let forwards: Bool
  /// Whether prints on record bring stamps to a site that does not forward: not to sheets that were built
  /// before the first mark.
  public internal(set) var marksBringStamps = true
  /// The sheets of labels and cards that the config declares, by name.
  public let stocks: [String: Stock]

  /// What was published and printed before, by the file beside the config.
  public let paper: PaperLedger

  init(_ config: Config) {
    site = config.site
    gateway = config.gateway
    ownGateway = config.ownGateway
    merchantNames = config.merchants.map(\.name)
    merchantTranslations = config.merchants.map(\.names)
    skins = config.skins.compactMapValues { $0 }
    project = config.project
    areSamples = config.merchants.map { $0.appkey?.isSample == true }
    merchantKeys = config.merchants.map(\.key)
    prints = config.prints
    forwards = config.forwards
    paper = config.paper
    stocks = config.stocks
  }
}

extension SiteOutline {
  /// Whether pieces have stamps because prints are on record.
  public var hasStampsOfMarks: Bool { !forwards && marksBringStamps && !paper.papers.isEmpty }

  /// The names of the merchants in a language, or in the main one where that has none.
  public func merchantNames(in language: Language) -> [String] {
    zip(merchantNames, merchantTranslations).map { $1[language] ?? $0 }
  }

  /// Their names on paper in its languages.
  public func merchantNames(printedIn languages: [Language]) -> [String] {
    zip(merchantNames, merchantTranslations).map { name, others in
      languages.texts(name, others).joined(separator: " ")
    }
  }
}
