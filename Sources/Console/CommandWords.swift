internal import Catalog
internal import Support

/// Words that people type for a command that has another name.
enum CommandWords {
  private static let synonyms = [
    "make": "build", "generate": "build", "gen": "build", "compile": "build", "render": "build",
    "create": "init", "new": "init", "start": "init", "validate": "check", "lint": "check",
    "test": "check", "list": "links", "ls": "links", "urls": "links", "export": "links",
    "qr": "show", "code": "show", "decode": "inspect", "parse": "inspect", "skin": "templates",
    "skins": "templates", "theme": "templates", "themes": "templates", "labels": "stocks",
    "poster": "print", "posters": "print", "tent": "print", "proof": "verify",
    "gateway": "sandbox", "mock": "sandbox", "listen": "notify", "receive": "notify",
    "webhook": "notify", "changes": "diff", "compare": "diff", "photos": "audit", "scan": "audit",
    "paid": "payments", "received": "payments", "server": "serve", "preview": "serve",
    "view": "serve", "open": "serve", "dev": "serve", "watch": "serve", "studio": "serve",
  ]

  /// What to type instead of an unknown command.
  static func hint(for word: String, known: [String]) -> Sentence? {
    let word = word.lowercased()
    if word == "version" {
      return Sentence("write `paypress --version`", "请写 `paypress --version`")
    }
    let meant = synonyms[word].flatMap { known.contains($0) ? $0 : nil }
    return Problem.suggestion(meant ?? word, known)
  }
}
