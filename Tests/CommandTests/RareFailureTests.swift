import Foundation
import TestSupport
import Testing

/// Failures of a build that need an unusual machine: each says what is wrong and writes nothing.
@Suite struct RareFailureTests {
  private func project() throws -> TemporaryFolder {
    let folder = try TemporaryFolder()
    try folder.write(
      """
      site: { title: Test, language: en }
      merchants:
        m: { name: Lakeside, appkey: 00112233445566778899aabbccddeeff, tokens: { t: x } }
      links: [{ id: tea, price: 5 }]
      """, to: "paypress.yml")
    return folder
  }

  private func build(
    in folder: TemporaryFolder, _ environment: [String: String] = [:]
  ) throws -> Tool.Result {
    try Tool.payPress(["build", "--format", "json"], in: folder.path, environment: environment)
  }

  @Test func aFileInPlaceOfTheOutputFolderIsRefused() throws {
    let folder = try project()
    try folder.write("mine", to: "output")
    let result = try build(in: folder)
    #expect(
      result.status == 1 && result.text.contains(#""code": "not-a-folder""#), "\(result.text)")
    #expect(try folder.text("output") == "mine")
  }

  @Test func aFileInPlaceOfTheStateFolderIsRefused() throws {
    let folder = try project()
    try folder.write("mine", to: "output/.paypress")
    let result = try build(in: folder)
    #expect(
      result.status == 1 && result.text.contains(#""code": "not-a-folder""#), "\(result.text)")
    #expect(try folder.text("output/.paypress") == "mine")
  }

  /// An encoder that has no memory, in place of libqrencode's.
  @Test func aPictureThatCannotBeMadeStopsTheBuild() throws {
    let folder = try project()
    let source = """
      #include <errno.h>
      #include <stddef.h>
      void *QRcode_encodeData(int n, const unsigned char *d, int v, int l) { errno = ENOMEM; return NULL; }
      void *QRcode_encodeMask(void *i, int m) { errno = ENOMEM; return NULL; }
      """
    try folder.write(source, to: "encoder.c")
    let library = "\(folder.path)/encoder.so"
    let compiled = try Tool.run(
      "/usr/bin/gcc", ["-shared", "-fPIC", "-o", library, "\(folder.path)/encoder.c"])
    try #require(compiled.status == 0, "\(compiled.error)")
    let result = try build(in: folder, ["LD_PRELOAD": library])
    #expect(
      result.status == 1 && result.text.contains(#""code": "picture-failed""#), "\(result.text)")
    #expect(
      result.text.contains("a picture cannot be made: Cannot allocate memory; nothing was written"))
    #expect(!folder.has("output"))
    #expect(try build(in: folder).status == 0)
  }
}
