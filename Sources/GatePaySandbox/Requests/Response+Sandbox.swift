internal import HTTPTypes
internal import Hummingbird
internal import Pages
internal import Serving
internal import Support

extension Response {
  static func plain(_ status: HTTPResponse.Status, _ text: String) -> Response {
    Response(status, type: "text/plain; charset=utf-8", text.utf8)
  }

  static func json(_ value: JSON, _ status: HTTPResponse.Status = .ok) -> Response {
    Response(status, type: "application/json; charset=utf-8", (value.line + "\n").utf8)
  }

  static func png(_ bytes: [UInt8]) -> Response { Response(.ok, type: "image/png", bytes) }

  static func style(_ text: String) -> Response {
    Response(.ok, type: "text/css; charset=utf-8", text.utf8)
  }

  static func redirect(_ address: String) -> Response {
    Response(
      .seeOther, type: "text/plain; charset=utf-8", "".utf8, adding: [.location: address])
  }

  /// A page that loads nothing from other hosts, runs no script and cannot be framed.
  static func page(
    _ html: Markup, formTargets: [String], _ status: HTTPResponse.Status
  ) -> Response {
    // Browsers apply `form-action` to a form's redirects too, so the merchant's address is listed.
    let targets = (["'self'"] + formTargets).joined(separator: " ")
    let policy =
      "default-src 'none'; style-src 'self'; img-src 'self' data:; base-uri 'none'; "
      + "frame-ancestors 'none'; form-action \(targets)"
    return Response(
      status, type: "text/html; charset=utf-8", html.bytes,
      adding: [.contentSecurityPolicy: policy, .referrerPolicy: "same-origin"])
  }
}

extension HTTPField.Name {
  /// `Referrer-Policy`; without one that sends an origin, browsers post forms with `Origin: null`.
  static let referrerPolicy = HTTPField.Name("Referrer-Policy") ?? .referer
}
