internal import Catalog
internal import Pages
internal import Site
internal import Support

/// Compares the codes in a site's pictures with the list of its links.
struct PictureProof {
  let folder: String
  /// A folder for temporary files.
  let scratch: String
  let reader: CodeReader
  let jobs: Int
  let sample: Sample

  private static let pictures = "qr"

  /// Reads pictures back and returns the differences in list order, unknown pictures last.
  func differences(report: (Int) -> Void) async throws -> [Difference] {
    var links = try BuiltLists.Links(in: folder)
    // Digests, because a million paths would take a hundred megabytes.
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
    return try LinkNames.added(found, in: folder)
  }

  private func check(_ links: [ListedLink]) async throws -> [(Difference, String?)] {
    let present = links.filter { InputFile.isOrdinary("\(folder)/\($0.picture)") }
    let texts = try await reader.read(present.map(\.picture), in: folder)
    let presentPaths = Set(present.map(\.picture))
    let found = try links.compactMap { link -> (Difference, String?)? in
      let path = link.picture
      guard presentPaths.contains(path) else {
        return (.missingPicture(path: path, link: link.id), nil)
      }
      if let difference = Self.difference(texts[path], path, link) { return difference }
      // Border and printed size can be wrong while the code is right.
      let isWhole = CodePicture.isWhole(png: try InputFile.bytes(of: "\(folder)/\(path)"))
      return isWhole ? nil : (.changedPicture(path: path, link: link.id), nil)
    }
    return try await found + checkVectors(links)
  }

  private func checkVectors(_ links: [ListedLink]) async throws -> [(Difference, String?)] {
    let present = links.filter { InputFile.isOrdinary("\(folder)/\(Self.vector(of: $0.picture))") }
    if present.isEmpty { return [] }
    let work = try WorkFolder(in: scratch)
    var drawn: [String] = []
    for (number, link) in present.enumerated() {
      let bytes = try InputFile.bytes(of: "\(folder)/\(Self.vector(of: link.picture))")
      guard let picture = CodePicture.gray(svg: bytes) else { continue }
      try work.write(picture, to: "\(number).pgm")
      drawn.append("\(number).pgm")
    }
    let texts = try await reader.read(drawn, in: work.path)
    return present.enumerated().compactMap { number, link in
      let path = Self.vector(of: link.picture)
      guard let found = texts["\(number).pgm"] else {
        return (.changedPicture(path: path, link: link.id), nil)
      }
      return Self.difference(found, path, link)
    }
  }

  private static func difference(
    _ found: [String]?, _ path: String, _ link: ListedLink
  ) -> (Difference, String?)? {
    guard let found else { return (.unreadablePicture(path: path, link: link.id), nil) }
    guard found.count == 1 else {
      return (.codeCount(path: path, link: link.id, count: found.count), nil)
    }
    if found[0] == link.url { return nil }
    return (.wrongCode(path: path, link: link.id, leadsTo: nil), found[0])
  }

  private static func vector(of picture: String) -> String {
    picture.hasSuffix(".png") ? picture.dropLast(4) + ".svg" : picture + ".svg"
  }

  private func unknownPictures(_ known: Set<Digest64>) throws -> [String] {
    var unknown: [String] = []
    var folders = [Self.pictures]
    if InputFile.isMissing("\(folder)/\(Self.pictures)") { return [] }
    while let next = folders.popLast() {
      for name in try InputFolder.names(of: "\(folder)/\(next)") {
        let path = "\(next)/\(name)"
        if name.hasSuffix(".png") || name.hasSuffix(".svg") {
          if !known.contains(Digest64(path.dropLast(4) + ".png")) { unknown.append(path) }
        } else if WorkFolder.isFolder("\(folder)/\(path)") {
          folders.append(path)
        }
      }
    }
    return unknown.sorted()
  }
}
