public import GatePay
public import Support

/// A skin: the gateway's template number and the local templates.
public struct Skin: Hashable, Sendable {
  /// The name in the config.
  public var name: String
  /// The number sent in the address.
  public var gatewaySkin: GatewaySkin
  /// The folder under `templates/`.
  public var templates: String
  /// The accent colour; nil for the templates' own.
  public var accent: Colour?
  /// Where the config declares it; an empty file name for built-in skins.
  public var position = Position(file: "")

  /// The built-in skins.
  public static let builtIn = [
    Skin(name: "classic", gatewaySkin: .standard, templates: "classic"),
    Skin(name: "night", gatewaySkin: .one, templates: "night"),
  ]
}
