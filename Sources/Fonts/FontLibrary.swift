internal import CFontTools
package import Support
internal import Synchronization

/// The machine's fonts: which one has a character, the width of words, subsets for pages. The only module
/// that calls fontconfig and HarfBuzz.

/// The fonts of this machine: how wide words are in them, and subsets of them for pages.
///
/// Opening reads fontconfig's configuration, and records in the current `InputTrace` what the choice
/// of fonts depends on.
public final class FontLibrary: Sendable {
  private let fonts: Mutex<OpenFonts>

  /// Opens the fonts that fontconfig finds, with a configuration file of its own instead of the
  /// machine's if one is given; nil when fontconfig, HarfBuzz or any font is missing.
  ///
  /// `environment` has the variables that fontconfig reads.
  public init?(configuration: String? = nil, environment: [String: String]) {
    guard font_tools_load() != 0 else {
      // No later build can tell whether they have been installed without trying again.
      InputTrace.current?.noteIncomplete()
      return nil
    }
    guard let fonts = OpenFonts(configuration: configuration, environment: environment) else {
      return nil
    }
    self.fonts = Mutex(fonts)
  }

  /// Identifies the machine's fonts as they are now: with the same, every text is as wide.
  package var identity: ContentDigest { fonts.withLock { $0.identity } }

  /// The width of a text in parts of the size; `missing` gives that of a character that no font has.
  public func width(
    of text: String, _ style: FontStyle, missing: @Sendable (Character) -> Double
  ) -> Double {
    fonts.withLock { $0.width(of: text, style, missing: missing) }
  }

  /// The fonts that draw some characters; no two draw the same one.
  public func fonts(for characters: Set<Character>, _ style: FontStyle) -> [PageFont] {
    fonts.withLock { $0.fonts(for: characters, style) }
  }
}

/// A font as a page names it.
public struct PageFont: Hashable, Sendable {
  /// A font file with the page's characters alone; nil when the font's licence forbids that.
  public var subset: [UInt8]?
  /// The name of its family on this machine.
  public var family: String
  /// The weight of its strokes: 400 in a bold style when the family has no bold font, so that a
  /// browser thickens them.
  public var weight: Int
}
