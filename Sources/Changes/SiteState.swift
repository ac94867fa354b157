internal import Catalog
internal import Pages
internal import Site
internal import Support

/// What the changes of a site are counted from.
public struct OldSite: Sendable {
  /// Where it lies.
  enum Place: Sendable {
    /// A folder that a build wrote.
    case folder(String)
    /// A `links.json` by itself, which tells nothing of pages and paper.
    case list(String)
  }

  /// How messages name it.
  public let name: String
  let place: Place
  /// The designs of its print jobs by name, where its config is known.
  var designs: [String: String] = [:]
  /// Keeps a temporary folder as long as it is needed.
  private var work: WorkFolder?

  /// A folder that a build wrote.
  public init(folder: String, named name: String) {
    self.name = name
    place = .folder(folder)
  }

  /// A `links.json`.
  public init(list path: String) {
    name = path
    place = .list(path)
  }

  /// A site that was built into a temporary folder.
  init(_ site: Site, built folder: String, in work: WorkFolder, named name: String) {
    self.name = name
    place = .folder(folder)
    designs = site.designs
    self.work = work
  }

  /// The path of the list of links.
  public var list: String {
    switch place {
    case .folder(let folder): BuiltFolder.listPath(of: folder)
    case .list(let path): path
    }
  }

  /// The folder with pages and sheets; nil for a list by itself.
  var folder: String? {
    if case .folder(let folder) = place { folder } else { nil }
  }

  /// A file of the folder; nil when there is none, or nothing to compare with.
  func bytes(of path: String) throws -> [UInt8]? {
    guard let folder, RelativePath.isInside(path) else { return nil }
    do {
      let limit = 1 << 26
      let bytes = try InputFile.bytes(of: "\(folder)/\(path)", limit: limit)
      return bytes.count > limit ? nil : bytes
    } catch {
      if error.isMissing { return nil }
      throw error
    }
  }

  /// The print jobs; nil for a list by itself.
  func jobs() throws -> [JobState]? {
    guard let folder else { return nil }
    var jobs: [JobState] = []
    do {
      var reader = try JSONListReader("\(folder)/\(OutputLayout.printJobs)")
      while let value = try reader.next() {
        guard var job = JobState(value) else {
          throw DamagedList(path: OutputLayout.printJobs, offset: reader.offset)
        }
        if job.isReprint { continue }
        job.design = designs[job.name]
        if let page = try bytes(of: OutputLayout.printPage(job.name)) { job.drawn.add(page) }
        jobs.append(job)
      }
    } catch let error as ReadingError where error.isMissing {
      return []
    } catch let error as JSONError {
      throw DamagedList(path: OutputLayout.printJobs, offset: error.offset)
    }
    return jobs
  }
}

/// A list that no build wrote.
public struct DamagedList: Error, Hashable, Sendable {
  /// The path.
  public let path: String
  /// The byte offset of the error.
  public let offset: Int

  /// An error in a list.
  package init(path: String, offset: Int) {
    self.path = path
    self.offset = offset
  }
}

extension Site {
  /// The designs of the print jobs by name.
  var designs: [String: String] {
    catalogue.outline.prints.reduce(into: [:]) { $0[$1.name] = $1.design.rawValue }
  }

  /// The print jobs as a build would write them.
  func jobs() throws -> (states: [JobState], pages: [String: [UInt8]]) {
    let target = KeptPages()
    _ = try PrintPages.make(catalogue, printFonts, into: target)
    let list = target.pages.removeValue(forKey: OutputLayout.printJobs) ?? Array("[]".utf8)
    let values = try JSON(reading: list).elements ?? []
    var states = values.compactMap(JobState.init)
    let designs = designs
    for index in states.indices {
      let name = states[index].name
      states[index].design = designs[name]
      states[index].drawn.add(target.pages[OutputLayout.printPage(name)] ?? [])
    }
    return (states, target.pages)
  }
}

/// Keeps the pages of print jobs in memory.
private final class KeptPages: ListTarget {
  var pages: [String: [UInt8]] = [:]

  func open(_ path: String) -> KeptPage { KeptPage() }

  func close(_ stream: KeptPage, _ path: String) { pages[path] = stream.bytes }

  func put(_ path: String, _ bytes: [UInt8]) { pages[path] = bytes }
}

private final class KeptPage: ListStream {
  private(set) var bytes: [UInt8] = []

  func append(_ bytes: [UInt8]) { self.bytes += bytes }
}
