internal import Support

/// What all pieces of one marked print have in common.
public struct MarkedPrint: Hashable, Sendable {
  /// The id: seven characters, or five.
  public var id: String
  /// The name of the print job.
  public var job: String
  /// The kind of the job: `poster`, `tent`, `labels`, `cards` or `roll`.
  public var kind: String
  /// The design of the job.
  public var design: String
  /// Where the paper is, in the words of whoever marked it; nil if that was not said.
  public var place: String?
  /// The day of printing, as `2026-11-02`.
  public var day: String

  /// A marked print.
  public init(
    id: String, job: String, kind: String, design: String, place: String?, day: String
  ) {
    self.id = id
    self.job = job
    self.kind = kind
    self.design = design
    self.place = place
    self.day = day
  }

  /// Whether a text can say where paper is: one line, in which no character is hidden or turns others round.
  public static func isPlace(_ text: String) -> Bool {
    TextLine.fault(in: text) == nil && InvisibleCharacter.first(in: text, for: .read) == nil
  }
}
