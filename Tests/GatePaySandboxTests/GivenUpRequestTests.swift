import Hummingbird
import Serving
import Support
import Testing

/// A client that closes its connection waits no longer.
@Suite struct GivenUpRequestTests {
  /// Answers `/` at once, and everything else after ten minutes.
  private struct Responder: HTTPResponder {
    let giveUp: AsyncStream<Void>.Continuation

    func respond(to request: Request, context: ConnectionContext) async throws -> Response {
      try await request.whileAwaited {
        if request.target.path != "/" {
          do {
            try await Task.sleep(for: .seconds(600))
          } catch {
            giveUp.finish()
            throw error
          }
        }
        return Response(.ok, type: "text/plain", String(repeating: "x", count: 1 << 20).utf8)
      }
    }
  }

  @Test(.timeLimit(.minutes(1))) func cancelsTheWorkForAClientThatIsGone() async throws {
    let (givenUp, giveUp) = AsyncStream.makeStream(of: Void.self)
    let (ports, port) = AsyncStream.makeStream(of: Int.self)
    let server = WebServer(
      Responder(giveUp: giveUp), host: "127.0.0.1", port: 0, idleLimit: .seconds(60)
    ) { port.yield($0) }
    let running = Task { try await server.run(isSecond: true) }
    defer { running.cancel() }
    let first = await ports.first { _ in true }
    let taken = try #require(first)
    let script = """
      import socket, sys
      def ask(path):
          connection = socket.create_connection(("127.0.0.1", int(sys.argv[1])), 20)
          connection.sendall(f"GET {path} HTTP/1.1\\r\\nHost: a\\r\\n\\r\\n".encode())
          return connection
      with ask("/") as connection:
          reply = b""
          while chunk := connection.recv(1 << 16):
              reply += chunk
      head, body = reply.split(b"\\r\\n\\r\\n", 1)
      print(head.split()[1].decode(), b"connection: close" in head.lower(), len(body))
      ask("/never").close()
      """
    let client = try ExternalProgram("/usr/bin/python3", in: [:])
    let result = try await client.run(["-c", script, "\(taken)"], limit: .seconds(50))
    #expect(
      String(decoding: result.output, as: UTF8.self) == "200 True 1048576\n", "\(result.error)")
    for await _ in givenUp {}
    #expect(!running.isCancelled)
  }
}
