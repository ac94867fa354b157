import Foundation

/// Runs programs in tests: our own, and independent ones that check its work.
public enum Tool {
  /// What a program did.
  public struct Result: Sendable {
    /// The exit status, or the signal's number plus 128.
    public var status: Int32
    /// Everything on standard output.
    public var output: Data
    /// Everything on standard error, as text.
    public var error: String
    /// Standard output as text.
    public var text: String { String(decoding: output, as: UTF8.self) }
  }

  /// The top folder of the package.
  public static let packageFolder = URL(fileURLWithPath: #filePath)
    .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent().path

  /// A fontconfig file ("tests", "truetype", "gallery" or "none") with few fonts, not the machine's.
  public static func fonts(_ name: String) -> String {
    "\(packageFolder)/scripts/fonts/\(name).conf"
  }

  /// The folder of the programs built for the test run.
  public static let buildFolder = URL(fileURLWithPath: CommandLine.arguments[0])
    .resolvingSymlinksInPath().deletingLastPathComponent().path

  /// The tested program: that of `PAYPRESS_PROGRAM`, else that of the test run.
  ///
  /// `make test` names an optimized one, which takes a third of the time of a debug build.
  public static let payPress =
    ProcessInfo.processInfo.environment["PAYPRESS_PROGRAM"] ?? "\(buildFolder)/paypress"

  /// Runs the tested program with additional variables in a fixed, English environment.
  public static func payPress(
    _ arguments: [String], in folder: String, environment: [String: String] = [:]
  ) throws -> Result {
    try run(payPress, arguments, in: folder, environment: environment)
  }

  /// Runs a program to its end, draining both outputs; throws if it does not exist.
  public static func run(
    _ program: String, _ arguments: [String], in folder: String? = nil,
    environment: [String: String] = [:]
  ) throws -> Result {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: program)
    process.arguments = arguments
    if let folder { process.currentDirectoryURL = URL(fileURLWithPath: folder) }
    let base = [
      "PATH": "/usr/local/bin:/usr/bin:/bin", "LC_ALL": "C", "TZ": "UTC", "HOME": "/tmp",
      "FONTCONFIG_FILE": fonts("tests"),
    ]
    // Where this process keeps its temporary files; a browser's profile is among the program's.
    let temporary = ["TMPDIR": FileManager.default.temporaryDirectory.path]
    process.environment = base.merging(temporary) { $1 }.merging(environment) { $1 }
    process.standardInput = FileHandle.nullDevice
    let output = Pipe()
    process.standardOutput = output
    // A file takes any amount of text, so neither output blocks while the other is read.
    let errorFile = FileManager.default.temporaryDirectory
      .appendingPathComponent("paypress-test-\(UUID().uuidString).txt")
    try Data().write(to: errorFile)
    defer { try? FileManager.default.removeItem(at: errorFile) }
    process.standardError = try FileHandle(forWritingTo: errorFile)
    try process.start()
    let outputData = output.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    let isSignal = process.terminationReason == .uncaughtSignal
    return Result(
      status: process.terminationStatus + (isSignal ? 128 : 0), output: outputData,
      error: try String(contentsOf: errorFile, encoding: .utf8))
  }

  /// The texts of the codes in pictures, read by zbar: one per picture, in order.
  ///
  /// - Throws: `UnreadableCode` when a picture holds no code or more than one.
  public static func readCodes(_ pictures: [String]) throws -> [String] {
    var texts: [String] = []
    for start in stride(from: 0, to: pictures.count, by: 100) {
      let batch = Array(pictures[start..<min(start + 100, pictures.count)])
      let result = try run("/usr/bin/zbarimg", ["--quiet", "--raw", "-Sqrcode.enable"] + batch)
      let lines = result.text.split(separator: "\n").map(String.init)
      guard lines.count == batch.count else {
        throw UnreadableCode(pictures: batch, texts: lines)
      }
      texts += lines
    }
    return texts
  }

  /// Pictures that do not hold exactly one code each.
  public struct UnreadableCode: Error {
    let pictures: [String]
    let texts: [String]
  }
}
