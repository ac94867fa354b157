import Foundation
import TestSupport
import Testing

/// Files that are not there, or are not where the output should go.
@Suite struct NearFileTests {
  private static let config = """
    site: { title: Test, language: en }
    merchants:
      m: { name: Lakeside, appkey: 00112233445566778899aabbccddeeff, tokens: { t: x } }
    links:
      - { id: "{sku}", rows: data/products.csv, title: "{sku}", custom: "{sku}", stable: true }
    print:
      - { poster: "*", paper: A5, logo: Logo.svg }
    """

  private func folder(_ files: [String]) throws -> TemporaryFolder {
    let folder = try TemporaryFolder()
    for name in files {
      try folder.write(name.hasSuffix("l") ? Self.config : "sku\ntea\n", to: "shop/\(name)")
    }
    return folder
  }

  @Test(arguments: [
    ("paypress.yml", "paypress.yaml"), ("shop.yml", "Shop.yml"), ("shop", "shop.yml"),
    ("paypres.yml", "paypress.yml"),
  ])
  func aMissingConfigIsAnsweredWithTheNearOne(name: String, present: String) throws {
    let folder = try folder([present])
    for command in ["check", "build", "links", "stocks"] {
      let result = try Tool.payPress([command, "-c", "shop/\(name)"], in: folder.path)
      #expect(result.status == 74 && result.output.isEmpty)
      #expect(
        result.error.contains(
          "shop/\(name) cannot be read: No such file or directory\n"
            + "  hint: did you mean \"shop/\(present)\"? write -c \"shop/\(present)\""),
        "\(result.error)")
    }
  }

  @Test func aConfigWithoutANearOneIsAnsweredWithTheWayToMakeOne() throws {
    let folder = try folder(["other.yml"])
    let result = try Tool.payPress(["check"], in: "\(folder.path)/shop")
    #expect(result.status == 74 && result.error.contains("or make one with `paypress init shop`"))
  }

  @Test func missingSpreadsheetsAndPicturesAreAnsweredWithTheNearOnes() throws {
    let folder = try folder(["paypress.yml", "data/Products.CSV", "products.csv", "logo.svg"])
    let result = try Tool.payPress(["check", "-c", "shop/paypress.yml"], in: folder.path)
    #expect(result.status == 1)
    #expect(
      result.error.contains(
        "links[0].rows: \"data/products.csv\" cannot be read: No such file or directory "
          + "[unreadable-spreadsheet]\n  hint: did you mean \"data/Products.CSV\"?\n"),
      "\(result.error)")
    #expect(
      result.error.contains(
        "the picture \"Logo.svg\" cannot be read: No such file or directory "
          + "[unreadable-picture]\n  hint: did you mean \"logo.svg\"?\n"), "\(result.error)")
  }

  @Test(arguments: [
    ["build", "-o", "-"], ["build", "--output=-"], ["print", "-o", "-"], ["pdf", "-o", "-"],
    ["verify", "-o", "-"], ["merge", "a", "-o", "-"], ["calibrate", "avery-l7160", "-o", "-"],
  ])
  func standardOutputIsNoOutput(arguments: [String]) throws {
    let folder = try folder(["paypress.yml", "data/products.csv"])
    let result = try Tool.payPress(arguments, in: "\(folder.path)/shop")
    #expect(result.status == 64 && result.output.isEmpty)
    #expect(result.error.contains("- is not standard output: write -o "), "\(result.error)")
    #expect(!folder.has("shop/-"))
    let chinese = try Tool.payPress(
      arguments, in: "\(folder.path)/shop", environment: Language.chinese)
    #expect(chinese.error.contains("- 不代表标准输出"), "\(chinese.error)")
  }

  @Test(arguments: [
    ("https://x.example/index.html", "https://x.example/"),
    ("https://x.example/pay/index.html", "https://x.example/pay/"),
    ("https://x.example/pay/index.php/", "https://x.example/pay/"),
    ("https://x.example/shop.HTML", "https://x.example/"),
    ("https://x.example/a.htm", "https://x.example/"),
  ])
  func aPageIsNoBaseURL(text: String, folder: String) throws {
    let place = try TemporaryFolder()
    try place.write(
      Self.config.replacing("language: en", with: "language: en, base_url: \"\(text)\""),
      to: "paypress.yml")
    let result = try Tool.payPress(["check"], in: place.path)
    #expect(result.status == 1)
    #expect(
      result.error.contains(
        "error: site.base_url: \"\(text)\" is the address of a page, not of the folder that output/ "
          + "is copied to [page-as-base-url]\n  hint: write \(folder)\n"), "\(result.error)")
  }

  @Test func aTemplateInOtherLettersIsAnsweredWithTheNameThatCounts() throws {
    let folder = try folder(["paypress.yml", "data/products.csv"])
    try folder.write(
      "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 1 1\"/>", to: "shop/Logo.svg")
    try folder.write("<!doctype html>", to: "shop/templates/classic/Page.html")
    let result = try Tool.payPress(["check"], in: "\(folder.path)/shop")
    #expect(result.status == 0, "\(result.error)")
    #expect(
      result.error.contains(
        "templates/classic/Page.html:1:1: warning: \"Page.html\" does not replace the built-in "
          + "\"page.html\" [misnamed-template]\n  hint: rename it to page.html\n"),
      "\(result.error)")
  }
}
