import Catalog
import Support
import TestSupport
import Testing

/// No message shows what nobody else may know.
@Suite struct SecretTests {
  private static func check(_ config: String, _ code: String) throws -> CatalogueFixture {
    let fixture = try CatalogueFixture(
      config,
      environment: [
        "GATEPAY_APPSECRET": "topvalue1", "my_secret": "topvalue1", "ROOM": "topvalue1\u{200B}x",
        "SHORT": "7x",
      ])
    #expect(fixture.catalogue == nil || code == "deceptive-character", "\(fixture.texts)")
    #expect(fixture.sink.findings.map(\.problem.code).contains(code), "\(fixture.texts)")
    for finding in fixture.sink.findings {
      for language in Language.allCases {
        let text = finding.text(in: language)
        #expect(!["topvalue", "7x", "0011223344"].contains { text.contains($0) }, "\(text)")
      }
    }
    return fixture
  }

  @Test(arguments: [
    ("links: [{ id: a, custom: \"${GATEPAY_APPSECRET}\" }]", "secret-variable"),
    ("links: [{ id: a, title: \"x ${my_secret}\" }]", "secret-variable"),
    ("links: [{ id: a, custom: \"${ROOM:-7}\" }]", "bad-variable-name"),
    ("links: [{ id: a, custom: \"${ROOM}\" }]", "invisible-character"),
    ("links: [{ id: a, skin: \"${ROOM}\" }]", "invisible-character"),
    ("links: [{ id: a, price: \"${SHORT}\" }]", "not-an-amount"),
    ("links: [{ id: a, price: \"x${ROOM}\" }]", "invisible-character"),
  ])
  func valuesFromTheEnvironmentAreNotShown(links: String, code: String) throws {
    _ = try Self.check(CatalogueFixture.base + links, code)
  }

  @Test func aValueFromTheEnvironmentIsShownByItsName() throws {
    let fixture = try Self.check(
      CatalogueFixture.base + "links: [{ id: a, skin: \"${SHORT}\" }]", "unknown-name")
    #expect(fixture.texts[0].contains("there is no skin \"${SHORT}\""), "\(fixture.texts)")
  }

  @Test(arguments: [
    "sign_key", "key", "signkey", "password", "密码", "私钥", "密钥", "sercet", "SignKey", "x",
  ])
  func theValueOfAnUnknownKeyIsNotShown(key: String) throws {
    let links = "links: [{ id: a }]\n"
    _ = try Self.check(CatalogueFixture.base + links + "\(key): topvalue #x", "comment-cuts-text")
    _ = try Self.check(
      CatalogueFixture.base + links + "\(key): \"topvalue\" #x", "comment-cuts-text")
    let config = """
      site: { title: T }
      merchants:
        m:
          appkey: 00112233445566778899aabbccddeeff
          \(key): topvalue #x
          tokens: { t: x }
      links: [{ id: a }]
      """
    _ = try Self.check(config, "comment-cuts-text")
  }

  @Test(arguments: [
    ("00112233445566778899aabbccddeeff: x\nlinks: [{ id: a }]", "unknown-key"),
    ("links: [{ id: a, merchant: 00112233445566778899aabbccddeeff }]", "unknown-name"),
    (
      "gateway: https://gatepay.io/?appkey=00112233445566778899aabbccddeeff\nlinks: [{ id: a }]",
      "bad-gateway"
    ),
  ])
  func anAppkeyInTheWrongPlaceIsNotShown(rest: String, code: String) throws {
    let fixture = try Self.check(CatalogueFixture.base + rest, code)
    #expect(fixture.texts.contains { $0.contains("<appkey>") }, "\(fixture.texts)")
  }

  @Test(arguments: ["secret", "密钥", "Password", "token", "API key"])
  func theValuesOfASecretColumnAreNotShown(column: String) throws {
    let folder = try TemporaryFolder()
    try folder.write(
      CatalogueFixture.base + """
        links:
          - { id: "{sku}", rows: a.csv, price: "{\(column)}", title: "x {\(column)}", custom: "{\(column)}" }
          - { id: "{\(column)|slug}", rows: a.csv, skin: "{\(column)}" }
          - { id: "{\(column)}", rows: b.csv, price: "{sku}" }
        """, to: "paypress.yml")
    try folder.write(
      "sku,\(column)\na,top\u{200B}value1\nb,topvalue2 \u{202E}x\nc,7x9\nc,Topvalue3\nd,#N/A topvalue\n",
      to: "a.csv")
    try folder.write("sku,\(column)\n12,345\n13,topvalue 4\n1,7x9\n", to: "b.csv")
    let sink = FindingSink()
    let loaded = try LoadedConfig.load(
      "\(folder.path)/paypress.yml", environment: [:], into: sink)
    _ = loaded?.checkLinks()
    #expect(sink.findings.count > 8)
    for finding in sink.findings {
      // The folder's own name is random, and may hold one of the values.
      let text = (finding.text(in: .english) + finding.text(in: .chinese))
        .replacing(folder.path, with: "")
      #expect(!["topvalue", "7x9", "345", "\"top\""].contains { text.contains($0) }, "\(text)")
    }
    #expect(sink.secretFiles.count == 2)
  }

  @Test func aBlockTextOfOneLineIsOneLine() throws {
    let fixture = try CatalogueFixture(
      CatalogueFixture.base + "links:\n- id: a\n  custom: |\n    Room 7\n  title: >\n    Tea\n")
    #expect(try fixture.links().first?.url.hasSuffix("custom=Room%207") == true, "\(fixture.texts)")
  }
}
