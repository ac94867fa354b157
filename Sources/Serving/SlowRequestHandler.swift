internal import Hummingbird
internal import HummingbirdCore
internal import Logging
package import NIOCore
internal import NIOHTTPTypes
internal import NIOHTTPTypesHTTP1

/// HTTP/1.1 whose requests must be complete some seconds after their first byte.
struct TimedChannel: ServerChildChannel {
  /// The largest head of a request in bytes.
  static let maximumHeadLength = 16 << 10
  /// Time limit for a request to arrive.
  static let requestLimit = TimeAmount.seconds(10)

  let http: HTTP1Channel

  /// Creates the channel; connections may be idle for `idleLimit`.
  init(responder: @escaping HTTPChannelHandler.Responder, idleLimit: TimeAmount) {
    http = HTTP1Channel(
      responder: responder,
      configuration: .init(
        idleTimeout: idleLimit,
        httpDecoderConfiguration: .init(
          maxHeaderFieldSize: Self.maximumHeadLength, maxHeaderListSize: Self.maximumHeadLength,
          maxHeaderFieldCount: 100)))
  }

  func setup(channel: any Channel, logger: Logger) -> EventLoopFuture<HTTP1Channel.Value> {
    let slow = SlowRequestHandler(limit: Self.requestLimit)
    let end = RequestEndHandler(slow)
    do {
      let pipeline = channel.pipeline.syncOperations
      try pipeline.addHandler(slow, position: .first)
      let future = http.setup(channel: channel, logger: logger)
      let codec = try pipeline.handler(type: HTTP1ToHTTPServerCodec.self)
      try pipeline.addHandler(end, position: .after(codec))
      return future
    } catch {
      return channel.eventLoop.makeFailedFuture(error)
    }
  }

  func handle(value: HTTP1Channel.Value, logger: Logger) async {
    await http.handle(value: value, logger: logger)
  }
}

/// Closes a connection whose request does not arrive in time.
package final class SlowRequestHandler: ChannelInboundHandler {
  package typealias InboundIn = ByteBuffer

  private let limit: TimeAmount
  private var deadline: Scheduled<Void>?

  package init(limit: TimeAmount) { self.limit = limit }

  package func channelRead(context: ChannelHandlerContext, data: NIOAny) {
    if deadline == nil {
      deadline = context.eventLoop.assumeIsolated().scheduleTask(in: limit) {
        context.close(promise: nil)
      }
    }
    context.fireChannelRead(data)
  }

  package func channelInactive(context: ChannelHandlerContext) {
    requestEnded()
    context.fireChannelInactive()
  }

  package func handlerRemoved(context: ChannelHandlerContext) { requestEnded() }

  /// The request is complete.
  package func requestEnded() {
    deadline?.cancel()
    deadline = nil
  }
}

/// Tells a `SlowRequestHandler` when a request is complete.
final class RequestEndHandler: ChannelInboundHandler {
  typealias InboundIn = HTTPRequestPart
  typealias InboundOut = HTTPRequestPart

  private let slow: SlowRequestHandler

  init(_ slow: SlowRequestHandler) { self.slow = slow }

  func channelRead(context: ChannelHandlerContext, data: NIOAny) {
    if case .end = unwrapInboundIn(data) { slow.requestEnded() }
    context.fireChannelRead(data)
  }
}
