/// What a parsed page shows, leads to, and could do.
struct PageContent {
  let document: HTMLDocument
  /// The visible lines of text.
  let lines: [String]
  /// Where its links lead, as written.
  let links: [String]
  /// The pictures that it shows, as written.
  let pictures: [String]
  /// The stylesheets that it uses, as written.
  let stylesheets: [String]
  /// What runs, submits, redirects, or loads from another host, in words of HTML.
  let actions: [String]

  init(_ document: HTMLDocument) {
    self.document = document
    lines = document.lines()
    let anchors = document.elements.filter { $0.name == "a" || $0.name == "area" }
    links = anchors.compactMap { $0["href"] ?? $0["xlink:href"] }
    pictures = document.elements.filter { $0.name == "img" }.compactMap { $0["src"] }
    let sheets = document.elements.filter {
      $0.name == "link" && $0["rel"]?.lowercased() == "stylesheet"
    }
    stylesheets = sheets.compactMap { $0["href"] }
    actions = document.elements.flatMap(Self.actions)
  }

  /// Its titles, then its tags with their attributes, in order.
  var tags: [String] {
    document.text(ofAll: "title")
      + document.elements.map { element in
        let attributes = element.attributes.map { " \($0.name)=\"\($0.value)\"" }
        return "<\(element.name)\(attributes.joined())>"
      }
  }

  /// Texts that are not in the lines: titles and the values of attributes.
  var otherTexts: [String] {
    document.text(ofAll: "title")
      + document.elements.flatMap { $0.attributes.map { HTMLDocument.plain($0.value) } }
  }

  // MARK: What a page could do

  /// Elements that run, embed or submit.
  private static let activeElements: Set<String> = [
    "applet", "audio", "base", "embed", "form", "frame", "frameset", "iframe", "object", "portal",
    "script", "video",
  ]

  /// Attributes that load what they name.
  private static let loadingAttributes: Set<String> = [
    "action", "background", "data", "formaction", "imagesrcset", "ping", "poster", "src", "srcdoc",
    "srcset",
  ]

  /// Attributes that lead to what they name, or can set one that does.
  private static let leadingAttributes: Set<String> = [
    "by", "from", "href", "to", "values", "xlink:href",
  ]

  private static func actions(_ element: HTMLDocument.Element) -> [String] {
    var found: [String] = []
    if activeElements.contains(element.name) { found.append("<\(element.name)>") }
    if element.name == "meta", element["http-equiv"]?.lowercased() == "refresh" {
      found.append("<meta http-equiv=\"refresh\">")
    }
    for (name, value) in element.attributes {
      if name.hasPrefix("on") {
        found.append(name)
        continue
      } else if name == "style" {
        if loadsFromStyle(value) { found.append("style=\"url(…)\"") }
        continue
      } else if !loadingAttributes.contains(name), !leadingAttributes.contains(name) {
        continue
      }
      let address = URLReference(value)
      if address.isCode, !isPicture(element, name, address) {
        found.append("\(name)=\"\(address.scheme ?? ""):…\"")
      } else if let host = address.host,
        loadingAttributes.contains(name) || (element.name == "link" && name == "href")
          || (element.name == "use" && name.hasSuffix("href"))
      {
        if !isName(element, name) { found.append("\(name)=\"//\(host)\"") }
      }
    }
    return found
  }

  /// Whether an attribute only names the page itself, or the page in its other language.
  private static func isName(_ element: HTMLDocument.Element, _ name: String) -> Bool {
    element.name == "link" && name == "href"
      && ["canonical", "alternate"].contains(element["rel"]?.lowercased())
  }

  /// Whether a part of a page is a picture that it holds itself, which runs nothing.
  private static func isPicture(
    _ element: HTMLDocument.Element, _ name: String, _ address: URLReference
  ) -> Bool {
    address.scheme == "data" && (element.name == "img" || element.name == "image")
      && ["src", "href", "xlink:href"].contains(name)
  }

  /// Whether CSS may load something; a backslash can hide any name (CSS Syntax, 4.3.7).
  static func loadsFromStyle(_ text: String) -> Bool {
    let text = text.lowercased()
    return ["url(", "@import", "image-set(", "src(", "\\"].contains { text.contains($0) }
  }
}

/// An address as written in a page.
struct URLReference {
  /// The scheme in lower case; nil for a relative address.
  let scheme: String?
  /// The host in lower case, with its port; nil for a relative address.
  let host: String?

  private let text: String

  init(_ written: String) {
    // Browsers drop these before they read an address (URL Standard, 4.4).
    let scalars = written.unicodeScalars.filter { $0 != "\t" && $0 != "\n" && $0 != "\r" }
    let text = String(String.UnicodeScalarView(scalars)).trimmed.replacing("\\", with: "/")
    let colon = text.firstIndex(of: ":")
    let head = colon.map { text[..<$0] }
    let isScheme =
      head?.first?.isLetter == true
      && head?.utf8.allSatisfy {
        (48...57).contains($0) || (65...90).contains($0) || (97...122).contains($0)
          || [43, 45, 46].contains($0)
      } == true
    scheme = isScheme ? head?.lowercased() : nil
    let rest = isScheme ? colon.map { text[text.index(after: $0)...] } ?? text[...] : text[...]
    self.text = String(rest)
    // Without slashes too, `https:host` names a host.
    let isHosted = rest.hasPrefix("//") || scheme == "http" || scheme == "https"
    let authority = rest.drop { $0 == "/" }.prefix { $0 != "/" && $0 != "?" && $0 != "#" }
    host = isHosted ? authority.lowercased() : nil
  }

  /// Whether it runs or holds what it shows.
  var isCode: Bool { ["javascript", "data", "vbscript", "blob", "filesystem"].contains(scheme) }

  /// The path in the output folder that it leads to from a page there; nil if it leads elsewhere.
  func path(from page: String) -> String? {
    guard scheme == nil, host == nil else { return nil }
    var parts = page.split(separator: "/").dropLast().map(String.init)
    let target = text.prefix { $0 != "?" && $0 != "#" }
    if target.hasPrefix("/") { return nil }
    for part in target.split(separator: "/") {
      switch part {
      case ".": continue
      case "..":
        if parts.popLast() == nil { return nil }
      default: parts.append(String(part))
      }
    }
    return parts.joined(separator: "/")
  }
}

extension String {
  /// The text without spaces and control characters at its ends.
  fileprivate var trimmed: String {
    let start = unicodeScalars.drop { $0.value <= 32 }
    let count = start.reversed().drop { $0.value <= 32 }.count
    return String(String.UnicodeScalarView(start.prefix(count)))
  }
}
