import Foundation
import Support
import TestSupport
import Testing

@testable import Site

/// Large sites, and sites built in shares on several machines.
@Suite struct ScaleTests {
  private static func write(_ count: Int, to folder: TemporaryFolder, site: String = "") throws {
    try folder.write(
      """
      site: { title: Test, language: en, base_url: "https://pay.example.com"\(site) }
      merchants:
        m: { name: Lakeside, appkey: 00112233445566778899aabbccddeeff, tokens: { t: x } }
        n: { name: Hilltop, appkey: ffeeddccbbaa99887766554433221100, tokens: { t: y } }
      links:
        - { id: "a-{n}", each: { n: 1..\(count) }, merchant: m }
        - { id: "b-{n}", each: { n: 1..\(count / 2) }, merchant: n, skin: night }
        - { id: "c-{n}", each: { n: 1..\(count / 4) }, merchant: m, custom: "c-{n}" }
      """, to: "paypress.yml")
  }

  @Test func theUnionOfAllSharesIsTheWholeSite() throws {
    let folder = try TemporaryFolder()
    try Self.write(80, to: folder, site: ", fan_out: true, qr: { svg: true }")
    try #require(try Tool.payPress(["build", "-o", "whole"], in: folder.path).status == 0)
    let whole = try folder.files(below: "whole", skipping: ".paypress")
    for count in [1, 3] {
      var union: [String: Data] = [:]
      let shares = (1...count).map { "share-\(count)-\($0)" }
      for (number, share) in shares.enumerated() {
        let result = try Tool.payPress(
          ["build", "--shard", "\(number + 1)/\(count)", "-o", share], in: folder.path)
        #expect(result.status == 0, "\(result.error)")
        for (name, data) in try folder.files(below: share, skipping: ".paypress") {
          #expect(union.updateValue(data, forKey: name) == nil, "\(name) is in two shares")
        }
      }
      #expect(union == whole.filter { $0.key.hasPrefix("pay/") || $0.key.hasPrefix("qr/") })
      let merged = try Tool.payPress(
        ["merge"] + shares.reversed() + ["-o", "merged-\(count)"], in: folder.path)
      #expect(merged.status == 0, "\(merged.error)")
      #expect(try folder.files(below: "merged-\(count)", skipping: ".paypress") == whole)
      // Shares and merges are incremental.
      let again = try Tool.payPress(
        ["build", "--shard", "1/\(count)", "-o", shares[0]], in: folder.path)
      #expect(again.error.contains(": nothing has changed"))
      let plain = try Tool.payPress(["build", "-o", "merged-\(count)"], in: folder.path)
      #expect(plain.error.contains(": nothing has changed"))
    }
  }

