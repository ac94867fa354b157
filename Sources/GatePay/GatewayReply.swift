public import Support

/// The gateway's reply to a create call (interface document, "返回结果表" of the create calls).
public struct CreatedOrder: Hashable, Sendable {
  /// The URL to pay at: `data.pay_url`.
  public let payURL: String
  /// The URL of the code's picture: `data.qrcode_url`, with a missing `?` added; nil if empty.
  public let qrcodeURL: String?
  /// The code's picture: `data.qrcode_body`; nil if missing, empty or not a picture.
  public let qrcode: QRCodePicture?
  /// The echoed parameters of the request as text, in order: `data.params`.
  public let parameters: [FormFields.Field]
  /// When the gateway answered, in Unix seconds: `time`.
  public let time: Int64?

  /// Parses a reply.
  ///
  /// - Throws: `ReplyError.refused` for a refusal, the other cases for a reply that cannot be
  ///   parsed.
  public init(reading body: [UInt8], of kind: OrderKind) throws(ReplyError) {
    let reply = try GatewayReply(reading: body, of: kind.endpoint)
    time = reply.time
    payURL = try reply.address("pay_url")
    let picture = reply.data["qrcode_url"]?.scalarText ?? ""
    qrcodeURL = picture.isEmpty ? nil : Self.mended(picture)
    qrcode = (reply.data["qrcode_body"]?.scalarText).flatMap { QRCodePicture(dataURL: $0) }
    var parameters: [FormFields.Field] = []
    if case .object(let members)? = reply.data["params"] {
      for member in members {
        if let text = member.value.scalarText { parameters.append(.init(member.name, text)) }
      }
    }
    self.parameters = parameters
  }

  /// Adds the `?` that two of the document's samples lack: `qrcode/buildsize=130&text=…`.
  private static func mended(_ address: String) -> String {
    address.replacing("/qrcode/buildsize=", with: "/qrcode/build?size=", maxReplacements: 1)
  }
}

/// A picture in a reply.
///
/// Its bytes determine the format: the document's sample declares `image/jpeg` and holds a PNG.
public struct QRCodePicture: Hashable, Sendable {
  /// The formats, recognised by their first bytes.
  public enum Format: String, Hashable, Sendable {
    /// `image/png`.
    case png
    /// `image/jpeg`.
    case jpeg
    /// `image/gif`.
    case gif
  }

  /// The format of the bytes.
  public let format: Format
  /// The file's bytes.
  public let bytes: [UInt8]

  /// Parses `data:…;base64,…`; nil for anything else.
  public init?(dataURL: String) {
    guard dataURL.hasPrefix("data:"), let mark = dataURL.firstRange(of: ";base64,"),
      let bytes = Base64.decode(dataURL[mark.upperBound...]),
      let format = Self.format(of: bytes)
    else { return nil }
    self.format = format
    self.bytes = bytes
  }

  private static func format(of bytes: [UInt8]) -> Format? {
    if bytes.starts(with: [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]) { return .png }
    if bytes.starts(with: [0xFF, 0xD8, 0xFF]) { return .jpeg }
    if bytes.starts(with: "GIF8".utf8) { return .gif }
    return nil
  }
}

/// The gateway's reply to an order check (interface document, "付款结果查询接口").
public struct CheckedOrder: Hashable, Sendable {
  /// The gateway's order number: `data.order_id`.
  public let orderID: String
  /// The title: `data.order_name`.
  public let name: String
  /// The price: `data.order_price`.
  public let price: Amount
  /// The payment type: `data.order_type`, which may be missing from `PaymentType`.
  public let type: String
  /// The state: `data.order_status`.
  public let status: OrderStatus
  /// When the gateway answered, in Unix seconds: `time`.
  public let time: Int64?

