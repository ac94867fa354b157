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
      pass(29)
      handler.answerEnded()
      pass(100)
      #expect(channel.isActive)
    }
  }

  @Test func closesAConnectionThatIsNotAnsweredInTime() throws {
    try channel.writeInbound(ByteBuffer(string: "GET / HTTP/1.1\r\n\r\n"))
    handler.requestEnded()
    pass(29)
    #expect(channel.isActive)
    pass(1)
    #expect(!channel.isActive)
  }

  /// At the end of the server, only answers are waited for, and not for long.
  @Test(arguments: [false, true])
  func closesWhatIsOpenWhenTheServerEnds(isAnswering: Bool) throws {
    try channel.writeInbound(ByteBuffer(string: "G"))
    if isAnswering { handler.requestEnded() }
    channel.pipeline.fireUserInboundEventTriggered(ChannelShouldQuiesceEvent())
    channel.embeddedEventLoop.run()
    #expect(channel.isActive == isAnswering)
    pass(3)
    #expect(!channel.isActive)
  }

  /// One connection too many closes the one that has been slow for the longest, and none that is being
  /// answered.
  @Test func closesTheSlowestOfTooManyConnections() throws {
    let connections = OpenConnections(fileLimit: 56)
    #expect(connections.limit == 8)
    var open: [(channel: EmbeddedChannel, timing: OpenConnections.Timing)] = []
    for _ in 0..<8 {
      let channel = EmbeddedChannel()
      try channel.connect(to: SocketAddress(ipAddress: "127.0.0.1", port: 1)).wait()
      let timing = OpenConnections.Timing()
      connections.add(channel, timing)
      open.append((channel, timing))
    }
    open[0].timing.answer()
    open[1].timing.wait()
    let last = EmbeddedChannel()
    connections.add(last, OpenConnections.Timing())
    for (channel, _) in open { channel.embeddedEventLoop.run() }
    #expect(open.indices.filter { !open[$0].channel.isActive } == [2])
    #expect(connections.count == 8)
  }
}
