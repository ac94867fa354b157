import Foundation
import TestSupport
import Testing

@Suite struct PrintedPictureTests {
  /// A place on a page in millimetres.
  fileprivate struct Box {
    var left: Double
    var top: Double
    var right: Double
    var bottom: Double
    /// The number of points of a colour in it.
    var count = 0
  }

  private struct Job: Decodable {
    struct Code: Decodable {
      var xMm: Double
      var yMm: Double
      var sideMm: Double
    }

    var pages: [[Code]]
  }

  private static let pointsPerInch = 150.0

  private static func box(
    _ red: Int, _ green: Int, _ blue: Int, of pdf: String
  ) throws -> Box {
    let drawn = try Tool.run(
      "/usr/bin/pdftoppm", ["-r", "\(Int(pointsPerInch))", "-f", "1", "-l", "1", pdf])
    try #require(drawn.status == 0, "\(drawn.error)")
    // P6, width and height, 255, each on its own line; then three bytes per point.
    let parts = drawn.output.split(separator: UInt8(ascii: "\n"), maxSplits: 3)
    let width = try #require(Int(String(decoding: parts[1].prefix { $0 != 32 }, as: UTF8.self)))
    let bytes = [UInt8](parts[3])
    let unit = 25.4 / pointsPerInch
    var box = Box(left: .infinity, top: .infinity, right: 0, bottom: 0)
    for point in 0..<(bytes.count / 3) {
      let difference =
        abs(Int(bytes[3 * point]) - red) + abs(Int(bytes[3 * point + 1]) - green)
        + abs(Int(bytes[3 * point + 2]) - blue)
      guard difference < 30 else { continue }
      let (x, y) = (Double(point % width) * unit, Double(point / width) * unit)
      box.left = min(box.left, x)
      box.top = min(box.top, y)
      box.right = max(box.right, x + unit)
      box.bottom = max(box.bottom, y + unit)
      box.count += 1
    }
    return box
  }

  /// A thermal head has no grey: it would print it as scattered dots.
  @Test func rollsArePureBlack() throws {
    let site = try ProofFixture(print: [
      "{ roll: item-1, paper: 40x30, accent: \"#d64024\", name: a }",
      "{ roll: item-1, paper: 62x29, valid_until: 2026-12-31, name: b }",
      "{ roll: item-10, paper: 40x60, accent: \"#00aa00\", allow: [module-small], name: c }",
      "{ labels: item-1, stock: avery-l7160, accent: \"#d64024\", name: d }",
    ])
    try #require(try site.run(["pdf"]).status == 0)
    for name in ["a", "b", "c", "d"] {
      // Without smoothing, only colours that are on the page are in the picture.
      let drawn = try Tool.run(
        "/usr/bin/pdftoppm",
        ["-gray", "-r", "203", "-aa", "no", "-aaVector", "no", "output/print/\(name).pdf"],
        in: site.folder.path)
      let pixels = [UInt8](drawn.output.split(separator: UInt8(ascii: "\n"), maxSplits: 3)[3])
      let tones = Set(pixels)
      #expect(tones.isSuperset(of: [0, 255]))
      #expect((tones.count == 2) == (name != "d"), "\(name): \(tones.sorted())")
    }
  }

  /// A red disc as the mark and a blue 3:1 field as the logo: in the right place, at the right
  /// width, whole, and the code can still be read.
  @Test func logoAndMarkStandInThePDF() throws {
    let site = try ProofFixture()
    let space = #"xmlns="http://www.w3.org/2000/svg""#
    try site.folder.write(
      "<svg \(space) viewBox='0 0 8 8'><circle cx='4' cy='4' r='4' fill='#f00'/></svg>",
      to: "mark.svg")
    try site.folder.write(
      "<svg \(space) viewBox='0 0 30 10'><rect width='30' height='10' fill='#00f'/></svg>",
      to: "logo.svg")
    try site.write(print: ["{ poster: item-1, paper: A5, mark: mark.svg, logo: logo.svg, name: p }"]
    )
    for command in ["build", "pdf"] {
      let result = try site.run([command])
      try #require(result.status == 0, "\(result.error)")
    }
    let decoder = JSONDecoder()
    decoder.keyDecodingStrategy = .convertFromSnakeCase
    let jobs = try decoder.decode(
      [Job].self, from: Data(site.folder.text("output/print/jobs.json").utf8))
    let code = jobs[0].pages[0][0]
    let pdf = "\(site.folder.path)/output/print/p.pdf"
    let mark = try Self.box(255, 0, 0, of: pdf)
    #expect(mark.count > 500)
    #expect(abs((mark.left + mark.right) / 2 - code.xMm - code.sideMm / 2) < 0.3)
    #expect(abs((mark.top + mark.bottom) / 2 - code.yMm - code.sideMm / 2) < 0.3)
    let width = mark.right - mark.left
    // A plate of 4 % of the area has 1/5 of the side; the mark is half a module narrower all round.
    #expect(width > 0.12 * code.sideMm && width < 0.2 * code.sideMm && mark.isFilled(0.785))
    let logo = try Self.box(0, 0, 255, of: pdf)
    #expect(logo.isFilled(1) && logo.bottom < code.yMm && logo.right - logo.left > 10)
    #expect(abs((logo.right - logo.left) / (logo.bottom - logo.top) - 3) < 0.15)
    let proof = try site.run(["verify", "--pdf"])
    #expect(proof.status == 0, "\(proof.text)\(proof.error)")
  }
}

extension PrintedPictureTests.Box {
  /// Whether this share of it is filled, except for the points at its edge.
  fileprivate func isFilled(_ share: Double) -> Bool {
    let points = (right - left) * (bottom - top) * pow(150 / 25.4, 2)
    return abs(Double(count) / points - share) < 0.1
  }
}
