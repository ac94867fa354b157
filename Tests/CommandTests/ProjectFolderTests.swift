import Foundation
import TestSupport
import Testing

/// Files that a config names are read from its folder, and from what `allow_outside` names.
@Suite struct ProjectFolderTests {
  /// What no message may show.
  private static let secret = "root:$6$secret:19000"

  /// A project in `shop`, and a folder `other` beside it.
  private static func shop(_ config: String) throws -> TemporaryFolder {
    let folder = try TemporaryFolder()
    try folder.write(
      """
      site: { title: Test, language: en }
      merchants: { m: { name: M, appkey: 00112233445566778899aabbccddeeff, tokens: { t: x } } }
      \(config)

      """, to: "shop/paypress.yml")
    try folder.write("sku\na\n", to: "shop/in.csv")
    try folder.write("sku\na\n", to: "other/rows.csv")
    try folder.write("\(secret):0\n{{\(secret)\n", to: "other/secret")
    try folder.write(
      "<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 1 1'/>", to: "other/logo.svg")
    return folder
  }

  private static func link(_ name: String, to target: String, in folder: TemporaryFolder) throws {
    let path = "\(folder.path)/shop/\(name)"
    try FileManager.default.createDirectory(
      atPath: (path as NSString).deletingLastPathComponent, withIntermediateDirectories: true)
    try FileManager.default.createSymbolicLink(atPath: path, withDestinationPath: target)
  }

  private static func rows(_ name: String) -> String {
    "links: [{ id: \"{sku}\", rows: \(name) }]"
  }

  private static let logo = "links: [{ id: a }]\nprint: [{ poster: a, logo: "

  @Test(
    arguments: [
      (rows("../other/rows.csv"), [:], "links[0].rows: \"../other/rows.csv\" is outside"),
      (rows("../other/none.csv"), [:], "\"../other/none.csv\" is outside"),
      (rows("/etc/shadow"), [:], "\"/etc/shadow\" is outside the project folder"),
      (rows("/proc/self/environ"), [:], "\"/proc/self/environ\" is outside"),
      (rows("a/../../other/rows.csv"), [:], "\"a/../../other/rows.csv\" is outside"),
      (rows("link.csv"), ["link.csv": "../other/secret"], "\"link.csv\" leads to OTHER/secret"),
      (rows("link.csv"), ["link.csv": "/etc/passwd"], "\"link.csv\" leads to /etc/passwd"),
      (
        rows("in/rows.csv"), ["in": "../other"],
        "\"in/rows.csv\" leads to OTHER/rows.csv, outside the project folder"
      ),
      (
        rows("one.csv"), ["one.csv": "two.csv", "two.csv": "../other/secret"],
        "\"one.csv\" leads to OTHER/secret"
      ),
      (
        "allow_outside: [../other/logo.svg]\n" + rows("../other/rows.csv"), [:],
        "\"../other/rows.csv\" is outside"
      ),
      ("allow_outside: [../oth]\n" + rows("../other/rows.csv"), [:], "is outside"),
      (logo + "../other/logo.svg }]", [:], "print[0].logo: \"../other/logo.svg\" is outside"),
      (logo + "l.svg }]", ["l.svg": "../other/logo.svg"], "\"l.svg\" leads to OTHER/logo.svg"),
      (
        "links: [{ id: a }]\nprint: [{ poster: a, mark: { picture: ../other/secret } }]", [:],
        "print[0].mark.picture: \"../other/secret\" is outside"
      ),
      (
        "links: [{ id: a }]", ["templates/classic/page.html": "../../../other/secret"],
        "templates/:1:1: error: \"templates/classic/page.html\" leads to OTHER/secret"
      ),
      (
        "links: [{ id: a }]", ["templates/classic": "../../other"],
        "templates/:1:1: error: \"templates/classic\" leads to OTHER"
      ),
      (
        "links: [{ id: a }]", ["templates/shared/x.html": "/etc/passwd"],
        "\"templates/shared/x.html\" leads to /etc/passwd"
      ),
      ("links: [{ id: a }]", ["templates": "../other"], "\"templates\" leads to OTHER"),
    ] as [(String, [String: String], String)])
  func refusesFilesOutside(config: String, links: [String: String], message: String) throws {
    let folder = try Self.shop(config)
    for (name, target) in links { try Self.link(name, to: target, in: folder) }
    let other = FileManager.default.resolvedPath("\(folder.path)/other")
    for arguments in [["check"], ["build"]] {
      let result = try Tool.payPress(arguments, in: "\(folder.path)/shop")
      #expect(result.status == 1)
      #expect(
        result.error.contains(message.replacing("OTHER", with: other)), "\(result.error)")
      #expect(result.error.contains("[outside-project]"))
      #expect(result.error.contains("allow_outside: ["))
      #expect(!result.error.contains("root:") && !result.error.contains("secret:19000"))
    }
    #expect(!folder.has("shop/output"))
  }

  @Test(
    arguments: [
      (rows("in.csv"), [:]), (rows("./a/../in.csv"), [:]), (rows("SHOP/in.csv"), [:]),
      (rows("link.csv"), ["link.csv": "in.csv"]),
      ("allow_outside: [../other]\n" + rows("../other/rows.csv"), [:]),
      ("allow_outside: [../other/]\n" + rows("OTHER/rows.csv"), [:]),
      ("allow_outside: [OTHER]\n" + rows("link.csv"), ["link.csv": "../other/rows.csv"]),
      ("allow_outside: [../other/rows.csv]\n" + rows("../other/rows.csv"), [:]),
      // What is allowed may itself be a link.
      ("allow_outside: [data]\n" + rows("data/rows.csv"), ["data": "../other"]),
      ("allow_outside: [nothing, ../other]\n" + logo + "../other/logo.svg }]", [:]),
      (
        "allow_outside: [../other]\nlinks: [{ id: a }]",
        ["templates/shared/x.html": "../../../other/logo.svg"]
      ),
    ] as [(String, [String: String])])
  func readsFilesInsideAndThoseAllowed(config: String, links: [String: String]) throws {
    let folder = try Self.shop("")
    let config = config.replacing("OTHER", with: "\(folder.path)/other")
      .replacing("SHOP", with: "\(folder.path)/shop")
    let head = try folder.text("shop/paypress.yml")
    try folder.write(head + config + "\n", to: "shop/paypress.yml")
    try FileManager.default.createDirectory(
      atPath: "\(folder.path)/shop/a", withIntermediateDirectories: true)
    for (name, target) in links { try Self.link(name, to: target, in: folder) }
    let result = try Tool.payPress(["check"], in: "\(folder.path)/shop")
    #expect(result.status == 0, "\(result.error)")
    // From another folder, paths are still those of the config's folder.
    let outer = try Tool.payPress(["check", "-c", "shop/paypress.yml"], in: folder.path)
    #expect(outer.status == 0, "\(outer.error)")
  }

  @Test func aProjectFolderMayBeReachedThroughALink() throws {
    let folder = try Self.shop(Self.rows("in.csv"))
    try FileManager.default.createSymbolicLink(
      atPath: "\(folder.path)/alias", withDestinationPath: "shop")
    let result = try Tool.payPress(["check", "-c", "alias/paypress.yml"], in: folder.path)
    #expect(result.status == 0, "\(result.error)")
  }
}

extension FileManager {
  fileprivate func resolvedPath(_ path: String) -> String {
    guard let real = realpath(path, nil) else { return path }
    defer { free(real) }
    return String(cString: real)
  }
}
