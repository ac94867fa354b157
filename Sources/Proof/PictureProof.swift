internal import Catalog
internal import Pages
internal import Site

/// Compares the codes in a site's pictures with the list of its links.
struct PictureProof {
  let folder: String
  let reader: CodeReader
  let jobs: Int
  let sample: Sample

  /// Where the pictures stand in the output folder.
  private static let pictures = "qr"

  /// Reads pictures back.
  ///
  /// - Parameter report: told how many pictures were read.
  /// - Returns: what differs, in the order of the list; unknown pictures last.
  func differences(report: (Int) -> Void) async throws -> [Difference] {
    var links = try BuiltLists.Links(in: folder)
    // Digests, because a million paths would fill a hundred megabytes.
    var known = Set<Digest64>()
    var number = 0
    var done = 0
    func nextBatch() throws -> [ListedLink]? {
      var batch: [ListedLink] = []
      while batch.count < CodeReader.batchSize, let link = try links.next() {
        known.insert(Digest64(link.picture))
        if sample.takes(number) { batch.append(link) }
        number += 1
      }
      return batch.isEmpty ? nil : batch
    }
    var found = try await inParallel(next: nextBatch, limit: jobs) { batch in
      try await check(batch)
    } onResult: { batch in
      done += batch.count
      report(done)
    }
    for path in try unknownPictures(known) { found.append((.unknownPicture(path: path), nil)) }
    return try Address.named(found, in: folder)
  }

  private func check(_ links: [ListedLink]) async throws -> [(Difference, String?)] {
    let present = links.filter { InputFile.isOrdinary("\(folder)/\($0.picture)") }
    let texts = try await reader.read(present.map(\.picture), in: folder)
    let presentPaths = Set(present.map(\.picture))
    return links.compactMap { link in
      let (path, id) = (link.picture, link.id)
      guard presentPaths.contains(path) else { return (.missingPicture(path: path, link: id), nil) }
      guard let found = texts[path] else { return (.unreadablePicture(path: path, link: id), nil) }
      guard found.count == 1 else {
        return (.codeCount(path: path, link: id, count: found.count), nil)
      }
      if found[0] == link.url { return nil }
      return (.wrongCode(path: path, link: id, leadsTo: nil), found[0])
    }
  }

  /// The pictures in the folder that no link has, sorted.
  private func unknownPictures(_ known: Set<Digest64>) throws -> [String] {
    var unknown: [String] = []
    var folders = [Self.pictures]
    if InputFile.isMissing("\(folder)/\(Self.pictures)") { return [] }
    while let next = folders.popLast() {
      for name in try InputFolder.names(of: "\(folder)/\(next)") {
        let path = "\(next)/\(name)"
        if name.hasSuffix(".png") {
          if !known.contains(Digest64(path)) { unknown.append(path) }
        } else if WorkFolder.isFolder("\(folder)/\(path)") {
          folders.append(path)
        }
      }
    }
    return unknown.sorted()
  }
}
