import Paper
import Testing

/// What a file of paper lacks of an earlier state.
@Suite struct PaperLossTests {
  private typealias File = PaperFormatTests

  private static func loss(of old: [String], in now: [String]) throws -> PaperLoss? {
    func ledger(_ lines: [String]) throws -> PaperLedger {
      let text = ([File.head] + lines).joined(separator: "\n")
      return try PaperFormat.read(Array(text.utf8)).ledger
    }
    return try PaperLoss(of: ledger(old), in: ledger(now))
  }

  private static let all = [File.slug, File.print, File.paper, File.gone]

  @Test func whatIsThereOrNewIsNoLoss() throws {
    #expect(try Self.loss(of: Self.all, in: Self.all.reversed()) == nil)
    #expect(try Self.loss(of: [], in: Self.all) == nil)
    #expect(try Self.loss(of: [File.slug, File.print, File.paper], in: Self.all) == nil)
    let earlier = Self.all + [File.gone.replacing("2026-12-01", with: "2026-11-30")]
    #expect(try Self.loss(of: Self.all, in: earlier) == nil)
  }

  @Test func eachLostFactIsNamed() throws {
    let slug = try #require(try Self.loss(of: Self.all, in: [File.print, File.paper, File.gone]))
    #expect(slug.lost.slugs.map(\.text) == ["tea"] && slug.lost.papers.isEmpty)
    let paper = try #require(try Self.loss(of: Self.all, in: [File.slug, File.print, File.gone]))
    #expect(paper.lost.papers.map(\.description) == ["22222-1"] && paper.lost.slugs.isEmpty)
    let gone = try #require(try Self.loss(of: Self.all, in: [File.slug, File.print, File.paper]))
    #expect(gone.lost.gone.map(\.description) == ["22222-1"] && gone.lost.papers.isEmpty)
    for loss in [slug, paper, gone] { #expect(loss.changed.isEmpty && loss.oldLines.isEmpty) }
  }

  /// Another link or another address at the same time, another place, another title.
  @Test(arguments: [
    (0, "\"link\": \"tea\"", "\"link\": \"cake\""), (0, "token=b", "token=c"),
    (1, "front door", "bar"), (2, "28.00\"]", "28.00!\"]"),
  ])
  func eachChangedLineIsNamed(place: Int, old: String, new: String) throws {
    var changed = Self.all
    changed[place].replace(old, with: new)
    let loss = try #require(try Self.loss(of: Self.all, in: changed))
    #expect(loss.lost.isEmpty && loss.oldLines == [Self.all[place]])
    #expect(loss.changed.slugs.map(\.text) == (place == 0 ? ["tea"] : []))
    #expect(loss.changed.papers.map(\.description) == (place == 0 ? [] : ["22222-1"]))
    changed[place] = Self.all[place]
    #expect(try Self.loss(of: Self.all, in: changed) == nil)
  }
}
