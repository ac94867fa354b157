internal import Pages
internal import Support

/// A file of the built site, read by a path from a request.
///
/// The path stays inside the folder: it has no `..`, no hidden part, and no symbolic link is followed.
struct SiteFile {
  let bytes: [UInt8]
  let type: String
  var isPage: Bool { type.hasPrefix("text/html") }

  /// The largest file that is read, in bytes.
  private static let maximumByteCount = 1 << 28

  private static let types = [
    "html": "text/html; charset=utf-8", "css": "text/css; charset=utf-8",
    "png": "image/png", "svg": "image/svg+xml", "json": "application/json",
    "csv": "text/csv; charset=utf-8", "xml": "application/xml", "txt": "text/plain; charset=utf-8",
  ]

  /// Reads a file; nil if there is none, or nobody may see it.
  init?(_ path: Substring, in folder: String) {
    guard var name = PercentEncoding.decode(path) else { return nil }
    if name.isEmpty || name.hasSuffix("/") { name += OutputLayout.index }
    let parts = name.split(separator: "/", omittingEmptySubsequences: false)
    let isPlain = parts.allSatisfy { !$0.hasPrefix(".") && !$0.contains("\\") }
    let ending = parts.last?.split(separator: ".").last.map(String.init) ?? ""
    guard isPlain, RelativePath.isInside(name), let type = Self.types[ending.lowercased()],
      let root = try? FolderHandle(folder),
      let bytes = try? root.bytes(of: name, limit: Self.maximumByteCount),
      bytes.count <= Self.maximumByteCount
    else { return nil }
    self.bytes = bytes
    self.type = type
  }
}

/// A page of the site that follows the studio: it is reloaded after a build, says when it is old,
/// and shows what is wrong.
struct SitePage {
  let visit: StudioVisit

  /// The page in place of all others before the first build: it says what is wrong, and becomes the page
  /// that was asked for as soon as there is one.
  var beforeTheFirst: [UInt8] {
    let page: Markup = """
      \(visit.head(title: visit.say("Not built yet", "尚未构建")))
      </head>
      <body>
      <main><h1>\(visit.say("Not built yet", "尚未构建"))</h1>
      <noscript>\(visit.problem)</noscript></main>
      </body>
      </html>

      """
    return following(page.bytes)
  }

  /// A page with the studio's script.
  func following(_ page: [UInt8]) -> [UInt8] {
    var page = page
    let policy = Array("http-equiv=\"Content-Security-Policy\"".utf8)
    var takesStyle = true
    if let start = ByteSearch.first(of: policy, in: page, from: 0) {
      takesStyle = allowScript(in: &page, after: start + policy.count)
    }
    let style: Markup =
      takesStyle ? "<link rel=\"stylesheet\" href=\"\(address: visit.base + "overlay.css")\">" : ""
    let script: Markup = """
      <script src="\(address: visit.base + "studio.js")" \(visit.scriptFacts(isStudio: false)) defer></script>
      """
    let notice: Markup =
      visit.state.isOutdated
      ? "\(style)<aside class=\"paypress-old\" role=\"note\">\(visit.outdatedWords)</aside>" : ""
    insert(script.bytes, before: "</body>", in: &page)
    insert(notice.bytes, afterTag: "<body", in: &page)
    return page
  }

  /// Lets a page's own policy accept the script and its connection.
  ///
  /// - Returns: whether it accepts a stylesheet of the studio too.
  private func allowScript(in page: inout [UInt8], after start: Int) -> Bool {
    let end = page[start...].firstIndex(of: UInt8(ascii: ">")) ?? page.count
    for quote in ["'", "&#39;"] {
      let all = Array("default-src \(quote)none\(quote);".utf8)
      guard let found = ByteSearch.first(of: all, in: page, from: start), found < end else {
        continue
      }
      let own = Array(" style-src \(quote)self\(quote)".utf8)
      let takesStyle = ByteSearch.first(of: own, in: page, from: start).map { $0 < end } ?? false
      page.insert(
        contentsOf: " script-src 'self'; connect-src 'self';".utf8, at: found + all.count)
      return takesStyle
    }
    return false
  }

  private func insert(_ bytes: [UInt8], before mark: String, in page: inout [UInt8]) {
    let place = ByteSearch.first(of: Array(mark.utf8), in: page, from: 0) ?? page.count
    page.insert(contentsOf: bytes, at: place)
  }

  private func insert(_ bytes: [UInt8], afterTag tag: String, in page: inout [UInt8]) {
    guard !bytes.isEmpty else { return }
    var place = 0
    if let start = ByteSearch.first(of: Array(tag.utf8), in: page, from: 0),
      let end = page[start...].firstIndex(of: UInt8(ascii: ">"))
    {
      place = end + 1
    }
    page.insert(contentsOf: bytes, at: place)
  }
}
