import Foundation
import TestSupport
import Testing

@Suite struct ReadmeTests {
  /// Runs a README from top to bottom in one folder: writes its YAML and CSV blocks to files, runs
  /// the console blocks, and compares what they print.
  @Test(arguments: [("README.md", "en_GB.UTF-8"), ("README.zh-CN.md", "zh_CN.UTF-8")])
  func whatTheReadmeShowsIsTrue(name: String, locale: String) throws {
    let folder = try TemporaryFolder()
    var session = Session(folder: folder, locale: locale)
    var ran = 0
    for block in try Self.blocks(of: name) {
      switch block.language {
      case "yaml": try session.write(block.lines, to: "paypress.yml")
      case "csv": try session.write(block.lines, to: "products.csv")
      case "console": ran += try session.run(block.lines)
      default: continue
      }
    }
    #expect(ran >= 5)
    #expect(folder.has("shop/output/index.html"))
  }

  @Test func bothReadmesShowTheSame() throws {
    let blocks = try ["README.md", "README.zh-CN.md"].map { name in
      try Self.blocks(of: name).map { block in
        block.language + ":" + block.lines.filter { $0.hasPrefix("$ ") }.joined(separator: "\n")
      }
    }
    #expect(blocks[0] == blocks[1])
    for name in ["README.md", "README.zh-CN.md"] {
      let text = try String(contentsOfFile: "\(Tool.packageFolder)/\(name)", encoding: .utf8)
      for match in text.matches(of: /\]\(([^)]+)\)/) {
        let path = "\(Tool.packageFolder)/\(match.1)"
        #expect(FileManager.default.fileExists(atPath: path), "\(name): \(match.1)")
      }
    }
  }

  @Test func everyKeyThatTheConfigTakesIsDocumented() throws {
    let folder = try TemporaryFolder()
    try folder.write(
      """
      site: { title: T, x1: 0, qr: { x2: 0 } }
      merchants: { m: { appkey: 00112233445566778899aabbccddeeff, tokens: { t: x }, x3: 0, defaults: { x4: 0 } } }
      skins: { s: { x5: 0 } }
      defaults: { x6: 0 }
      links: [{ id: a, x7: 0 }]
      x8: 0
      """, to: "paypress.yml")
    let result = try Tool.payPress(["check"], in: folder.path)
    let lists = result.error.matches(of: /accepted: ([^\n]*)/).map(\.1)
    #expect(lists.count == 8)
    for name in ["config.md", "config.zh-CN.md"] {
      let manual = try String(
        contentsOfFile: "\(Tool.packageFolder)/docs/\(name)", encoding: .utf8)
      let documented = Set(
        manual.matches(of: /`([a-z_.<>]+)`/).flatMap { $0.1.split(separator: ".") })
      for key in lists.flatMap({ $0.split(separator: ", ") }) {
        #expect(documented.contains(key), "\(name): \(key)")
      }
    }
  }

  private struct Block {
    var language: String
    var lines: [String]
  }

  private static func blocks(of name: String) throws -> [Block] {
    let text = try String(contentsOfFile: "\(Tool.packageFolder)/\(name)", encoding: .utf8)
    var blocks: [Block] = []
    var open: Block?
    for line in text.components(separatedBy: "\n") {
      if line.hasPrefix("```") {
        if let block = open { blocks.append(block) }
        open = open == nil ? Block(language: String(line.dropFirst(3)), lines: []) : nil
      } else {
        open?.lines.append(line)
      }
    }
    return blocks
  }

  /// A shell that keeps its working directory from command to command.
  private struct Session {
    let folder: TemporaryFolder
    let locale: String
    var directory: String

    init(folder: TemporaryFolder, locale: String) {
      self.folder = folder
      self.locale = locale
      directory = folder.path
    }

    func write(_ lines: [String], to name: String) throws {
      try (lines.joined(separator: "\n") + "\n").write(
        toFile: "\(directory)/\(name)", atomically: true, encoding: .utf8)
    }

    /// Runs and compares the commands of a block; returns their number.
    mutating func run(_ lines: [String]) throws -> Int {
      var count = 0
      var index = 0
      while index < lines.count {
        let command = String(lines[index].dropFirst(2))
        try #require(lines[index].hasPrefix("$ "))
        var expected = ""
        index += 1
        while index < lines.count, !lines[index].hasPrefix("$ ") {
          expected += lines[index] + "\n"
          index += 1
        }
        // `.ci/run` installs and runs the program from another folder.
        if command.hasPrefix("make ") { continue }
        let script = "cd '\(directory)'\n{ \(command); } 2>&1\npwd > '\(folder.path)/directory'\n"
        let bin = URL(fileURLWithPath: Tool.payPress).deletingLastPathComponent().path
        let result = try Tool.run(
          "/bin/sh", ["-c", script],
          environment: [
            "PATH": "\(bin):/usr/bin:/bin", "LC_ALL": locale, "HOME": folder.path,
          ])
        #expect(result.text == expected, "\(command)")
        directory = try folder.text("directory").trimmingCharacters(in: .newlines)
        count += 1
      }
      return count
    }
  }
}
