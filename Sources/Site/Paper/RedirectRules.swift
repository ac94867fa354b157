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
  /// The path of the short addresses on their host, such as `/p/`.
  private let folder: String

  /// The rules of a site; nil if it names no host.
  init?(_ site: SiteSettings) {
    guard !site.hosts.isEmpty, let path = site.basePath else { return nil }
    hosts = site.hosts
    folder = "\(path)\(PaperSlug.folder)/"
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
  private func nginx(_ targets: [PublishedTarget]) -> String {
    "# Written by PayPress: include this file in the server block.\n"
      + targets.flatMap { target in
        ["", "/"].map { end in
          """
          location = \(folder)\(target.slug)\(end) {
            add_header Cache-Control no-store always;
            add_header Referrer-Policy no-referrer always;
            return 302 "\(target.url)";
          }

          """
        }
      }.joined()
  }

  private func caddy(_ targets: [PublishedTarget]) -> String {
    """
    # Written by PayPress: import this file in the site block.
    header \(folder)* Cache-Control no-store
    header \(folder)* Referrer-Policy no-referrer

    """
      + targets.flatMap { target in
        ["", "/"].map { "redir \(folder)\(target.slug)\($0) \"\(target.url)\" 302\n" }
      }.joined()
  }

  /// mod_rewrite, because `Redirect` adds the query of the request to the target.
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
  /// the target's own query (workers-sdk, pages-shared/asset-server/handler.ts).
  private func redirects(_ targets: [PublishedTarget]) -> String {
    var rules = targets.map { "\(folder)\($0.slug)/ \($0.url) 302" }
    if hosts.contains(.cloudflare) {
      rules = rules.filter { $0.count <= Self.cloudflareLimits.characterCount }
      rules = Array(rules.prefix(Self.cloudflareLimits.ruleCount))
    }
    return rules.map { $0 + "\n" }.joined()
  }
}
