internal import Catalog
internal import Support

// The sentences about templates.

extension Problem {
  /// An index that has several pages but leads only to the first.
  static func indexWithoutNextPage(linkCount: Int, _ capacity: Int) -> Problem {
    Problem(
      Sentence(
        "the index of \(linkCount) links has several pages, \(capacity) links on each, and this "
          + "template does not lead from one to the next",
        "\(linkCount) 个链接的索引会分成多页（每页 \(capacity) 个），而这个模板没有通往下一页的链接"),
      hint: Sentence(
        "include {{>links.html}}, or put {{#next_url}}<a href=\"{{next_url}}\">…</a>{{/next_url}} in it",
        "请加入 {{>links.html}}，或写上 {{#next_url}}<a href=\"{{next_url}}\">…</a>{{/next_url}}"))
  }

  static let unclosedTag = Problem(
    Sentence("{{ is never closed", "{{ 缺少对应的 }}"),
    hint: Sentence("close it with }}", "请用 }} 关闭"))

  static func badTag(_ tag: String) -> Problem {
    Problem(
      Sentence("{{\(tag)}} is not a tag", "{{\(tag)}} 不是标签"),
      hint: Sentence(
        "tags are {{name}}, {{#name}}, {{^name}}, {{/name}}, {{>file}} and {{! words }}",
        "可用的标签：{{name}}、{{#name}}、{{^name}}、{{/name}}、{{>file}} 和 {{! 注释 }}"))
  }

  static func rawOutput(_ name: String) -> Problem {
    Problem(
      Sentence("\(quoted(name)) cannot be put in unescaped", "\(quoted(name)) 不能不经转义输出"),
      hint: Sentence("write {{\(name)}}", "请写 {{\(name)}}"))
  }

  static func strayEnd(_ name: String) -> Problem {
    Problem(
      Sentence("{{/\(name)}} closes nothing", "{{/\(name)}} 没有对应的开始"),
      hint: Sentence("remove it, or open it with {{#\(name)}}", "请删掉它，或用 {{#\(name)}} 开始"))
  }

  static func wrongEnd(_ name: String, expected: String) -> Problem {
    Problem(
      Sentence(
        "{{/\(name)}} stands where {{/\(expected)}} must close",
        "这里应是 {{/\(expected)}}，却写了 {{/\(name)}}"),
      hint: Sentence("close sections in the reverse order of opening", "请按开始的相反顺序关闭"))
  }

  static func unclosedSection(_ name: String) -> Problem {
    Problem(
      Sentence("\(quoted(name)) is never closed", "{{#\(name)}} 缺少 {{/\(name)}}"),
      hint: Sentence("add {{/\(name)}}", "请加上 {{/\(name)}}"))
  }

  static func unbalancedSection(_ name: String) -> Problem {
    Problem(
      Sentence(
        "\(quoted(name)) starts and ends at different places of the HTML",
        "\(quoted(name)) 的开头和结尾处在 HTML 的不同位置"),
      hint: Sentence(
        "a section must hold whole tags, attributes and quotes", "一个区段里的标签、属性和引号必须完整"))
  }

  static func sectionAlwaysThere(_ name: String) -> Problem {
    Problem(
      Sentence("\(quoted(name)) is always there", "\(quoted(name)) 总是存在"),
      hint: Sentence("write {{\(name)}} without a section", "请直接写 {{\(name)}}，不用区段"))
  }

  static func unknownVariable(_ name: String, known: [String]) -> Problem {
    Problem(
      Sentence("there is no variable \(quoted(name)) here", "这里没有名为 \(quoted(name)) 的变量"),
      hint: suggestion(name, known))
  }

  static func unknownPartial(_ name: String, known: [String]) -> Problem {
    Problem(
      Sentence("there is no template \(quoted(name)) to include", "找不到要引用的模板 \(quoted(name))"),
      hint: suggestion(name, known))
  }

  static func partialIncludesItself(_ name: String) -> Problem {
    Problem(
      Sentence("\(quoted(name)) includes itself", "\(quoted(name)) 引用了自己"),
      hint: Sentence("break the circle", "请去掉其中一处引用"))
  }

  static func notAValue(_ name: String) -> Problem {
    Problem(
      Sentence("\(quoted(name)) has no text", "\(quoted(name)) 没有文字"),
      hint: Sentence("write {{#\(name)}}…{{/\(name)}}", "请写 {{#\(name)}}…{{/\(name)}}"))
  }

