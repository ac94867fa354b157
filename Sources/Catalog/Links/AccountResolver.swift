internal import GatePay
internal import Support

/// Decides who is paid by a link: the link and then `defaults:` may name merchant or token, else
/// the only merchant is paid; the token is the named one, the merchant's default, or its only one.
final class AccountResolver {
  private let config: Config
  private let spec: LinkSpec
  private let reporter: LinkReporter
  private let merchant: Setting<Int>?
  private let token: Setting<TokenReference>?
  /// The merchant of a token that is named without one.
  private let defaultMerchant: Setting<Int>?
  private let position: Position
  private let keyPath: String
  /// Whether merchant or token was refused where it is named.
  private let isRefused: Bool
  /// The account if all links share it; the inner nil is an error already reported.
  private var fixed: Account??

  /// A reference to a token: `merchant/token`, or `token` if the merchant is known.
  private struct TokenReference {
    var merchant: Int?
    var name: String
  }

  init(_ spec: LinkSpec, config: Config, fieldNames: FieldNames, reporter: LinkReporter) {
    self.config = config
    self.spec = spec
    self.reporter = reporter
    let levels = [spec.fields, config.defaults]
    let keys: Set<String> = ["merchant", "token"]
    let level =
      levels.first {
        $0.merchant != nil || $0.token != nil || !$0.refusedKeys.isDisjoint(with: keys)
      } ?? LinkFields()
    isRefused = !level.refusedKeys.isDisjoint(with: keys)
    let said = level.token ?? level.merchant
    position = said?.position ?? spec.position
    keyPath = said?.keyPath ?? spec.keyPath
    func merchantSetting(_ pattern: TextPattern?) -> Setting<Int>? {
      pattern.map { Setting($0, fieldNames, reporter) { Self.merchant($0, config) } }
    }
    merchant = merchantSetting(level.merchant)
    defaultMerchant = merchantSetting(config.defaults.merchant)
    token = level.token.map { pattern in
      Setting(pattern, fieldNames, reporter) { Self.token($0, config) }
    }
  }

  /// The account of a row; nil, with a finding, when it cannot be decided.
  func account(in row: FieldRow) -> Account? {
    if isRefused { return nil }
    if let fixed { return fixed }
    let account = decide(row)
    if Self.isFixed(merchant), Self.isFixed(token), Self.isFixed(defaultMerchant) {
      fixed = .some(account)
    }
    return account
  }

  /// The payee of an order in a row, which needs no token: the link's merchant, else the seller of
  /// the products; nil after a finding.
  func payee(in row: FieldRow, seller: Int?) -> Account? {
    if isRefused && seller == nil { return nil }
    let named: Int?
    if let seller, spec.fields.merchant == nil {
      named = seller
    } else if let merchant {
      named = merchant.value(in: row, reporter)
    } else if let token {
      guard let reference = token.value(in: row, reporter) else { return nil }
      named =
        reference.merchant ?? defaultMerchant?.value(in: row, reporter) ?? onlyMerchant(row)
    } else {
      named = onlyMerchant(row)
    }
    // A refused key was reported at its own place.
    guard let named, let appkey = config.merchants[named].appkey else { return nil }
    return Account(merchant: named, tokenName: "", appkey: appkey, token: nil)
  }

  private static func isFixed<Value>(_ setting: Setting<Value>?) -> Bool {
    if case .perLink? = setting { false } else { true }
  }

  private func decide(_ row: FieldRow) -> Account? {
    var index: Int?
    if let merchant {
      guard let value = merchant.value(in: row, reporter) else { return nil }
      index = value
    }
    guard let token else { return defaultAccount(of: index, row) }
    guard let reference = token.value(in: row, reporter) else { return nil }
    if let index, let other = reference.merchant, other != index {
      report(.merchantAndTokenDiffer(config.merchants[index].key, config.merchants[other].key), row)
      return nil
    }
    let known = index ?? reference.merchant ?? defaultMerchant?.value(in: row, reporter)
    guard let index = known ?? onlyMerchant(row) else { return nil }
    return account(index, reference.name, row)
  }

  /// Reports unresolvable references, used or not, in a merchant's defaults, or in `defaults:`.
  static func check(
    _ fields: LinkFields, of merchant: MerchantSpec?, config: Config, reporter: LinkReporter
  ) {
    if let pattern = fields.merchant, pattern.fieldNames.isEmpty {
      _ = Setting(pattern, FieldNames(), reporter) { Self.merchant($0, config) }
    }
    guard let pattern = fields.token, pattern.fieldNames.isEmpty else { return }
    _ = Setting(pattern, FieldNames(), reporter) { text in
      token(text, config).flatMap { reference in
        let owner = merchant ?? reference.merchant.map { config.merchants[$0] }
        guard let owner, !owner.hasUnreadTokens,
          !owner.tokens.contains(where: { $0.name == reference.name })
        else {
          return .success(reference)
        }
        let known = owner.tokens.map(\.name)
        let problem = Problem.unknownName(.token(of: owner.key), reference.name, known: known)
        return .failure(PatternProblem(problem))
      }
    }
  }

