/// Finds the file that somebody meant who named one that does not exist.
package enum NearestFile {
  /// The most entries of a folder that are looked at.
  private static let maximumEntryCount = 10_000

  /// Extensions that people take for one another.
  private static let kinds = [
    ["yml", "yaml"], ["csv", "tsv", "txt", "xlsx", "xls", "ods"], ["html", "htm"],
    ["svg", "png", "jpg", "jpeg", "gif", "webp"],
  ]

  /// A missing file's name with its last part replaced by that of a file beside it.
  ///
  /// A name with backslashes means one with slashes, if there is such a file. Else the nearest name
  /// differs in case, outer blanks or Unicode form only; then comes one with an
  /// extension of the same kind, or with one more or fewer; then a misspelt one.
  ///
  ///     NearestFile.of("data/products.csv", in: "shop/")  // data/Products.csv
  ///
  /// - Parameter folder: where relative names begin, ending in a slash; empty for the working
  ///   directory.
  /// - Returns: nil if no regular file of the same folder is near.
  package static func of(_ name: String, in folder: String = "") -> String? {
    let slashed = name.replacing("\\", with: "/")
    if slashed != name {
      let path = slashed.hasPrefix("/") ? slashed : folder + slashed
      return InputFile.isOrdinary(path) ? slashed : of(slashed, in: folder)
    }
    let path = name.hasPrefix("/") ? name : folder + name
    let (parent, last) = split(path)
    let wanted = Parts(last)
    guard !wanted.stem.isEmpty else { return nil }
    let names = InputFolder.someNames(of: parent.isEmpty ? "." : parent, upTo: maximumEntryCount)
    return candidates(for: wanted, among: names.map(Parts.init))
      .first { InputFile.isOrdinary(parent + $0) }
      .map { split(name).parent + $0 }
  }

  /// A path's folder, with its slash, and its last name.
  private static func split(_ path: String) -> (parent: String, last: String) {
    let start = path.lastIndex(of: "/").map(path.index(after:)) ?? path.startIndex
    return (String(path[..<start]), String(path[start...]))
  }

  private static func candidates(for wanted: Parts, among present: [Parts]) -> [String] {
    let sameKind = present.filter { $0.kind == wanted.kind }
    let misspelt = NearestName.of(wanted.stem, among: sameKind.map(\.stem))
    let choices = [
      present.filter { $0.whole == wanted.whole },
      sameKind.filter { $0.stem == wanted.stem },
      present.filter { $0.stem == wanted.whole || $0.whole == wanted.stem },
      sameKind.filter { $0.stem == misspelt },
    ]
    return choices.joined().map(\.name)
  }

  /// A name, and what is compared of it: lower case, without outer blanks; Swift ignores the Unicode
  /// form.
  private struct Parts {
    let name: String
    let whole: String
    let stem: String
    let kind: String

    init(_ name: String) {
      self.name = name
      let whole = name.lowercased().split(whereSeparator: \.isWhitespace).joined(separator: " ")
      self.whole = whole
      let dot = whole.lastIndex(of: ".")
      let suffix = dot.map { String(whole[whole.index(after: $0)...]) } ?? ""
      stem = String(whole[..<(dot ?? whole.endIndex)])
      kind = NearestFile.kinds.first { $0.contains(suffix) }?.first ?? suffix
    }
  }
}

extension ReadingError {
  /// The question whether a near file was meant, for a file that is missing; nil if none is near.
  ///
  /// - Parameter name: the file as the user names it, the end of the path; by default the path.
  package func question(ofName name: String? = nil) -> Sentence? {
    let name = name ?? path
    guard isMissing, let nearest = NearestFile.of(name, in: String(path.dropLast(name.count)))
    else { return nil }
    return Sentence("did you mean \(quoted(nearest))?", "是不是 \(quoted(nearest))？")
  }
}
