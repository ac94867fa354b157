package import ArgumentParser
internal import Support

/// A text of the command line in the language of the system.
package func localized(_ english: String, _ chinese: String) -> String {
  Sentence(english, chinese).text(in: Terminal.language)
}

extension ArgumentHelp {
  /// The help of an option or argument, in both languages.
  ///
  /// - Parameter value: the name of its value, if it is not that of the property.
  package static func words(
    _ english: String, _ chinese: String, value: String? = nil
  ) -> ArgumentHelp {
    ArgumentHelp(localized(english, chinese), valueName: value)
  }
}
