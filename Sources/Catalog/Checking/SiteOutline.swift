public import GatePay

/// What a config says besides its links and products.
public struct SiteOutline: Sendable {
  /// What the config says of the site as a whole.
  public let site: SiteSettings
  /// The gateway of every link.
  public let gateway: Gateway
  /// The names of the merchants that payers see, in the order of the config.
  public let merchantNames: [String]
  /// The looks that the config names or that are built in, by name.
  public let skins: [String: Skin]
  /// The folder that holds the config, ending in a slash; empty for the working directory.
  public let folder: String
  /// For each merchant, whether its key is only printed in documentation, so that nobody is paid.
  public let areSamples: [Bool]
  /// The keys of the merchants, in the order of the config.
  public let merchantKeys: [String]
  /// What is printed.
  public let prints: [PrintJob]
  /// The sheets of labels and cards that the config describes, by name.
  public let stocks: [String: Stock]

  init(_ config: Config) {
    site = config.site
    gateway = config.gateway
    merchantNames = config.merchants.map(\.name)
    skins = config.skins.compactMapValues { $0 }
    folder = config.folder
    areSamples = config.merchants.map { $0.appkey?.isSample == true }
    merchantKeys = config.merchants.map(\.key)
    prints = config.prints
    stocks = config.stocks
  }
}
