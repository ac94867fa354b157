/// Names the links that wrong addresses lead to.
enum LinkNames {
  /// The differences with the ids of links; reads the list of links again only if something is
  /// wrong, so that no URL is kept in memory.
  static func differences(_ found: [Found], in list: String?) throws -> [Difference] {
    let addresses = Set(found.compactMap(\.address))
    var ids: [String: String] = [:]
    if !addresses.isEmpty, let list {
      do {
        var links = try BuiltLists.Links(list)
        while let link = try links.next() {
          for address in [link.url, link.codeText]
          where addresses.contains(address) && ids[address] == nil {
            ids[address] = link.id
          }
        }
      } catch is MalformedList {
        // Reported where the rows are compared.
      }
    }
    return found.map { item in item.difference(leadingTo: item.address.flatMap { ids[$0] }) }
  }
}
