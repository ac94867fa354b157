import Foundation
import TestSupport
import Testing

@testable import Audit

/// What `audit` says about codes and photos.
@Suite struct AuditTests {
  private static let config = """
    site: { title: Harbour Coffee, language: en, base_url: "https://pay.example.com/" }
    merchants:
      harbour:
        name: Harbour Coffee
        appkey: 0f3704f3542b44a621ebed70dc0efe77
        tokens: { counter: qflknfokn }
    links:
      - { id: latte, title: Latte, price: 28.00, stable: true }
      - { id: table-1, title: Table 1, custom: table-1, stable: true }
      - { id: open, title: Pay }

    """

  private let folder: TemporaryFolder

  init() throws {
    folder = try TemporaryFolder()
    try folder.write(Self.config, to: "paypress.yml")
  }

  private func run(_ arguments: [String], language: String = "C") throws -> Tool.Result {
    try Tool.payPress(arguments, in: folder.path, environment: ["LC_ALL": language])
  }

  /// Writes the code of a link of an edited config, as it would be printed.
  private func code(_ link: String, _ replacements: (String, String)..., to name: String) throws {
    let other = try TemporaryFolder()
    let config = replacements.reduce(Self.config) { $0.replacing($1.0, with: $1.1) }
    try other.write(config, to: "paypress.yml")
    let result = try Tool.payPress(["build"], in: other.path)
    try #require(result.status == 0, "\(result.error)")
    try folder.write(try #require(other.files()["output/qr/\(link).png"]), to: name)
  }

  @Test func currentCodesAreNamed() throws {
    try code("latte", to: "a.png")
    try code("table-1", to: "b.png")
    let result = try run(["audit", "a.png", "b.png"])
    #expect(result.status == 0)
    #expect(
      result.text == """
        a.png: code 1: Latte (latte), as it is now
        b.png: code 1: Table 1 (table-1), as it is now

        """)
    #expect(result.error == "2 codes in 2 photos: 2 as they should be\n")
  }

  /// Each with the words that name the difference, in both languages.
  @Test(arguments: [
    (
      "table-1", "0f3704f3542b44a621ebed70dc0efe77", "1f3704f3542b44a621ebed70dc0efe77",
      "it uses your gateway, but pays another merchant (another appkey)", "别的商户"
    ),
    (
      "table-1", "merchants:", "gateway: https://gatepay.example\nmerchants:",
      "it has your appkey, but leads to another gateway", "别的网关"
    ),
  ])
  func codesOfOthersAreErrors(
    link: String, old: String, new: String, words: String, chinese: String
  ) throws {
    try code(link, (old, new), to: "photo.png")
    let result = try run(["audit", "photo.png"])
    #expect(result.status == 1)
    #expect(result.text.hasPrefix("photo.png: error: code 1 is NOT YOURS: \(words)"))
    #expect(result.text.contains("somebody may be taking your money"))
    #expect(!result.text.contains("1f3704f3542b44a621ebed70dc0efe77"))
    #expect(result.error == "1 code in 1 photo: 1 NOT YOURS\n")
    let translated = try run(["audit", "photo.png"], language: "zh_CN.UTF-8")
    #expect(translated.status == 1 && translated.text.contains("【不是本店的】"))
    #expect(translated.text.contains(chinese))
  }

