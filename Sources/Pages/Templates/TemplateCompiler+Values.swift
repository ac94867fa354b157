internal import Catalog
internal import Support

// The rules for names and values: which names exist, and where values may go.

extension TemplateCompiler {
  /// Where the value of a name comes from.
  enum Meaning {
    case constant(TemplateScope.Value)
    case slot(Template.SlotReference)
  }

  /// The names in scope, innermost first.
  private var slotsInScope: [TemplateSchema.Slot] {
    (schemas.reversed() + [constants.schema]).flatMap(\.slots)
  }

  /// Finds a name, or reports that it is unknown.
  mutating func lookUp(
    _ name: String, _ position: Position
  ) -> (kind: TemplateSchema.Kind, meaning: Meaning)? {
    for (depth, schema) in schemas.reversed().enumerated() {
      if let index = schema.slots.firstIndex(where: { $0.name == name }) {
        let slot = Template.SlotReference(depth: depth, index: index)
        return (schema.slots[index].kind, .slot(slot))
      }
    }
    if let index = constants.schema.slots.firstIndex(where: { $0.name == name }) {
      return (constants.schema.slots[index].kind, .constant(constants.scope.values[index]))
    }
    report(position, .unknownVariable(name, known: slotsInScope.map(\.name)))
    return nil
  }

  /// Why a value is unsafe at the current place; nil if it is safe.
  func problem(putting kind: TemplateSchema.Kind, _ name: String) -> Problem? {
    switch kind {
    case .flag, .list: return .notAValue(name)
    case .optionalText where !present.contains(name), .optionalURL where !present.contains(name):
      return .mayBeAbsent(name)
    case .colour: return language == .css ? nil : .colourOutsideStylesheet(name)
    default: break
    }
    guard language == .html else {
      return .valueInStylesheet(name, colours: constants.schema.slots.map(\.name))
    }
    switch context.place {
    case .text:
      return nil
    case .refused(let refusal):
      return .valueRefused(name, refusal)
    case .attribute(let attribute, let isStart):
      let isInstruction = attribute == "content" && context.isInstruction
      if attribute.hasPrefix("on") || isInstruction || Self.refusedAttributes.contains(attribute) {
        return .attributeRefused(name, attribute)
      }
      guard Self.urlAttributes.contains(attribute) else { return nil }
      guard Self.urlPlaces.contains("\(context.element) \(attribute)") else {
        return .attributeRefused(name, attribute)
      }
      switch kind {
      case .url where isStart, .optionalURL where isStart: return nil
      default:
        let urls = slotsInScope.filter(\.kind.isURL).map(\.name)
        return .notAURL(name, attribute, urls: urls)
      }
    }
  }

  /// Attributes whose value is code or a document, or changes other attributes.
  private static let refusedAttributes: Set<String> = [
    "style", "srcdoc", "srcset", "imagesrcset", "to", "from", "by", "values", "http-equiv",
  ]

  /// Where a URL is a link or a picture, and runs nothing.
  private static let urlPlaces: Set<String> = ["a href", "area href", "link href", "img src"]

  /// Attributes whose value is a URL (HTML Living Standard, attribute index).
  private static let urlAttributes: Set<String> = [
    "href", "src", "action", "formaction", "cite", "data", "poster", "ping", "background",
    "manifest", "xlink:href", "codebase", "longdesc", "usemap", "itemid", "itemtype",
  ]
}

extension Problem {
  fileprivate static func unknownVariable(_ name: String, known: [String]) -> Problem {
    Problem(
      Sentence("there is no variable \(quoted(name)) here", "这里没有名为 \(quoted(name)) 的变量"),
      hint: suggestion(name, known))
  }

  fileprivate static func notAValue(_ name: String) -> Problem {
    Problem(
      Sentence("\(quoted(name)) has no text", "\(quoted(name)) 没有文字"),
      hint: Sentence("write {{#\(name)}}…{{/\(name)}}", "请写 {{#\(name)}}…{{/\(name)}}"))
  }

  fileprivate static func mayBeAbsent(_ name: String) -> Problem {
    Problem(
      Sentence("\(quoted(name)) may be absent", "\(quoted(name)) 可能不存在"),
      hint: Sentence(
        "write {{#\(name)}}{{\(name)}}{{/\(name)}}", "请写 {{#\(name)}}{{\(name)}}{{/\(name)}}"))
  }

  static func colourOutsideStylesheet(_ name: String) -> Problem {
    Problem(
      Sentence("\(quoted(name)) is only allowed in style.css", "\(quoted(name)) 只能用在 style.css 里"),
      hint: Sentence("move it there", "请移到那里"))
  }

  static func valueInStylesheet(_ name: String, colours: [String]) -> Problem {
    Problem(
      Sentence("\(quoted(name)) is not allowed in a stylesheet", "\(quoted(name)) 不能用在样式表里"),
      hint: Sentence(
        "allowed there: \(list(colours).english)", "样式表里可以用：\(list(colours).chinese)"))
  }

  fileprivate static func valueRefused(_ name: String, _ refusal: HTMLContext.Refusal) -> Problem {
    let place =
      switch refusal {
      case .script: Sentence("a script or stylesheet", "脚本或样式")
      case .comment: Sentence("a comment", "注释")
      case .tag: Sentence("the name of a tag or attribute", "标签名或属性名")
      case .unquotedAttribute: Sentence("an attribute without quotes", "没有引号的属性")
      }
    return Problem(
      Sentence(
        "\(quoted(name)) is not allowed in \(place.english)",
        "\(quoted(name)) 不能用在\(place.chinese)里"),
      hint: Sentence(
        "put it into the text of an element or an attribute with double quotes", "请放进元素的文字或带双引号的属性里"
      ))
  }

  fileprivate static func attributeRefused(_ name: String, _ attribute: String) -> Problem {
    Problem(
      Sentence(
        "\(quoted(name)) is not allowed in the attribute \(quoted(attribute))",
        "\(quoted(name)) 不能用在属性 \(quoted(attribute)) 里"),
      hint: Sentence(
        "a browser would run or obey its value; URLs are allowed in <a href>, <link href> and <img src>",
        "浏览器会执行或采用它的值；网址只能用在 <a href>、<link href> 和 <img src> 里"))
  }

  fileprivate static func notAURL(_ name: String, _ attribute: String, urls: [String]) -> Problem {
    Problem(
      Sentence(
        "\(quoted(attribute)) needs a URL; \(quoted(name)) is not one, or does not come first",
        "\(quoted(attribute)) 需要网址，而 \(quoted(name)) 不是网址，或不在开头"),
      hint: Sentence(
        "URLs are \(list(urls).english)", "可用的网址：\(list(urls).chinese)"),
      code: "not-a-url")
  }
}
