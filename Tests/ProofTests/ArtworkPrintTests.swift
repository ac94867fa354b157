import Foundation
import TestSupport
import Testing

/// The PDF shows the shop's pictures where the layout has them.
@Suite struct ArtworkPrintTests {
  private struct Job: Decodable {
    struct Code: Decodable {
      var xMm: Double
      var yMm: Double
      var sideMm: Double
      var picturesMm: [[Double]]?
    }

    var pages: [[Code]]
  }

  private struct Page {
    var width: Int
    var pixels: [UInt8]

    init(_ pdf: String, in folder: TemporaryFolder) throws {
      let result = try Tool.run(
        "/usr/bin/pdftoppm", ["-r", "150", "-singlefile", pdf, "\(folder.path)/page"])
      try #require(result.status == 0, "\(result.error)")
      let data = try Data(contentsOf: URL(fileURLWithPath: "\(folder.path)/page.ppm"))
      let lines = data.prefix(40).split(separator: UInt8(ascii: "\n"), maxSplits: 3)
      let size = String(decoding: lines[1], as: UTF8.self).split(separator: " ")
      width = try #require(Int(size[0]))
      let height = try #require(Int(size[1]))
      pixels = Array(data.suffix(width * height * 3))
    }

    /// Left, top, right and bottom of a colour, in millimetres.
    func bounds(_ isColour: (UInt8, UInt8, UInt8) -> Bool) -> [Double]? {
      var (left, top, right, bottom) = (Int.max, Int.max, -1, -1)
      for place in 0..<(pixels.count / 3)
      where isColour(pixels[3 * place], pixels[3 * place + 1], pixels[3 * place + 2]) {
        let (column, row) = (place % width, place / width)
        (left, right) = (min(left, column), max(right, column))
        (top, bottom) = (min(top, row), max(bottom, row))
      }
      return right < 0 ? nil : [left, top, right + 1, bottom + 1].map { Double($0) / 150 * 25.4 }
    }
  }

  @Test func logoAndMarkArePrintedWhereTheyBelong() throws {
    let site = try ProofFixture()
    for (name, colour) in [("logo", "#ff0000"), ("mark", "#0000ff")] {
      try site.folder.write(
        """
        <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 30 20"><rect width="30" height="20" \
        fill="\(colour)"/></svg>
        """, to: "\(name).svg")
    }
    try site.write(print: [
      "{ poster: item-1, paper: A6, name: a, logo: logo.svg, mark: { picture: mark.svg, area: 4% } }"
    ])
    for command in ["build", "pdf"] {
      let result = try site.run([command])
      try #require(result.status == 0, "\(result.error)")
    }
    let decoder = JSONDecoder()
    decoder.keyDecodingStrategy = .convertFromSnakeCase
    let jobs = try decoder.decode(
      [Job].self, from: Data(site.folder.text("output/print/jobs.json").utf8))
    let code = try #require(jobs.first?.pages.first?.first)
    let page = try Page("\(site.folder.path)/output/print/a.pdf", in: site.folder)

    let logo = try #require(code.picturesMm?.first)
    let red = try #require(page.bounds { $0 > 200 && $1 < 60 && $2 < 60 })
    let expected = [logo[0], logo[1], logo[0] + logo[2], logo[1] + logo[3]]
    #expect(zip(red, expected).allSatisfy { abs($0 - $1) < 0.2 }, "\(red), \(expected)")
    #expect(abs(logo[2] / logo[3] - 1.5) < 0.01)

    let blue = try #require(page.bounds { $0 < 60 && $1 < 60 && $2 > 200 })
    #expect(abs((blue[0] + blue[2]) / 2 - code.xMm - code.sideMm / 2) < 0.2, "\(blue)")
    #expect(abs((blue[1] + blue[3]) / 2 - code.yMm - code.sideMm / 2) < 0.2, "\(blue)")
    // A plate of 4 % of the area has 1/5 of the side.
    let width = (blue[2] - blue[0]) / code.sideMm
    #expect(width > 0.08 && width <= 0.2, "\(width)")
    let proof = try site.run(["verify", "--pdf"])
    #expect(proof.status == 0, "\(proof.text)\(proof.error)")
  }
}
