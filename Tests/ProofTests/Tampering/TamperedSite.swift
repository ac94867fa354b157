import Catalog
import Foundation
import Proof
import Site
import Support
import TestSupport
import Testing

/// A small site, built once, of which each test damages a copy; and the sites of forgers, built
/// from almost the same config.
struct TamperedSite {
  let folder: TemporaryFolder

  /// A config with every kind of file.
  static let config = """
    site:
      title: Harbour
      language: [en, zh-CN]
      base_url: https://pay.example.com/
      qr: { svg: true }
    merchants:
      lakeside:
        name: Lakeside Teahouse
        appkey: 00112233445566778899aabbccddeeff
        tokens: { counter: countertoken, online: onlinetoken }
      bakery:
        name: Moon Bakery
        appkey: ffeeddccbbaa99887766554433221100
        tokens: { till: tilltoken }
    defaults: { token: lakeside/counter }
    links:
      - { id: counter, title: Pay at the counter }
      - { id: tea, title: { en: A pot of tea, zh-CN: 一壶茶 }, price: 12.00, stable: true, custom: desk, note: "Hot.\\nRefills are free." }
      - { id: cake, title: Plum cake, price: 28.50, skin: night }
      - { id: sum, title: "=2 for 1", price: 9.90, stable: true }
      - { id: bread, title: Rye bread, price: 6.00, token: bakery/till }
      - { id: "{sku}", rows: goods.csv, title: "{name}", price: "{price}", stable: true }
    removed: [old-tea]
    print:
      - { poster: [tea, cake], name: posters }
      - { labels: "g-*", stock: avery-l7160, name: labels }
    """

  static let goods = "sku,name,price\ng-1,Green cup,15.00\ng-2,Blue cup,16.00\ng-3,Red cup,17.00\n"

  /// The site as its owner built it.
  static let original = Result { try build(config) }
  /// The site with another price of the tea.
  static let cheap = Result { try build(config.replacing("price: 12.00", with: "price: 1.00")) }
  /// The site with another merchant's key.
  static let stolen = Result {
    try build(
      config.replacing("00112233445566778899aabbccddeeff", with: "0123456789abcdef0123456789abcdef")
    )
  }

  /// The stylesheet of each skin, whose name holds a digest.
  static let classic = stylesheet(of: "tea")
  static let night = stylesheet(of: "cake")

  private static func stylesheet(of link: String) -> String {
    let page = try? original.get().text("output/pay/\(link)/index.html")
    return page?.firstMatch(of: /assets\/style-[0-9a-f]+\.css/).map { String($0.0) } ?? "none"
  }

  private static func build(_ config: String) throws -> TemporaryFolder {
    let folder = try TemporaryFolder()
    try folder.write(config, to: "paypress.yml")
    try folder.write(goods, to: "goods.csv")
    let result = try Tool.payPress(["build"], in: folder.path)
    try #require(result.status == 0, "\(result.error)")
    // A PDF as `pdf` would record it, without a browser.
    try folder.write("%PDF-1.7 posters", to: "output/print/posters.pdf")
    let digests = try ["print/posters.html", "print/posters.pdf"].map {
      ContentDigest(
        Array(try Data(contentsOf: URL(fileURLWithPath: "\(folder.path)/output/\($0)")))
      )
      .hexadecimal
    }
    try folder.write(
      "paypress printed 3\n\(digests[0])\t\(digests[1])\tprint/posters.html\tprint/posters.pdf\n",
      to: "output/.paypress/printed")
    return folder
  }

  /// A copy of a built site.
  init(_ built: Result<TemporaryFolder, any Error> = original) throws {
    folder = try TemporaryFolder()
    let source = try built.get().path
    for name in ["paypress.yml", "goods.csv", "output"] {
      try FileManager.default.copyItem(
        atPath: "\(source)/\(name)", toPath: "\(folder.path)/\(name)")
    }
  }

  /// The lines that `verify` prints.
  func verify(withConfig: Bool = true) async throws -> [String] {
    let verification = Verification(
      folder: "\(folder.path)/output", environment: [:], jobs: 2)
    let path = "\(folder.path)/paypress.yml"
    let result = try await verification.run(
      .site,
      site: {
        guard withConfig else { return nil }
        let sink = FindingSink()
        let site = try Site.check(path, environment: [:], into: sink)
        return try #require(site as Site?, "\(sink.findings.map { $0.text(in: .english) })")
      }, report: { _ in })
    for language in Language.allCases {
      // Neither a key nor a token may reach a message.
      for line in result.differences.map({ $0.diagnostic(in: "").text(in: language) }) {
        #expect(!line.contains("00112233") && !line.contains("countertoken"), "\(line)")
      }
    }
    return result.differences.map {
      "\($0.diagnostic(in: "output").text(in: .english)) [\($0.kind)]"
    }
  }

