import Foundation
import Support
import TestSupport
import Testing

/// A project with orders, and a gateway written from the interface document alone.
final class ShopFixture {
  static let secret = "c4nary+S3cret/kq7"

  let folder: TemporaryFolder
  private let process = Process()
  private let input = Pipe()
  let gateway: String

  init(links: String) throws {
    folder = try TemporaryFolder()
    let output = Pipe()
    process.executableURL = URL(fileURLWithPath: "/usr/bin/python3")
    let script = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
      .appendingPathComponent("gateway.py").path
    process.arguments = [script, folder.path, Self.secret]
    process.standardInput = input
    process.standardOutput = output
    try process.start()
    let line = String(decoding: output.fileHandleForReading.availableData, as: UTF8.self)
    gateway = "http://127.0.0.1:\(line.trimmingCharacters(in: .whitespacesAndNewlines))"
    try folder.write(
      """
      site: { title: Test, language: en }
      gateway: \(gateway)
      merchants:
        shop: { name: Shop, appkey: 00112233445566778899aabbccddeeff, tokens: { counter: abc } }
      products: { 8: { title: Tea, price: 1.10 }, 7: { title: Pot, price: 88 } }
      links:
      \(links)
      """, to: "paypress.yml")
  }

  deinit {
    // The gateway ends with its input.
    try? input.fileHandleForWriting.close()
    process.waitUntilExit()
  }

  /// The environment of a command with a secret.
  static let environment = ["GATEPAY_APPSECRET": secret]

  func run(_ arguments: [String], environment: [String: String] = [:]) throws -> Tool.Result {
    try Tool.payPress(
      arguments, in: folder.path, environment: Self.environment.merging(environment) { $1 })
  }

  /// Creates missing orders, as `build --online` does before it builds.
  func place(environment: [String: String] = [:]) throws -> Tool.Result {
    try run(["order", "place"], environment: environment)
  }

  /// The numbers of the orders that the gateway created, in order.
  func created() throws -> [String] { try lines("created") }

  func lines(_ name: String) throws -> [String] {
    guard folder.has(name) else { return [] }
    return try folder.text(name).split(separator: "\n").map(String.init)
  }

  /// The values of a field in the file of orders.
  func values(_ name: String) throws -> [String] {
    try orders().compactMap { $0[name] }
  }

  /// Ages the attempts in the file until the gateway cannot be processing them any more.
  func letTimePass() throws {
    try changeOrders { order in
      if order["undecided_until"] != nil { order["undecided_until"] = "2020-01-01T00:00:00Z" }
    }
  }

  func changeOrders(_ change: (inout [String: String]) -> Void) throws {
    var orders = try orders()
    for index in orders.indices { change(&orders[index]) }
    let lines =
      try [try lines("paypress.lock")[0]]
      + orders.map { order in
        String(decoding: try JSONEncoder().encode(order), as: UTF8.self)
      }
    try folder.write(lines.map { $0 + "\n" }.joined(), to: "paypress.lock")
  }

  private func orders() throws -> [[String: String]] {
    try lines("paypress.lock").dropFirst().map { line in
      try JSONDecoder().decode([String: String].self, from: Data(line.utf8))
    }
  }

  func remove(_ names: [String]) {
    for name in names { try? FileManager.default.removeItem(atPath: "\(folder.path)/\(name)") }
  }

  // MARK: Killing

  /// The library that kills a program before one of its system calls.
  static let killer = library("kill.c")

  /// The library that fills the disk of a program, or stalls it, while a file of its folder says so.
  static let disk = library("disk.c")

  private static func library(_ name: String) -> String {
    let source = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
      .appendingPathComponent(name).path
    let library = NSTemporaryDirectory() + "paypress-\(name)-\(UUID().uuidString).so"
    let result = try? Tool.run(
      "/usr/bin/gcc", ["-shared", "-fPIC", "-O1", "-o", library, source, "-ldl"])
    return result?.status == 0 ? library : ""
  }

  static func killing(at call: Int) -> [String: String] {
    ["LD_PRELOAD": killer, "KILL_AT": "\(call)"]
  }

  // MARK: Secrets

  /// The forms of the secret found in a file below the folder; should be none.
  func leaks() throws -> [String] {
    let secret = Data(Self.secret.utf8)
    var forms: [String: Data] = [
      "raw": secret, "upper case": Data(Self.secret.uppercased().utf8),
      "reversed": Data(String(Self.secret.reversed()).utf8),
      "hexadecimal": Data(secret.map { String(format: "%02x", $0) }.joined().utf8),
      "percent": Data("c4nary%2BS3cret%2Fkq7".utf8),
    ]
    for offset in 0..<3 {
      // Leaves out the characters that depend on neighbouring bytes.
      let text = (Data(repeating: 0, count: offset) + secret).base64EncodedString()
      forms["base64 \(offset)"] = Data(text.dropFirst(offset == 0 ? 0 : 4).dropLast(4).utf8)
    }
    let digest = try Tool.run(
      "/usr/bin/python3",
      ["-c", "import hashlib; print(hashlib.md5(b'\(Self.secret)').hexdigest(), end='')"])
    forms["MD5"] = digest.output
    var leaks: [String] = []
    for (name, data) in try folder.files() where name != "gateway.py" {
      for (form, bytes) in forms where data.range(of: bytes) != nil {
        leaks.append("\(name): \(form)")
      }
    }
    return leaks
  }
}
