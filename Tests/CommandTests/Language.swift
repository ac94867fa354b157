/// Checks for Chinese messages.
enum Language {
  /// The environment of a Chinese system.
  static let chinese = ["LC_ALL": "zh_CN.UTF-8"]

  /// The first two adjacent English words, neither quoted nor a name; nil if there are none.
  static func english(in text: String) -> Substring? {
    let names = [
      "Kubernetes Indexed Job", "Chromium, Chrome", "brew install", "apt-get install", "CSV UTF",
    ]
    var rest = text
    for name in names { rest = rest.replacing(name, with: "…") }
    for quote in [/`[^`]*`/, /"[^"]*"/, /'[^']*'/, /<[^>]*>/] {
      rest = rest.replacing(quote, with: "…")
    }
    return rest.firstMatch(of: /[A-Za-z]{2,} [a-z]{2,}/).map { rest[$0.range] }
  }

  /// The terminal columns of a text.
  static func columns(_ text: String) -> Int {
    text.unicodeScalars.reduce(0) { sum, scalar in
      let isWide =
        (0x2E80...0x9FFF).contains(scalar.value) || (0xFF01...0xFF60).contains(scalar.value)
      return sum + (isWide ? 2 : 1)
    }
  }
}