  private func defaultAccount(of index: Int?, _ row: FieldRow) -> Account? {
    guard let index = index ?? onlyMerchant(row) else { return nil }
    let merchant = config.merchants[index]
    if let pattern = merchant.defaults.token {
      guard case .literal(let name)? = pattern.segments.first, pattern.segments.count == 1 else {
        reporter.reportOnce(
          .fieldInMerchantToken, at: pattern.position, keyPath: pattern.keyPath)
        return nil
      }
      return account(index, name, row, at: pattern)
    }
    guard merchant.tokens.count <= 1 else {
      report(.whichToken(merchant.key, names: merchant.tokens.map(\.name)), row)
      return nil
    }
    // A merchant without tokens was already reported.
    return merchant.tokens.first.flatMap { account(index, $0.name, row) }
  }

  private func onlyMerchant(_ row: FieldRow) -> Int? {
    if config.merchants.count == 1 { return 0 }
    if config.merchants.count > 1 { report(.whichMerchant(config.merchants.map(\.key)), row) }
    return nil
  }

  private func account(
    _ index: Int, _ name: String, _ row: FieldRow, at pattern: TextPattern? = nil
  ) -> Account? {
    let merchant = config.merchants[index]
    if merchant.hasUnreadTokens { return nil }
    guard let found = merchant.tokens.first(where: { $0.name == name }) else {
      let problem = Problem.unknownName(
        .token(of: merchant.key), name, known: merchant.tokens.map(\.name))
      if let pattern {
        reporter.reportOnce(problem, at: pattern.position, keyPath: pattern.keyPath)
      } else {
        report(problem, row)
      }
      return nil
    }
    // A refused key or token was reported at its own place.
    guard let appkey = merchant.appkey, let token = found.token else { return nil }
    return Account(merchant: index, tokenName: name, appkey: appkey, token: token)
  }

  private func report(_ problem: Problem, _ row: FieldRow) {
    let place = token?.position(in: row) ?? merchant?.position(in: row) ?? position
    reporter.report(problem, at: place, keyPath: keyPath, row)
  }

  private static func merchant(_ text: String, _ config: Config) -> Result<Int, PatternProblem> {
    let text = InvisibleCharacter.trimmed(text)
    if let index = config.merchants.firstIndex(where: { $0.key == text }) { return .success(index) }
    if config.unreadKeys.contains("merchants") { return .failure(PatternProblem.alreadyReported) }
    let problem = Problem.unknownName(.merchant, text, known: config.merchants.map(\.key))
    return .failure(PatternProblem(problem))
  }

  private static func token(
    _ text: String, _ config: Config
  ) -> Result<TokenReference, PatternProblem> {
    let parts = text.split(separator: "/", omittingEmptySubsequences: false)
      .map { InvisibleCharacter.trimmed(String($0)) }
    switch parts.count {
    case 1:
      return .success(TokenReference(merchant: nil, name: parts[0]))
    case 2:
      return merchant(parts[0], config).map {
        TokenReference(merchant: $0, name: parts[1])
      }
    default:
      return .failure(PatternProblem(.badTokenReference))
    }
  }
}

extension Problem {
  static var badTokenReference: Problem {
    Problem(
      Sentence("this does not name a token", "这不是令牌的名称"),
      hint: Sentence("write it as merchant/token", "请写成 商户/令牌 的形式"))
  }

  static func whichToken(_ merchant: String, names: [String]) -> Problem {
    Problem(
      Sentence(
        "no token of merchant \(quoted(merchant)) is given",
        "没有写明用商户 \(quoted(merchant)) 的哪个令牌收款"),
      hint: Sentence(
        "add `token: \(merchant)/…` here, in defaults or in the merchant's defaults; "
          + "tokens: \(list(names).english)",
        "请在这里、defaults 或商户的 defaults 里加上 `token: \(merchant)/…`；令牌：\(list(names).chinese)"))
  }

  static func merchantAndTokenDiffer(_ merchant: String, _ other: String) -> Problem {
    Problem(
      Sentence(
        "the merchant is \(quoted(merchant)), but the token belongs to \(quoted(other))",
        "商户是 \(quoted(merchant))，令牌却属于 \(quoted(other))"),
      hint: Sentence(
        "delete one of the two, or make both name the same merchant", "请删掉其中一个，或让两者指向同一个商户"))
  }

  static var fieldInMerchantToken: Problem {
    Problem(
      Sentence("a merchant's default token cannot hold a field", "商户的默认令牌不能含字段"),
      hint: Sentence("name one of the merchant's tokens", "请写该商户的一个令牌名称"))
  }
}
