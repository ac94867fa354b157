internal import Editing
internal import GatePay

/// What a button of a form removes from the config; whether something needs it is for the check to say.
enum Removal: Sendable {
  /// An entry of a list: a link, or all that an entry makes, or a print job.
  case entry(ConfigEntry.Place)
  /// A value with a name, such as a price or a merchant, and what identifies it as the form showed it.
  case named(list: String, name: String, seen: String)

  /// The name of the button's field.
  static let field = "remove"
  /// The lists whose entries, and the mappings whose values, forms remove.
  private static let lists: Set = ["links", "print"]
  private static let mappings = ["price": ("prices", "name"), "merchant": ("merchants", "key")]

  /// Reads the fields of a form; nil if they name nothing that can be removed.
  init?(_ fields: FormFields) {
    if let (list, key) = Self.mappings[fields["action"] ?? ""] {
      guard let name = fields[key], let seen = fields["seen"] else { return nil }
      self = .named(list: list, name: name, seen: seen)
      return
    }
    guard let place = ConfigEntry.Place(fields), Self.lists.contains(place.list) else { return nil }
    self = .entry(place)
  }

  /// The text without it.
  func apply(to text: ConfigText) throws(EditRefusal) -> ConfigText {
    switch self {
    case .entry(let place):
      try text.check(place)
      return try text.removing(place.path)
    case .named(let list, let name, let seen):
      let path: [PathStep] = [.key(list), .key(name)]
      guard text.identity(of: path) == seen else { throw .changedMeanwhile }
      return try text.removing(path)
    }
  }
}
