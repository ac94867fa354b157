internal import Catalog
internal import Pages
internal import Paper
internal import Support

/// The rules by which web servers and hosts refuse the owner's files, should they have been uploaded,
/// and redirect short addresses themselves, a little faster than the pages that they lie beside.
///
/// All redirects are temporary (302) and not to be stored, because browsers keep a permanent one for
/// ever. None passes query parameters on.
struct HostRules {
  private let hosts: [WebHost]
  /// The path of the site on its host as clients send it, such as `/caf%C3%A9/`.
  private let root: String
  /// The same path as servers look it up, such as `/café/`.
  private let decodedRoot: String

  /// The rules of a site, at the top of its host if it has no `base_url`; nil if it names no host.
  init?(_ site: SiteSettings) {
    guard !site.hosts.isEmpty else { return nil }
    hosts = site.hosts
    root = site.basePath ?? "/"
    decodedRoot = PercentEncoding.decode(root) ?? root
  }

  /// The path of the short addresses on their host as clients send it.
  private var folder: String { "\(root)\(PaperSlug.folder)/" }

  /// The most static rules that Cloudflare Pages takes, and the most characters of one.
  ///
  /// Cloudflare Pages, Configuration, "Redirects", section "Per file", read in November 2026. Of the 100
  /// dynamic ones, with `*` or `:name` in the path, two are used.
  static let cloudflareLimits = (ruleCount: 2000, characterCount: 1000)

  /// The files with the rules for what slugs lead to, by their paths in the output folder.
  func files(_ targets: [PublishedTarget]) -> [(path: String, text: String)] {
    let targets = targets.sorted { $0.slug < $1.slug }
    var files: [(path: String, text: String)] = []
    for host in hosts {
      switch host {
      case .nginx: files.append((OutputLayout.nginxRules, nginx(targets)))
      case .caddy: files.append((OutputLayout.caddyRules, caddy(targets)))
      case .apache:
        files.append((OutputLayout.apacheRefusal, Self.apacheRefusal))
        if !targets.isEmpty { files.append((OutputLayout.apacheRules, apache(targets))) }
      case .netlify, .cloudflare: continue
      }
    }
    if hosts.contains(.netlify) || hosts.contains(.cloudflare) {
      files.append((OutputLayout.redirects, redirects(targets)))
      if !targets.isEmpty {
        files.append((OutputLayout.headers, "\(folder)*\n  Cache-Control: no-store\n"))
      }
    }
    return files
  }

  /// Exact locations, which nginx looks up in a tree, and one for all files of the owner, which no
  /// regular expression overrides; a `server` block includes them.
  ///
  /// They are compared with the path after decoding and merging slashes (ngx_http_core_module,
  /// "location"). A block may have a location of its own for `/.paypress`, so that this one ends in a slash.
  private func nginx(_ targets: [PublishedTarget]) -> String {
    let path = decodedRoot.split(separator: "/").map { "/\($0)" }.joined()
      .replacing("\\", with: "\\\\").replacing("\"", with: "\\\"")
    let refusal = "location ^~ \"\(path)/\(OutputLayout.stateFolder)/\" {\n  return 404;\n}\n"
    return "# Written by PayPress: include this file in the server block.\n" + refusal
      + targets.flatMap { target in
        ["", "/"].map { end in
          """
          location = "\(path)/\(PaperSlug.folder)/\(target.slug)\(end)" {
            add_header Cache-Control no-store always;
            add_header Referrer-Policy no-referrer always;
            return 302 "\(target.url)";
          }

          """
        }
      }.joined()
  }

  /// What has a meaning of its own in a matcher of Caddy, or in its quotes.
  private static let caddySigns = Set("%*?[]\\{}\"`")

