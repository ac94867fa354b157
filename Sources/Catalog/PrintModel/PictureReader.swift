internal import Artwork

/// Reads and checks each picture of a config once, however many jobs show it.
final class PictureReader {
  private var pictures: [String: Result<Artwork, ArtworkRefusal>] = [:]

  /// The picture in a file.
  ///
  /// - Throws: `ArtworkRefusal`, each time anew.
  func picture(at path: String) throws(ArtworkRefusal) -> Artwork {
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
