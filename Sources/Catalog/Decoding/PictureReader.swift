internal import Artwork

/// Reads and checks each picture of a config once, however many keys name it.
final class PictureReader {
  private let project: ProjectFolder
  private var pictures: [String: Result<Artwork, ArtworkRefusal>] = [:]

  /// A reader of pictures whose paths are relative to a folder.
  init(_ project: ProjectFolder) {
    self.project = project
  }

  /// The picture that a value names; nil, and reported, if it is no picture or must not be read.
  func picture(_ cursor: ConfigCursor) -> Artwork? {
    guard let name = cursor.fileName() else { return nil }
    if let problem = project.problem(of: name) {
      cursor.report(problem)
      return nil
    }
    do throws(ArtworkRefusal) {
      return try picture(at: project.path(of: name))
    } catch {
      cursor.report(error.problem(name))
      return nil
    }
  }

  private func picture(at path: String) throws(ArtworkRefusal) -> Artwork {
    if let known = pictures[path] { return try known.get() }
    let result: Result<Artwork, ArtworkRefusal>
    do throws(ArtworkRefusal) {
      result = .success(try Artwork(contentsOf: path))
    } catch {
      result = .failure(error)
    }
    pictures[path] = result
    return try result.get()
  }
}
