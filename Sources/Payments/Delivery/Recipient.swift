public import Support

/// Who gets every payment.
public struct Recipient: Sendable {
  /// How payments reach it.
  enum Way: Sendable {
    /// A program is run.
    case program(ExternalProgram)
    /// JSON is posted to a URL, signed if there is a secret.
    case address(String, WebhookSecret?)
  }

  /// Its name in the database.
  public let target: DeliveryTarget
  let way: Way

  /// A program.
  ///
  /// - Parameter name: the program as the user wrote it.
  public init(_ program: ExternalProgram, name: String) {
    target = DeliveryTarget(program: name)
    way = .program(program)
  }

  /// A URL.
  ///
  /// - Parameter secret: signs what is posted; nil for no signature.
  public init(address: String, secret: WebhookSecret?) {
    target = DeliveryTarget(address: address)
    way = .address(address, secret)
  }
}
