import Foundation
import TestSupport
import Testing

/// The merchant's own secret signs, or the common one, never another merchant's.
@Suite struct MerchantSecretTests {
  private static let chinese = """
    site: { title: Test, language: en }
    merchants:
      茶馆: { name: A, appkey: 00112233445566778899aabbccddeeff, tokens: { counter: abc } }
      饼店: { name: B, appkey: ffeeddccbbaa99887766554433221100, tokens: { counter: abd } }
    links: [{ id: plain, merchant: 茶馆 }]
    """

  @Test func refusesAVariableThatTwoMerchantsShare() throws {
    let folder = try TemporaryFolder()
    try folder.write(Self.chinese, to: "paypress.yml")
    func dryRun(_ environment: [String: String]) throws -> Tool.Result {
      try Tool.payPress(
        [
          "order", "create", "anypay", "--price", "1", "--type", "wechat", "--merchant", "饼店",
          "--dry-run",
        ], in: folder.path, environment: environment)
    }
    let shared = try dryRun(["GATEPAY_APPSECRET___": "s3cret"])
    #expect(shared.status == 64 && shared.output.isEmpty)
    #expect(
      shared.error.contains("GATEPAY_APPSECRET___ could be the secret of each of 茶馆, 饼店")
        && shared.error.contains("hint: rename their keys") && !shared.error.contains("s3cret"),
      "\(shared.error)")
    // The common secret belongs to no merchant.
    let common = try dryRun(["GATEPAY_APPSECRET": "s3cret"])
    #expect(common.status == 0 && common.text.contains("\nsign="))
  }

  @Test func refusesTwoSecretsForOneMerchant() throws {
    let folder = try TemporaryFolder()
    try folder.write(Self.chinese.replacing("茶馆", with: "lakeside"), to: "paypress.yml")
    try folder.write("s3cret-file\n", to: "secret")
    try FileManager.default.setAttributes(
      [.posixPermissions: 0o600], ofItemAtPath: "\(folder.path)/secret")
    func status(_ merchant: String) throws -> Tool.Result {
      try Tool.payPress(
        [
          "order", "check", "k1k", "--merchant", merchant, "--dry-run", "--secret-file", "secret",
        ], in: folder.path, environment: ["GATEPAY_APPSECRET_LAKESIDE": "s3cret-own"])
    }
    let both = try status("lakeside")
    #expect(both.status == 64 && both.output.isEmpty && !both.error.contains("s3cret"))
    #expect(
      both.error.contains(
        "two secrets are given for \"lakeside\": in GATEPAY_APPSECRET_LAKESIDE and in secret"))
    #expect(try status("饼店").status == 0)
  }
}
