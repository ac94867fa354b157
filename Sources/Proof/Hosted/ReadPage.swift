/// A hosted page as people see it.
package struct ReadPage: Hashable {
  /// The visible lines of text.
  package let lines: [String]
  /// The stylesheets, as written.
  package let stylesheets: [String]

  /// Parses a page; nil when it cannot be read as one.
  package init?(_ bytes: [UInt8]) {
    guard let document = HTMLDocument(bytes) else { return nil }
    let content = PageContent(document)
    lines = content.lines
    stylesheets = content.stylesheets
  }
}
