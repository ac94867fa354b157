import Paper
import Testing

@Suite struct PaperAlphabetTests {
  private static let characters = Array("23456789cdfhjkmnprtvwxy")

  /// Some texts of all lengths of slugs and ids, with their check characters.
  private static let checked: [String] = (0..<100).flatMap { seed in
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
    let missed = Self.checked.flatMap { text in
      let original = Array(text)
      return original.indices.flatMap { index in
        Self.characters.filter { $0 != original[index] }.map { other in
          var changed = original
          changed[index] = other
          return String(changed)
        }
      }
    }.filter(PaperAlphabet.isChecked)
    #expect(missed == [])
  }

  @Test func detectsEveryExchangeOfNeighbours() {
    let missed = Self.checked.flatMap { text in
      let original = Array(text)
      return original.indices.dropLast().filter { original[$0] != original[$0 + 1] }.map { index in
        var changed = original
        changed.swapAt(index, index + 1)
        return String(changed)
      }
    }.filter(PaperAlphabet.isChecked)
    #expect(missed == [])
  }

  /// All texts of two characters with each of the 23 third ones: the sums do not depend on length.
  @Test func makesOneCheckCharacterForEachText() {
    var counts: [Character: Int] = [:]
    var wrong: [String] = []
    for first in Self.characters {
      for second in Self.characters {
        let text = String([first, second])
        let valid = Self.characters.filter { PaperAlphabet.isChecked(text + String($0)) }
        if let check = PaperAlphabet.checkCharacter(of: text), valid == [check] {
          counts[check, default: 0] += 1
        } else {
          wrong.append(text)
        }
      }
    }
    #expect(wrong == [] && counts.count == 23 && Set(counts.values) == [23])
  }

  @Test(arguments: ["", "2", "0000", "tea", "7K3M", String(repeating: "2", count: 21)])
  func refusesOtherTexts(text: String) {
    #expect(!PaperAlphabet.isChecked(text))
  }
}
