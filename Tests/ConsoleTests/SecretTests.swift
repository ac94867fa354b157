import ArgumentParser
import Foundation
import Support
import TestSupport
import Testing

@testable import Console
@testable import GatePay

/// Secrets as people save them, and what no message ever shows.
@Suite struct SecretTests {
  private static let text = "k7Fq9+x/Zt=2e"

  private static func utf16(_ text: String) -> [UInt8] {
    text.utf16.flatMap { [UInt8($0 & 0xFF), UInt8($0 >> 8)] }
  }

  @Test(arguments: [
    "", "\n", "\r\n", "\r", " ", "\t \n\n", "\u{A0}", "\u{3000}", "\u{FEFF}", "\u{200B}\u{2060}",
  ])
  func blanksAndMarksAroundASecretGo(blank: String) throws {
    for text in [Self.text + blank, blank + Self.text, "\u{FEFF}\(Self.text)\(blank)"] {
      let secret = try SecretText.secret(in: Array(text.utf8), of: "file")
      #expect(secret.bytes == Array(Self.text.utf8))
    }
  }

  @Test(arguments: [
    "a'b", "a\"b", "a=b", "=ab==", "YWJjZGVm==", "a:b", "test-s3cret", "AB=x", "ab=cd", "{a}", "0",
  ])
  func takesWhateverMayBeASecret(text: String) throws {
    #expect(try SecretText.secret(in: Array(text.utf8), of: "file").bytes == Array(text.utf8))
  }

  /// What is in front of `SECRET`, and the code of the refusal.
  private static let refused: [(text: String, code: String)] = [
    ("", "empty-secret"), (" \n\u{FEFF}", "empty-secret"),
    ("\"SECRET\"", "quoted-secret"), ("'SECRET'\n", "quoted-secret"),
    ("\"SECRET", "quoted-secret"), ("SECRET'", "quoted-secret"), ("“SECRET”", "quoted-secret"),
    ("「SECRET」", "quoted-secret"), ("＂SECRET＂", "quoted-secret"), ("`SECRET`", "quoted-secret"),
    ("GATEPAY_APPSECRET=SECRET", "labelled-secret"),
    ("GATEPAY_APPSECRET_LAKESIDE=\"SECRET\"", "labelled-secret"),
    ("export X=SECRET", "labelled-secret"), ("KEY=SECRET", "labelled-secret"),
    ("appsecret: SECRET", "labelled-secret"), ("appsecret：SECRET", "labelled-secret"),
    ("AppSecret = SECRET", "labelled-secret"), ("密钥：SECRET", "labelled-secret"),
    ("{\"appsecret\": \"SECRET\"}", "labelled-secret"),
    ("SECRET\nSECRET", "several-secrets"), ("# test\nSECRET\n", "several-secrets"),
    ("SECRET\r\n\r\nSECRET", "several-secrets"), ("SECRET\u{2028}SECRET", "several-secrets"),
    ("SECRET SECRET", "spaced-secret"), ("SECRET\u{A0}SECRET", "spaced-secret"),
    ("SECRET\u{200B}SECRET", "spaced-secret"), ("SECRET\tSECRET", "spaced-secret"),
    ("SECRÉT", "foreign-secret"), ("ＳECRET", "foreign-secret"), ("密SECRET", "foreign-secret"),
    (String(repeating: "SECRET", count: 43), "overlong-secret"),
    (String(repeating: "SECRET", count: 400), "overlong-secret"),
  ]

  @Test(arguments: refused.indices)
  func refusesWhatIsAmbiguousWithoutShowingIt(index: Int) {
    let (text, code) = Self.refused[index]
    expectRefusal(of: Array(text.utf8), code)
  }

  @Test func refusesOtherEncodings() {
    expectRefusal(of: [0xFF, 0xFE] + Self.utf16("SECRET"), "encoded-secret")
    expectRefusal(of: Self.utf16("SECRET\r\n"), "encoded-secret")
    expectRefusal(of: [0xFE, 0xFF] + Self.utf16("SECRET"), "encoded-secret")
    expectRefusal(of: Array("SECRET".utf8) + [0xE9], "encoded-secret")
  }

  private func expectRefusal(of bytes: [UInt8], _ code: String) {
    #expect {
      try SecretText.secret(in: bytes, of: "/a/key")
    } throws: { error in
      guard let failure = error as? Failure else { return false }
      let problem = failure.diagnostic.problem
      let shown = Language.allCases.map { failure.diagnostic.text(in: $0) }.joined()
      return failure.status == 64 && problem.code == code && problem.hint != nil
        && shown.contains("/a/key") && !shown.contains("SECRET") && !shown.contains("SECR")
    }
  }

  // MARK: Files

  private func secret(_ bytes: [UInt8], named name: String = "key") throws -> Secret? {
    let folder = try TemporaryFolder()
    try folder.write(Data(bytes), to: "key")
    try FileManager.default.setAttributes(
      [.posixPermissions: 0o600], ofItemAtPath: "\(folder.path)/key")
    return try SecretOptions.parse(["--secret-file", "\(folder.path)/\(name)"]).secretIfGiven()
  }

  @Test func readsFilesByTheSameRule() throws {
    let saved = [0xEF, 0xBB, 0xBF] + Array("\(Self.text)\r\n".utf8)
    #expect(try secret(saved)?.bytes == Array(Self.text.utf8))
    #expect(throws: Failure.self) { try secret(Array("'\(Self.text)'".utf8)) }
    #expect(throws: Failure.self) { try secret([]) }
  }

  @Test func namesTheFileBesideAMissingOne() throws {
    #expect {
      try secret(Array(Self.text.utf8), named: "Key.txt")
    } throws: { error in
      let hint = (error as? Failure)?.diagnostic.problem.hint
      return hint?.english.hasSuffix("/key\"?") == true
    }
  }
}
