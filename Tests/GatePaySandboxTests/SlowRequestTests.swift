import NIOCore
import NIOEmbedded
import Serving
import Testing

/// A request must be complete in time; a connection without one may be idle.
@Suite struct SlowRequestTests {
  private let channel: EmbeddedChannel
  private let handler = SlowRequestHandler(limit: .seconds(10))

  init() throws {
    channel = EmbeddedChannel(handler: handler)
    try channel.connect(to: SocketAddress(ipAddress: "127.0.0.1", port: 1)).wait()
  }

  private func pass(_ seconds: Int64) {
    channel.embeddedEventLoop.advanceTime(by: .seconds(seconds))
  }

  @Test func closesAConnectionThatSendsAByteNowAndThen() throws {
    for _ in 0..<9 {
      try channel.writeInbound(ByteBuffer(string: "G"))
      pass(1)
    }
    #expect(channel.isActive)
    pass(1)
    #expect(!channel.isActive)
  }

  @Test func countsEachRequestForItself() throws {
    for _ in 0..<3 {
      try channel.writeInbound(ByteBuffer(string: "GET / HTTP/1.1\r\n"))
      pass(9)
      try channel.writeInbound(ByteBuffer(string: "\r\n"))
      handler.requestEnded()
      pass(100)
      #expect(channel.isActive)
    }
  }
}
