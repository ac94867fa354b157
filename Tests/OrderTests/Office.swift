import Foundation
import TestSupport

/// A server for forwarded payments, which writes each body to one file and its headers to another.
final class Office {
  /// How it answers.
  enum Manner: String {
    /// It fails once, then accepts.
    case failingOnce = "[500]"
    /// It accepts.
    case accepting = "[]"
    /// It takes what is sent and never answers.
    case silent = "None"
  }

  private let process = Process()
  private let input = Pipe()
  private let folder: TemporaryFolder
  private let name: String
  private let manner: Manner

  /// Creates an office.
  ///
  /// - Parameter name: the file of the bodies; that of the headers has `-headers` behind it.
  init(_ folder: TemporaryFolder, name: String = "office", _ manner: Manner = .failingOnce) {
    self.folder = folder
    self.name = name
    self.manner = manner
  }

  /// Starts to listen; returns the address.
  func open() throws -> String {
    let script = """
      import http.server, json, os, sys, threading, time
      answers = \(manner.rawValue)
      class Handler(http.server.BaseHTTPRequestHandler):
          def do_POST(self):
              body = self.rfile.read(int(self.headers["Content-Length"]))
              headers = {name.lower(): value for name, value in self.headers.items()}
              with open("\(name)-headers", "a") as file: file.write(json.dumps(headers) + "\\n")
              with open("\(name)", "ab") as file: file.write(body + b"\\n")
              while answers is None: time.sleep(60)
              self.send_response(answers.pop() if answers else 200)
              self.send_header("Content-Length", "0")
              self.end_headers()
          def log_message(self, *_): pass
      server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
      print(server.server_port, flush=True)
      threading.Thread(target=lambda: (sys.stdin.read(), os._exit(0)), daemon=True).start()
      server.serve_forever()
      """
    let output = Pipe()
    process.executableURL = URL(fileURLWithPath: "/usr/bin/python3")
    process.arguments = ["-c", script]
    process.currentDirectoryURL = URL(fileURLWithPath: folder.path)
    process.standardInput = input
    process.standardOutput = output
    try process.start()
    let line = String(decoding: output.fileHandleForReading.availableData, as: UTF8.self)
    return "http://127.0.0.1:\(line.trimmingCharacters(in: .whitespacesAndNewlines))/paid"
  }

  /// Stops listening.
  func close() {
    try? input.fileHandleForWriting.close()
    process.waitUntilExit()
  }
}
