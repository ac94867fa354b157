import Foundation
import TestSupport
import Testing

/// Which piece a stamp belongs to, and lists of pieces that cannot be read.
extension PaperCommandTests {
  @Test func aStampLeadsToItsPiece() throws {
    let (folder, posters, labels) = try marked()
    let facts = try folder.text("paypress.paper").split(separator: "\n")
    for (id, job, words) in [
      ("\(posters)-1", "posters", "\(posters)-1  1 poster of \"tea\", front door, 2026-11-02"),
      ("\(posters)-2", "posters", "\(posters)-2  1 poster of \"cake\", front door, 2026-11-02"),
      ("\(labels)-1", "shelf", "\(labels)-1…2  2 labels of \"tea\", 2026-11-03"),
    ] {
      let fact = facts.first { $0.contains("{\"paper\": \"\(id)\"") }
      let stamp = try #require(fact?.firstMatch(of: /"stamp": "(....)"/)?.1)
      #expect(try folder.text("output/print/\(job).html").contains(">\(stamp)<"))
      let found = try run(folder, "paper", "stamp", stamp.lowercased())
      #expect(found == "current  \(words)\n")
    }
    let stamps = facts.compactMap { $0.firstMatch(of: /"stamp": "(....)"/)?.1 }
    let stamp = try #require(stamps.first)
    #expect(
      try run(folder, "paper", "stamp", " \(stamp). ")
        == run(folder, "paper", "stamp", String(stamp)))
    #expect(try Tool.payPress(["paper", "stamp", "7O3M"], in: folder.path).status == 64)
    #expect(try Tool.payPress(["paper", "stamp", "2222"], in: folder.path).status == 1)
  }

  /// A piece of a built job has a stamp before anybody marks it.
  @Test func aStampOfAnUnmarkedPieceLeadsToItsJob() throws {
    let folder = try TemporaryFolder()
    try folder.write(Self.config(), to: "paypress.yml")
    let early = try Tool.payPress(["paper", "mark", "posters"], in: folder.path)
    #expect(early.status == 1 && early.error.contains("output holds no built site"))
    #expect(early.error.contains("run `paypress build` first"))
    try run(folder, "build")
    let html = try folder.text("output/print/posters.html")
    let stamp = try #require(html.firstMatch(of: />([2-9CDFHJKMNPRTVWXY]{4})</)?.1)
    #expect(
      try run(folder, "paper", "stamp", String(stamp)) == """
        1 poster of "tea" of the job posters, as built now; not marked: `paypress paper mark posters`

        """)
    let json = try run(folder, "paper", "stamp", String(stamp), "--json")
    #expect(json.contains("\"status\": \"unmarked\"") && json.contains("\"link\": \"tea\""))
    try run(folder, "paper", "mark", "posters")
    #expect(try run(folder, "paper", "stamp", String(stamp)).hasPrefix("current  "))
    // A job that is new in the config.
    try folder.write(
      Self.config().replacing("name: posters", with: "name: walls"), to: "paypress.yml")
    let new = try Tool.payPress(["paper", "mark", "walls"], in: folder.path)
    #expect(new.status == 1 && new.error.contains("has no print job \"walls\" yet"))
  }

  /// A list that cannot be read does not mean that nothing is built.
  @Test func aDamagedListOfJobsIsSaid() throws {
    let folder = try TemporaryFolder()
    try folder.write(Self.config(), to: "paypress.yml")
    #expect(try Tool.payPress(["paper", "stamp", "2222"], in: folder.path).status == 1)
    try run(folder, "build")
    let list = try folder.text("output/print/jobs.json")
    let html = try folder.text("output/print/posters.html")
    let stamp = try #require(html.firstMatch(of: />([2-9CDFHJKMNPRTVWXY]{4})</)?.1)
    let commands = [["stamp", String(stamp)], ["mark", "posters"], ["mark", "reprint"]]
    func expect(_ status: Int32, _ words: String) throws {
      for arguments in commands {
        let result = try Tool.payPress(["paper"] + arguments, in: folder.path)
        #expect(
          result.status == status && result.error.contains(words), "\(arguments): \(result.error)")
        #expect(!result.error.contains("no job prints it now"))
      }
      #expect(try !folder.text("paypress.paper").contains("\"print\""))
    }
    try folder.write(String(list.dropLast(40)), to: "output/print/jobs.json")
    try expect(1, "output/print/jobs.json is not as a build writes it, at byte ")
    let path = "\(folder.path)/output/print/jobs.json"
    try FileManager.default.removeItem(atPath: path)
    try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: false)
    try expect(74, "output/print/jobs.json cannot be read: ")
  }
}
