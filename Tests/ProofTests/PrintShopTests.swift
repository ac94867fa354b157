import Foundation
import TestSupport
import Testing

/// PDFs in four inks, archives for print shops, and pictures to share.
@Suite struct PrintShopTests {
  private static let jobs = [
    "{ poster: item-1, paper: A6, design: market, bleed: 3mm, name: poster }",
    "{ board: [item-1, item-10], paper: A5, design: night, language: [zh-CN, en], name: board }",
  ]

  private static func inks(_ path: String, in folder: String, _ options: [String] = []) throws
    -> [Double]
  {
    let result = try Tool.run(
      "/usr/bin/gs",
      ["-q", "-dBATCH", "-dNOPAUSE"] + options + ["-o", "-", "-sDEVICE=ink_cov", path],
      in: folder)
    return result.text.split(separator: " ").compactMap { Double($0) }
  }

  @Test func inFourInksCodesAreBlackAlone() throws {
    let site = try ProofFixture(print: Self.jobs)
    let result = try site.run(["pdf", "--cmyk"])
    #expect(result.status == 0, "\(result.error)")
    #expect(
      result.text == """
        output/print/poster.pdf
        output/print/board.pdf
        for-print/poster-cmyk.pdf
        for-print/board-cmyk.pdf

        """)
    let folder = "\(site.folder.path)/for-print"
    for name in ["poster-cmyk.pdf", "board-cmyk.pdf"] {
      // The page has colours, and none of them is DeviceRGB.
      let shares = try Self.inks(name, in: folder)
      #expect(shares.count == 4 && shares.allSatisfy { $0 > 0 }, "\(shares)")
      let separations = try Tool.run(
        "/usr/bin/gs",
        [
          "-q", "-dBATCH", "-dNOPAUSE", "-sDEVICE=tiffsep", "-r150", "-sOutputFile=\(name).tif",
          name,
        ],
        in: folder)
      #expect(separations.status == 0, "\(separations.error)")
      let fonts = try Tool.run("/usr/bin/pdffonts", [name], in: folder).text
      for line in fonts.split(separator: "\n").dropFirst(2) {
        #expect(line.contains(" yes "), "embedded: \(line)")
      }
      // Each code alone: what is printed of the page in its rectangle.
      let texts = try Tool.run(
        "/usr/bin/pdftoppm", ["-gray", "-r", "300", "-singlefile", name, name], in: folder)
      #expect(texts.status == 0)
      let read = try Tool.run("/usr/bin/zbarimg", ["-q", "--raw", "\(name).pgm"], in: folder)
      #expect(read.text.split(separator: "\n").count == (name.hasPrefix("poster") ? 1 : 2))
    }
    // In a rendering in four inks, the code's pixels have black alone.
    let program = """
      import json, subprocess
      for job in json.load(open("output/print/jobs.json")):
          subprocess.run(["/usr/bin/gs", "-q", "-dBATCH", "-dNOPAUSE", "-sDEVICE=pamcmyk32", "-r200",
                          "-sOutputFile=inks.pam", f"for-print/{job['name']}-cmyk.pdf"], check=True)
          head, pixels = open("inks.pam", "rb").read().split(b"ENDHDR\\n", 1)
          width = int(head.split(b"WIDTH ")[1].split()[0])
          scale = 200 / 25.4
          for code in job["pages"][0]:
              left, top = int(code["x_mm"] * scale), int(code["y_mm"] * scale)
              side = int(code["side_mm"] * scale) + 2
              inks = [0, 0, 0, 0]
              for row in range(top, top + side):
                  line = pixels[4 * (row * width + left):4 * (row * width + left + side)]
                  for ink in range(4):
                      inks[ink] += sum(line[ink::4])
              share = inks[3] / 255 / side / side
              print(code["link"], inks[:3], 0.3 < share < 0.7)
      """
    let inks = try Tool.run("/usr/bin/python3", ["-c", program], in: site.folder.path)
    #expect(
      inks.text == """
        item-1 [0, 0, 0] True
        item-1 [0, 0, 0] True
        item-10 [0, 0, 0] True

        """, "\(inks.text)\(inks.error)")
  }

  @Test func inFourInksBoxesAndNameAreThere() throws {
    let site = try ProofFixture(print: Self.jobs)
    #expect(try site.run(["pdf", "--cmyk"]).status == 0)
    func boxes(_ path: String) throws -> [[Int]] {
      let info = try Tool.run("/usr/bin/pdfinfo", ["-box", path], in: site.folder.path).text
      return ["MediaBox:", "BleedBox:", "TrimBox:"].map { name in
        let line = info.split(separator: "\n").first { $0.hasPrefix(name) } ?? ""
        let corners = line.split(separator: " ").dropFirst().compactMap { Double($0) }
        guard corners.count == 4 else { return [] }
        return [corners[2] - corners[0], corners[3] - corners[1]].map { Int(($0 * 10).rounded()) }
      }
    }
    for name in ["poster", "board"] {
      let (own, press) = (
        try boxes("output/print/\(name).pdf"), try boxes("for-print/\(name)-cmyk.pdf")
      )
      for (left, right) in zip(own.joined(), press.joined()) {
        #expect(abs(left - right) <= 1, "\(name): \(own) \(press)")
      }
      let bytes = try Data(
        contentsOf: URL(fileURLWithPath: "\(site.folder.path)/for-print/\(name)-cmyk.pdf"))
      let text = String(decoding: bytes, as: UTF8.self)
      for words in [
        "/TrimBox", "/OutputIntents", "/S/GTS_PDFX", "/PrintScaling /None", "/Trapped/False",
        "pdfxid:GTS_PDFXVersion=\"PDF/X-4\"", "/ID [",
      ] {
        #expect(text.contains(words), "\(name) \(words)")
      }
      #expect(!text.contains("/DeviceRGB") && !text.contains("/Encrypt"))
      let info = try Tool.run(
        "/usr/bin/pdfinfo", ["for-print/\(name)-cmyk.pdf"], in: site.folder.path
      ).text
      #expect(info.contains("PDF version:     1.6") && info.contains("PDF/X-4"), "\(info)")
    }
  }

  @Test func anArchiveHoldsAllThatAShopNeeds() throws {
    let site = try ProofFixture(print: Self.jobs)
    #expect(
      try site.run(["pdf", "board", "--zip", "--cmyk"]).text.hasSuffix("\nfor-print/board.zip\n"))
    let unpack = """
      import zipfile
      archive = zipfile.ZipFile("for-print/board.zip")
      assert archive.testzip() is None
      archive.extractall("out")
      for name in archive.namelist(): print(name)
      """
    let names = try Tool.run("/usr/bin/python3", ["-c", unpack], in: site.folder.path)
    #expect(
      names.text == """
        board/board.pdf
        board/board-cmyk.pdf
        board/board+proof.pdf
        board/list.csv
        board/READ-ME.txt
        board/codes/item-1.pdf
        board/codes/item-1.eps
        board/codes/item-10.pdf
        board/codes/item-10.eps

        """, "\(names.error)")
    let list = try site.folder.text("out/board/list.csv")
    #expect(list.contains("1,2,item-10,Good 10,,https://gatepay.io/pay/any?"))
    for code in ["item-1", "item-10"] {
      for ending in ["pdf", "eps"] {
        let ink = try Self.inks(
          "out/board/codes/\(code).\(ending)", in: site.folder.path, ["-dEPSCrop"])
        #expect(ink.count == 4 && ink[..<3].allSatisfy { $0 == 0 } && ink[3] > 0, "\(ink)")
      }
    }
    let proof = try Tool.run(
      "/usr/bin/pdftotext", ["out/board/board+proof.pdf", "-"], in: site.folder.path
    ).text
    #expect(
      proof.contains("Good 10") && proof.contains("item-10") && proof.contains("148 × 210 mm"))
    let first = try Data(
      contentsOf: URL(fileURLWithPath: "\(site.folder.path)/for-print/board.zip"))
    try #require(try site.run(["pdf", "board", "--zip"]).status == 0)
    let plain = try Data(
      contentsOf: URL(fileURLWithPath: "\(site.folder.path)/for-print/board.zip"))
    try #require(try site.run(["pdf", "board", "--zip"]).status == 0)
    let again = try Data(
      contentsOf: URL(fileURLWithPath: "\(site.folder.path)/for-print/board.zip"))
    #expect(plain == again && plain != first)
  }

  @Test func aPictureIsThePageAfterTheCut() throws {
    let site = try ProofFixture(print: Self.jobs)
    let result = try site.run(["pdf", "--format", "png"])
    #expect(
      result.text.hasSuffix("\nfor-print/poster.png\nfor-print/board.png\n"), "\(result.error)")
    let kind = try Tool.run("/usr/bin/file", ["for-print/poster.png"], in: site.folder.path).text
    #expect(kind.contains("PNG image data, 1419 x 2000"), "\(kind)")
    let read = try Tool.run(
      "/usr/bin/zbarimg", ["-q", "--raw", "for-print/board.png"], in: site.folder.path)
    #expect(read.text.split(separator: "\n").count == 2)
  }

  private static func unpack(_ name: String, in site: ProofFixture) throws {
    let result = try Tool.run(
      "/usr/bin/python3", ["-m", "zipfile", "-e", "for-print/\(name).zip", "out"],
      in: site.folder.path)
    try #require(result.status == 0, "\(result.error)")
  }

  /// Level and version are those of the job, not those of the link; the lists may lie with the owner's.
  @Test(arguments: ["level: H", "mark: mark.svg", "quiet_zone: 2", ""])
  func theCodesOfAnArchiveAreThePrintedOnes(setting: String) throws {
    let job = "{ poster: item-1, paper: A5, name: poster\(setting.isEmpty ? "" : ", \(setting)") }"
    let site = try ProofFixture(site: ", lists: private, qr: { level: M }")
    try site.folder.write(
      """
      <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 4 4"><path d="M0 0h4v4h-4z"/></svg>
      """, to: "mark.svg")
    try site.write(print: [job])
    for command in [["build"], ["pdf", "--zip"]] {
      let result = try site.run(command)
      try #require(result.status == 0, "\(result.error)")
    }
    try Self.unpack("poster", in: site)
    let file = try site.folder.text("out/poster/codes/item-1.pdf")
    let side = try #require(file.firstMatch(of: /0 0 ([0-9]+) [0-9]+ re f/).flatMap { Int($0.1) })
    // From rectangles of a symbol with its border, from below, to the page's path from above.
    let quiet = setting == "quiet_zone: 2" ? 2 : 4
    let path = file.matches(of: /([0-9]+) ([0-9]+) ([0-9]+) 1 re/).map { run in
      let (column, row) = ((Int(run.1) ?? 0) - 4, side - 5 - (Int(run.2) ?? 0))
      return "M\(column + quiet) \(row + quiet)h\(run.3)v1h-\(run.3)z"
    }.joined()
    #expect(try site.folder.text("output/print/poster.html").contains(path))
    // The list says how wide to place the file: it has the white border.
    let width = try #require(
      file.firstMatch(of: /MediaBox \[0 0 ([0-9.]+)/).flatMap { Double($0.1) })
    let row = try #require(
      try site.folder.text("out/poster/list.csv").split(separator: "\r\n").last)
    let cells = row.split(separator: ",", omittingEmptySubsequences: false)
    let code = try #require(Double(cells[6]))
    #expect(abs((Double(cells[9]) ?? 0) - width * 25.4 / 72) < 0.01, "\(row)")
    #expect(abs(width * 25.4 / 72 - code * Double(side) / Double(side - 8)) < 0.02, "\(row)")
  }

  /// Two jobs make no picture of the same name.
  @Test func everyPageHasAPictureOfItsOwn() throws {
    let site = try ProofFixture(print: [
      "{ poster: item-9, paper: A6 }", "{ poster: [item-1, item-10], paper: A6, name: poster }",
    ])
    let result = try site.run(["pdf", "--format", "png"])
    let names = ["poster-1.png", "poster+1.png", "poster+2.png"]
    #expect(result.text.hasSuffix(names.map { "for-print/\($0)\n" }.joined()), "\(result.error)")
    let read = try Tool.run(
      "/usr/bin/zbarimg", ["-q", "--raw"] + names.map { "for-print/\($0)" }, in: site.folder.path)
    let prices = read.text.split(separator: "\n").map {
      $0.firstMatch(of: /price=([0-9.]+)/).map { String($0.1) }
    }
    #expect(prices == ["9.50", "1.50", nil])
  }

  @Test func filesOfOldPagesAndJobsGo() throws {
    let site = try ProofFixture(print: Self.jobs)
    func names() throws -> [String] {
      try FileManager.default.contentsOfDirectory(atPath: "\(site.folder.path)/for-print").sorted()
    }
    let marker = ".paypress-for-print"
    try #require(try site.run(["pdf", "--format", "png"]).status == 0)
    try site.folder.write("mine", to: "for-print/notes.txt")
    // Nothing has changed: what is not made now stays.
    try #require(try site.run(["pdf", "board", "--zip"]).status == 0)
    #expect(try names() == [marker, "board.png", "board.zip", "notes.txt", "poster.png"])
    // Other prices: the poster's PDF is gone, and the board's is another one.
    try site.write(print: Self.jobs, price: "70")
    try #require(try site.run(["build"]).status == 0)
    let result = try site.run(["pdf", "board", "--format", "png"])
    #expect(result.error.contains("2 older files removed from for-print"), "\(result.error)")
    #expect(try names() == [marker, "board.png", "notes.txt"])
    try site.write(print: [Self.jobs[0]])
    try #require(try site.run(["build"]).status == 0)
    try #require(try site.run(["pdf", "--zip"]).status == 0)
    #expect(try names() == [marker, "notes.txt", "poster.zip"])
  }

  @Test func aFailureLeavesTheFolderAsItWas() throws {
    let site = try ProofFixture(print: Self.jobs)
    try #require(try site.run(["pdf", "poster", "--format", "png"]).status == 0)
    try site.folder.write("in the way", to: "for-print/board.png/x")
    let before = try site.folder.files(below: "for-print")
    try site.write(print: Self.jobs, price: "70")
    try #require(try site.run(["build"]).status == 0)
    let result = try site.run(["pdf", "--format", "png"])
    #expect(result.status == 74 && result.error.contains("for-print/board.png"), "\(result.error)")
    #expect(try site.folder.files(below: "for-print") == before)
  }

  /// A browser prints a table of ten thousand rows in parts.
  @Test func aLongProofSheetListsEveryCode() throws {
    let site = try ProofFixture(
      print: ["{ labels: \"*\", stock: avery-l7160, copies: 101, name: shelf }"])
    let result = try site.run(["pdf", "--zip"])
    try #require(result.status == 0, "\(result.error)")
    try Self.unpack("shelf", in: site)
    let text = try Tool.run(
      "/usr/bin/pdftotext", ["-layout", "out/shelf/shelf+proof.pdf", "-"], in: site.folder.path
    ).text
    #expect(text.matches(of: /Good [0-9]+/).count == 1010)
    #expect(text.contains("1010 codes") && text.matches(of: /Title +Amount/).count > 10)
  }

  @Test func writesIntoNoFolderOfOthers() throws {
    let site = try ProofFixture(print: [Self.jobs[1]])
    try site.folder.write("mine", to: "for-print/list.txt")
    let result = try site.run(["pdf", "--zip"])
    #expect(
      result.status == 1
        && result.error.contains("for-print holds files that `paypress pdf` did not make"))
    #expect(try site.folder.text("for-print/list.txt") == "mine")
    #expect(!site.folder.has("for-print/board.zip"))
    #expect(try site.run(["pdf", "--zip", "--to", "shop"]).status == 0)
    #expect(site.folder.has("shop/board.zip"))
  }

  @Test(
    arguments: [
      (["--profile", "press.icc"], 64, "--profile needs --cmyk"),
      (["--to", "x"], 64, "--to needs --cmyk, --zip or --format png"),
      (["--cmyk", "--profile", "press.icc"], 1, "press.icc is not the ICC profile of a press"),
    ] as [([String], Int32, String)])
  func refusesWhatMakesNoSense(arguments: [String], status: Int32, message: String) throws {
    let site = try ProofFixture(print: [Self.jobs[1]])
    try site.folder.write("no profile", to: "press.icc")
    let result = try site.run(["pdf"] + arguments)
    #expect(result.status == status && result.error.contains(message), "\(result.error)")
    #expect(!site.folder.has("for-print"))
  }

  @Test func saysWhatIsNotInstalled() throws {
    let site = try ProofFixture(print: [Self.jobs[1]])
    try #require(try site.run(["pdf"]).status == 0)
    let bin = site.folder.path + "/bin"
    try FileManager.default.createDirectory(atPath: bin, withIntermediateDirectories: true)
    for name in ["zbarimg", "pdfinfo", "pdftoppm", "pdftotext", "chromium-headless-shell"] {
      try FileManager.default.createSymbolicLink(
        atPath: "\(bin)/\(name)", withDestinationPath: "/usr/bin/\(name)")
    }
    let result = try site.run(["pdf", "--only-changed", "--cmyk"], environment: ["PATH": bin])
    #expect(
      result.status == 1 && result.error.contains("apt-get install ghostscript"), "\(result.error)")
  }
}
