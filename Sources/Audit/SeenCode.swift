internal import CCodeReader
internal import Support

/// A place in a photo, in pixels from its top left corner.
public struct PhotoPoint: Hashable, Sendable {
  /// To the right.
  public let x: Double
  /// Down.
  public let y: Double
}

struct SeenCode {
  /// What it holds; nil if it cannot be read.
  let text: String?
  /// Whether it is one of several parts, of which phones show all or nothing.
  let isPart: Bool
  /// The corners without the quiet zone, in order around it.
  let corners: [PhotoPoint]

  /// The codes in a grey photo, from its top to its bottom; nil without memory.
  static func all(in photo: PhotoPixels) -> [SeenCode]? {
    guard let codes = photo_reader_read(photo.values, Int32(photo.width), Int32(photo.height))
    else { return nil }
    defer { photo_reader_free(codes) }
    return (0..<photo_reader_count(codes)).map { index in
      var count = 0
      let bytes = photo_reader_bytes(codes, index, &count)
      let text = bytes.map {
        String(decoding: UnsafeBufferPointer(start: $0, count: count), as: UTF8.self)
      }
      let corners = (0..<4).map { corner in
        let place = photo_reader_corner(codes, index, Int32(corner))
        return PhotoPoint(x: place.x, y: place.y)
      }
      return SeenCode(
        text: text, isPart: photo_reader_is_part(codes, index) == 1, corners: corners)
    }.sorted { ($0.top, $0.left) < ($1.top, $1.left) }
  }

  private var top: Double { corners.map(\.y).min() ?? 0 }
  private var left: Double { corners.map(\.x).min() ?? 0 }
}
