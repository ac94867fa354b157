internal import GatePay
internal import Support

/// A part in which two payment addresses differ; the values of key and token are never shown.
struct AddressDifference: Hashable, Sendable {
  /// The parameter, or `gateway`.
  let name: String
  let expected: String?
  let found: String?

  /// The parts in which an address differs from the expected one.
  static func parts(expected: String, found: String) -> [AddressDifference] {
    let (want, have) = (QuickCollectInspection(expected), QuickCollectInspection(found))
    var parts: [AddressDifference] = []
    if want.gateway?.origin != have.gateway?.origin {
      parts.append(
        AddressDifference(
          name: "gateway", expected: want.gateway?.origin, found: have.gateway?.origin))
    }
    let names = (want.parts + have.parts).map(\.name)
    var seen: Set<String> = []
    for name in names where seen.insert(name).inserted {
      let expected = want.parts.filter { $0.name == name }.map(\.value)
      let found = have.parts.filter { $0.name == name }.map(\.value)
      if expected == found { continue }
      let isSecret = name != "price" && name != "custom" && name != "stable" && name != "skin"
      parts.append(
        AddressDifference(
          name: isSecret && QuickCollectParameter(rawValue: name) == nil ? "address" : name,
          expected: isSecret ? nil : expected.first, found: isSecret ? nil : found.first))
    }
    return parts
  }

  private var words: Sentence {
    if let expected, let found {
      return Sentence(
        "\(name) \(quoted(found)) instead of \(quoted(expected))",
        "\(name) 是 \(quoted(found))，应为 \(quoted(expected))")
    }
    if let found {
      return Sentence("\(name) \(quoted(found)), not expected", "多了 \(name) \(quoted(found))")
    }
    if let expected {
      return Sentence(
        "no \(name), instead of \(quoted(expected))", "缺少 \(name) \(quoted(expected))")
    }
    return Sentence("another \(name)", "\(name) 不同")
  }

  /// Where a wrong address leads: to a link of the site, or by which parts it differs.
  static func target(_ link: String?, _ parts: [AddressDifference]) -> Sentence {
    if let link { return Sentence(quoted(link), " \(quoted(link))") }
    if parts.isEmpty { return Sentence("another address", "别的地址") }
    let words = parts.map(\.words)
    return Sentence(
      "another address: " + words.map(\.english).joined(separator: ", "),
      "别的地址：" + words.map(\.chinese).joined(separator: "，"))
  }
}
