import Foundation
import Support
import TestSupport
import Testing

/// A build that cannot put everything in place changes nothing, and leaves nothing behind.
@Suite struct PublicationTests {
  /// Runs a build as a user whom permissions bind: root may write anywhere.
  private static func buildUnprivileged(_ site: SiteFixture) throws -> Tool.Result {
    guard getuid() == 0 else { return try site.build() }
    return try Tool.run(
      "/usr/bin/setpriv",
      ["--reuid", "65534", "--regid", "65534", "--clear-groups", Tool.payPress, "build"],
      in: site.folder.path)
  }

  private static func giveToUnprivileged(_ site: SiteFixture) throws {
    guard getuid() == 0 else { return }
    let result = try Tool.run("/bin/chown", ["-R", "65534:65534", site.folder.path])
    try #require(result.status == 0)
  }

  private static let job = "print: [{ poster: open, paper: A5, name: roll }]"

  @Test(arguments: ["", "pay", "pay/t-1", "qr", "print", "assets"])
  func aReadOnlyFolderKeepsTheWholeSiteAsItWas(place: String) throws {
    let site = try SiteFixture(links: 3)
    try site.write(links: 3, extra: Self.job)
    try #require(try site.build().status == 0)
    // A new price, a new stylesheet, and links and a job that are gone: each folder has to change.
    try site.write(
      links: 2, price: "6", extra: "skins: { night: { gateway_skin: 1, accent: \"#123456\" } }")
    try Self.giveToUnprivileged(site)
    let before = try site.folder.files(below: "output")
    let path = place.isEmpty ? "output" : "output/\(place)"
    #expect(chmod("\(site.folder.path)/\(path)", 0o555) == 0)
    let result = try Self.buildUnprivileged(site)
    #expect(chmod("\(site.folder.path)/\(path)", 0o755) == 0)
    #expect(result.status == 74, "\(result.error)")
    #expect(
      result.error.contains(
        "\(path) cannot be written: Permission denied; nothing was published"), "\(result.error)")
    var after = try site.folder.files(below: "output")
    // The note that nothing has changed is gone, so that the next build looks at everything.
    after[".paypress/build"] = before[".paypress/build"]
    #expect(after == before)
    #expect(try Self.buildUnprivileged(site).status == 0)
    #expect(try site.output() == site.clean())
  }

  @Test(arguments: ["i", "a"], ["output/pay", "output/qr/t-1.png", "output/links.json"])
  func whatMayNotChangeIsFoundBeforeTheFirstStep(attribute: String, place: String) throws {
    let site = try SiteFixture(links: 3)
    try #require(try site.build().status == 0)
    try site.write(links: 2, price: "6")
    let before = try site.output()
    let path = "\(site.folder.path)/\(place)"
    let marked = try Tool.run("/usr/bin/chattr", ["+\(attribute)", path])
    // Needs root and a file system with attributes.
    guard marked.status == 0 else { return }
    let times = try Self.changeTimes(site)
    let result = try site.build()
    // A file that was moved away and put back would have another time.
    #expect(try Self.changeTimes(site) == times)
    #expect(try Tool.run("/usr/bin/chattr", ["-\(attribute)", path]).status == 0)
    #expect(result.status == 74)
    #expect(
      result.error.contains(
        "\(place) cannot be written: Operation not permitted; nothing was published"),
      "\(result.error)")
    #expect(try site.output() == before)
  }

  /// When each file of the site last changed in any way.
  private static func changeTimes(_ site: SiteFixture) throws -> [String: Int64?] {
    let output = "\(site.folder.path)/output"
    return Dictionary(
      uniqueKeysWithValues: try site.output().keys.map {
        ($0, FileSignature(of: "\(output)/\($0)")?.changeTime)
      })
  }

  @Test(arguments: ["renameat2", "renameat", "mkdirat", "unlinkat"])
  func aStepThatFailsIsUndone(call: String) throws {
    let site = try SiteFixture(links: 3)
    try site.write(links: 3, extra: Self.job)
    try #require(try site.build().status == 0)
    let old = try site.output()
    func change() throws {
      try site.write(links: 2, price: "6")
    }
    try change()
    let new = try site.clean()
    var undoneCount = 0
    for number in 1...300 {
      try? FileManager.default.removeItem(atPath: "\(site.folder.path)/output")
      try site.write(links: 3, extra: Self.job)
      try #require(try site.build().status == 0)
      try change()
      // Once, so that the steps back work.
      let result = try Self.injected("\(call):error=EIO:when=\(number)", site)
      let output = try site.output()
      if result.status == 0 {
        #expect(output == new, "\(call) \(number)")
        if undoneCount > 0 { break }
        continue
      }
      undoneCount += 1
      #expect(result.error.contains("Input/output error; nothing was published"), "\(result.error)")
      #expect(output == old, "\(call) \(number)")
      #expect(try Self.leftovers(site).isEmpty, "\(call) \(number)")
    }
    #expect(undoneCount > 0)
  }

  @Test func whatCannotBeUndoneIsNamed() throws {
    let site = try SiteFixture(links: 3)
    try #require(try site.build().status == 0)
    try site.write(links: 3, price: "6")
    let new = try site.clean()
    var namedCount = 0
    for number in 1...40 where namedCount < 3 {
      try? FileManager.default.removeItem(atPath: "\(site.folder.path)/output")
      try site.write(links: 3)
      try #require(try site.build().status == 0)
      let old = try site.output()
      try site.write(links: 3, price: "6")
      // From then on every call fails, so the steps back do too.
      let result = try Self.injected("renameat2:error=EIO:when=\(number)+", site)
      guard result.error.contains("could not be put back") else { continue }
      namedCount += 1
      #expect(result.status == 74)
      for (name, data) in try site.output() where data != old[name] {
        #expect(data == new[name])
        #expect(result.error.contains(name), "\(name): \(result.error)")
      }
      #expect(try site.build().status == 0)
      #expect(try site.output() == new)
    }
    #expect(namedCount == 3)
  }

  @Test func aFileSystemThatCannotExchangeFilesDoes() throws {
    let site = try SiteFixture(links: 3)
    try #require(try site.build().status == 0)
    try site.write(links: 2, price: "6")
    let new = try site.clean()
    let result = try Self.injected("renameat2:error=EINVAL", site)
    #expect(result.status == 0, "\(result.error)")
    #expect(try site.output() == new)
    #expect(try Self.leftovers(site).isEmpty)
  }

  @Test func aKernelWithoutOpenat2Does() throws {
    let site = try SiteFixture(links: 3)
    for links in [3, 2] {
      try site.write(links: links, price: "\(links)")
      let result = try Self.injected("openat2:error=ENOSYS", site)
      #expect(result.status == 0, "\(result.error)")
      #expect(try site.output() == site.clean())
    }
  }

  private static func injected(_ fault: String, _ site: SiteFixture) throws -> Tool.Result {
    try Tool.run(
      "/usr/bin/strace",
      [
        "-f", "-qq", "-o", "/dev/null", "-e", "trace=\(fault.prefix { $0 != ":" })",
        "-e", "inject=\(fault)", Tool.payPress, "build", "-j", "1",
      ],
      in: site.folder.path)
  }

  private static func leftovers(_ site: SiteFixture) throws -> [String] {
    try FileManager.default.contentsOfDirectory(
      atPath: "\(site.folder.path)/output/.paypress"
    ).filter { !["lock", "record", "record.copy", "build", "owner"].contains($0) }
  }

  // MARK: What killed builds leave

  @Test func theNextBuildRemovesWhatAKilledOneLeftEvenIfItChangesNothing() throws {
    let site = try SiteFixture(links: 3)
    try #require(try site.build().status == 0)
    let names = [
      "staging/qr/t-1.png", "withdrawn/qr/t-2.png", "printing/0.html", "record.pending.new",
      "record.new", "record.copy.new", "build.new", "printed.new", "shard.new",
    ]
    for changesSomething in [false, true] {
      for name in names { try site.folder.write("left", to: "output/.paypress/\(name)") }
      if changesSomething { try site.write(links: 2) }
      let result = try site.build()
      #expect(result.status == 0, "\(result.error)")
      #expect(result.error.contains(": nothing has changed") == !changesSomething)
      #expect(try Self.leftovers(site).isEmpty)
    }
  }

  @Test func aKilledBuildLeavesNothingForLonger() throws {
    let site = try SiteFixture(links: 3)
    try #require(try site.build().status == 0)
    try site.write(links: 3, price: "6")
    let result = try Self.injected("write:signal=SIGKILL:when=6", site)
    #expect(result.status != 0)
    #expect(site.folder.has("output/.paypress/staging"))
    try site.write(links: 3)
    #expect(try site.build().status == 0)
    #expect(try Self.leftovers(site).isEmpty)
  }

  // MARK: Fan-out

  @Test(arguments: [false, true])
  func fanOutIsSwitchedForLinksNamedLikeItsFolders(fansOutFirst: Bool) throws {
    let folder = try TemporaryFolder()
    // The folder of each id, and links whose page would lie where another one's folder is.
    let ids = (0..<256).map { String(format: "%02x", $0) } + ["index.html", "index.html.png"]
    let list = ids.map { "\"\($0)\"" }.joined(separator: ", ")
    func write(fansOut: Bool) throws {
      try folder.write(
        """
        site: { title: Test, language: en, fan_out: \(fansOut) }
        merchants:
          m: { name: Lakeside, appkey: 00112233445566778899aabbccddeeff, tokens: { t: x } }
        links:
          - { id: "{id}", each: { id: [\(list)] }, custom: "{id}" }
        """, to: "paypress.yml")
    }
    for (number, fansOut) in [fansOutFirst, !fansOutFirst, fansOutFirst].enumerated() {
      try write(fansOut: fansOut)
      let result = try Tool.payPress(["build"], in: folder.path)
      #expect(result.status == 0, "\(result.error)")
      let clean = try Tool.payPress(["build", "-o", "clean-\(number)"], in: folder.path)
      try #require(clean.status == 0, "\(clean.error)")
      #expect(
        try folder.files(below: "output", skipping: ".paypress")
          == folder.files(below: "clean-\(number)", skipping: ".paypress"))
    }
    guard fansOutFirst else { return }
    // A file of somebody else in the way stays, and so does the site.
    let page = try #require(
      try folder.files(below: "output/pay").keys.first { $0.hasSuffix("/index.html/index.html") })
    let place = "output/pay/\(page.dropLast("/index.html".count))"
    try folder.write("mine", to: "\(place)/mine.txt")
    let before = try folder.files(below: "output", skipping: ".paypress")
    try write(fansOut: false)
    let result = try Tool.payPress(["build"], in: folder.path)
    #expect(
      result.status == 1 && result.error.contains("\(place) is in the way"), "\(result.error)")
    #expect(try folder.files(below: "output", skipping: ".paypress") == before)
  }

  // MARK: Races

  /// The long run: `scripts/race PROGRAM`, 10,000 rounds a target.
  @Test(arguments: [
    "qr", "pay", "print", "assets", "pay/t-1", ".paypress", ".paypress/staging",
    ".paypress/withdrawn",
  ])
  func aFolderSwappedWithALinkDuringABuildChangesNothingOutside(target: String) throws {
    let result = try Tool.run(
      "\(Tool.packageFolder)/scripts/race", [Tool.payPress, "--rounds", "150", "--target", target])
    #expect(result.status == 0, "\(result.text)\(result.error)")
    #expect(result.text.contains(" 0 wrong"))
  }

  // MARK: Time

  @Test func aDayThatHasPassedSinceTheLastBuildIsReported() throws {
    let folder = try TemporaryFolder()
    let day = try Tool.run("/bin/date", ["+%F"], environment: ["TZ": "XXX+24"])
    let today = day.text.trimmingCharacters(in: .whitespacesAndNewlines)
    try folder.write(
      """
      site: { title: Test, language: en }
      merchants:
        m: { name: Lakeside, appkey: 00112233445566778899aabbccddeeff, tokens: { t: x } }
      links: [{ id: open }]
      print: [{ poster: open, paper: A5, name: roll, valid_until: \(today) }]
      """, to: "paypress.yml")
    for (zone, isPast) in [
      ("XXX+24", false), ("XXX+24", false), ("XXX-24", true), ("XXX-24", true),
    ] {
      let result = try Tool.payPress(["build"], in: folder.path, environment: ["TZ": zone])
      #expect(result.status == 0)
      #expect(result.error.contains("the day \(today) is past") == isPast, "\(result.error)")
    }
  }
}
