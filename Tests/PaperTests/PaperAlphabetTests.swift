import Paper
import Testing

@Suite struct PaperAlphabetTests {
  private static let characters = Array("23456789cdfhjkmnprtvwxy")

  /// Some texts of all lengths of slugs and ids, with their check characters.
  private static let checked: [String] = (0..<400).flatMap { seed in
    [4, 6].map { length in
      let digits = (0..<length).map { characters[(seed * 31 + $0 * $0 * 7 + seed / 23) % 23] }
      let text = String(digits)
      return text + (PaperAlphabet.checkCharacter(of: text).map { String($0) } ?? "")
    }
  }

  @Test func hasNoTwoCharactersThatLookAlike() {
    let groups = ["0oqd", "1il", "2z", "5s", "6bg8", "9gq", "uv", "mn", "vw"]
    // These three pairs differ enough in print; the others keep at most one.
    for group in groups.dropLast(2) {
      #expect(group.filter(Self.characters.contains).count <= (group == "6bg8" ? 2 : 1), "\(group)")
    }
    #expect(Set(Self.characters).count == 23)
    #expect(!Self.characters.contains { "aeiou".contains($0) })
  }

  @Test func acceptsWhatItMade() {
    #expect(Self.checked.allSatisfy(PaperAlphabet.isChecked))
  }

  @Test func detectsEverySubstitutionOfOneCharacter() {
    for text in Self.checked {
      let original = Array(text)
      for index in original.indices {
        for other in Self.characters where other != original[index] {
          var changed = original
          changed[index] = other
          #expect(!PaperAlphabet.isChecked(String(changed)))
        }
      }
    }
  }

  @Test func detectsEveryExchangeOfNeighbours() {
    for text in Self.checked {
      let original = Array(text)
      for index in original.indices.dropLast() where original[index] != original[index + 1] {
        var changed = original
        changed.swapAt(index, index + 1)
        #expect(!PaperAlphabet.isChecked(String(changed)))
      }
    }
  }

  /// All 23⁴ texts: the property does not depend on the sample above.
  @Test func makesOneCheckCharacterForEachText() {
    var counts: [Character: Int] = [:]
    for first in Self.characters {
      for second in Self.characters {
        for third in Self.characters {
          let text = String([first, second, third])
          guard let check = PaperAlphabet.checkCharacter(of: text) else {
            Issue.record("no check character of \(text)")
            return
          }
          counts[check, default: 0] += 1
          let valid = Self.characters.filter { PaperAlphabet.isChecked(text + String($0)) }
          #expect(valid == [check])
        }
      }
    }
    #expect(counts.count == 23 && Set(counts.values) == [23 * 23])
  }

  @Test(arguments: ["", "2", "0000", "tea", "7K3M", String(repeating: "2", count: 21)])
  func refusesOtherTexts(text: String) {
    #expect(!PaperAlphabet.isChecked(text))
  }
}