  static func mayBeAbsent(_ name: String) -> Problem {
    Problem(
      Sentence("\(quoted(name)) may be absent", "\(quoted(name)) 可能不存在"),
      hint: Sentence(
        "write {{#\(name)}}{{\(name)}}{{/\(name)}}", "请写 {{#\(name)}}{{\(name)}}{{/\(name)}}"))
  }

  static func colourOutsideStylesheet(_ name: String) -> Problem {
    Problem(
      Sentence("\(quoted(name)) can only stand in style.css", "\(quoted(name)) 只能用在 style.css 里"))
  }

  static func valueInStylesheet(_ name: String) -> Problem {
    Problem(
      Sentence("\(quoted(name)) cannot stand in a stylesheet", "\(quoted(name)) 不能用在样式表里"),
      hint: Sentence("only colours can: accent, accent_text", "样式表里只能用颜色：accent、accent_text"))
  }

  static func valueRefused(_ name: String, _ refusal: HTMLContext.Refusal) -> Problem {
    let place =
      switch refusal {
      case .script: Sentence("a script or stylesheet", "脚本或样式")
      case .comment: Sentence("a comment", "注释")
      case .tag: Sentence("the name of a tag or attribute", "标签名或属性名")
      case .unquotedAttribute: Sentence("an attribute without quotes", "没有引号的属性")
      }
    return Problem(
      Sentence(
        "\(quoted(name)) cannot stand in \(place.english)", "\(quoted(name)) 不能用在\(place.chinese)里"),
      hint: Sentence(
        "put it into the text of an element or an attribute with double quotes", "请放进元素的文字或带双引号的属性里"
      ))
  }

  static func attributeRefused(_ name: String, _ attribute: String) -> Problem {
    Problem(
      Sentence(
        "\(quoted(name)) cannot stand in the attribute \(quoted(attribute))",
        "\(quoted(name)) 不能用在属性 \(quoted(attribute)) 里"),
      hint: Sentence(
        "its value would be run or obeyed; addresses may stand in the href of a and link and the src of img",
        "它的值会被执行；网址只能用在 a、link 的 href 和 img 的 src 里"))
  }

  static func notAnAddress(_ name: String, _ attribute: String) -> Problem {
    Problem(
      Sentence(
        "\(quoted(attribute)) takes an address, and \(quoted(name)) is none or not the start of it",
        "\(quoted(attribute)) 需要网址，而 \(quoted(name)) 不是网址，或不在开头"),
      hint: Sentence(
        "addresses are pay_url, page_url, qr_image, home_url, canonical_url and stylesheet_url",
        "可用的网址：pay_url、page_url、qr_image、home_url、canonical_url 和 stylesheet_url"))
  }

  static func templateMissing(_ name: String, _ folder: String, builtIn: [String]) -> Problem {
    Problem(
      Sentence("templates/\(folder)/\(name) does not exist", "templates/\(folder)/\(name) 不存在"),
      hint: Sentence(
        "`paypress templates classic` copies a set to start from; built in: \(list(builtIn))",
        "`paypress templates classic` 可复制一套作为起点；内置：\(list(builtIn))"))
  }

  static func templateTooLarge(_ limit: Int) -> Problem {
    Problem(
      Sentence("the template is larger than \(limit) bytes", "模板超过 \(limit) 字节"),
      hint: Sentence("divide it", "请拆分"))
  }

  static func templateTooComplex(_ depth: Int, _ pieces: Int) -> Problem {
    Problem(
      Sentence(
        "more than \(depth) levels or \(pieces) pieces with all that is included",
        "连同引用的内容，超过 \(depth) 层或 \(pieces) 段"),
      hint: Sentence("include less", "请减少引用"))
  }

  static func unusedTemplates(_ name: String, used: [String]) -> Problem {
    Problem(
      Sentence("no skin uses templates/\(name)", "没有外观使用 templates/\(name)"),
      hint: suggestion(name, used))
  }

  static let templateEmpty = Problem(
    Sentence("the template is empty", "模板是空的"),
    hint: Sentence("delete the file to use the built-in one", "删掉此文件即可使用内置模板"))

  static let templateEndsInside = Problem(
    Sentence(
      "the template ends inside a tag, comment or script", "模板在标签、注释或脚本的中间结束"),
    hint: Sentence("close what is open", "请补全未关闭的部分"))

  static let templateNotText = Problem(
    Sentence("the template is not UTF-8 text", "模板不是 UTF-8 文本"),
    hint: Sentence("save it as UTF-8", "请另存为 UTF-8"))

  static func unreadableTemplate(_ reason: String) -> Problem {
    Problem(Sentence("the template cannot be read: \(reason)", "模板无法读取：\(reason)"))
  }
}
