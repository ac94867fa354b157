import Foundation
import TestSupport
import Testing

private let config = """
  site: { title: Test, language: en }
  merchants:
    m: { name: Lakeside, appkey: 00112233445566778899aabbccddeeff, tokens: { t: x } }
  links:
    - { id: open }
    - { id: tea, title: "Tea, \\"green\\"", price: 5, custom: "=1+1", stable: true }

  """
private let start = "https://gatepay.io/pay/any?appkey=00112233445566778899aabbccddeeff&token=x"

@Suite struct CommandTests {
  private func project(_ text: String = config) throws -> TemporaryFolder {
    let folder = try TemporaryFolder()
    try folder.write(text, to: "paypress.yml")
    return folder
  }

  @Test func linksPrintsAddressesCSVAndJSON() throws {
    let folder = try project()
    let run = { (arguments: [String]) in try Tool.payPress(["links"] + arguments, in: folder.path) }
    let tea = start + "&price=5.00&custom=%3D1%2B1&stable=1"
    #expect(try run([]).text == "\(start)\n\(tea)\n")
    let header = "id,url,title,merchant,token,price,custom,skin,stable,qr,page\r\n"
    let open = "open,\(start),Lakeside,m,t,,,0,false,qr/open.png,pay/open/index.html\r\n"
    #expect(
      try run(["--format", "csv"]).text == "\u{FEFF}" + header + open
        + "tea,\(tea),\"Tea, \"\"green\"\"\",m,t,5.00,\"'=1+1\",0,true,qr/tea.png,pay/tea/index.html\r\n"
    )
    let raw = try run(["--format", "csv", "--csv-raw"]).text
    #expect(raw.hasPrefix(header) && raw.contains(",5.00,=1+1,0,"))
    let json = try run(["--format", "json"])
    let records = try #require(JSONSerialization.jsonObject(with: json.output) as? [[String: Any]])
    #expect(records.map { $0["title"] as? String } == ["Lakeside", "Tea, \"green\""])
    #expect(records[0]["price"] is NSNull && records[1]["price"] as? String == "5.00")
    #expect(json.error.isEmpty && !folder.has("output"))
  }

  @Test func showPrintsACodeThatCanBeRead() throws {
    let folder = try project()
    let text = try Tool.payPress(["show", "tea"], in: folder.path)
    #expect(
      text.status == 0
        && text.text.hasSuffix(
          "Tea, \"green\" · ¥5.00\n\(start)&price=5.00&custom=%3D1%2B1&stable=1\n")
    )
    #expect(!text.text.contains("\u{1B}"))
    let svg = try Tool.payPress(["show", "open", "--format", "svg"], in: folder.path)
    try folder.write(svg.output, to: "open.svg")
    let image = "\(folder.path)/open.png"
    #expect(
      try Tool.run("/usr/bin/rsvg-convert", ["-w", "500", "\(folder.path)/open.svg", "-o", image])
        .status == 0)
    #expect(try Tool.readCodes([image]) == [start])
    let missing = try Tool.payPress(["show", "te"], in: folder.path)
    #expect(missing.status == 1 && missing.output.isEmpty)
    #expect(
      missing.error
        == "paypress: error: there is no link \"te\"\n  hint: did you mean \"tea\"? accepted: open, tea\n"
    )
  }

  @Test func inspectNamesPartsOnOutputAndProblemsOnError() throws {
    let good = try Tool.payPress(["inspect", start + "&price=1.88&stable=1"], in: "/")
    #expect(good.status == 0 && good.error.isEmpty)
    #expect(
      good.text == """
        gateway  https://gatepay.io
        appkey   00112233445566778899aabbccddeeff
        token    x
        price    1.88
        stable   1

        """)
    let bad = try Tool.payPress(["inspect", start + "&price=1&price=2&colour=red"], in: "/")
    #expect(bad.status == 1)
    #expect(
      bad.error == """
        error: "price" is given more than once; which one counts is up to the gateway
        error: "colour" is not a parameter of quick collect; accepted: appkey, token, price, custom, stable, skin

        """)
  }

  @Test func checkWritesNothingAndStrictFailsOnWarnings() throws {
    let folder = try project(config.replacing(", stable: true", with: ""))
    let check = try Tool.payPress(["check"], in: folder.path)
    #expect(check.status == 0 && check.output.isEmpty)
    #expect(
      check.error == """
        paypress.yml:6:48: warning: links[1].price: the customer can change the price [open-price]
          hint: add `stable: true` to lock the price
        2 links can be built

        """)
    let strict = try Tool.payPress(["check", "--strict"], in: folder.path)
    #expect(strict.status == 1)
    #expect(
      strict.error.hasSuffix(
        """
        0 errors, 1 warning; warnings count as errors (--strict)
          hint: `paypress explain open-price` says more

        """))
    #expect(!folder.has("output"))
  }

  @Test func saysSoWhenTheResultCannotBeWritten() throws {
    let folder = try project()
    for arguments in ["links", "show open", "inspect \(start)", "--help", "--version"] {
      let result = try Tool.run(
        "/bin/sh",
        ["-c", "exec \(Tool.payPress) \(arguments.replacing("&", with: "\\&")) > /dev/full"],
        in: folder.path)
      #expect(result.status == 74, "\(arguments)")
      #expect(result.error.contains("standard output cannot be written: No space left on device"))
    }
  }

  @Test func spellsOutCharactersThatATerminalWouldObey() throws {
    let result = try Tool.payPress(["inspect", start + "&\u{1B}[31mx=%1B[0m"], in: "/")
    #expect(result.status == 1)
    #expect(!result.text.contains("\u{1B}") && !result.error.contains("\u{1B}"))
  }

  @Test func takesAConfigWithAByteOrderMark() throws {
    let folder = try project("\u{FEFF}" + config)
    #expect(try Tool.payPress(["check"], in: folder.path).status == 0)
  }

  @Test func checkFindsMistakesInTemplatesToo() throws {
    let folder = try project(config.replacing("price: 5", with: "price: x"))
    try folder.write("<p>{{titel}}</p>", to: "templates/classic/page.html")
    let result = try Tool.payPress(["check"], in: folder.path)
    #expect(result.status == 1)
    for expected in [
      "templates/classic/page.html:1:4: error: there is no variable \"titel\" here [unknown-variable]\n",
      "links[1].price: there is no price \"x\" [unknown-name]\n", "\n2 errors, 0 warnings\n",
    ] {
      #expect(result.error.contains(expected), "\(result.error)")
    }
  }

  @Test func speaksChineseWhereTheEnvironmentDoes() throws {
    let folder = try project(config.replacing("price: 5", with: "price: 五"))
    let result = try Tool.payPress(
      ["build"], in: folder.path, environment: ["LC_ALL": "zh_CN.UTF-8"])
    #expect(
      result.error == """
        paypress.yml:6:48: 错误：links[1].price：没有名为 "五" 的价格 [unknown-name]
          提示：可用：金额（例如 12.50）、`any`（金额由付款人填写）
        1 个错误，0 个警告；没有写入任何内容
          提示：运行 `paypress explain unknown-name` 可查看详细说明

        """)
  }

  @Test func saysWhereToStartWithoutAConfig() throws {
    let folder = try TemporaryFolder()
    let result = try Tool.payPress(["build"], in: folder.path)
    #expect(result.status == 74)
    #expect(
      result.error == """
        paypress: error: paypress.yml cannot be read: No such file or directory
          hint: name the config with -c FILE, or make one with `paypress init shop`

        """)
  }

  @Test(arguments: ["shop", "marketer", "site"], ["en", "zh-CN"])
  func initWritesAConfigThatBuildsAtOnce(kind: String, language: String) throws {
    let folder = try TemporaryFolder()
    let first = try Tool.payPress(["init", kind, "--language", language], in: folder.path)
    #expect(first.status == 0 && first.text.contains("paypress.yml\n"))
    let names = try folder.files()
    let again = try Tool.payPress(["init", kind, "--language", language], in: folder.path)
    #expect(again.status == 1 && again.error.contains("exists already; nothing was written"))
    #expect(try folder.files() == names)
    let built = try Tool.payPress(["build"], in: folder.path)
    #expect(built.status == 0, "\(built.error)")
    // The only warning is about the sample key.
    #expect(built.error.components(separatedBy: "warning: ").count == 2, "\(built.error)")
    #expect(try folder.text("output/index.html").contains("<html lang=\"\(language)\">"))
  }

  /// A new project gets the line that makes git merge the file of paper; an existing file is not changed.
  @Test func initTellsGitHowToMergeTheFileOfPaper() throws {
    let line = "paypress.paper merge=union\n"
    let new = try TemporaryFolder()
    let first = try Tool.payPress(["init"], in: new.path)
    #expect(first.status == 0 && first.text.contains(".gitattributes\n"))
    #expect(try new.text(".gitattributes") == line)
    for (content, hasAdvice) in [("*.png binary\n", true), ("*.png binary\n" + line, false)] {
      let folder = try TemporaryFolder()
      try folder.write(content, to: ".gitattributes")
      let result = try Tool.payPress(["init"], in: folder.path)
      #expect(result.status == 0 && !result.text.contains(".gitattributes"))
      #expect(result.error.contains("add the line `paypress.paper merge=union`") == hasAdvice)
      #expect(try folder.text(".gitattributes") == content)
    }
  }

  @Test func templatesCopiesASkinThatStillBuilds() throws {
    let folder = try project()
    for skin in ["classic", "night", "shared"] {
      #expect(try Tool.payPress(["templates", skin], in: folder.path).status == 0)
    }
    #expect(folder.has("templates/classic/page.html") && folder.has("templates/shared/base.css"))
    let own = try Tool.payPress(["build", "-o", "own"], in: folder.path)
    #expect(own.status == 0, "\(own.error)")
    try FileManager.default.removeItem(atPath: "\(folder.path)/templates")
    #expect(try Tool.payPress(["build", "-o", "built-in"], in: folder.path).status == 0)
    #expect(
      try folder.files(below: "own", skipping: ".paypress")
        == folder.files(below: "built-in", skipping: ".paypress"))
  }

  @Test func neverPrintsKeysOrTokensInMessages() throws {
    let folder = try project(
      config.replacing("tokens: { t: x }", with: "tokens: { t: canarytoken, u: canarysecond }")
        .replacing("custom: ", with: "custum: "))
    for command in ["build", "check", "links"] {
      let result = try Tool.payPress([command], in: folder.path)
      #expect(result.status == 1 && result.output.isEmpty)
      #expect(!result.error.contains("canary") && !result.error.contains("00112233445566778899"))
    }
  }
}
