/// How the groups around an element move it to its place on the page.
struct PagePlace {
  /// From the outermost group to the innermost.
  fileprivate var placements: [Placement] = []

  /// Where a rectangle of the element lies on the page.
  func of(_ frame: Rectangle) -> Rectangle { placements.reversed().reduce(frame) { $1.place($0) } }

  /// Whether the element is upside down on the page.
  var isTurned: Bool { placements.count(where: \.isTurned) % 2 == 1 }
}

extension SheetElement {
  /// Visits all elements that are not groups, from the bottom up, with their places.
  static func visit(
    _ elements: [SheetElement], _ place: PagePlace = PagePlace(),
    _ take: (SheetElement, PagePlace) -> Void
  ) {
    for element in elements {
      if case .placed(let inner, let placement) = element {
        visit(inner, PagePlace(placements: place.placements + [placement]), take)
      } else {
        take(element, place)
      }
    }
  }
}
