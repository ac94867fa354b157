import Foundation
import TestSupport
import Testing

/// A small project, built by the program.
struct SiteFixture {
  let folder: TemporaryFolder

  init(links: Int = 20) throws {
    folder = try TemporaryFolder()
    try write(links: links)
  }

  /// Writes the config with one open link and a number of tables.
  func write(links: Int, price: String = "5", extra: String = "") throws {
    try folder.write(
      """
      site: { title: Test, language: en, base_url: "https://pay.example.com", qr: { svg: true } }
      merchants:
        m: { name: Lakeside, appkey: 00112233445566778899aabbccddeeff, tokens: { t: x } }
      links:
        - { id: open }
        - { id: "t-{n}", each: { n: 1..\(links) }, custom: "t-{n}", price: \(price), stable: true, skin: night }
      \(extra)
      """, to: "paypress.yml")
  }

  /// Builds into `output`, or another folder.
  func build(
    _ arguments: [String] = [], environment: [String: String] = [:]
  ) throws -> Tool.Result {
    try Tool.payPress(["build"] + arguments, in: folder.path, environment: environment)
  }

  /// The output folder's files without the record of the builds.
  func output(_ name: String = "output") throws -> [String: Data] {
    try folder.files(below: name, skipping: ".paypress")
  }

  /// A build of the same config in a new folder.
  func clean() throws -> [String: Data] {
    let name = "clean-\(UUID().uuidString)"
    let result = try build(["-o", name])
    try #require(result.status == 0, "\(result.error)")
    return try output(name)
  }

  /// The inode numbers of the files by path; a rewritten file gets another.
  static func inodes(_ folder: String) throws -> [String: UInt64] {
    var inodes: [String: UInt64] = [:]
    for name in try FileManager.default.subpathsOfDirectory(atPath: folder)
    where !name.hasPrefix(".paypress") {
      let attributes = try FileManager.default.attributesOfItem(atPath: "\(folder)/\(name)")
      if attributes[.type] as? FileAttributeType == .typeRegular {
        inodes[name] = attributes[.systemFileNumber] as? UInt64
      }
    }
    return inodes
  }
}
