internal import Editing
internal import GatePay
internal import Support

/// A value as a form showed it, and as somebody sent it.
struct TypedValue: Hashable, Sendable {
  /// What the form showed.
  var shown: String
  /// What was sent.
  var typed: String

  /// The field of a form that holds what was shown.
  static func field(_ name: String) -> String { "was-\(name)" }

  /// The value of a field; nil if the form does not hold what it showed.
  init?(_ name: String, in fields: FormFields) {
    guard let shown = fields[Self.field(name)] else { return nil }
    self.init(shown: shown, typed: fields[name] ?? "")
  }

  /// A value.
  init(shown: String, typed: String) {
    self.shown = shown.trimmingSpaces
    self.typed = typed.trimmingSpaces
  }

  /// What is to be written; nil if nobody changed it in the form, whatever an editor wrote meanwhile.
  ///
  /// - Parameter present: what the config has now; nil if it has no text there any more.
  /// - Throws: `EditRefusal.changedMeanwhile` if both changed it.
  func change(of present: String?) throws(EditRefusal) -> String? {
    if typed == shown || typed == present { return nil }
    guard present?.trimmingSpaces == shown else { throw .changedMeanwhile }
    return typed
  }
}
