internal import Catalog
internal import GatePay
internal import Support

/// A quick-collect URL's parameters, parsed strictly (interface document, "快捷收款集成接口").
struct QuickCollectVisit: Sendable {
  var merchant: Merchant
  var price: Amount?
  var custom: String?
  var isStable: Bool
  var skin: GatewaySkin
  /// The largest price.
  var maximumPrice: Amount

  /// Why a URL has no page.
  struct Refusal: Error {
    let reason: LinkRefusal
  }

  /// What the payer chose.
  struct Choice {
    var merchant: Merchant
    var price: Amount
    var type: PaymentType
    var custom: String
    var skin: GatewaySkin
  }

  /// Whether the payer may enter another price.
  var isPriceOpen: Bool { price == nil || !isStable }
  /// Whether the payer may enter another contact.
  var isCustomOpen: Bool { custom == nil || !isStable }

  /// Parses the query of a URL.
  static func read(_ query: String, _ desk: OrderDesk) -> Result<QuickCollectVisit, Refusal> {
    guard let form = try? FormFields(decoding: query) else { return refuse(.badAddress) }
    guard let merchant = desk.merchant(form["appkey"] ?? "") else {
      return refuse(.unknownAppkey)
    }
    guard merchant.tokens.contains(where: { $0.token.text == form["token"] }) else {
      return refuse(.unknownToken)
    }
    let known = Set(QuickCollectParameter.allCases.map(\.rawValue))
    guard form.fields.allSatisfy({ known.contains($0.name) }) else {
      return refuse(.badAddress)
    }
    var price: Amount?
    if let text = form["price"] {
      price = try? Amount(text, maximum: desk.settings.maximumPrice)
      guard price != nil else { return refuse(.badPrice) }
    }
    guard let stable = ["0": false, "1": true][form["stable"] ?? "0"],
      let skin = ["0": GatewaySkin.standard, "1": .one][form["skin"] ?? "0"]
    else { return refuse(.badAddress) }
    let custom = form["custom"].flatMap { $0.isEmpty ? nil : $0 }
    return .success(
      QuickCollectVisit(
        merchant: merchant, price: price, custom: custom, isStable: stable, skin: skin,
        maximumPrice: desk.settings.maximumPrice))
  }

  /// Parses the payer's form, which cannot change what the URL fixes.
  func choice(_ form: FormFields) -> Result<Choice, Refusal> {
    let entered = form["price"].flatMap { try? Amount($0, maximum: maximumPrice) }
    let asked = isPriceOpen ? entered : price
    guard let asked, isPriceOpen || form["price"] == nil || entered == price else {
      return Self.refuse(.badPrice)
    }
    guard isCustomOpen || form["custom"] == nil || form["custom"] == custom else {
      return Self.refuse(.badCustom)
    }
    let contact = (isCustomOpen ? form["custom"] : custom) ?? ""
    guard contact.utf8.count <= 500,
      !contact.unicodeScalars.contains(where: { $0.properties.generalCategory == .control })
    else { return Self.refuse(.badCustom) }
    guard let type = PaymentType(rawValue: form["type"] ?? "") else {
      return Self.refuse(.noType)
    }
    return .success(
      Choice(merchant: merchant, price: asked, type: type, custom: contact, skin: skin))
  }

  private static func refuse<Value>(_ reason: LinkRefusal) -> Result<Value, Refusal> {
    .failure(Refusal(reason: reason))
  }
}
