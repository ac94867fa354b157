internal import Catalog
internal import Pages
internal import Paper
internal import Support

/// The rules by which web servers and hosts redirect short addresses themselves, a little faster
/// than the pages that they lie beside.
///
/// All are temporary (302) and not to be stored, because browsers keep a permanent one for ever.
/// None passes query parameters on.
struct RedirectRules {
  private let hosts: [WebHost]
  /// The path of the short addresses on their host as clients send it, such as `/caf%C3%A9/p/`.
  private let folder: String
  /// The same path as servers look it up, such as `/café/p/`.
  private let decodedFolder: String

  /// The rules of a site; nil if it names no host.
  init?(_ site: SiteSettings) {
    guard !site.hosts.isEmpty, let path = site.basePath else { return nil }
    hosts = site.hosts
    folder = "\(path)\(PaperSlug.folder)/"
    decodedFolder = PercentEncoding.decode(folder) ?? folder
  }

  /// The most static rules that Cloudflare Pages takes, and the most characters of one.
  ///
  /// Cloudflare Pages, Configuration, "Redirects", section "Per file", read in November 2026. Of the 100
  /// dynamic ones, with `*` or `:name` in the path, none is used.
  static let cloudflareLimits = (ruleCount: 2000, characterCount: 1000)

  /// The files with the rules for what slugs lead to, by their paths in the output folder.
  func files(_ targets: [PublishedTarget]) -> [(path: String, text: String)] {
    let targets = targets.sorted { $0.slug < $1.slug }
    var files: [(path: String, text: String)] = []
    for host in hosts {
      switch host {
      case .nginx: files.append((OutputLayout.nginxRules, nginx(targets)))
      case .caddy: files.append((OutputLayout.caddyRules, caddy(targets)))
      case .apache: files.append((OutputLayout.apacheRules, apache(targets)))
      case .netlify, .cloudflare: continue
      }
    }
    if hosts.contains(.netlify) || hosts.contains(.cloudflare) {
      files.append((OutputLayout.redirects, redirects(targets)))
      files.append((OutputLayout.headers, "\(folder)*\n  Cache-Control: no-store\n"))
    }
    return files
  }

  /// Exact locations, which nginx looks up in a tree; a `server` block includes them.
  ///
  /// They are compared with the path after decoding and merging slashes (ngx_http_core_module,
  /// "location").
  private func nginx(_ targets: [PublishedTarget]) -> String {
    let path = decodedFolder.split(separator: "/").map { "/\($0)" }.joined()
      .replacing("\\", with: "\\\\").replacing("\"", with: "\\\"")
    return "# Written by PayPress: include this file in the server block.\n"
      + targets.flatMap { target in
        ["", "/"].map { end in
          """
          location = "\(path)/\(target.slug)\(end)" {
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
  private func caddy(_ targets: [PublishedTarget]) -> String {
    // `?` matches any one character.
    let path = String(decodedFolder.map { Self.caddySigns.contains($0) ? "?" : $0 })
    let paths = targets.flatMap { target in
      ["", "/"].map { (path: "\(path)\(target.slug)\($0)", url: target.url) }
    }
    // In a pattern that ends in `*`, there is no other sign than that.
    let headed = path.contains("?") ? paths.map(\.path) : ["\(path)*"]
    return "# Written by PayPress: import this file in the site block.\n"
      + headed.flatMap { path in
        ["Cache-Control no-store", "Referrer-Policy no-referrer"].map {
          "header \"\(path)\" \($0)\n"
        }
      }.joined()
      + paths.map { "redir \"\($0.path)\" \"\($0.url)\" 302\n" }.joined()
  }

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
  private func redirects(_ targets: [PublishedTarget]) -> String {
    var rules = targets.map { "\(folder)\($0.slug)/ \($0.url) 302" }
    if hosts.contains(.cloudflare) {
      rules = rules.filter { $0.count <= Self.cloudflareLimits.characterCount }
      rules = Array(rules.prefix(Self.cloudflareLimits.ruleCount))
    }
    return rules.map { $0 + "\n" }.joined()
  }
}
