import Foundation
import QRImage
import TestSupport
import Testing

private let url =
  "https://gatepay.io/pay/any?appkey=e3d704f3542b44a621ebed70dc0efe13&token=qflknfokn&price=1.88&stable=1"

@Suite struct PictureTests {
  @Test func writesA1BitGreyPNGWithItsPrintedSize() throws {
    let symbol = try QRSymbol(url)
    let chunks = try PNGChunk.all(in: PNGWriter().png(symbol, PNGOptions(widthInMillimetres: 40)))
    #expect(chunks.map(\.name) == ["IHDR", "pHYs", "IDAT", "IEND"])
    let side = symbol.size.sideWithQuietZoneInModules * 8
    #expect(chunks[0].number(at: 0) == side && chunks[0].number(at: 4) == side)
    // Bit depth 1, greyscale, no interlace (PNG specification, section 11.2.1).
    #expect(Array(chunks[0].bytes[8...]) == [1, 0, 0, 0, 0])
    let pixelsPerMetre = Int((Double(side) * 1000 / 40).rounded())
    #expect(chunks[1].number(at: 0) == pixelsPerMetre && chunks[1].number(at: 4) == pixelsPerMetre)
    #expect(chunks[1].bytes[8] == 1)
  }

  @Test(arguments: [1, 3, 5, 8, 10, 16, 44])
  func isReadBackAtAnyScale(pixelsPerModule: Int) throws {
    let folder = try TemporaryFolder()
    let symbol = try QRSymbol(url)
    try folder.write(
      Data(PNGWriter().png(symbol, PNGOptions(pixelsPerModule: pixelsPerModule))), to: "a.png")
    let identified = try Tool.run("/usr/bin/file", ["-b", "\(folder.path)/a.png"])
    let side = symbol.size.sideWithQuietZoneInModules * pixelsPerModule
    #expect(identified.text.contains("PNG image data, \(side) x \(side), 1-bit grayscale"))
    // No decoder reads one pixel per module.
    if pixelsPerModule > 1 { #expect(try Tool.readCodes(["\(folder.path)/a.png"]) == [url]) }
  }

  @Test func isReadBackFromSVGAndFromTerminalText() throws {
    let folder = try TemporaryFolder()
    let symbol = try QRSymbol(url)
    let svg = symbol.svg(widthInMillimetres: 31.8)
    #expect(svg.contains("width=\"31.8mm\"") && svg.contains("crispEdges"))
    #expect(svg.components(separatedBy: "<path").count == 3)
    try folder.write(svg, to: "a.svg")
    let converted = try Tool.run(
      "/usr/bin/rsvg-convert",
      ["-w", "600", "\(folder.path)/a.svg", "-o", "\(folder.path)/svg.png"])
    #expect(converted.status == 0)
    try folder.write(Self.picture(of: symbol.terminalText(.plain)), to: "text.pgm")
    #expect(
      try Tool.readCodes(["\(folder.path)/svg.png", "\(folder.path)/text.pgm"]) == [url, url])
    #expect(symbol.terminalText(.coloured).contains("\u{1B}[30;107m"))
  }

