/// A status code's meaning, whatever its number (interface document, "状态码表" of every section).
public enum StatusCause: String, Hashable, Sendable, CaseIterable {
  /// The request was carried out.
  case success
  /// `appkey` is missing.
  case appkeyMissing
  /// No merchant has this `appkey`.
  case appkeyInvalid
  /// The `appkey` is no longer valid. Shares its number with `signatureMissing`.
  case appkeyExpired
  /// `sign` is missing. Shares its number with `appkeyExpired`.
  case signatureMissing
  /// `sign` is not the signature of the request.
  case signatureInvalid
  /// A required parameter is missing.
  case parameterMissing
  /// A parameter is present that must not be.
  case parameterForbidden
  /// The interface is switched off.
  case apiClosed
  /// The merchant has set no address for asynchronous notifications, `notify_url`.
  ///
  /// The document calls that address 回调 wherever it names it: 支付成功回调URL in the console, 回调成功 in the
  /// answer (sections "支付成功异步通知接口" and "状态码表", 108).
  case callbackURLMissing
  /// The merchant has set no return address for the payer's browser, `return_url`.
  ///
  /// Inferred, because 回调 is the other address ("状态码表", 109; the return is a 通知, "支付成功同步通知接口").
  case notificationURLMissing
  /// The merchant's plan is used up.
  case planExceeded
  /// Anything else.
  case unknownError
  /// The price is not an amount.
  case priceInvalid
  /// The gateway does not know the `type`.
  case typeInvalid
  /// The payment type is switched off.
  case typeClosed
  /// No payment type can be used at all.
  case noTypeAvailable
  /// The gateway could not create the category.
  case categoryError
  /// The gateway could not create the product.
  case productError
  /// The gateway could not create the stock.
  case stockError
  /// The gateway could not create the queue entry.
  case queueError
  /// The account is not an agent's, which cloudpay is for.
  case notAgent
  /// Nothing of the set is in stock.
  case setOutOfStock
  /// The product is not on sale.
  case productUnavailable
  /// The product is out of stock.
  case productOutOfStock
  /// There is no such order.
  case orderNotFound

  /// The document's text.
  public var chinese: String { Self.texts[self]?.chinese ?? rawValue }

  /// An English text.
  public var english: String { Self.texts[self]?.english ?? rawValue }

  /// The code on an endpoint; nil if the document does not list the cause there.
  public func code(on endpoint: Endpoint) -> Int? {
    Self.table(of: endpoint).first { $0.cause == self }?.code
  }

  /// Every documented code of an endpoint with its cause, in table order; 103 comes twice.
  public static func table(of endpoint: Endpoint) -> [(code: Int, cause: StatusCause)] {
    common + zip(201..., ownCauses(of: endpoint)).map { (code: $0, cause: $1) }
  }

  /// The meaning of a code on an endpoint; nil if undocumented.
  ///
  /// - Parameter message: the reply's `msg`; decides only between the two meanings of 103.
  public init?(code: Int, message: String, on endpoint: Endpoint) {
    let causes = Self.table(of: endpoint).filter { $0.code == code }.map(\.cause)
    switch causes.count {
    case 0: return nil
    case 1: self = causes[0]
    default:
      // Only a text that names exactly one of the two decides; neither is a safe guess.
      let lowercased = message.lowercased()
      let speaksOfSignature = lowercased.contains("签名") || lowercased.contains("sign")
      let speaksOfExpiry = lowercased.contains("过期") || lowercased.contains("expired")
      guard speaksOfSignature != speaksOfExpiry else { return nil }
      self = speaksOfSignature ? .signatureMissing : .appkeyExpired
    }
  }

  private static let common: [(code: Int, cause: StatusCause)] = [
    (100, .success), (101, .appkeyMissing), (102, .appkeyInvalid), (103, .appkeyExpired),
    (103, .signatureMissing), (104, .signatureInvalid), (105, .parameterMissing),
    (106, .parameterForbidden), (107, .apiClosed), (108, .callbackURLMissing),
    (109, .notificationURLMissing), (110, .planExceeded), (199, .unknownError),
  ]

  /// The causes of codes from 201 on, which differ between endpoints.
  private static func ownCauses(of endpoint: Endpoint) -> [StatusCause] {
    let anyAmount: [StatusCause] = [
      .priceInvalid, .typeInvalid, .typeClosed, .noTypeAvailable, .categoryError, .productError,
      .stockError, .queueError,
    ]
    return switch endpoint {
    case .create(.anypay): anyAmount
    case .create(.cloudpay): anyAmount + [.notAgent]
    case .create(.grouppay):
      [
        .typeInvalid, .typeClosed, .noTypeAvailable, .setOutOfStock, .categoryError, .productError,
        .stockError, .queueError,
      ]
    case .create(.stablepay):
      [
        .typeInvalid, .typeClosed, .noTypeAvailable, .queueError, .productUnavailable,
        .productOutOfStock,
      ]
    case .orderCheck: [.orderNotFound]
    }
  }

  private static let texts: [StatusCause: (chinese: String, english: String)] = [
    .success: ("请求成功", "the request succeeded"),
    .appkeyMissing: ("秘钥必须", "the appkey is missing"),
    .appkeyInvalid: ("无效的秘钥", "the appkey is not valid"),
    .appkeyExpired: ("秘钥已过期", "the appkey has expired"),
    .signatureMissing: ("签名必须", "the signature is missing"),
    .signatureInvalid: ("无效的签名", "the signature is not valid"),
    .parameterMissing: ("参数缺失", "a parameter is missing"),
    .parameterForbidden: ("存在禁止传递的参数", "there is a parameter that must not be sent"),
    .apiClosed: ("api已关闭", "the interface is closed"),
    .callbackURLMissing: ("回调接口url未填写", "the callback address is not set"),
    .notificationURLMissing: ("通知接口url未填写", "the notification address is not set"),
    .planExceeded: ("套餐已超额", "the plan is used up"),
    .unknownError: ("未知错误", "unknown error"),
    .priceInvalid: ("价格无效", "the price is not valid"),
    .typeInvalid: ("无效的支付方式", "the payment type is not valid"),
    .typeClosed: ("当前支付方式已关闭", "this payment type is closed"),
    .noTypeAvailable: ("无可用支付方式", "no payment type is available"),
    .categoryError: ("分类创建错误", "the category could not be created"),
    .productError: ("产品创建错误", "the product could not be created"),
    .stockError: ("库存创建错误", "the stock could not be created"),
    .queueError: ("队列创建错误", "the queue entry could not be created"),
    .notAgent: ("非代理用户", "the account is not an agent's"),
    .setOutOfStock: ("组合内无有效库存商品", "nothing of the set is in stock"),
    .productUnavailable: ("产品不可获得", "the product is not available"),
    .productOutOfStock: ("当前产品无库存", "the product is out of stock"),
    .orderNotFound: ("订单不存在", "there is no such order"),
  ]
}