  @Test func oldCodesOfOursAreStaleAndNamedByAnOldList() throws {
    try code("latte", ("28.00", "25.00"), to: "photo.png")
    let unknown = try run(["audit", "photo.png"])
    #expect(unknown.status == 1)
    #expect(
      unknown.text.hasPrefix(
        "photo.png: error: code 1 is yours, but stale: it was 25.00 to harbour; no link has this code"
      ))
    let now = try folder.text("paypress.yml")
    try folder.write(now.replacing("28.00", with: "25.00"), to: "paypress.yml")
    #expect(try run(["build", "-o", "earlier"]).status == 0)
    try folder.write(now, to: "paypress.yml")
    let known = try run(["audit", "photo.png", "--old", "earlier"])
    #expect(
      known.text.hasPrefix(
        "photo.png: error: code 1 is yours, but stale: it was Latte (latte), 25.00 (by earlier); now "
          + "price 25.00 → 28.00\n"))
  }

  /// The contact names the link; an old skin costs no money.
  @Test func anOldLookIsAWarning() throws {
    try code("table-1", ("title: Table 1,", "title: Table 1, skin: night,"), to: "photo.png")
    let result = try run(["audit", "photo.png"])
    #expect(result.status == 0)
    #expect(result.text.contains("warning: code 1 is yours, but stale"))
    #expect(result.text.contains("now gateway skin 1 → 0"))
  }

  @Test func programsGetCornersAndTexts() throws {
    try code(
      "table-1", ("0f3704f3542b44a621ebed70dc0efe77", "1f3704f3542b44a621ebed70dc0efe77"),
      to: "photo.png")
    let result = try run(["audit", "photo.png", "--format", "json"])
    let report = try #require(
      try JSONSerialization.jsonObject(with: result.output) as? [String: Any])
    #expect(report["status"] as? Int == 1)
    let photos = (report["result"] as? [String: Any])?["photos"] as? [[String: Any]]
    let codes = try #require(photos?.first?["codes"] as? [[String: Any]])
    #expect(codes.count == 1 && codes[0]["state"] as? String == "foreign")
    #expect(codes[0]["kind"] as? String == "other-merchant")
    #expect((codes[0]["corners"] as? [[Int]])?.count == 4)
    let findings = try #require(report["findings"] as? [[String: Any]])
    #expect(findings.map { $0["code"] as? String } == ["foreign-code"])
  }

  @Test func markedCopiesAreNewPhotos() throws {
    try code("latte", to: "a.png")
    #expect(try run(["audit", "a.png", "--annotated", "marked"]).status == 0)
    #expect(try folder.files(below: "marked").keys.sorted() == ["1-a.jpg"])
    // The code with its margin of 4 modules, framed in green.
    let marks = try self.marks("marked/1-a.jpg")
    #expect(marks.green > 0 && marks.red == 0 && marks.orange == 0, "\(marks)")
    let again = try run(["audit", "marked/1-a.jpg"])
    #expect(again.status == 0 && again.text.contains("Latte (latte), as it is now"))
    let refused = try run(["audit", "a.png", "--annotated", "marked"])
    #expect(
      refused.status == 64 && refused.error.contains("--annotated takes a new or empty folder"))
  }

  /// How many pixels of a copy have the colours of frames, and of the cross through what is not ours.
  private func marks(
    _ name: String
  ) throws -> (green: Int, orange: Int, red: Int, redInTheMiddle: Int) {
    let pixels = try PhotoFile("\(folder.path)/\(name)").pixels(channels: 3)
    var marks = (green: 0, orange: 0, red: 0, redInTheMiddle: 0)
    for row in 0..<pixels.height {
      for column in 0..<pixels.width {
        let place = 3 * (row * pixels.width + column)
        let (red, green, blue) = (
          Int(pixels.values[place]), Int(pixels.values[place + 1]), Int(pixels.values[place + 2])
        )
        if red < 90 && green > 110 && blue < 130 { marks.green += 1 }
        if red > 200 && (110..<190).contains(green) && blue < 80 { marks.orange += 1 }
        if red > 180 && green < 80 && blue < 80 {
          marks.red += 1
          let isMiddle =
            abs(2 * row - pixels.height) < pixels.height / 8
            && abs(2 * column - pixels.width) < pixels.width / 8
          if isMiddle { marks.redInTheMiddle += 1 }
        }
      }
    }
    return marks
  }

  /// Green frames ours, orange what is old, red with a cross what is not ours, each along all four sides.
  @Test func markedCopiesShowEachVerdictInItsColour() throws {
    try code("latte", to: "ours.png")
    try code("latte", ("28.00", "25.00"), to: "old.png")
    let key = "f3704f3542b44a621ebed70dc0efe77"
    try code("latte", ("0\(key)", "1\(key)"), to: "foreign.png")
    let result = try run(
      ["audit", "ours.png", "old.png", "foreign.png", "--annotated", "marked"])
    #expect(result.status == 1)
    let (ours, old) = (try marks("marked/1-ours.jpg"), try marks("marked/2-old.jpg"))
    let foreign = try marks("marked/3-foreign.jpg")
    // A frame of 3 pixels around 8-pixel modules, at least 33 of them a side.
    let least = 4 * 33 * 8 * 3 / 2
    #expect(ours.green > least && ours.orange == 0 && ours.red == 0, "\(ours)")
    #expect(old.orange > least && old.green == 0 && old.red == 0, "\(old)")
    #expect(foreign.red > least && foreign.green == 0 && foreign.orange == 0, "\(foreign)")
    #expect(foreign.redInTheMiddle > 0 && old.redInTheMiddle == 0)
  }

  @Test func papersThatNoPhotoShowsAreNamed() throws {
    let job = "print:\n  - poster: latte\n"
    try folder.write(Self.config + job, to: "paypress.yml")
    #expect(try run(["build"]).status == 0)
    let marked = try run(["paper", "mark", "poster-1", "--place", "front door"])
    #expect(marked.status == 0, "\(marked.error)")
    let unseen = try run(["audit", "output/qr/table-1.png"])
    #expect(unseen.status == 0)
    #expect(unseen.text.contains("note: no photo shows ") && unseen.text.contains("front door"))
    let seen = try run(["audit", "output/qr/latte.png"])
    #expect(!seen.text.contains("no photo shows") && seen.text.contains("front door"))
  }

  /// The code leads right, and the customer reads another amount beside it.
  @Test func anOldAmountBesideACodeThatLeadsRightIsAWarning() throws {
    let forwarding =
      Self.config.replacing("price: 28.00,", with: "price: 28.00, forward: true,")
      + "print:\n  - poster: latte\n"
    try folder.write(forwarding, to: "paypress.yml")
    #expect(try run(["build"]).status == 0)
    try folder.write(try #require(folder.files(below: "output")["qr/latte.png"]), to: "photo.png")
    func mark(_ place: String) throws -> String {
      try run(["paper", "mark", "poster-1", "--place", place, "--date", "2026-11-02"]).text
        .trimmingCharacters(in: .whitespacesAndNewlines)
    }
    let door = try mark("front door")
    #expect(try run(["audit", "photo.png"]).text.contains("code 1: Latte (latte), as it is now"))
    try folder.write(forwarding.replacing("28.00", with: "30.00"), to: "paypress.yml")
    #expect(try run(["build"]).status == 0)
    let old = try run(["audit", "photo.png", "--annotated", "marked"])
    #expect(old.status == 0)
    #expect(
      old.text.hasPrefix(
        "photo.png: warning: code 1 leads to Latte (latte) as it is now, but what is printed beside it is "
          + "old: \(door)-1, poster of latte at \"front door\", printed on 2026-11-02: ¥28.00 → ¥30.00\n"
      ), "\(old.text)")
    #expect(old.error == "1 code in 1 photo: 1 with old words\n")
    #expect(try marks("marked/1-photo.jpg").orange > 0)
    let chinese = try run(["audit", "photo.png"], language: "zh_CN.UTF-8").text
    #expect(chinese.contains("警告：第 1 个码通向现在的Latte (latte)，但旁边印的内容是旧的："), "\(chinese)")
    #expect(chinese.contains("¥28.00 → ¥30.00"))
    let report = try #require(
      try JSONSerialization.jsonObject(
        with: run(["audit", "photo.png", "--format", "json"]).output)
        as? [String: Any])
    let photos = (report["result"] as? [String: Any])?["photos"] as? [[String: Any]]
    let code = try #require((photos?.first?["codes"] as? [[String: Any]])?.first)
    #expect(code["state"] as? String == "outdated" && code["link"] as? String == "latte")
    let change = try #require((code["changes"] as? [[String: String]])?.first)
    #expect(
      change == ["kind": "price", "field": "price", "before": "28.00", "after": "30.00"])
    // Beside a new print, the photo may show either.
    _ = try mark("bar")
    #expect(
      try run(["audit", "photo.png"]).text.contains(
        "but it may be one of the papers on which old words are printed: \(door)-1, "))
    _ = try run(["paper", "gone", door])
    #expect(try run(["audit", "photo.png"]).text.contains("code 1: Latte (latte), as it is now"))
  }

  /// The code stays the same when its link changes, and counts as ours after the link is gone.
  @Test func aForwardingCodeIsOursWhateverItsLinkIs() throws {
    let forwarding = Self.config.replacing("price: 28.00,", with: "price: 28.00, forward: true,")
    try folder.write(forwarding, to: "paypress.yml")
    #expect(try run(["build"]).status == 0)
    let codes = try #require(try folder.files(below: "output")["qr/latte.png"])
    try folder.write(codes, to: "photo.png")
    #expect(try run(["audit", "photo.png"]).text.contains("code 1: Latte (latte), as it is now"))
    // Another price: the same code leads to it.
    try folder.write(forwarding.replacing("28.00", with: "30.00"), to: "paypress.yml")
    #expect(try run(["build"]).status == 0)
    let changed = try run(["audit", "photo.png"])
    #expect(changed.status == 0 && changed.text.contains("code 1: Latte (latte), as it is now"))
    // Without forwarding, the page still leads to the link.
    try folder.write(Self.config, to: "paypress.yml")
    #expect(try run(["build"]).status == 0)
    #expect(try run(["audit", "photo.png"]).text.contains("code 1: Latte (latte), as it is now"))
    // A removed link: the code is stale, not foreign.
    let lines = forwarding.split(separator: "\n").filter { !$0.contains("id: latte") }
    try folder.write(lines.joined(separator: "\n") + "\n", to: "paypress.yml")
    #expect(try run(["build"]).status == 0)
    let gone = try run(["audit", "photo.png"])
    #expect(gone.status == 1 && gone.text.contains("code 1 is yours, but stale"), "\(gone.text)")
    // The short address of a stranger's site, and one of ours that was never published.
    try code(
      "latte", ("price: 28.00,", "price: 28.00, forward: true,"),
      ("https://pay.example.com/", "https://pay.example.net/"), to: "stranger.png")
    let stranger = try run(["audit", "stranger.png"])
    #expect(stranger.status == 1 && stranger.text.contains("code 1 is NOT YOURS"))
  }

  @Test func photosWithoutACodeAndDamagedCodesAreWarnings() throws {
    let picture = "\(Tool.packageFolder)/docs/images/takings.png"
    let plain = try run(["audit", picture])
    #expect(plain.status == 0 && plain.text.contains("warning: there is no code in the photo\n"))
    // A code with a blot over most of it.
    let drawn = try Tool.run(
      "\(Tool.packageFolder)/scripts/prove-audit",
      [
        Tool.payPress, "--count", "1", "--first", "19", "--width", "900", "--keep",
        "\(folder.path)/photos",
      ])
    #expect(drawn.status == 0, "\(drawn.error)")
    let damaged = try run(["audit", "photos/019.jpg"])
    #expect(damaged.status == 0 && damaged.text.contains("warning: code 1 cannot be read\n"))
  }

  // MARK: Photos that are not looked at

  @Test func photosOfOtherFormsAreRefusedWithAWayToConvert() throws {
    try folder.write(Data([0, 0, 0, 24] + "ftypheic".utf8), to: "a.heic")
    try folder.write("GIF89a", to: "b.gif")
    let result = try run(["audit", "a.heic", "b.gif"])
    #expect(result.status == 1)
    #expect(result.text.contains("a.heic: error: the photo is a HEIC or AVIF, which is not read\n"))
    #expect(result.text.contains("heif-convert photo.heic photo.jpg"))
    #expect(result.text.contains("b.gif: error: the file is no JPEG and no PNG\n"))
  }

  /// A header of 33 bytes that promises a picture of 10 GB, and one of half a picture.
  @Test func largeAndDamagedPhotosCostNothing() throws {
    var header = Data([0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A, 0, 0, 0, 13])
    let chunk = Data("IHDR".utf8) + Data([0, 1, 0x86, 0xA0, 0, 1, 0x86, 0xA0, 8, 0, 0, 0, 0])
    header += chunk + Self.checksum(chunk)
    try folder.write(header, to: "large.png")
    try code("latte", to: "whole.png")
    let whole = try Data(contentsOf: URL(fileURLWithPath: "\(folder.path)/whole.png"))
    try folder.write(whole.prefix(whole.count / 2), to: "half.png")
    let result = try run(["audit", "large.png", "half.png"])
    #expect(result.status == 1)
    #expect(
      result.text.contains(
        "large.png: error: the photo has 100000 × 100000 pixels, more than 100 million")
        || result.text.contains("large.png: error: the photo is damaged"))
    #expect(result.text.contains("half.png: error: the photo is damaged or not whole"))
  }

  @Test func aPipeIsNotWaitedFor() throws {
    let pipe = "\(folder.path)/pipe.jpg"
    #expect(try Tool.run("/usr/bin/mkfifo", [pipe]).status == 0)
    #expect(try run(["audit", "pipe.jpg"]).status == 74)
    #expect(try run(["audit", "missing.jpg"]).status == 74)
  }

  private static func checksum(_ bytes: Data) -> Data {
    var value: UInt32 = 0xFFFF_FFFF
    for byte in bytes {
      value ^= UInt32(byte)
      for _ in 0..<8 { value = value & 1 == 1 ? value >> 1 ^ 0xEDB8_8320 : value >> 1 }
    }
    value ^= 0xFFFF_FFFF
    return Data((0..<4).map { UInt8(truncatingIfNeeded: value >> (24 - 8 * $0)) })
  }

  // MARK: Scenes

  /// `scripts/prove-audit` draws many more, and larger ones.
  @Test func inScenesEveryForeignCodeIsFoundAndNoneOfOursAccused() throws {
    let result = try Tool.run(
      "\(Tool.packageFolder)/scripts/prove-audit",
      [Tool.payPress, "--count", "21", "--width", "900"])
    #expect(result.status == 0, "\(result.text)\(result.error)")
  }
}
