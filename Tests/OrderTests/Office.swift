import Foundation
import TestSupport

/// A server for forwarded payments: fails once, then accepts and writes each to the file `office`.
final class Office {
  private let process = Process()
  private let input = Pipe()
  private let folder: TemporaryFolder

  init(_ folder: TemporaryFolder) {
    self.folder = folder
  }

  /// Starts to listen; returns the address.
  func open() throws -> String {
    let script = """
      import http.server, os, sys, threading
      answers = [500]
      class Handler(http.server.BaseHTTPRequestHandler):
          def do_POST(self):
              body = self.rfile.read(int(self.headers["Content-Length"]))
              with open("office", "ab") as file: file.write(body + b"\\n")
              self.send_response(answers.pop() if answers else 200)
              self.send_header("Content-Length", "0")
              self.end_headers()
          def log_message(self, *_): pass
      server = http.server.HTTPServer(("127.0.0.1", 0), Handler)
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
