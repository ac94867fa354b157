import ArgumentParser
import Testing

@testable import Console

@Suite struct OutputNameTests {
  @Test(arguments: ["-", ""])
  func aDatabaseNeedsAName(name: String) {
    #expect(throws: (any Error).self) { try PaymentsOptions.parse(["--database=\(name)"]) }
    #expect(throws: (any Error).self) { try NotifyListenOptions.parse(["--database=\(name)"]) }
  }

  @Test func otherNamesAreTaken() throws {
    #expect(try PaymentsOptions.parse(["--database", "./-"]).ledger.database == "./-")
    #expect(throws: Never.self) {
      try OutputName.check(folder: "./-")
      try OutputName.check(folder: nil)
      try OutputName.check(file: "page.html")
    }
  }
}
