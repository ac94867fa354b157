package import Support

extension Markup {
  /// The beginning of a document, up to the width of its page on a phone; no line break at its end.
  package static func head(in language: Language) -> Markup {
    """
    <!DOCTYPE html>
    <html lang="\(language.rawValue)">
    <head>
    <meta charset="utf-8">
    <meta name="viewport" content="width=device-width, initial-scale=1">
    """
  }

  /// The beginning of a document that no search engine must list; no line break at its end.
  package static func unlistedHead(in language: Language) -> Markup {
    """
    \(head(in: language))
    <meta name="robots" content="noindex">
    """
  }
}
