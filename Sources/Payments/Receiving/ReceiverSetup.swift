public import Support
internal import Synchronization

/// What a receiver takes from the config, the spreadsheets and the secrets.
public struct ReceiverSetup: Sendable {
  /// Judges messages.
  public var desk: NotificationDesk
  /// The language of the page for payers.
  public var language: Language
  /// Asks the gateway about an order; does not throw, and takes some seconds at most.
  public var ask: @Sendable (GatewayQuestion) async -> GatewayAnswer

  /// Creates a setup.
  public init(
    desk: NotificationDesk, language: Language,
    ask: @escaping @Sendable (GatewayQuestion) async -> GatewayAnswer
  ) {
    self.desk = desk
    self.language = language
    self.ask = ask
  }
}

/// The setup as it is now: it is replaced while the receiver runs.
public final class CurrentSetup: Sendable {
  private let setup: Mutex<ReceiverSetup>

  /// Starts with a setup.
  public init(_ setup: ReceiverSetup) { self.setup = Mutex(setup) }

  /// The setup.
  public var value: ReceiverSetup { setup.withLock { $0 } }

  /// Replaces the setup.
  public func replace(with new: ReceiverSetup) { setup.withLock { $0 = new } }
}