  // MARK: Damage

  func path(_ name: String) -> String { "\(folder.path)/output/\(name)" }

  func bytes(_ name: String) throws -> Data {
    try Data(contentsOf: URL(fileURLWithPath: path(name)))
  }

  /// The text of a file, with its byte order mark.
  func text(_ name: String) throws -> String {
    String(decoding: try bytes(name), as: UTF8.self)
  }

  func write(_ data: Data, to name: String) throws {
    try folder.write(data, to: "output/\(name)")
  }

  func write(_ text: String, to name: String) throws { try write(Data(text.utf8), to: name) }

  /// Replaces a text everywhere in a file, or its first occurrence; it must occur.
  func replace(_ name: String, _ old: String, _ new: String, first: Bool = false) throws {
    let text = try text(name)
    try #require(text.contains(old), "\(name) has no \(old)")
    try write(text.replacing(old, with: new, maxReplacements: first ? 1 : .max), to: name)
  }

  /// Replaces all that a pattern matches.
  func replace(_ name: String, _ pattern: Regex<Substring>, _ new: String) throws {
    let text = try text(name)
    try #require(text.contains(pattern), "\(name) does not match")
    try write(text.replacing(pattern, with: new), to: name)
  }

  func remove(_ name: String) throws { try FileManager.default.removeItem(atPath: path(name)) }

  func append(_ text: String, to name: String) throws {
    try write(try bytes(name) + Data(text.utf8), to: name)
  }

  func swap(_ left: String, _ right: String) throws {
    let (first, second) = (try bytes(left), try bytes(right))
    try write(second, to: left)
    try write(first, to: right)
  }

  /// Replaces a file by a symbolic link.
  func link(_ name: String, to target: String) throws {
    try remove(name)
    try FileManager.default.createSymbolicLink(atPath: path(name), withDestinationPath: target)
  }

  /// Takes files over from another site.
  func take(_ names: String..., from other: Result<TemporaryFolder, any Error>) throws {
    for name in names {
      let url = URL(fileURLWithPath: "\(try other.get().path)/output/\(name)")
      try write(try Data(contentsOf: url), to: name)
    }
  }

  /// Edits the config or its spreadsheet.
  func edit(_ old: String, _ new: String, in name: String = "paypress.yml") throws {
    let text = try folder.text(name)
    try #require(text.contains(old), "\(name) has no \(old)")
    try folder.write(text.replacing(old, with: new), to: name)
  }

  /// Edits the lines of a file.
  func edit(lines name: String, _ change: (inout [String]) throws -> Void) throws {
    var lines = try bytes(name).split(separator: 10, omittingEmptySubsequences: false).map {
      String(decoding: $0, as: UTF8.self)
    }
    try change(&lines)
    try write(lines.joined(separator: "\n"), to: name)
  }

  /// Inserts a chunk into a PNG before its end, with a right checksum (ISO/IEC 15948, 5.3).
  func addChunk(_ kind: String, _ content: [UInt8], to name: String, replacing: Bool = false) throws
  {
    var png = Array(try bytes(name))
    func number(_ value: UInt32) -> [UInt8] { withUnsafeBytes(of: value.bigEndian, Array.init) }
    var position = 8
    while position < png.count {
      let count = png[position..<(position + 4)].reduce(0) { $0 << 8 | Int($1) }
      let found = String(decoding: png[(position + 4)..<(position + 8)], as: UTF8.self)
      if found == (replacing ? kind : "IDAT") {
        let chunk = number(UInt32(content.count)) + kind.utf8 + content
        let all = chunk + number(Self.checksum(Array(kind.utf8) + content))
        let end = replacing ? position + 12 + count : position
        png.replaceSubrange(position..<end, with: all)
        return try write(Data(png), to: name)
      }
      position += 12 + count
    }
    Issue.record("no \(kind) in \(name)")
  }

  private static func checksum(_ bytes: [UInt8]) -> UInt32 {
    var value = UInt32.max
    for byte in bytes {
      value ^= UInt32(byte)
      for _ in 0..<8 { value = value & 1 == 1 ? value >> 1 ^ 0xEDB8_8320 : value >> 1 }
    }
    return ~value
  }
}