  @Test func aMergeDoesNotDrawWhatSharesHaveDrawn() throws {
    let folder = try TemporaryFolder()
    try Self.write(20, to: folder)
    for number in 1...2 {
      let share = ["build", "--shard", "\(number)/2", "-o", "share-\(number)"]
      try #require(try Tool.payPress(share, in: folder.path).status == 0)
    }
    // A file that differs from its build's record is made again, so a damaged share does no harm.
    let damaged = try #require(
      try FileManager.default.subpathsOfDirectory(atPath: "\(folder.path)/share-1/qr").first)
    try folder.write("damaged", to: "share-1/qr/\(damaged)")
    let trace = "\(folder.path)/trace.txt"
    let merged = try Tool.run(
      "/usr/bin/strace",
      [
        "-f", "--seccomp-bpf", "-qq", "-o", trace, "-e", "trace=openat2", Tool.payPress, "merge",
        "share-1",
        "share-2",
        "-o", "merged",
      ], in: folder.path)
    #expect(merged.status == 0, "\(merged.error)")
    let calls = try String(contentsOfFile: trace, encoding: .utf8)
    for id in ["a-1", "b-7", "c-3"] { #expect(calls.contains("\"qr/\(id).png\", {flags=O_RDONLY")) }
    try #require(try Tool.payPress(["build", "-o", "whole"], in: folder.path).status == 0)
    #expect(
      try folder.files(below: "merged", skipping: ".paypress")
        == folder.files(below: "whole", skipping: ".paypress"))
  }

  @Test(arguments: ["share-1", "share-2"])
  func aMergeRefusesACodeThatLeadsElsewhereThanItsLink(share: String) throws {
    let folder = try TemporaryFolder()
    try Self.write(80, to: folder, site: ", qr: { svg: true }")
    for number in 1...2 {
      let share = ["build", "--shard", "\(number)/2", "-o", "share-\(number)"]
      try #require(try Tool.payPress(share, in: folder.path).status == 0)
    }
    let pictures = try FileManager.default.subpathsOfDirectory(atPath: "\(folder.path)/\(share)/qr")
      .filter { $0.hasPrefix("c-") && $0.hasSuffix(".png") }.sorted()
    let (own, other) = (try #require(pictures.first), try #require(pictures.last))
    let bytes = try Data(contentsOf: URL(fileURLWithPath: "\(folder.path)/\(share)/qr/\(other)"))
    try folder.write(bytes, to: "\(share)/qr/\(own)")
    // The record is forged to match.
    let state = try FolderHandle("\(folder.path)/\(share)/.paypress")
    let reader = try #require(try RecordReader("record", in: state))
    var entries: [RecordEntry] = []
    while let entry = try reader.next() { entries.append(entry) }
    let record = try RecordOutput(["record", "record.copy"], in: state)
    for var entry in entries {
      for index in entry.files.indices where entry.path(entry.files[index].role) == "qr/\(own)" {
        entry.files[index].content = ContentDigest(Array(bytes))
      }
      try record.append(entry)
    }
    try record.replace()
    let result = try Tool.payPress(
      ["merge", "share-1", "share-2", "-o", "merged"], in: folder.path)
    #expect(result.status == 1)
    #expect(
      result.error.contains(
        "\(share)/qr/\(own) is not the code of link \"\(own.dropLast(4))\"; nothing was written"),
      "\(result.error)")
    #expect(!folder.has("merged"))
  }

  @Test func aMergeRefusesAShareWithALinkTwice() throws {
    let folder = try TemporaryFolder()
    try Self.write(20, to: folder)
    try #require(
      try Tool.payPress(["build", "--shard", "1/1", "-o", "share"], in: folder.path).status == 0)
    let path = URL(fileURLWithPath: "\(folder.path)/share/.paypress/record")
    let record = try Data(contentsOf: path)
    try (record + record.dropFirst(RecordCoding.firstLine.count)).write(to: path)
    let result = try Tool.payPress(["merge", "share", "-o", "merged"], in: folder.path)
    #expect(result.status == 1)
    #expect(result.error.contains("the record of share lists a link twice"), "\(result.error)")
    #expect(!folder.has("merged"))
  }

  @Test func aMergeNamesWhatIsWrongWithItsShares() throws {
    let folder = try TemporaryFolder()
    try Self.write(8, to: folder)
    for share in ["1/3", "2/3", "1/2"] {
      let name = share.replacing("/", with: "-")
      try #require(
        try Tool.payPress(["build", "--shard", share, "-o", name], in: folder.path).status == 0)
    }
    try #require(try Tool.payPress(["build", "-o", "whole"], in: folder.path).status == 0)
    for (arguments, message) in [
      (["1-3", "2-3"], "no folder holds share 3/3"),
      (["1-3", "1-2"], "1-2 is one of 2 shares, the others are of 3"),
      (["1-3", "1-3"], "1-3 holds share 1/3, which another folder holds too"),
      (["1-3", "whole"], "no build with --shard ended in whole"),
      (["1-3", "nowhere"], "no build with --shard ended in nowhere"),
    ] {
      let result = try Tool.payPress(["merge"] + arguments + ["-o", "merged"], in: folder.path)
      #expect(result.status == 1 && result.error.contains(message), "\(result.error)")
      #expect(!folder.has("merged"))
    }
    let same = try Tool.payPress(["merge", "1-2", "-o", "1-2"], in: folder.path)
    #expect(same.error.contains("1-2 is both a share and the folder to write"))
  }

  @Test(arguments: [
    (["JOB_COMPLETION_INDEX": "1", "PAYPRESS_SHARD_COUNT": "3"], "2/3"),
    (
      ["SLURM_ARRAY_TASK_ID": "0", "SLURM_ARRAY_TASK_COUNT": "3", "SLURM_ARRAY_TASK_MIN": "0"],
      "1/3"
    ),
    (
      [
        "SLURM_ARRAY_TASK_ID": "7", "SLURM_ARRAY_TASK_COUNT": "3", "SLURM_ARRAY_TASK_MIN": "3",
        "SLURM_ARRAY_TASK_STEP": "2",
      ], "3/3"
    ),
  ])
  func takesItsShareFromABatchSystem(variables: [String: String], share: String) throws {
    let folder = try TemporaryFolder()
    try Self.write(20, to: folder)
    let told = try Tool.payPress(
      ["build", "--shard", "auto", "-o", "auto"], in: folder.path, environment: variables)
    #expect(told.status == 0, "\(told.error)")
    try #require(
      try Tool.payPress(["build", "--shard", share, "-o", "said"], in: folder.path).status == 0)
    let files = try folder.files(below: "auto", skipping: ".paypress")
    #expect(try !files.isEmpty && files == folder.files(below: "said", skipping: ".paypress"))
  }

  @Test(arguments: ["auto", "0/2", "3/2", "1/0", "1", "a/b", "1/2/3", "-1/2"])
  func refusesAShareThatIsNone(share: String) throws {
    let folder = try TemporaryFolder()
    try Self.write(2, to: folder)
    let result = try Tool.payPress(["build", "--shard", share], in: folder.path)
    #expect(result.status == 64 && !folder.has("output"), "\(result.error)")
  }

  @Test func theManifestsForBatchSystemsSayWhatTheProgramReads() throws {
    let scripts = "\(Tool.packageFolder)/examples/cluster"
    let job = try String(contentsOfFile: "\(scripts)/kubernetes-job.yaml", encoding: .utf8)
    #expect(job.contains("completionMode: Indexed") && job.contains("--shard auto"))
    let count = try #require(job.firstMatch(of: /completions: (\d+)/))
    #expect(job.contains("name: PAYPRESS_SHARD_COUNT\n              value: \"\(count.1)\""))
    let array = try String(contentsOfFile: "\(scripts)/slurm-array.sh", encoding: .utf8)
    #expect(array.contains("#SBATCH --array=") && array.contains("--shard auto"))
    let folder = try TemporaryFolder()
    try Self.write(30, to: folder)
    let environment = [
      "PATH": "\((Tool.payPress as NSString).deletingLastPathComponent):/usr/bin:/bin"
    ]
    let result = try Tool.run(
      "/bin/sh", ["\(scripts)/parallel.sh", "3", "public"], in: folder.path,
      environment: environment)
    #expect(result.status == 0, "\(result.error)")
    try #require(try Tool.payPress(["build", "-o", "whole"], in: folder.path).status == 0)
    #expect(
      try folder.files(below: "public", skipping: ".paypress")
        == folder.files(below: "whole", skipping: ".paypress"))
  }

  @Test func theIndexOfALargeSiteHasSeveralPages() throws {
    let folder = try TemporaryFolder()
    try Self.write(1600, to: folder, site: ", index_batch_pages: true")
    let result = try Tool.payPress(["build"], in: folder.path)
    #expect(result.status == 0, "\(result.error)")
    var ids: [String] = []
    for name in ["index.html", "index-2.html", "index-3.html"] {
      let page = try folder.text("output/\(name)")
      let found = page.matches(of: /href="pay\/([^\/]+)\/index.html"/).map { String($0.1) }
      #expect(found.count == (name == "index-3.html" ? 800 : 1000))
      // How many links a shop has is nothing for customers.
      #expect(!page.contains("2800"))
      ids += found
    }
    let expected =
      (1...1600).map { "a-\($0)" } + (1...400).map { "c-\($0)" } + (1...800).map { "b-\($0)" }
    #expect(ids == expected)
    let middle = try folder.text("output/index-2.html")
    #expect(middle.contains("Page 2 of 3"))
    for link in ["href=\"index.html\" rel=\"prev\"", "href=\"index-3.html\" rel=\"next\""] {
      #expect(middle.contains(link))
    }
    #expect(!folder.has("output/index-4.html"))
    // A smaller site removes the pages again.
    try Self.write(100, to: folder, site: ", index_batch_pages: true")
    try #require(try Tool.payPress(["build"], in: folder.path).status == 0)
    #expect(!folder.has("output/index-2.html") && folder.has("output/index.html"))
  }

  @Test func anIndexTemplateMustLeadToItsNextPage() throws {
    let folder = try TemporaryFolder()
    try folder.write(
      "<ul>{{#merchants}}{{#links}}<li>{{title}}{{/links}}{{/merchants}}</ul>",
      to: "templates/classic/index.html")
    try Self.write(500, to: folder)
    #expect(try Tool.payPress(["check"], in: folder.path).status == 0)
    try Self.write(800, to: folder)
    let result = try Tool.payPress(["check"], in: folder.path)
    #expect(result.status == 1)
    #expect(
      result.error.contains(
        "templates/classic/index.html:1:1: error: the index of 1,400 links has several pages"))
  }

  @Test func aSiteFansOutByAFixedRule() throws {
    let folder = try TemporaryFolder()
    try Self.write(40, to: folder, site: ", fan_out: true")
    try #require(try Tool.payPress(["build"], in: folder.path).status == 0)
    // Computed by the rule in docs/config.md with another implementation of FNV-1a.
    func part(_ id: String) -> String {
      let value = id.lowercased().utf8.reduce(0xcbf2_9ce4_8422_2325 as UInt64) {
        ($0 ^ UInt64($1)) &* 0x0000_0100_0000_01b3
      }
      let byte = (0..<8).reduce(UInt8(0)) { $0 ^ UInt8(truncatingIfNeeded: value >> ($1 * 8)) }
      return (byte < 16 ? "0" : "") + String(byte, radix: 16)
    }
    for id in ["a-1", "a-40", "b-20", "c-10"] {
      let page = try folder.text("output/pay/\(part(id))/\(id)/index.html")
      #expect(page.contains("src=\"../../../qr/\(part(id))/\(id).png\""))
      #expect(folder.has("output/qr/\(part(id))/\(id).png"))
      #expect(page.contains("href=\"../../../assets/"))
    }
    let links = try folder.text("output/links.json")
    #expect(links.contains("\"qr\": \"qr/\(part("a-1"))/a-1.png\""))
  }
}
