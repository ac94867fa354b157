import Catalog
import Print
import TestSupport
import Testing

/// Where a nudge and a scale put things, and what is then off the paper.
@Suite struct PaperEdgeTests {
  /// Codes and words that would not be printed, whatever the printer's margin.
  @Test(arguments: [
    ("labels: \"*\", stock: avery-l7160, nudge: \"-19,0\"", "the code of ", "10.19 mm", ".nudge"),
    (
      "labels: \"*\", stock: avery-l7160, nudge: \"19,0\"", "the words beside the code of ", "",
      ".nudge"
    ),
    ("labels: \"*\", stock: avery-l7160, nudge: \"0,20\"", "the code of ", "", ".nudge"),
    ("roll: tea, nudge: \"-15,0\", allow: [distance]", "the code of ", "13.4 mm", ".nudge"),
    ("roll: tea, nudge: \"0,-2\"", "the code of ", "0.4 mm", ".nudge"),
    ("roll: tea, scale: 110%", "the code of ", "", ""),
    ("poster: tea, paper: 60x90, nudge: \"20,0\"", "the code of ", "", ".nudge"),
  ])
  func refusesWhatLiesBeyondThePage(job: String, what: String, length: String, key: String) throws {
    let fixture = try PrintFixture("- { \(job) }")
    #expect(fixture.checks.contains("error page-size"), "\(fixture.texts)")
    #expect(!fixture.checks.contains("warning printable"))
    let text = try #require(fixture.texts.first { $0.contains("[page-size]") })
    #expect(text.contains("error: print[0]\(key) (") && text.contains("): \(what)"), "\(text)")
    #expect(text.contains("would lie \(length)") && !text.contains(" -"), "\(text)")
  }

  @Test(arguments: [
    "labels: \"*\", stock: avery-l7160, nudge: \"-5,5\"", "roll: tea, nudge: \"1.5,-1.5\"",
    "labels: \"*\", stock: a4-70x37", "cards: \"*\"", "tent: \"*\"", "roll: tea, scale: 103%",
  ])
  func takesWhatStaysOnThePage(job: String) throws {
    let fixture = try PrintFixture("- { \(job) }")
    #expect(fixture.sink.errorCount == 0, "\(fixture.texts)")
  }

  @Test func wordsThatLeaveThePageAreFoundWhereTheCodeStays() throws {
    let links = "- { id: a, title: A title that goes on to the very end of its label, price: 12 }"
    let fixture = try PrintFixture("- { roll: a, nudge: \"15,0\" }", links: links)
    let text = try #require(fixture.texts.first { $0.contains("[page-size]") }, "\(fixture.texts)")
    #expect(text.contains("the words beside the code of \"a\" would lie "))
  }

  // MARK: Sign and size

  private func frames(_ job: String) throws -> [Rectangle] {
    try PrintFixture("- { \(job), allow: [distance] }").sheets()[0].flatMap {
      $0.codes.map(\.frame)
    }
  }

  /// Positive lengths are right and down, on every kind of sheet.
  @Test(arguments: [
    "labels: \"*\", stock: avery-l7160", "labels: \"*\", stock: avery-8293", "cards: \"*\"",
    "roll: \"*\"", "tent: \"*\"", "poster: \"*\", paper: A6 landscape",
  ])
  func nudgesToTheRightAndDown(job: String) throws {
    let before = try frames(job)
    let after = try frames("\(job), nudge: \"1.5,-0.7\"")
    #expect(before.count == after.count && before.count > 5)
    for (old, new) in zip(before, after) {
      #expect(abs(new.x - old.x - 1.5) < 1e-9 && abs(new.y - old.y + 0.7) < 1e-9)
      #expect(abs(new.width - old.width) < 1e-9)
    }
  }

  /// At 101 %, 60 mm right of the middle become 60.6 mm.
  @Test func scalesAboutTheMiddleOfTheSheet() throws {
    let job = "labels: \"*\", stock: avery-l7160"
    let before = try frames(job)
    let after = try frames("\(job), scale: 101%")
    for (old, new) in zip(before, after) {
      #expect(abs(new.width - 1.01 * old.width) < 1e-9)
      #expect(abs(new.x - 105 - 1.01 * (old.x - 105)) < 1e-9)
      #expect(abs(new.y - 148.5 - 1.01 * (old.y - 148.5)) < 1e-9)
    }
    // Enlarged, then moved by the whole length.
    let both = try frames("\(job), scale: 101%, nudge: \"-2,1\"")
    for (old, new) in zip(after, both) {
      #expect(abs(new.x - old.x + 2) < 1e-9 && abs(new.y - old.y - 1) < 1e-9)
    }
  }
}
