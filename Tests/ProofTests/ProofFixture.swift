import Foundation
import TestSupport
import Testing

/// A small site with print jobs, built by the program.
struct ProofFixture {
  let folder: TemporaryFolder
  private let token: String
  private let site: String

  /// Builds a site with ten goods, `item-1` for 1.50 to `item-9` for 9.50 and an open `item-10`.
  ///
  /// - Parameters:
  ///   - print: the entries under `print:`.
  ///   - token: the token of all links.
  ///   - site: more settings of the site, each after a comma.
  init(print: [String] = [], token: String = "x", site: String = "") throws {
    folder = try TemporaryFolder()
    self.token = token
    self.site = site
    try write(print: print)
    let result = try run(["build"])
    try #require(result.status == 0, "\(result.error)")
  }

  /// Writes the config.
  ///
  /// - Parameters:
  ///   - price: the decimals of all prices.
  ///   - first: those of the first good.
  func write(print: [String], price: String = "50", first: String? = nil) throws {
    let rows = (1...9).map { number in
      "item-\(number),Good \(number),\(number).\(number == 1 ? first ?? price : price)\n"
    }.joined()
    try folder.write("sku,name,price\n\(rows)item-10,Good 10,any\n", to: "goods.csv")
    let jobs = print.isEmpty ? "" : "print:\n" + print.map { "  - \($0)\n" }.joined()
    try folder.write(
      """
      site: { title: Test, language: en\(site) }
      merchants:
        m: { name: Lakeside, appkey: 00112233445566778899aabbccddeeff, tokens: { t: \(token) } }
      links:
        - { id: "{sku}", rows: goods.csv, title: "{name}", price: "{price}" }
      \(jobs)
      """, to: "paypress.yml")
  }

  /// Runs the program in the site's folder.
  func run(_ arguments: [String], environment: [String: String] = [:]) throws -> Tool.Result {
    try Tool.payPress(arguments, in: folder.path, environment: environment)
  }

  /// The output folder without the records of builds and PDFs.
  func output() throws -> [String: Data] {
    var files = try folder.files(below: "output", skipping: ".paypress")
    let record = "output/.paypress/printed"
    if folder.has(record) { files["printed"] = Data(try folder.text(record).utf8) }
    return files
  }

  /// Chromium that writes a line into a file for each sheet that it prints, and ends instead of
  /// printing more than a number of them.
  func browserThatCounts(in file: String, upTo limit: Int = 1000) throws -> String {
    try fakeBrowser("exec \(Self.browserBetween) count \(file):\(limit) \"$@\"")
  }

  /// Chromium that gives a file in place of what it prints.
  func browserThatGives(_ file: String) throws -> String {
    try fakeBrowser("exec \(Self.browserBetween) give \(file) \"$@\"")
  }

  private static let browserBetween = "\(Tool.packageFolder)/Tests/ProofTests/browser.py"

  /// Writes a script as a browser; it may use `$profile`, the folder.
  func fakeBrowser(_ script: String, name: String = "browser") throws -> String {
    try folder.write(
      """
      #!/bin/sh
      for argument; do
        case "$argument" in
          --user-data-dir=*) profile="${argument#*=}" ;;
        esac
      done
      \(script)
      """, to: name)
    let path = "\(folder.path)/\(name)"
    try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: path)
    return path
  }
}

extension Tool.Result {
  /// The lines of `verify` about PDFs; a page that was changed on purpose is reported too.
  var sheetText: String {
    text.split(separator: "\n").filter { $0.contains(".pdf: ") }.map { $0 + "\n" }.joined()
  }
}
