/// Names the links that misplaced codes point to.
enum LinkNames {
  /// Adds link ids to differences, from their codes' texts; reads the list of links again only if
  /// something is wrong, so that no URL is kept in memory.
  static func added(
    _ found: [(Difference, String?)], in folder: String
  ) throws -> [Difference] {
    let texts = Set(found.compactMap(\.1))
    var ids: [String: String] = [:]
    if !texts.isEmpty {
      var links = try BuiltLists.Links(in: folder)
      while let link = try links.next() {
        if texts.contains(link.url), ids[link.url] == nil { ids[link.url] = link.id }
      }
    }
    return found.map { difference, text in
      text.map { difference.leading(to: ids[$0]) } ?? difference
    }
  }
}

extension Difference {
  fileprivate func leading(to id: String?) -> Difference {
    switch self {
    case .wrongCode(let path, let link, _): .wrongCode(path: path, link: link, leadsTo: id)
    case .otherCode(let place, let link, _): .otherCode(place, link: link, leadsTo: id)
    case .unexpectedCode(let place, _): .unexpectedCode(place, leadsTo: id)
    default: self
    }
  }
}
