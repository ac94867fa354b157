import Foundation
import QRImage
import TestSupport
import Testing

/// Codes as PDF and EPS, read back with Ghostscript and ZBar.
@Suite struct PrintFileTests {
  private static let text =
    "https://gatepay.io/pay/any?appkey=00112233445566778899aabbccddeeff&token=abc&price=28.00&stable=1"

  private static func file(_ name: String, _ symbol: QRSymbol) -> [UInt8] {
    name == "code.pdf"
      ? symbol.pdf(widthInMillimetres: 30) : symbol.eps(widthInMillimetres: 30)
  }

  @Test(arguments: ["code.pdf", "code.eps"], [25, 60, 97, 400])
  func readsBackAsItsText(name: String, byteCount: Int) throws {
    let folder = try TemporaryFolder()
    let text = String((Self.text + String(repeating: "x", count: 400)).prefix(byteCount))
    let symbol = try QRSymbol(text, size: SymbolSize(byteCount: byteCount, level: nil))
    try folder.write(Data(Self.file(name, symbol)), to: name)
    let render = try Tool.run(
      "/usr/bin/gs",
      [
        "-q", "-dBATCH", "-dNOPAUSE", "-dSAFER", "-dEPSCrop", "-sDEVICE=pnggray", "-r300",
        "-sOutputFile=code.png", name,
      ], in: folder.path)
    #expect(render.status == 0 && render.error.isEmpty, "\(render.text)\(render.error)")
    let read = try Tool.run("/usr/bin/zbarimg", ["-q", "--raw", "code.png"], in: folder.path)
    #expect(read.text == text + "\n", "\(read.error)")
  }

  /// 30 mm wide, and no ink but black.
  @Test(arguments: ["code.pdf", "code.eps"])
  func isAsWideAsAskedForAndBlackAlone(name: String) throws {
    let folder = try TemporaryFolder()
    let symbol = try QRSymbol(
      Self.text, size: SymbolSize(byteCount: Self.text.utf8.count, level: nil))
    try folder.write(Data(Self.file(name, symbol)), to: name)
    let ink = try Tool.run(
      "/usr/bin/gs",
      ["-q", "-dBATCH", "-dNOPAUSE", "-dEPSCrop", "-o", "-", "-sDEVICE=inkcov", name],
      in: folder.path)
    let shares = ink.text.split(separator: " ").compactMap { Double($0) }
    #expect(shares.count == 4 && shares[..<3].allSatisfy { $0 == 0 }, "\(ink.text)")
    #expect((0.2...0.7).contains(shares[3]), "\(ink.text)")
    let box = try Tool.run(
      "/usr/bin/gs",
      ["-q", "-dBATCH", "-dNOPAUSE", "-dEPSCrop", "-sDEVICE=bbox", name], in: folder.path)
    let line = try #require(
      box.error.split(separator: "\n").first { $0.hasPrefix("%%HiResBoundingBox: ") })
    let corners = line.split(separator: " ").dropFirst().compactMap { Double($0) }
    let modules = Double(symbol.size.sideWithQuietZoneInModules)
    let quiet = 30 * 4 / modules * 72 / 25.4
    let far = 30 * 72 / 25.4 - quiet
    for (corner, expected) in zip(corners, [quiet, quiet, far, far]) {
      #expect(abs(corner - expected) < 0.1, "\(line)")
    }
  }

  @Test func theSameSymbolGivesTheSameBytes() throws {
    let symbol = try QRSymbol(
      Self.text, size: SymbolSize(byteCount: Self.text.utf8.count, level: nil))
    let eps = String(decoding: symbol.eps(widthInMillimetres: 40), as: UTF8.self)
    #expect(eps.hasPrefix("%!PS-Adobe-3.0 EPSF-3.0\n%%BoundingBox: 0 0 114 114\n"))
    #expect(eps.contains("%%HiResBoundingBox: 0 0 113.38583 113.38583\n"))
    #expect(
      !eps.contains("Date")
        && symbol.pdf(widthInMillimetres: 40) == symbol.pdf(widthInMillimetres: 40))
  }
}
