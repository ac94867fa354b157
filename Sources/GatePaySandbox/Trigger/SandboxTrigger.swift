internal import AsyncHTTPClient
public import GatePay
internal import NIOCore
internal import NIOHTTP1
internal import NIOPosix
internal import Support

/// Presses a button of a running sandbox's cashier page.
///
/// ```swift
/// let trigger = SandboxTrigger(link: "http://127.0.0.1:8080/pay/any?appkey=…&token=…")
/// let result = try await trigger.press(.paid)
/// result.isAnswered                                        // every notification got `success`
/// ```
public struct SandboxTrigger: Sendable {
  /// The URL of a link or an order at the sandbox.
  public var link: String
  /// The price that the payer enters; nil for the one in the URL.
  public var price: String?
  /// What the payer pays; nil for the price.
  public var sum: String?
  /// The contact that the payer enters; nil for the one in the URL.
  public var custom: String?
  /// How a link is paid; an order has its own type.
  public var type = PaymentType.wechat

  /// A sandbox waits up to 10 seconds for each of `Cashier.maximumRepeatCount` notifications.
  private static let limit = TimeAmount.seconds(90)
  /// How much of an answer is read, in bytes.
  private static let maximumAnswerLength = 64 << 10

  /// Creates a trigger for a URL.
  public init(link: String) { self.link = link }

  /// Chooses how to pay, if the URL is a link's, and presses a button.
  ///
  /// - Parameter times: how many notifications are sent, 1 to 5; nil for the button's own number.
  /// - Throws: `TriggerFailure`.
  public func press(
    _ action: CashierAction, times: Int? = nil
  ) async throws(TriggerFailure) -> TriggerResult {
    let (address, query) = Self.parts(of: link)
    let (origin, path) = Gateway.originAndPath(of: address)
    guard let sandbox = try? Gateway(origin), sandbox.isLoopback,
      let fields = try? FormFields(decoding: query)
    else { throw .notASandbox }
    var configuration = HTTPClient.Configuration()
    configuration.redirectConfiguration = .disallow
    configuration.connectionPool.retryConnectionEstablishment = false
    do {
      return try await HTTPClient.withHTTPClient(configuration: configuration) { client in
        let payID: String
        switch path {
        case "/pay/any": payID = try await choose(fields, client)
        case "/pay/api": payID = fields["id"] ?? ""
        default: throw TriggerFailure.notASandbox
        }
        var form = FormFields([
          .init("id", payID), .init("action", action.rawValue), .init("format", "json"),
        ])
        if let sum { form.append("realprice", sum) }
        if let times { form.append("times", String(times)) }
        let reply = try await post(form, to: "\(sandbox.origin)/sandbox/act", client)
        return try TriggerResult(reply, action)
      }
    } catch let failure as TriggerFailure {
      throw failure
    } catch {
      throw .unreachable(Self.reason(error))
    }
  }

  /// Fills in the page of a link and chooses the type, as a payer would; returns the order's name in
  /// its pay URL.
  private func choose(_ fields: FormFields, _ client: HTTPClient) async throws -> String {
    var form = FormFields([.init("type", type.rawValue), .init("format", "json")])
    if let price = price ?? fields["price"] { form.append("price", price) }
    if let custom = custom ?? fields["custom"] { form.append("custom", custom) }
    let reply = try await post(form, to: link, client)
    guard let place = reply.location else { throw TriggerFailure(reply) }
    let (path, query) = Self.parts(of: place)
    guard path == "/pay/api", let id = try? FormFields(decoding: query)["id"] else {
      throw TriggerFailure.notASandbox
    }
    return id
  }

  // MARK: Requests

  /// An answer of the sandbox.
  struct Reply {
    var status: Int
    var location: String?
    var body: JSON?
  }

  private func post(
    _ form: FormFields, to address: String, _ client: HTTPClient
  ) async throws -> Reply {
    var request = HTTPClientRequest(url: address)
    request.method = .POST
    request.headers.add(name: "Content-Type", value: FormFields.mediaType)
    request.body = .bytes(ByteBuffer(string: form.encoded))
    let response = try await client.execute(request, timeout: Self.limit)
    let body = try await response.body.collect(upTo: Self.maximumAnswerLength)
    return Reply(
      status: Int(response.status.code), location: response.headers.first(name: "Location"),
      body: try? JSON(reading: Array(body.readableBytesView)))
  }

  private static func parts(of address: String) -> (address: String, query: String) {
    let whole = address.prefix { $0 != "#" }
    let mark = whole.firstIndex(of: "?") ?? whole.endIndex
    return (String(whole[..<mark]), String(whole[mark...].dropFirst()))
  }

  /// The system's message, or the name of an error.
  private static func reason(_ error: any Error) -> String {
    switch error {
    case let error as IOError: String(cString: strerror(error.errnoCode))
    case let error as NIOConnectionError:
      error.connectionErrors.first.map { reason($0.error) } ?? "no such host"
    case let error as HTTPClientError: error.shortDescription
    default: "\(Swift.type(of: error))"
    }
  }
}
