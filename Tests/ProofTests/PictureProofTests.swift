import Foundation
import Support
import TestSupport
import Testing

/// `verify` finds every picture that differs from the list.
@Suite struct PictureProofTests {
  @Test func acceptsWhatABuildWrote() throws {
    let site = try ProofFixture()
    let result = try site.run(["verify"])
    #expect(result.status == 0 && result.output.isEmpty)
    #expect(result.error == "10 links verified: lists, pages and pictures are as in paypress.yml\n")
    let sample = try site.run(["verify", "--sample", "3", "-j", "1"])
    #expect(
      sample.error
        == "10 links verified, files of 3: lists, pages and pictures are as in paypress.yml\n")
  }

  @Test func reportsEveryPictureThatIsNotAsListed() throws {
    let site = try ProofFixture()
    let pictures = "\(site.folder.path)/output/qr"
    let files = FileManager.default
    func bytes(_ name: String) throws -> Data {
      try Data(contentsOf: URL(fileURLWithPath: "\(pictures)/\(name).png"))
    }
    // Swapped.
    let (first, second) = (try bytes("item-1"), try bytes("item-2"))
    try site.folder.write(first, to: "output/qr/item-2.png")
    try site.folder.write(second, to: "output/qr/item-1.png")
    // Missing; not a picture; truncated; a folder.
    try files.removeItem(atPath: "\(pictures)/item-3.png")
    try site.folder.write("junk", to: "output/qr/item-4.png")
    try site.folder.write(try bytes("item-5").prefix(200), to: "output/qr/item-5.png")
    try files.removeItem(atPath: "\(pictures)/item-6.png")
    try files.createDirectory(atPath: "\(pictures)/item-6.png", withIntermediateDirectories: true)
    // A foreign code; no code; two codes.
    let elsewhere = try ProofFixture(token: "other")
    try site.folder.write(
      try Data(contentsOf: URL(fileURLWithPath: "\(elsewhere.folder.path)/output/qr/item-7.png")),
      to: "output/qr/item-7.png")
    try Self.draw("", at: "\(pictures)/item-8.png", in: site)
    try site.folder.write(try bytes("item-9"), to: "code.png")
    try Self.draw(
      #"<image href="code.png" width="500"/><image href="code.png" x="500" width="500"/>"#,
      at: "\(pictures)/item-9.png", in: site)
    // Pictures without a link, one of them in a folder.
    try site.folder.write(first, to: "output/qr/item-11.png")
    try site.folder.write(first, to: "output/qr/ab/item-1.png")

    let result = try site.run(["verify"])
    #expect(result.status == 1)
    #expect(
      result.text == """
        output/qr/item-1.png: error: the code leads to "item-2", not to "item-1"
        output/qr/item-2.png: error: the code leads to "item-1", not to "item-2"
        output/qr/item-3.png: error: the picture of "item-3" is missing
        output/qr/item-4.png: error: the picture of "item-4" is damaged and cannot be read
        output/qr/item-5.png: error: the picture of "item-5" is damaged and cannot be read
        output/qr/item-6.png: error: the picture of "item-6" is missing
        output/qr/item-7.png: error: the code leads to no link of this site, not to "item-7"
        output/qr/item-8.png: error: there is no code in it that can be read; it should lead to "item-8"
        output/qr/item-9.png: error: there are 2 codes in it; there should be one, of "item-9"
        output/qr/ab/item-1.png: error: no link has this picture; remove it
        output/qr/item-11.png: error: no link has this picture; remove it

        """)
    #expect(
      result.error == """
        11 differences: do not hand these files out
          hint: build again and print again; if it stays, a file was changed by something else

        """)
    let chinese = try site.run(["verify"], environment: ["LC_ALL": "zh_CN.UTF-8"])
    #expect(
      chinese.text.hasPrefix("output/qr/item-1.png: 错误：码指向 \"item-2\"，而不是 \"item-1\"\n"))
    #expect(chinese.error.hasPrefix("11 处不一致"))
    // No message contains a URL: appkey and token do not belong in a log.
    #expect(!(result.text + result.error).contains("00112233"))
  }

  /// Faults that a decoder tolerates: a lost border, other pixels, a lost printed size.
  @Test func reportsPicturesThatWereMadeSmaller() throws {
    let site = try ProofFixture()
    let script = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
      .appendingPathComponent("smaller.py").path
    for (number, change) in [(1, "trim"), (2, "resize"), (3, "shave")] {
      let path = "\(site.folder.path)/output/qr/item-\(number).png"
      let result = try Tool.run("/usr/bin/python3", [script, change, path])
      try #require(result.status == 0, "\(result.error)")
    }
    let path = "output/qr/item-4.png"
    var bytes = try Data(contentsOf: URL(fileURLWithPath: "\(site.folder.path)/\(path)"))
    let size = try #require(bytes.range(of: Data("pHYs".utf8)))
    bytes.removeSubrange((size.lowerBound - 4)..<(size.upperBound + 13))
    try site.folder.write(bytes, to: path)
    let result = try site.run(["verify"])
    #expect(
      result.text.split(separator: "\n").map(String.init)
        == (1...4).map { number in
          "output/qr/item-\(number).png: error: the code is that of \"item-\(number)\", but the white "
            + "border, the size in pixels or the printed size is not as a build writes it"
        })
  }

  @Test func readsTheVectorsToo() throws {
    let folder = try TemporaryFolder()
    try folder.write(
      """
      site: { title: Test, language: en, qr: { svg: true } }
      merchants: { m: { name: M, appkey: 00112233445566778899aabbccddeeff, tokens: { t: x } } }
      links: [{ id: "{n}", each: { n: 1..6 }, title: "{n}", price: "{n}" }]
      """, to: "paypress.yml")
    try #require(try Tool.payPress(["build"], in: folder.path).status == 0)
    let right = try Tool.payPress(["verify"], in: folder.path)
    #expect(right.status == 0 && right.text.isEmpty, "\(right.text)\(right.error)")
    let (first, second) = (try folder.text("output/qr/1.svg"), try folder.text("output/qr/2.svg"))
    try folder.write(second, to: "output/qr/1.svg")
    try folder.write(first, to: "output/qr/2.svg")
    try folder.write(first.replacing("#fff", with: "#000"), to: "output/qr/3.svg")
    let finder = try #require(first.firstMatch(of: /M4 4h7v1h-7z/)).0
    try folder.write(first.replacing(finder, with: "M3 4h8v1h-8z"), to: "output/qr/4.svg")
    try folder.write(
      first.replacing(/<path d="[^"]*"/, with: "<path d=\"\""), to: "output/qr/5.svg")
    try folder.write(first, to: "output/qr/7.svg")
    let result = try Tool.payPress(["verify"], in: folder.path)
    let changed =
      "but the white border, the size in pixels or the printed size is not as a build writes it"
    #expect(
      result.text == """
        output/qr/1.svg: error: the code leads to "2", not to "1"
        output/qr/2.svg: error: the code leads to "1", not to "2"
        output/qr/3.svg: error: the code is that of "3", \(changed)
        output/qr/4.svg: error: the code is that of "4", \(changed)
        output/qr/5.svg: error: there is no code in it that can be read; it should lead to "5"
        output/qr/7.svg: error: no link has this picture; remove it

        """)
  }

  /// A sample is spread evenly and repeatable, and finds faults in it.
  @Test func samplesAreSpreadAndFixed() throws {
    let site = try ProofFixture()
    for number in 1...10 {
      try site.folder.write("junk", to: "output/qr/item-\(number).png")
    }
    let lines = try site.run(["verify", "--sample", "4"]).text.split(separator: "\n")
    #expect(
      lines.compactMap { $0.split(separator: ":").first } == [
        "output/qr/item-3.png", "output/qr/item-5.png", "output/qr/item-8.png",
        "output/qr/item-10.png",
      ])
  }

  @Test func whatALinkSaysIsReadWhateverItHolds() throws {
    let folder = try TemporaryFolder()
    try folder.write(
      #"""
      site: { title: Test }
      merchants: { m: { name: M, appkey: 00112233445566778899aabbccddeeff, tokens: { t: x } } }
      links:
        - { id: a, title: "\"quoted\" \\ back \u2028 😀 </data>]]>", custom: "]]></data> <&'\"> 中文 %" }
        - { id: b, title: "\u0301 first comes a mark", note: "<b>&amp;</b>\n\n  two  spaces \u0301" }
        - { id: c, title: "\U0001F469\u200D\U0001F4BB مرحبا \u00A0 &lt;script&gt;", price: 1, stable: true }
        - { id: d, title: "only ¥5.00 a piece", price: 4.50, stable: true, note: "¥9.00" }
      """#.replacing(#"\u2028 "#, with: ""), to: "paypress.yml")
    let build = try Tool.payPress(["build"], in: folder.path)
    try #require(build.status == 0, "\(build.error)")
    let result = try Tool.payPress(["verify"], in: folder.path)
    #expect(result.status == 0, "\(result.text)\(result.error)")
  }

  @Test func saysWhatIsNeeded() throws {
    let site = try ProofFixture()
    // Pictures and pages need no other program.
    #expect(try site.run(["verify"], environment: ["PATH": "/nowhere"]).status == 0)
    let missing = try site.run(["verify", "--pdf"], environment: ["PATH": "/nowhere"])
    #expect(missing.status == 1 && missing.output.isEmpty)
    #expect(
      missing.error == """
        paypress: error: zbarimg is not on this machine; it reads the codes in PDFs
          hint: install it: apt-get install zbar-tools, or brew install zbar

        """)
    let unbuilt = try site.run(["verify", "-o", "nowhere"])
    #expect(
      unbuilt.status == 1
        && unbuilt.error.hasPrefix("paypress: error: nowhere holds no built site\n"))
    let noJobs = try site.run(["verify", "--pdf"])
    #expect(
      noJobs.status == 1 && noJobs.error.hasPrefix("paypress: error: output has no print jobs\n"))
    let reader = try site.fakeBrowser("exec /usr/bin/zbarimg \"$@\"", name: "only/zbarimg")
    let noPoppler = try site.run(
      ["verify", "--pdf"],
      environment: ["PATH": URL(fileURLWithPath: reader).deletingLastPathComponent().path])
    #expect(noPoppler.status == 1 && noPoppler.error.contains("apt-get install poppler-utils"))
    for broken in ["", "{}", "[{\"id\": 1}]", "[1", "[{\"id\": \"a\"", "[]]"] {
      try site.folder.write(broken, to: "output/links.json")
      let result = try site.run(["verify"])
      #expect(
        result.status == 1
          && result.text.contains(
            "output/links.json: error: the list is not as a build writes it, at byte "),
        "\(broken): \(result.text)\(result.error)")
    }
  }

  private static func draw(_ elements: String, at path: String, in site: ProofFixture) throws {
    try site.folder.write(
      """
      <svg xmlns="http://www.w3.org/2000/svg" width="1000" height="500">
      <rect width="1000" height="500" fill="#fff"/>\(elements)</svg>
      """, to: "picture.svg")
    let result = try Tool.run(
      "/usr/bin/rsvg-convert", ["-o", path, "\(site.folder.path)/picture.svg"])
    try #require(result.status == 0, "\(result.error)")
  }
}