  /// Parses a reply.
  ///
  /// - Throws: `ReplyError.refused` for a refusal, the other cases for a reply that cannot be
  ///   parsed.
  public init(reading body: [UInt8]) throws(ReplyError) {
    let reply = try GatewayReply(reading: body, of: .orderCheck)
    time = reply.time
    orderID = try reply.text("order_id")
    name = try reply.text("order_name")
    type = try reply.text("order_type")
    status = OrderStatus(try reply.text("order_status"))
    // A number comes without trailing zeros: 1.9 for 1.90.
    guard let price = try? Amount(reply.text("order_price"), maximum: .absoluteMaximum) else {
      throw .malformed("data.order_price")
    }
    self.price = price
  }
}

/// The state of an order, an open set: the document shows `expired` and names no others.
public struct OrderStatus: Hashable, Sendable, CustomStringConvertible {
  /// The gateway's word.
  public let text: String

  /// A state by the gateway's word for it.
  public init(_ text: String) { self.text = text }

  /// Can no longer be paid (the document's own example).
  public static let expired = OrderStatus("expired")
  /// Paid in full.
  ///
  /// The word is the sandbox's: the document does not give the gateway's, so no unknown word may
  /// count as paid.
  public static let paid = OrderStatus("paid")
  /// Waiting to be paid; the word is the sandbox's.
  public static let unpaid = OrderStatus("unpaid")

  /// Whether the word is one whose meaning is known.
  public var isKnown: Bool { [.expired, .paid, .unpaid].contains(self) }

  /// The gateway's word.
  public var description: String { text }
}

/// A refusal by the gateway, with its text and our explanation.
public struct GatewayRefusal: Error, Hashable, Sendable {
  /// The endpoint that refused.
  public let endpoint: Endpoint
  /// The number: `code`.
  public let code: Int
  /// The gateway's own text: `msg`.
  public let message: String

  /// Creates a refusal.
  public init(endpoint: Endpoint, code: Int, message: String) {
    self.endpoint = endpoint
    self.code = code
    self.message = message
  }

  /// The documented cause of the code on this endpoint; nil if there is none.
  public var cause: StatusCause? { StatusCause(code: code, message: message, on: endpoint) }
}

/// Why a reply gives no result.
public enum ReplyError: Error, Hashable, Sendable {
  /// The gateway refused the request.
  case refused(GatewayRefusal)
  /// It is not JSON, or repeats a key.
  case notJSON(JSONError)
  /// A required field is missing, named by its path such as `data.pay_url`.
  case missing(String)
  /// A field has an invalid value, named by its path.
  case malformed(String)
}

/// What all replies have: `code`, `msg`, `time` and `data`.
struct GatewayReply {
  /// When the gateway answered, in Unix seconds.
  let time: Int64?
  /// The result.
  let data: JSON

  /// The longest reply in bytes; the document's longest sample has two thousand.
  private static let maximumByteCount = 1 << 20

  init(reading body: [UInt8], of endpoint: Endpoint) throws(ReplyError) {
    let reply: JSON
    do throws(JSONError) {
      reply = try JSON(
        reading: body, allowsTrailingCommas: true, maximumByteCount: Self.maximumByteCount)
    } catch {
      throw .notJSON(error)
    }
    guard let codeText = reply["code"]?.scalarText else { throw .missing("code") }
    guard let code = Int(codeText) else { throw .malformed("code") }
    time = (reply["time"]?.scalarText).flatMap { Int64($0) }
    guard code == 100 else {
      let message = reply["msg"]?.scalarText ?? ""
      throw .refused(GatewayRefusal(endpoint: endpoint, code: code, message: message))
    }
    guard let data = reply["data"] else { throw .missing("data") }
    self.data = data
  }

  /// A required field of the result.
  func text(_ name: String) throws(ReplyError) -> String {
    guard let value = data[name] else { throw .missing("data.\(name)") }
    guard let text = value.scalarText else { throw .malformed("data.\(name)") }
    return text
  }

  /// A required URL of the result, in ASCII.
  func address(_ name: String) throws(ReplyError) -> String {
    let address = try text(name)
    let (origin, _) = Gateway.originAndPath(of: address)
    guard (try? Gateway(origin)) != nil, address.utf8.allSatisfy({ (0x21...0x7E).contains($0) })
    else { throw .malformed("data.\(name)") }
    return address
  }
}
