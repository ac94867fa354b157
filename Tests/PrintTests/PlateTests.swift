import Catalog
import Support
import TestSupport
import Testing

@testable import Print

/// Laminated plates with rounded corners.
@Suite struct PlateTests {
  /// The distance of a point from the outline of a plate, inside it.
  private func depth(_ x: Double, _ y: Double, in frame: Rectangle, radius: Double) -> Double {
    let (dx, dy) = (min(x - frame.x, frame.right - x), min(y - frame.y, frame.bottom - y))
    guard dx < radius, dy < radius else { return min(dx, dy) }
    let (cx, cy) = (radius - dx, radius - dy)
    return radius - (cx * cx + cy * cy).squareRoot()
  }

  @Test(arguments: PrintJob.Design.allCases, [(90.0, 130.0, 6.0), (100, 100, 20), (148, 105, 0)])
  func wordsAndCodesKeepAwayFromTheCut(
    design: PrintJob.Design, shape: (width: Double, height: Double, radius: Double)
  ) throws {
    let fixture = try PrintFixture(
      "- { plate: \"*\", design: \(design.rawValue), size: \(shape.width)x\(shape.height), "
        + "corner: \(shape.radius) }"
    )
    for sheet in try #require(fixture.sheets().first) {
      let plates = sheet.codes.map(\.piece)
      let outlines = sheet.elements.compactMap { element -> Rectangle? in
        guard case .rectangle(let frame, nil, _?, shape.radius) = element,
          abs(frame.width - shape.width) < 0.001
        else { return nil }
        return frame
      }
      #expect(plates.allSatisfy(outlines.contains), "each plate has its outline")
      for part in DrawnPart.all(of: sheet.elements) {
        guard part.kind == .words || part.kind == .code,
          let plate = plates.first(where: { $0.holds(part.frame) })
        else { continue }
        for x in [part.frame.x, part.frame.right] {
          for y in [part.frame.y, part.frame.bottom] {
            let depth = depth(x, y, in: plate, radius: shape.radius)
            #expect(depth >= 3, "\(part.name) of \(shape) in \(design)")
          }
        }
      }
    }
  }

  @Test func platesLieApartOnTheSheet() throws {
    let fixture = try PrintFixture("- { plate: \"*\" }")
    let sheets = try #require(fixture.sheets().first)
    #expect(sheets.map(\.codes.count) == [4, 2])
    let plates = sheets[0].codes.map { $0.piece.inset(by: -4.99) }
    for (index, plate) in plates.enumerated() {
      #expect(plates[(index + 1)...].allSatisfy { !$0.overlaps(plate) })
    }
  }

  @Test(arguments: [
    ("paper: A7", "error paper-below-plate"), ("size: 20x30", "error bad-plate-size"),
    ("start: 5", "error start-beyond-sheet"),
  ])
  func platesThatDoNotFitAreRefused(rest: String, check: String) throws {
    let checks = try PrintFixture("- { plate: tea, \(rest) }").checks
    #expect(checks.contains(check), "\(checks)")
  }

  @Test func startsAtTheFirstFreePlace() throws {
    #expect(try PrintFixture("- { plate: \"*\", start: 4 }").ids().map(\.count) == [1, 4, 1])
  }
}
