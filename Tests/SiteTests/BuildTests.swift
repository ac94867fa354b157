import Foundation
import TestSupport
import Testing

@Suite struct BuildTests {
  @Test func writesTheFilesOfTheContractAndNoOthers() throws {
    let site = try SiteFixture(links: 2)
    let result = try site.build()
    #expect(result.status == 0 && result.output.isEmpty)
    #expect(
      result.error == BuildOutcome.text("3 links in output"))
    let names = try site.output().keys.filter { !$0.hasPrefix("assets/") }.sorted()
    #expect(
      names == [
        "404.html", "index.html", "links.csv", "links.json", "pay/open/index.html",
        "pay/t-1/index.html",
        "pay/t-2/index.html", "qr/open.png", "qr/open.svg", "qr/t-1.png", "qr/t-1.svg",
        "qr/t-2.png", "qr/t-2.svg", "sitemap.xml",
      ])
    #expect(
      try site.folder.text("output/links.json") == """
        [
        {"id": "open", "url": "https://gatepay.io/pay/any?appkey=00112233445566778899aabbccddeeff&token=x", "title": "Lakeside", "merchant": "m", "token": "t", "price": null, "custom": null, "skin": 0, "stable": false, "qr": "qr/open.png", "page": "pay/open/index.html"},
        {"id": "t-1", "url": "https://gatepay.io/pay/any?appkey=00112233445566778899aabbccddeeff&token=x&price=5.00&custom=t-1&stable=1&skin=1", "title": "Lakeside", "merchant": "m", "token": "t", "price": "5.00", "custom": "t-1", "skin": 1, "stable": true, "qr": "qr/t-1.png", "page": "pay/t-1/index.html"},
        {"id": "t-2", "url": "https://gatepay.io/pay/any?appkey=00112233445566778899aabbccddeeff&token=x&price=5.00&custom=t-2&stable=1&skin=1", "title": "Lakeside", "merchant": "m", "token": "t", "price": "5.00", "custom": "t-2", "skin": 1, "stable": true, "qr": "qr/t-2.png", "page": "pay/t-2/index.html"}
        ]

        """)
    #expect(
      try site.folder.text("output/sitemap.xml") == """
        <?xml version="1.0" encoding="UTF-8"?>
        <urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">
        <url><loc>https://pay.example.com/pay/open/</loc></url>
        </urlset>

        """)
  }

  @Test func isTheSameWhateverTheMachineIsSetTo() throws {
    let site = try SiteFixture(links: 150)
    let expected = try site.clean()
    for (number, settings) in [
      (["-j", "1"], ["TZ": "Asia/Shanghai", "LC_ALL": "zh_CN.UTF-8"]),
      (["-j", "2"], ["TZ": "America/New_York", "LANG": "tr_TR.UTF-8", "HOME": ""]),
      (["-j", "8"], [:]), (["-j", "8"], ["LC_ALL": "ar_EG"]),
    ].enumerated() {
      let result = try site.build(
        ["-o", "out-\(number)"] + settings.0, environment: settings.1)
      #expect(result.status == 0)
      #expect(try site.output("out-\(number)") == expected)
    }
    let elsewhere = try TemporaryFolder()
    let result = try Tool.run(
      "/bin/sh",
      [
        "-c",
        "umask 077; exec \(Tool.payPress) build -c '\(site.folder.path)/paypress.yml' -o out",
      ], in: elsewhere.path)
    #expect(result.status == 0, "\(result.error)")
    #expect(try elsewhere.files(below: "out", skipping: ".paypress") == expected)
  }

  @Test func leavesUnchangedFilesAlone() throws {
    let site = try SiteFixture(links: 5)
    _ = try site.build()
    let before = try Self.times(site.folder.path + "/output")
    #expect(try site.build().error == BuildOutcome.unchanged(linkCount: 6))
    #expect(try Self.times(site.folder.path + "/output") == before)
  }

  @Test func removesWhatIsGoneAndNothingElse() throws {
    let site = try SiteFixture(links: 5)
    _ = try site.build()
    try site.folder.write("mine", to: "output/notes.txt")
    try site.folder.write("mine", to: "output/pay/t-5/photo.jpg")
    try site.folder.write("mine", to: "output/qr/other.png")
    try site.write(links: 3, price: "6")
    let result = try site.build()
    #expect(result.status == 0, "\(result.error)")
    var expected = try site.clean()
    for name in ["notes.txt", "pay/t-5/photo.jpg", "qr/other.png"] {
      expected[name] = Data("mine".utf8)
    }
    #expect(try site.output() == expected)
    #expect(!site.folder.has("output/pay/t-4"))
  }

  @Test func refusesAFolderThatIsNotItsOwn() throws {
    let site = try SiteFixture()
    try site.folder.write("precious", to: "output/thesis.txt")
    let result = try site.build()
    #expect(result.status == 1 && result.output.isEmpty)
    #expect(
      result.error == """
        paypress: error: output is not empty and no build wrote it: it holds thesis.txt
          hint: name another folder with -o DIR, or empty this one yourself

        """)
    #expect(try site.folder.files(below: "output") == ["thesis.txt": Data("precious".utf8)])
  }

  @Test func takesAFolderWithNothingButAPlaceholder() throws {
    let home = try SiteFixture(links: 1)
    try home.folder.write("", to: "output/.bashrc")
    #expect(try home.build().status == 1)
    let site = try SiteFixture(links: 1)
    try site.folder.write("", to: "output/.gitkeep")
    #expect(try site.build().status == 0)
    #expect(site.folder.has("output/.gitkeep") && site.folder.has("output/index.html"))
  }

  @Test(arguments: ["pay/t-7/index.html", "qr/t-7.png", "sitemap.xml"])
  func neverReplacesAFileThatItDidNotWrite(name: String) throws {
    let site = try SiteFixture(links: 5)
    if name == "sitemap.xml" {
      try site.folder.write(
        try site.folder.text("paypress.yml").replacing(
          "base_url: \"https://pay.example.com\", ", with: ""),
        to: "paypress.yml")
    }
    #expect(try site.build().status == 0)
    try site.folder.write("mine", to: "output/\(name)")
    let before = try site.output()
    try site.write(links: 9)
    let result = try site.build()
    #expect(result.status == 1)
    #expect(result.error.hasPrefix("paypress: error: output/\(name) is in the way"))
    #expect(try site.output() == before)
  }

  @Test(arguments: [
    "output/pay", "output/pay/t-1", "output/qr/t-1.png", "output/.paypress",
  ])
  func followsNoSymbolicLink(place: String) throws {
    let site = try SiteFixture(links: 3)
    _ = try site.build()
    let outside = try TemporaryFolder()
    try outside.write("outside", to: "t-1.png")
    let path = "\(site.folder.path)/\(place)"
    try FileManager.default.removeItem(atPath: path)
    try FileManager.default.createSymbolicLink(
      atPath: path,
      withDestinationPath: place.hasSuffix(".png") ? "\(outside.path)/t-1.png" : outside.path)
    try site.write(links: 3, price: "7")
    let result = try site.build()
    #expect(
      result.status == 1 && result.error.contains("is a symbolic link; nothing was written"),
      "\(result.error)")
    #expect(try outside.files() == ["t-1.png": Data("outside".utf8)])
  }

  @Test(arguments: ["lnk", "lnk/", "lnk//", "lnk/.", "lnk/./"])
  func theFolderItselfMayBeASymbolicLink(name: String) throws {
    let site = try SiteFixture(links: 1)
    let outside = try TemporaryFolder()
    let path = "\(site.folder.path)/lnk"
    try FileManager.default.createSymbolicLink(atPath: path, withDestinationPath: outside.path)
    for _ in 0..<2 {
      let result = try site.build(["-o", name])
      #expect(result.status == 0, "\(result.error)")
    }
    #expect(try outside.files(skipping: ".paypress") == site.clean())
    #expect(try FileManager.default.destinationOfSymbolicLink(atPath: path) == outside.path)
    // What is behind it must be ours all the same.
    let precious = try TemporaryFolder()
    try precious.write("mine", to: "precious.txt")
    try FileManager.default.removeItem(atPath: path)
    try FileManager.default.createSymbolicLink(atPath: path, withDestinationPath: precious.path)
    let refused = try site.build(["-o", name])
    #expect(refused.status == 1 && refused.error.contains("lnk is not empty and no build wrote it"))
    #expect(try precious.files() == ["precious.txt": Data("mine".utf8)])
  }

  @Test func findsItsFilesAgainWhenTheRecordIsLost() throws {
    let site = try SiteFixture(links: 3)
    try #require(try site.build().status == 0)
    try site.folder.write("", to: "output/.paypress/record")
    try site.folder.write("", to: "output/.paypress/record.copy")
    #expect(try site.build().error == BuildOutcome.unchanged(linkCount: 4))
    try site.write(links: 2)
    #expect(try site.build().status == 0)
    #expect(try site.output() == site.clean())
  }

  @Test func leavesNothingBehindWhenTheFirstBuildFails() throws {
    let site = try SiteFixture(links: 3)
    let result = try Tool.run(
      "/bin/bash", ["-c", "trap '' XFSZ; ulimit -f 1; exec \(Tool.payPress) build"],
      in: site.folder.path)
    #expect(result.status == 74 && !site.folder.has("output"))
  }

  @Test func writesNothingWhenTheInputIsWrong() throws {
    let site = try SiteFixture(links: 3)
    _ = try site.build()
    let before = try site.folder.files(below: "output")
    try site.write(links: 3, extra: "skinz: {}")
    let result = try site.build()
    #expect(result.status == 1)
    #expect(result.error.contains("\n1 error, 0 warnings; nothing was written\n"))
    #expect(try site.folder.files(below: "output") == before)
    #expect(try site.build(["-o", "fresh"]).status == 1 && !site.folder.has("fresh"))
  }

  private static func times(_ folder: String) throws -> [String: Date] {
    var times: [String: Date] = [:]
    for name in try FileManager.default.subpathsOfDirectory(atPath: folder)
    where !name.hasPrefix(".paypress") {
      let attributes = try FileManager.default.attributesOfItem(atPath: "\(folder)/\(name)")
      times[name] = attributes[.modificationDate] as? Date
    }
    return times
  }
}
