import Foundation
import TestSupport
import Testing

@testable import QRImage

@Suite struct MaskTests {
  @Test func debiansLibraryAllowsTheFastWay() {
    #expect(MaskChoice.best == .words)
  }

  /// All lengths of any version and level; with `PAYPRESS_LONG_TESTS` 100,000, up to version 40.
  @Test func bothWaysOfChoosingGiveTheSameSymbol() throws {
    let isLong = ProcessInfo.processInfo.environment["PAYPRESS_LONG_TESTS"] != nil
    var random = Xorshift(seed: 5)
    var masksSeen: Set<[UInt8]> = []
    for number in 0..<(isLong ? 100_000 : 5_000) {
      let level = ErrorCorrectionLevel.allCases[number % 4]
      // One in fifty is larger than a word, where the library does both.
      let version = number % 50 == 0 ? 1 + number / 50 % 40 : 1 + number / 4 % 11
      let capacity = SymbolSize.byteCapacity(version: version, level: level)
      let previous = version == 1 ? 0 : SymbolSize.byteCapacity(version: version - 1, level: level)
      let length = previous + 1 + random.below(capacity - previous)
      let text = Self.text(length, &random)
      let size = try SymbolSize(byteCount: text.utf8.count, level: level)
      let words = try QRSymbol(text, size: size, maskChoice: .words)
      let library = try QRSymbol(text, size: size, maskChoice: .encoder)
      #expect(words == library, "\(level) \(text)")
      // The three bits of the mask (ISO/IEC 18004:2015, section 7.9.1).
      masksSeen.insert((2...4).map { words.modules[8 * words.size.sideInModules + $0] })
    }
    #expect(masksSeen.count == 8)
  }

  /// A gateway's URL, digits, one repeated character, or anything.
  private static func text(_ length: Int, _ random: inout Xorshift) -> String {
    let kind = random.below(4)
    let prefix = kind == 0 ? "https://gatepay.io/pay/any?appkey=" : ""
    let letters = Array("0123456789abcdefghijklmnopqrstuvwxyz&=%-._~ABCDEFGHIJ")
    let repeated = Character(Unicode.Scalar(UInt8(1 + random.below(126))))
    var text = String(prefix.prefix(length))
    while text.utf8.count < length {
      switch kind {
      case 0: text.append(letters[random.below(letters.count)])
      case 1: text.append(letters[random.below(10)])
      case 2: text.append(repeated)
      default: text.unicodeScalars.append(Unicode.Scalar(UInt8(random.below(128))))
      }
    }
    return text
  }
}