  @Test func refusesPicturesThatAreTooLarge() throws {
    let symbol = try QRSymbol(url)
    let writer = try PNGWriter()
    for scale in [0, -1, 200, Int(UInt32.max), Int.max / 1024] {
      #expect(throws: QRImageError.pngFailed("picture size out of range")) {
        try writer.png(symbol, PNGOptions(pixelsPerModule: scale))
      }
    }
  }

  @Test func aWriterGivesTheSamePictureAfterAnyOther() throws {
    let writer = try PNGWriter()
    let first = try writer.png(QRSymbol(url))
    _ = try writer.png(
      QRSymbol(String(repeating: "x", count: 2_000)), PNGOptions(pixelsPerModule: 40))
    #expect(throws: QRImageError.self) {
      try writer.png(QRSymbol(url), PNGOptions(pixelsPerModule: 0))
    }
    #expect(try writer.png(QRSymbol(url)) == first)
    #expect(try PNGWriter().png(QRSymbol(url)) == first)
  }

  /// Fails every allocation of the PNG writer in turn, once and for ever, and counts leaks.
  @Test func survivesEveryFailedAllocationWithoutALeak() throws {
    let folder = try TemporaryFolder()
    let sources = "\(Tool.packageFolder)/Sources/CPNGWriter"
    let test = "\(Tool.packageFolder)/Tests/QRImageTests/torture.c"
    let compiled = try Tool.run(
      "/usr/bin/cc",
      [
        // With a small arena, every allocation uses the heap, where it can fail.
        "-DPNG_WRITER_ARENA_SIZE=64", "-g", "-Wall", "-Werror", "-I\(sources)/include", test,
        "\(sources)/png_writer.c", "\(sources)/module_deflate.c", "-lpng",
        "-o", "\(folder.path)/torture",
      ])
    try #require(compiled.status == 0, "\(compiled.error)")
    let result = try Tool.run("\(folder.path)/torture", [])
    #expect(result.status == 0 && result.error.isEmpty, "\(result.error)")
    #expect(result.text.hasPrefix("failed allocations survived: "))
  }

  /// Random symbols of all sizes and scales, drawn with zlib as well; `scripts/prove-pictures` compares
  /// many more, with three readers.
  @Test func holdsThePixelsThatLibpngPacks() throws {
    let folder = try TemporaryFolder()
    let sources = "\(Tool.packageFolder)/Sources/CPNGWriter"
    let compiled = try Tool.run(
      "/usr/bin/cc",
      [
        "-O2", "-Wall", "-Werror", "-I\(sources)/include",
        "\(Tool.packageFolder)/Tests/QRImageTests/pictures.c", "\(sources)/png_writer.c",
        "\(sources)/module_deflate.c", "-lpng", "-o", "\(folder.path)/pictures",
      ])
    try #require(compiled.status == 0, "\(compiled.error)")
    let result = try Tool.run("\(folder.path)/pictures", ["300", "1"])
    #expect(result.status == 0, "\(result.error)")
    #expect(result.text.hasPrefix("300 pictures equal"))
  }

  /// The bytes are the same with every version of zlib, on every system.
  @Test func packsTheSameBytesEverywhere() throws {
    let picture = Data(try PNGWriter().png(QRSymbol(url)))
    #expect(try Golden.difference(picture, from: "code.png") == nil)
  }

  /// Draws half-block characters as a grey picture, 6 pixels per module.
  private static func picture(of text: String) -> Data {
    let lines = text.split(separator: "\n").map(Array.init)
    let width = lines[0].count
    var rows: [[UInt8]] = []
    for line in lines {
      let upper = line.map { "█▀".contains($0) ? UInt8(0) : 255 }
      let lower = line.map { "█▄".contains($0) ? UInt8(0) : 255 }
      rows += [upper, lower]
    }
    var data = Data("P5\n\(width * 6) \(rows.count * 6)\n255\n".utf8)
    for row in rows {
      let pixels = row.flatMap { Array(repeating: $0, count: 6) }
      for _ in 0..<6 { data.append(contentsOf: pixels) }
    }
    return data
  }
}

/// A chunk of a PNG file (PNG specification, section 5.3).
private struct PNGChunk {
  let name: String
  let bytes: [UInt8]

  func number(at offset: Int) -> Int {
    bytes[offset..<offset + 4].reduce(0) { $0 << 8 | Int($1) }
  }

  static func all(in file: [UInt8]) throws -> [PNGChunk] {
    try #require(Array(file.prefix(8)) == [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A])
    var chunks: [PNGChunk] = []
    var offset = 8
    while offset < file.count {
      let length = file[offset..<offset + 4].reduce(0) { $0 << 8 | Int($1) }
      let name = String(decoding: file[offset + 4..<offset + 8], as: UTF8.self)
      chunks.append(PNGChunk(name: name, bytes: Array(file[offset + 8..<offset + 8 + length])))
      offset += 12 + length
    }
    return chunks
  }
}
