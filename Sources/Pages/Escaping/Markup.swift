/// HTML without a template: literals are markup, interpolated values are text and are escaped.
///
///     let row: Markup = "<td class=\"name\">\(link.title)</td>"
///
/// Values are allowed in elements and in double-quoted attributes, not in scripts, styles or tags.
/// Make `Markup` only from literals, which only the programmer writes.
public struct Markup: Sendable, ExpressibleByStringInterpolation {
  /// The HTML as UTF-8.
  public private(set) var bytes: [UInt8] = []

  /// Empty markup.
  public init() {}

  /// Markup without values.
  public init(stringLiteral value: String) {
    bytes = Array(value.utf8)
  }

  /// Markup with values in it.
  public init(stringInterpolation: Interpolation) {
    bytes = stringInterpolation.bytes
  }

  /// Adds markup that was made before.
  mutating func append(_ made: [UInt8]) { bytes += made }

  /// Collects the parts of a literal.
  public struct Interpolation: StringInterpolationProtocol {
    fileprivate var bytes: [UInt8] = []

    /// Starts empty.
    public init(literalCapacity: Int, interpolationCount: Int) {
      bytes.reserveCapacity(literalCapacity + interpolationCount * 16)
    }

    /// Adds the markup of the literal.
    public mutating func appendLiteral(_ literal: String) { bytes += literal.utf8 }

    /// Adds text, escaped.
    public mutating func appendInterpolation(_ text: String) {
      Escaping.append(text, to: &bytes)
    }

    /// Adds words in an element, escaped; no line breaks a wallet's name, an amount or a URL.
    public mutating func appendInterpolation(words: String) {
      Escaping.appendWords(words, to: &bytes)
    }

    /// Adds a number.
    public mutating func appendInterpolation(_ number: Int64) {
      bytes += String(number).utf8
    }

    /// Adds markup.
    public mutating func appendInterpolation(_ markup: Markup) { bytes += markup.bytes }

    /// Adds one piece of markup after another.
    public mutating func appendInterpolation(_ pieces: [Markup]) {
      for piece in pieces { bytes += piece.bytes }
    }

    /// Adds optional markup.
    public mutating func appendInterpolation(_ markup: Markup?) { bytes += markup?.bytes ?? [] }

    /// Adds the URL of `href`, `src` or `action`, escaped.
    ///
    /// A URL that is neither `http:`, `https:` nor a path on the same host becomes `#`, so that no
    /// URL can run a script.
    public mutating func appendInterpolation(address: String) {
      let lowercased = address.lowercased()
      let isSafe =
        lowercased.hasPrefix("https://") || lowercased.hasPrefix("http://")
        || (address.hasPrefix("/") && !address.hasPrefix("//") && !address.contains("\\"))
      Escaping.append(isSafe ? address : "#", to: &bytes)
    }
  }
}
