package import Hummingbird
internal import NIOCore

/// The context of a request: both ends of its connection.
package struct ConnectionContext: RequestContext {
  /// The server's own storage.
  package var coreContext: CoreRequestContextStorage
  /// The port that the request came to; nil in tests without sockets.
  package let port: Int?
  /// The address of the other end; nil in tests without sockets.
  package let peer: String?
  /// Whether the connection comes from this machine, whatever its `Host` says.
  package let isFromThisMachine: Bool

  /// The context of a request that came in through a channel.
  package init(source: ApplicationRequestContextSource) {
    coreContext = .init(source: source)
    let (local, remote) = (source.channel.localAddress, source.channel.remoteAddress)
    port = local?.port
    peer = remote?.ipAddress
    isFromThisMachine =
      peer.map { $0.hasPrefix("127.") || $0 == "::1" || $0 == local?.ipAddress } ?? false
  }
}
