import Foundation
import QRImage
import TestSupport
import Testing

@Suite struct SymbolTests {
  @Test func capacitiesAgreeWithTheEncoderAtEveryVersionAndLevel() throws {
    for level in ErrorCorrectionLevel.allCases {
      for version in 1...40 {
        let capacity = SymbolSize.byteCapacity(version: version, level: level)
        // A symbol of another version than planned is an error of QRSymbol.
        let symbol = try QRSymbol(String(repeating: "a", count: capacity), level: level)
        #expect(symbol.size.version == version)
        #expect(symbol.modules.count == symbol.size.sideInModules * symbol.size.sideInModules)
        guard version < 40 else { continue }
        let larger = try QRSymbol(String(repeating: "a", count: capacity + 1), level: level)
        #expect(larger.size.version == version + 1)
      }
    }
  }

  @Test func raisesTheLevelWhileTheVersionStays() throws {
    let size = try SymbolSize(byteCount: "https://shop.example/p/t1".utf8.count, level: .low)
    #expect(size.version == 2 && size.level == .medium)
    #expect(try SymbolSize(byteCount: 7, level: .low).level == .high)
  }

  @Test func recommendsQuartileUpToSixtyBytesAndMediumAbove() {
    #expect(ErrorCorrectionLevel.recommended(forByteCount: 60) == .quartile)
    #expect(ErrorCorrectionLevel.recommended(forByteCount: 61) == .medium)
  }

  @Test func saysHowManyBytesMustGo() {
    let expected = #expect(throws: QRImageError.self) {
      try QRSymbol(String(repeating: "a", count: 2400), level: .medium)
    }
    guard case .textTooLong(let error)? = expected else {
      Issue.record("expected textTooLong")
      return
    }
    #expect(error.excessByteCount == 69 && error.byteCount == 2400 && error.level == .medium)
  }

  @Test func refusesAnEmptyText() {
    #expect(throws: QRImageError.encoderFailed(errorNumber: EINVAL)) { try QRSymbol("") }
  }

  @Test func drawsTheReferenceGrids() throws {
    for (name, text) in [
      (
        "example-1.txt",
        "https://gatepay.io/pay/any?appkey=e3d704f3542b44a621ebed70dc0efe13&token=qflknfokn"
      ),
      ("short.txt", "https://shop.example/p/t1"),
    ] {
      let symbol = try QRSymbol(text)
      let side = symbol.size.sideInModules
      let grid = (0..<side).map { row in
        (0..<side).map { symbol.isDark(column: $0, row: row) ? "1" : "0" }.joined()
      }
      let data = Data((grid.joined(separator: "\n") + "\n").utf8)
      #expect(try Golden.difference(data, from: name, beside: #filePath) == nil)
    }
  }

  @Test func keepsTextAfterANULByte() throws {
    let whole = try QRSymbol("https://a.example/\u{0}b")
    let cut = try QRSymbol("https://a.example/")
    #expect(whole.modules != cut.modules)
  }
}
