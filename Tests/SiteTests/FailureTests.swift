import Foundation
import TestSupport
import Testing

/// After any fault, every file is a whole old or new one, and the next build repairs the rest.
@Suite struct FailureTests {
  @Test(arguments: [
    "openat", "openat2", "write", "renameat", "renameat2", "unlinkat", "mkdirat",
  ])
  func isWholeAfterBeingKilledAtAnyCall(call: String) throws {
    let site = try SiteFixture(links: 4)
    try #require(try site.build().status == 0)
    let old = try site.output()
    // One link goes, one comes, the others change; after the kill, the new one goes too.
    func change() throws { try site.write(links: 3, price: "6", extra: "  - { id: new }") }
    try change()
    let new = try site.clean()
    try site.write(links: 3, price: "7")
    let next = try site.clean()
    var killedCount = 0
    for number in 1...400 {
      try? FileManager.default.removeItem(atPath: "\(site.folder.path)/output")
      try site.write(links: 4)
      try #require(try site.build().status == 0)
      try change()
      let result = try Self.injected("\(call):signal=SIGKILL:when=\(number)", site)
      if result.status == 0 { break }
      killedCount += 1
      for (name, data) in try site.output() {
        #expect(data == old[name] || data == new[name], "\(call) \(number): \(name)")
      }
      try site.write(links: 3, price: "7")
      let healed = try site.build()
      #expect(healed.status == 0, "\(call) \(number): \(healed.error)")
      #expect(try site.output() == next, "\(call) \(number)")
      #expect(
        !site.folder.has("output/.paypress/staging")
          && !site.folder.has("output/.paypress/record.pending"))
    }
    #expect((1..<400).contains(killedCount), "\(call): \(killedCount)")
  }

  @Test(arguments: [
    ("openat2", "ENOSPC"), ("write", "ENOSPC"), ("write", "EIO"), ("renameat", "EIO"),
    ("renameat2", "EIO"), ("mkdirat", "EDQUOT"), ("fallocate", "ENOSPC"),
  ])
  func reportsEveryFailedCallAndPublishesNothingByHalves(call: String, error: String) throws {
    let site = try SiteFixture(links: 3)
    try #require(try site.build().status == 0)
    let old = try site.output()
    try site.write(links: 3, price: "6")
    let new = try site.clean()
    var failedCount = 0
    for number in 1...400 {
      try? FileManager.default.removeItem(atPath: "\(site.folder.path)/output")
      try site.write(links: 3)
      try #require(try site.build().status == 0)
      try site.write(links: 3, price: "6")
      let result = try Self.injected("\(call):error=\(error):when=\(number)", site)
      let output = try site.output()
      // Start-up tolerates faults before the build; the first run without a fault is the end.
      if result.status == 0 && output == new {
        if failedCount > 0 { break }
        continue
      }
      failedCount += 1
      #expect(result.status != 0, "\(call) \(number)")
      for (name, data) in output { #expect(data == old[name] || data == new[name]) }
      let isHalfWay = result.error.contains("each file is an old or a new one")
      if !isHalfWay { #expect(output == old, "\(call) \(number): \(result.error)") }
      #expect(try site.build().status == 0 && site.output() == new)
    }
    #expect(failedCount > 0, "\(call) \(error)")
  }

  @Test func saysWhichFileAndWhy() throws {
    let site = try SiteFixture(links: 3)
    // Files over 512 bytes cannot be written.
    let result = try Tool.run(
      "/bin/bash", ["-c", "trap '' XFSZ; ulimit -f 1; exec \(Tool.payPress) build"],
      in: site.folder.path)
    #expect(result.status == 74)
    #expect(result.error.contains("cannot be written: File too large; nothing was published"))
    #expect(!site.folder.has("output"))
  }

  @Test func needsNoRightsItDoesNotHave() throws {
    let site = try SiteFixture(links: 3)
    try #require(try site.build().status == 0)
    let before = try site.folder.files(below: "output")
    try site.write(links: 3, price: "6")
    // Root may write anywhere, so the test runs as another user.
    let script = """
      chmod -R a+rX '\(site.folder.path)'
      exec setpriv --reuid 65534 --regid 65534 --clear-groups \(Tool.payPress) build
      """
    let isRoot = getuid() == 0
    if !isRoot { _ = try Tool.run("/bin/chmod", ["-R", "a-w", site.folder.path]) }
    let result =
      isRoot
      ? try Tool.run("/bin/sh", ["-c", script], in: site.folder.path) : try site.build()
    if !isRoot { _ = try Tool.run("/bin/chmod", ["-R", "u+w", site.folder.path]) }
    #expect(result.status == 74 && result.error.contains("Permission denied"), "\(result.error)")
    #expect(try site.folder.files(below: "output") == before)
  }

  @Test func survivesRandomKillsOfALargeBuild() throws {
    let site = try SiteFixture(links: 300)
    let old = try site.clean()
    try site.write(links: 250, price: "6")
    let new = try site.clean()
    var halfWayCount = 0
    // On a busy machine a build may take longer than the first rounds wait.
    for round in 0..<64 where round < 16 || halfWayCount == 0 {
      try site.write(links: 300)
      try #require(try site.build().status == 0)
      try site.write(links: 250, price: "6")
      // From before the first file is staged until after the last one is moved.
      let milliseconds = 20 + round * 16
      _ = try Tool.run(
        "/usr/bin/timeout",
        ["-s", "KILL", "\(Double(milliseconds) / 1000)", Tool.payPress, "build", "-j", "2"],
        in: site.folder.path)
      let output = try site.output()
      for (name, data) in output { #expect(data == old[name] || data == new[name], "\(name)") }
      if site.folder.has("output/.paypress/staging") { halfWayCount += 1 }
      #expect(try site.build().status == 0)
      #expect(try site.output() == new)
    }
    #expect(halfWayCount > 0)
  }

  @Test func buildsOfOneFolderWaitForEachOther() async throws {
    let site = try SiteFixture(links: 200)
    let expected = try site.clean()
    let statuses = try await withThrowingTaskGroup(of: Int32.self) { group in
      for _ in 0..<6 { group.addTask { try site.build().status } }
      return try await group.reduce(into: []) { $0.append($1) }
    }
    #expect(statuses == [0, 0, 0, 0, 0, 0])
    #expect(try site.output() == expected)
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
}
