import Foundation
import TestSupport
import Testing

/// The bytes of a site are the same with every version of zlib: nothing of it is packed by zlib.
@Suite struct PictureBytesTests {
  /// A zlib that ends the program when anything is to be packed.
  private static let noCompressor = """
    #include <stdlib.h>
    int deflateInit_(void *s, int level, const char *v, int size) { abort(); }
    int deflateInit2_(void *s, int l, int m, int w, int t, int k, const char *v, int size) { abort(); }
    int deflateReset(void *s) { abort(); }
    int deflate(void *s, int flush) { abort(); }
    int compress(void *to, unsigned long *size, const void *from, unsigned long n) { abort(); }
    int compress2(void *to, unsigned long *size, const void *from, unsigned long n, int l) { abort(); }
    """

  /// A program that packs something.
  private static let packing = """
    #include <zlib.h>
    int main(void) {
      z_stream stream = {0};
      return deflateInit(&stream, 4) == Z_OK ? 0 : 1;
    }
    """

  private func compile(_ source: String, _ options: [String], in folder: TemporaryFolder) throws {
    try folder.write(source, to: "source.c")
    let compiled = try Tool.run("/usr/bin/gcc", options + ["source.c", "-lz"], in: folder.path)
    try #require(compiled.status == 0, "\(compiled.error)")
  }

  @Test func aSiteIsTheSameWithoutACompressorInZlib() throws {
    let tools = try TemporaryFolder()
    try compile(Self.noCompressor, ["-shared", "-fPIC", "-o", "library.so"], in: tools)
    try compile(Self.packing, ["-o", "packing"], in: tools)
    let preload = ["LD_PRELOAD": "\(tools.path)/library.so"]
    // A library that is not asked would prove nothing.
    #expect(try Tool.run("\(tools.path)/packing", []).status == 0)
    #expect(try Tool.run("\(tools.path)/packing", [], environment: preload).status == 134)

    let folder = try TemporaryFolder()
    try folder.write(
      """
      site: { title: Test, language: en, base_url: "https://pay.example.com" }
      merchants:
        m: { name: Lakeside, appkey: 00112233445566778899aabbccddeeff, tokens: { t: x } }
      links: [{ id: "t-{n}", each: { n: 1..40 }, title: "Table {n}", custom: "t{n}", price: 5 }]
      """, to: "paypress.yml")
    let builds: [(name: String, environment: [String: String])] = [
      ("with", [:]), ("without", preload),
    ]
    for (name, environment) in builds {
      let result = try Tool.payPress(
        ["build", "-o", name], in: folder.path, environment: environment)
      try #require(result.status == 0, "\(result.error)")
    }
    let files = try folder.files(below: "with", skipping: ".paypress")
    #expect(files.keys.count { $0.hasSuffix(".png") } > 40)
    #expect(try folder.files(below: "without", skipping: ".paypress") == files)
  }
}
