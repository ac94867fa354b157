internal import HTTPTypes
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

  let http: HTTP1Channel
  let connections: OpenConnections

  /// Creates the channel; connections may be idle for `idleLimit`.
  init(
    responder: @escaping HTTPChannelHandler.Responder, idleLimit: TimeAmount,
    connections: OpenConnections
  ) {
    self.connections = connections
    http = HTTP1Channel(
      responder: responder,
      configuration: .init(
        idleTimeout: idleLimit,
        httpDecoderConfiguration: .init(
          maxHeaderFieldSize: Self.maximumHeadLength, maxHeaderListSize: Self.maximumHeadLength,
          maxHeaderFieldCount: 100)))
  }

  func setup(channel: any Channel, logger: Logger) -> EventLoopFuture<HTTP1Channel.Value> {
    let slow = SlowRequestHandler()
    let end = RequestEndHandler(slow)
    connections.add(channel, slow.timing)
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

/// Closes a connection whose request does not arrive in time, or is not answered in time; at the end
/// of the server, every connection that waits for its client.
package final class SlowRequestHandler: ChannelInboundHandler {
  package typealias InboundIn = ByteBuffer

  /// Time limit for a request to arrive, from its first byte to its last.
  package static let requestLimit = TimeAmount.seconds(10)
  /// Time limit for the answer, until the client has it.
  package static let answerLimit = TimeAmount.seconds(30)
  /// How long the server waits for answers when it ends.
  package static let lastAnswersLimit = TimeAmount.seconds(3)

  /// What the connection is doing.
  package let timing = OpenConnections.Timing()

  private let limit: TimeAmount
  /// When the connection is closed; nil for not at all.
  private var deadline: NIODeadline?
  /// Looks at the deadline; one timer serves many requests, because setting one costs more than a
  /// request does.
  private var timer: (task: Scheduled<Void>, at: NIODeadline)?
  private var isAnswering = false
  private var isEnding = false
  private var context: ChannelHandlerContext?

  package init(limit: TimeAmount = SlowRequestHandler.requestLimit) { self.limit = limit }

  package func handlerAdded(context: ChannelHandlerContext) { self.context = context }

  package func channelRead(context: ChannelHandlerContext, data: NIOAny) {
    if deadline == nil {
      timing.wait()
      close(in: limit)
    }
    context.fireChannelRead(data)
  }

  package func userInboundEventTriggered(context: ChannelHandlerContext, event: Any) {
    if event is ChannelShouldQuiesceEvent {
      isEnding = true
      if isAnswering {
        close(in: Self.lastAnswersLimit)
      } else {
        context.close(promise: nil)
      }
    }
    context.fireUserInboundEventTriggered(event)
  }

  package func channelInactive(context: ChannelHandlerContext) {
    stop()
    context.fireChannelInactive()
  }

  package func handlerRemoved(context: ChannelHandlerContext) {
    stop()
    self.context = nil
  }

  /// The request is complete.
  package func requestEnded() {
    isAnswering = true
    timing.answer()
    if !isEnding { close(in: Self.answerLimit) }
  }

  /// The answer is written.
  package func answerEnded() {
    isAnswering = false
    timing.wait()
    deadline = nil
    if isEnding { context?.close(promise: nil) }
  }

  private func close(in limit: TimeAmount) {
    guard let context else { return }
    let moment = context.eventLoop.now + limit
    deadline = moment
    if let timer, timer.at <= moment { return }
    setTimer(moment, context)
  }

  private func setTimer(_ moment: NIODeadline, _ context: ChannelHandlerContext) {
    timer?.task.cancel()
    let task = context.eventLoop.assumeIsolated().scheduleTask(deadline: moment) { self.look() }
    timer = (task, moment)
  }

  private func look() {
    timer = nil
    guard let context, let deadline else { return }
    if deadline <= context.eventLoop.now {
      context.close(promise: nil)
    } else {
      setTimer(deadline, context)
    }
  }

  private func stop() {
    timer?.task.cancel()
    timer = nil
    deadline = nil
  }
}

/// Tells a `SlowRequestHandler` when a request is complete, and when it is answered.
final class RequestEndHandler: ChannelDuplexHandler {
  typealias InboundIn = HTTPRequestPart
  typealias InboundOut = HTTPRequestPart
  typealias OutboundIn = HTTPResponsePart
  typealias OutboundOut = HTTPResponsePart

  private let slow: SlowRequestHandler

  init(_ slow: SlowRequestHandler) { self.slow = slow }

  func channelRead(context: ChannelHandlerContext, data: NIOAny) {
    if case .end = unwrapInboundIn(data) { slow.requestEnded() }
    context.fireChannelRead(data)
  }

  func write(context: ChannelHandlerContext, data: NIOAny, promise: EventLoopPromise<Void>?) {
    guard case .end = unwrapOutboundIn(data) else {
      context.write(data, promise: promise)
      return
    }
    let promise = promise ?? context.eventLoop.makePromise()
    promise.futureResult.assumeIsolated().whenComplete { _ in self.slow.answerEnded() }
    context.write(data, promise: promise)
  }
}
