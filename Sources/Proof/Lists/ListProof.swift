internal import Catalog
internal import GatePay
internal import Site
internal import Support

/// Compares the rows of a link in the two lists with what they should say.
struct ListProof {
  let link: String
  let lists: PublishedFiles.ListPaths
  /// The values that the rows should have, by field.
  let expected: [String: JSON]

  private var columns: [String] {
    ManifestRow.columns(hasShortURLs: expected[ManifestRow.shortURLColumn] != nil)
  }

  func differences(json row: ListedLink) -> [Found] {
    let path = lists.json
    let columns = columns
    let unknown = row.values.keys.filter { !columns.contains($0) }.sorted()
    return columns.compactMap { field in
      let (want, have) = (expected[field] ?? .null, row.values[field])
      if want == have { return nil }
      return difference(path, field, want, have?.cell ?? "")
    } + unknown.map { Found(.file(path, .unknownField($0, of: link), .init(link))) }
  }

  /// The differences of a row of `links.csv`.
  func differences(csv row: [String]) -> [Found] {
    let path = lists.csv
    let columns = columns
    guard row.count == columns.count else {
      let problem = Problem.columnCount(of: link, row.count, expected: columns.count)
      return [Found(.file(path, problem, .init(link)))]
    }
    return zip(columns, row).compactMap { field, cell in
      let want = expected[field] ?? .null
      // An apostrophe keeps spreadsheet programs from running a formula.
      if cell == want.cell || (cell == "'" + want.cell && Self.isGuarded(want.cell)) { return nil }
      return difference(path, field, want, cell)
    }
  }

  private static func isGuarded(_ text: String) -> Bool {
    guard let first = text.unicodeScalars.first else { return false }
    return "=+-@\t\r\n\0＝".unicodeScalars.contains(first)
  }

  private func difference(
    _ path: String, _ field: String, _ want: JSON, _ have: String
  ) -> Found {
    let link = link
    guard field == "url" else {
      return Found(
        .file(
          path, .listedValue(link, field: field, expected: want.cell, found: have),
          .init(link, expected: want.cell, found: have)))
    }
    let parts = AddressDifference.parts(expected: want.cell, found: have)
    return Found(address: have) {
      .file(
        path, .listedAddress(link, leadsTo: $0 == link ? nil : $0, parts), .init(link, leadsTo: $0))
    }
  }

  // MARK: A row by itself

  /// Where the URL of a row contradicts its other fields.
  static func contradictions(in row: ListedLink, of path: String) -> [Found] {
    // An order's address is the gateway's own.
    if row.values["token"] == .string("") { return [] }
    guard let link = QuickCollectInspection(row.url).link else {
      return [Found(.file(path, .unusableAddress(row.id), .init(row.id)))]
    }
    let facts: [(String, String)] = [
      ("price", link.price?.description ?? ""), ("custom", link.custom ?? ""),
      ("skin", "\(link.skin.rawValue)"), ("stable", link.stable ? "true" : "false"),
    ]
    return facts.compactMap { field, fact in
      let listed = row.values[field]?.cell ?? ""
      return listed == fact
        ? nil
        : Found(
          .file(
            path, .contradiction(in: row.id, field: field, listed: listed, inURL: fact),
            .init(row.id, expected: fact, found: listed)))
    }
  }
}

extension Problem {
  private static func shown(_ value: String) -> Sentence {
    value.isEmpty ? Sentence("empty", "空") : Sentence(quoted(value), " \(quoted(value))")
  }

  fileprivate static func listedValue(
    _ link: String, field: String, expected: String, found: String
  ) -> Problem {
    let (want, have) = (shown(expected), shown(found))
    return Problem(
      Sentence(
        "the \(field) of \(quoted(link)) is \(have.english); it should be \(want.english)",
        "\(quoted(link)) 的 \(field) 是\(have.chinese)，应为\(want.chinese)"))
  }

  fileprivate static func listedAddress(
    _ link: String, leadsTo other: String?, _ parts: [AddressDifference]
  ) -> Problem {
    let target = AddressDifference.target(other, parts)
    return Problem(
      Sentence(
        "the url of \(quoted(link)) leads to \(target.english)",
        "\(quoted(link)) 的 url 指向\(target.chinese)"))
  }

  fileprivate static func unknownField(_ field: String, of link: String) -> Problem {
    Problem(
      Sentence(
        "\(quoted(link)) has the field \(quoted(field)), which no build writes",
        "\(quoted(link)) 有字段 \(quoted(field))，构建不会写入它"))
  }

  fileprivate static func columnCount(
    of link: String, _ count: Int, expected: Int
  ) -> Problem {
    Problem(
      Sentence(
        "the row of \(quoted(link)) has \(counted(count, "cell")) instead of "
          + "\(expected)",
        "\(quoted(link)) 一行有 \(count) 个单元格，应为 \(expected) 个"))
  }

  fileprivate static func unusableAddress(_ link: String) -> Problem {
    Problem(
      Sentence(
        "the url of \(quoted(link)) is not a payment address; run `paypress inspect` on it",
        "\(quoted(link)) 的 url 不是付款网址；请用 `paypress inspect` 检查"))
  }

  fileprivate static func contradiction(
    in link: String, field: String, listed: String, inURL: String
  ) -> Problem {
    let (listed, inURL) = (shown(listed), shown(inURL))
    return Problem(
      Sentence(
        "the \(field) of \(quoted(link)) is \(listed.english), but \(inURL.english) in its url",
        "\(quoted(link)) 的 \(field) 是\(listed.chinese)，但它的 url 里是\(inURL.chinese)"))
  }

  static func missingRow(_ link: String) -> Problem {
    Problem(
      Sentence("\(quoted(link)) is not in the list", "列表里没有 \(quoted(link))"))
  }

  static func strayRow(_ link: String) -> Problem {
    Problem(
      Sentence(
        "\(quoted(link)) is in the list, but should not be there",
        "列表里的 \(quoted(link)) 不应存在"))
  }

  static func malformedList(at offset: Int) -> Problem {
    Problem(
      Sentence(
        "the list is not as a build writes it, at byte \(offset)", "列表在第 \(offset) 字节处不是构建写出的样子"))
  }
}