  /// Matchers of paths, which are compared with the decoded path (caddyhttp/matchers.go,
  /// `MatchPath`).
  ///
  /// What is refused has blocks of its own: of all `handle` blocks of a site, Caddy takes the one with
  /// the longest path that fits, and the directives outside come later (Caddyfile, "Directive order").
  private func caddy(_ targets: [PublishedTarget]) -> String {
    // `?` matches any one character.
    let site = String(decodedRoot.map { Self.caddySigns.contains($0) ? "?" : $0 })
    let path = "\(site)\(PaperSlug.folder)/"
    let paths = targets.flatMap { target in
      ["", "/"].map { (path: "\(path)\(target.slug)\($0)", url: target.url) }
    }
    // In a pattern that ends in `*`, there is no other sign than that.
    let hasSigns = site.contains("?")
    let headed = hasSigns ? paths.map(\.path) : targets.isEmpty ? [] : ["\(path)*"]
    return "# Written by PayPress: import this file in the site block.\n"
      + Self.caddyRefusal(of: "\(site)\(OutputLayout.stateFolder)/", hasSigns: hasSigns)
      + headed.flatMap { path in
        ["Cache-Control no-store", "Referrer-Policy no-referrer"].map {
          "header \"\(path)\" \($0)\n"
        }
      }.joined()
      + paths.map { "redir \"\($0.path)\" \"\($0.url)\" 302\n" }.joined()
  }

  /// The blocks that refuse what is in a folder.
  private static func caddyRefusal(of folder: String, hasSigns: Bool) -> String {
    var paths = ["\(folder)*"]
    if hasSigns {
      // Each `*` ends at a slash, so that every level is named, down to staged pages in other languages.
      let levels = (1...6).map { Array(repeating: "*?", count: $0).joined(separator: "/") }
      paths = [folder] + levels.flatMap { ["\(folder)\($0)", "\(folder)\($0)/"] }
    }
    return paths.map { "handle \"\($0)\" {\n\terror 404\n}\n" }.joined()
  }

  /// It lies in the folder that it refuses, so that a shop can have an `.htaccess` of its own at the top.
  private static let apacheRefusal = """
    # Written by PayPress.
    <IfModule mod_rewrite.c>
    RewriteEngine On
    RewriteRule ^ - [R=404,L]
    </IfModule>

    """

  /// mod_rewrite, because `Redirect` adds the query of the request to the target; the patterns of a
  /// folder's `.htaccess` begin below the folder.
  private func apache(_ targets: [PublishedTarget]) -> String {
    """
    # Written by PayPress.
    <IfModule mod_headers.c>
    Header always set Cache-Control no-store
    Header always set Referrer-Policy no-referrer
    </IfModule>
    <IfModule mod_rewrite.c>
    RewriteEngine On

    """
      + targets.map { target in
        // %1 and $1 would be references.
        let url = target.url.replacing("%", with: "\\%").replacing("$", with: "\\$")
        return "RewriteRule ^\(target.slug)/?$ \"\(url)\" [R=302,L,NE,QSD]\n"
      }.joined() + "</IfModule>\n"
  }

  /// The rules of Netlify and Cloudflare Pages.
  ///
  /// Netlify takes the page where there is one (Netlify, "Request chain", read in November 2026), so
  /// that its rules, which would pass queries on, are for the rest only. Cloudflare takes the rule, with
  /// the target's own query, and looks up the path as the client sent it (workers-sdk,
  /// pages-shared/asset-server/handler.ts).
  ///
  /// Netlify refuses what a rule with 404 names, also where there is a file if that has a `!`. Cloudflare
  /// ignores such a rule, with a warning, and counts every rule after the first with a `*` as dynamic
  /// (workers-sdk, parseRedirects.ts): so these come last, and the visitor is sent where there is no page.
  private func redirects(_ targets: [PublishedTarget]) -> String {
    var rules = targets.map { "\(folder)\($0.slug)/ \($0.url) 302" }
    if hosts.contains(.cloudflare) {
      rules = rules.filter { $0.count <= Self.cloudflareLimits.characterCount }
      rules = Array(rules.prefix(Self.cloudflareLimits.ruleCount))
    }
    let refused = "\(root)\(OutputLayout.stateFolder)/*"
    if hosts.contains(.netlify) { rules.append("\(refused) \(root)\(OutputLayout.notFound) 404!") }
    if hosts.contains(.cloudflare) { rules.append("\(refused) \(root)not-found 302") }
    return rules.map { $0 + "\n" }.joined()
  }
}
