/// The transform of an element to its place on the page, through its groups.
struct PagePlace {
  /// From the outermost group to the innermost.
  fileprivate var placements: [Placement] = []

  /// The rectangle in page coordinates.
  func of(_ frame: Rectangle) -> Rectangle { placements.reversed().reduce(frame) { $1.place($0) } }

  /// Whether the element is upside down on the page.
  var isTurned: Bool { placements.count(where: \.isTurned) % 2 == 1 }
}

extension SheetElement {
  /// Visits all elements that are not groups, from the bottom up, with their transforms.
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
