internal import GatePay

/// The fields of a request as a dry run shows them: without a secret, all but the signature.
protocol SignedRequest {
  func form(signedWith secret: Secret) -> FormFields
}

extension SignedRequest {
  func form(signedWith secret: Secret?) -> FormFields {
    if let secret { return form(signedWith: secret) }
    guard let none = Secret("none") else { return FormFields() }
    return FormFields(form(signedWith: none).fields.filter { $0.name != "sign" })
  }
}

extension OrderRequest: SignedRequest {}
extension OrderCheckRequest: SignedRequest {}
