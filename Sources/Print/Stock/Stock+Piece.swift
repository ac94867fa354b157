public import Catalog

extension Stock {
  /// The piece with an index from 0, row by row.
  public func piece(_ index: Int) -> Rectangle {
    Rectangle(
      x: left + Double(index % columns) * columnPitch, y: top + Double(index / columns) * rowPitch,
      width: width, height: height)
  }
}
