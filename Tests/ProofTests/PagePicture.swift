import Foundation
import TestSupport
import Testing

/// A page of a PDF in shades of grey, drawn by Poppler.
struct PagePicture {
  private let width: Int
  private let height: Int
  private let pixels: [UInt8]
  private let pixelsPerMillimetre: Double

  /// Draws a page of a PDF of a site.
  init(
    _ pdf: String, page: Int = 1, in site: ProofFixture, perInch resolution: Int
  ) throws {
    let drawn = try Tool.run(
      "/usr/bin/pdftoppm",
      [
        "-r", "\(resolution)", "-f", "\(page)", "-l", "\(page)", "-gray",
        "\(site.folder.path)/output/print/\(pdf)",
      ])
    try #require(drawn.status == 0, "\(drawn.error)")
    // "P5", the width and height, and 255, a line each.
    let lines = drawn.output.split(separator: UInt8(ascii: "\n"), maxSplits: 3)
    let sizes = String(decoding: lines[1], as: UTF8.self).split(separator: " ")
    (width, height) = try (#require(Int(sizes[0])), #require(Int(sizes[1])))
    pixels = Array(drawn.output.suffix(width * height))
    pixelsPerMillimetre = Double(resolution) / 25.4
    try #require(pixels.count == width * height)
  }

  /// The pixels whose middles lie in a box of left, top, width and height in millimetres, by rows.
  func rows(in box: [Double]) -> [ArraySlice<UInt8>] {
    func pixel(_ length: Double, _ limit: Int) -> Int {
      min(max(Int((length * pixelsPerMillimetre).rounded()), 0), limit)
    }
    let (left, right) = (pixel(box[0], width), pixel(box[0] + box[2], width))
    return (pixel(box[1], height)..<pixel(box[1] + box[3], height)).map { row in
      pixels[(row * width + left)..<(row * width + right)]
    }
  }

  func bytes(in box: [Double]) -> [UInt8] { rows(in: box).flatMap { $0 } }

  func darkest(in box: [Double]) -> UInt8? { bytes(in: box).min() }

  /// The lightest pixel along the four edges of a box.
  func lightestEdge(of box: [Double]) -> UInt8 {
    let rows = rows(in: box)
    let sides = rows.flatMap { $0.prefix(1) + $0.suffix(1) }
    let ends = [rows.first, rows.last].compactMap { $0?.max() }
    return (sides + ends).max() ?? 255
  }

  /// A part of it as a PGM file.
  func crop(_ box: [Double]) -> Data {
    let rows = rows(in: box)
    return Data("P5\n\(rows.first?.count ?? 0) \(rows.count)\n255\n".utf8) + rows.joined()
  }
}
