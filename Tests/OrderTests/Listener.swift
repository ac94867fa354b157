import Foundation
import TestSupport

/// `paypress notify listen` while it runs.
final class Listener {
  private let process = Process()
  private let folder: TemporaryFolder
  private var address: String?

  init(
    _ shop: ShopFixture, _ environment: [String: String] = [:],
    passingOn: [String] = ["--exec", "./tell.sh"], port: String = "0", openFiles: Int = 1024,
    isHardLimit: Bool = false
  ) throws {
    folder = shop.folder
    process.executableURL = URL(fileURLWithPath: "/bin/sh")
    process.arguments =
      [
        "-c", "ulimit \(isHardLimit ? "" : "-S") -n \(openFiles); exec \"$0\" \"$@\"",
        Tool.payPress,
      ]
      + ["notify", "listen", "--port", port] + passingOn
    process.currentDirectoryURL = URL(fileURLWithPath: folder.path)
    process.environment = ["PATH": "/usr/bin:/bin", "LC_ALL": "C"]
      .merging(ShopFixture.environment) { $1 }.merging(environment) { $1 }
    try folder.write("", to: "address")
    if !folder.has("log") { try folder.write("", to: "log") }
    process.standardOutput = try FileHandle(
      forWritingTo: URL(fileURLWithPath: "\(folder.path)/address"))
    let log = try FileHandle(forWritingTo: URL(fileURLWithPath: "\(folder.path)/log"))
    try log.seekToEnd()
    process.standardError = log
    try process.start()
    wait { (try? folder.text("address").hasSuffix("\n")) == true }
    address = try folder.text("address").split(separator: "\n").first.map(String.init)
  }

  /// Its port.
  var port: String { address?.split(separator: ":").last.map(String.init) ?? "" }

  var isRunning: Bool { process.isRunning }

  /// Waits until a condition holds, the process ends or the time is over.
  func wait(atMost seconds: Double = 20, until isDone: () -> Bool) {
    let end = Date().addingTimeInterval(seconds)
    while process.isRunning, !isDone(), Date() < end { usleep(10_000) }
  }

  /// The answer to a posted body; empty if there is none.
  func post(_ body: String, query: String = "") -> String {
    guard let address else { return "" }
    let target = "\(address)/notify" + (query.isEmpty ? "" : "?\(query)")
    let result = try? Tool.run(
      "/usr/bin/curl", ["-s", "-m", "10", "-X", "POST", "--data-binary", body, target])
    return result?.text ?? ""
  }

  /// Its exit status; nil while it runs.
  var status: Int32? { process.isRunning ? nil : process.terminationStatus }

  /// Whether SIGKILL ended it.
  var wasKilled: Bool {
    !process.isRunning && process.terminationReason == .uncaughtSignal
      && process.terminationStatus == SIGKILL
  }

  func signal(_ number: Int32) { kill(process.processIdentifier, number) }

  func stop() {
    if process.isRunning { process.terminate() }
    process.waitUntilExit()
  }
}
