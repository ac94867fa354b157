package import ArgumentParser
internal import Support

/// A text of the command line in the system's language.
package func localized(_ english: String, _ chinese: String) -> String {
  Sentence(english, chinese).text(in: Terminal.language)
}

extension ArgumentHelp {
  /// A bilingual help of an option or argument, with its value's name if not the property's.
  package static func words(
    _ english: String, _ chinese: String, value: String? = nil
  ) -> ArgumentHelp {
    ArgumentHelp(localized(english, chinese), valueName: value)
  }
}
