internal import Catalog
internal import GatePay
internal import Support

/// Compiles the templates of skins with the constants of a site.
struct ThemeCompiler {
  let outline: SiteOutline
  let library: TemplateLibrary
  let icons: ShopIcon
  let sink: FindingSink

  /// Reports the files that a skin's folder lacks.
  func hasAllFiles(_ skin: Skin) -> Bool {
    let missing = ["page.html", "index.html", "style.css"].filter {
      library.file($0, skin: skin.templates) == nil
    }
    for name in missing {
      let problem = Problem.templateMissing(
        name, skin.templates, builtIn: Skin.builtIn.map(\.templates))
      let keyPath = "skins.\(skin.name).templates"
      sink.report(Finding(.error, at: skin.position, keyPath: keyPath, problem))
    }
    return missing.isEmpty
  }

  func reportMissingNextPage(_ skin: Skin, linkCount: Int) {
    let file = library.file("index.html", skin: skin.templates)?.path ?? ""
    let problem = Problem.indexWithoutNextPage(linkCount: linkCount, OutputLayout.indexCapacity)
    sink.report(Finding(.error, at: Position(file: file), problem))
  }

  func stylesheet(_ skin: Skin, _ name: String = "style.css") -> [UInt8]? {
    let template = TemplateCompiler.compile(
      name, skin: skin.templates, language: .css, schema: TemplateSchema(slots: []),
      constants: .init(PageValues.stylesheet, Self.accent(of: skin)), library: library, into: sink)
    guard let template else { return nil }
    var bytes: [UInt8] = []
    template.render(TemplateScope(values: []), into: &bytes)
    return bytes
  }

  func page(_ skin: Skin, _ language: Language, stylesheet: String) -> Template? {
    let folder = outline.site.folderLanguage(language)
    let template = compile(
      "page.html", skin, PageValues.page.schema, stylesheet, language,
      root: OutputLayout(fansOut: outline.site.fansOut).rootFromPage(in: folder))
    if let template, !outline.site.hasIndex, template.names.contains("home_url") {
      let file = library.file("page.html", skin: skin.templates)?.path ?? ""
      sink.report(Finding(.error, at: Position(file: file), .linkToMissingIndex))
    }
    return template
  }

  func index(_ skin: Skin, _ language: Language, stylesheet: String) -> Template? {
    compile(
      "index.html", skin, PageValues.index.schema, stylesheet, language,
      root: OutputLayout.rootFromIndex(in: outline.site.folderLanguage(language)))
  }

  private func compile(
    _ name: String, _ skin: Skin, _ schema: TemplateSchema, _ stylesheet: String,
    _ language: Language, root: String
  ) -> Template? {
    let common = SkinPages(
      language: language, title: outline.site.title(in: language),
      gatewayHost: outline.gateway.host, stylesheet: root + stylesheet,
      icon: root + icons.icon.path, touchIcon: root + icons.touchIcon.path,
      home: root + OutputLayout.indexPage(1, in: outline.site.folderLanguage(language)))
    return TemplateCompiler.compile(
      name, skin: skin.templates, language: .html, schema: schema,
      constants: .init(PageValues.common, common), library: library, into: sink)
  }

  /// The accent of a skin, its own or that of its templates.
  static func accent(of skin: Skin) -> Colour {
    skin.accent ?? defaultAccents[skin.templates] ?? Colour(red: 15, green: 93, blue: 84)
  }

  /// The accents of the built-in templates.
  private static let defaultAccents = [
    "classic": Colour(red: 15, green: 93, blue: 84),
    "night": Colour(red: 240, green: 184, blue: 96),
  ]
}

extension Problem {
  fileprivate static func templateMissing(_ name: String, _ folder: String, builtIn: [String])
    -> Problem
  {
    Problem(
      Sentence("templates/\(folder)/\(name) does not exist", "templates/\(folder)/\(name) 不存在"),
      hint: Sentence(
        "to use a built-in set, write `templates: NAME` with one of \(list(builtIn).english); for your "
          + "own, run `paypress templates classic` and copy \(name) from templates/classic",
        "若要用内置模板，请写 `templates: 名称`，可用 \(list(builtIn).chinese)；若要用自己的，"
          + "请运行 `paypress templates classic`，再从 templates/classic 复制 \(name)"))
  }

  fileprivate static var linkToMissingIndex: Problem {
    Problem(
      Sentence(
        "this template links to the index with home_url, but `site.index` is false",
        "这个模板用 home_url 链接到首页，但 `site.index` 是 false"),
      hint: Sentence(
        "write {{#index_url}}<a href=\"{{index_url}}\">…</a>{{/index_url}} instead",
        "请改写为 {{#index_url}}<a href=\"{{index_url}}\">…</a>{{/index_url}}"))
  }

  fileprivate static func indexWithoutNextPage(linkCount: Int, _ capacity: Int) -> Problem {
    Problem(
      Sentence(
        "the index of \(grouped(linkCount)) links has several pages, \(grouped(capacity)) links on each, and this "
          + "template does not link from one to the next",
        "\(grouped(linkCount)) 个链接的索引会分成多页（每页 \(grouped(capacity)) 个），而这个模板没有通往下一页的链接"),
      hint: Sentence(
        "include {{>links.html}}, or put {{#next_url}}<a href=\"{{next_url}}\">…</a>{{/next_url}} in it",
        "请加入 {{>links.html}}，或写上 {{#next_url}}<a href=\"{{next_url}}\">…</a>{{/next_url}}"))
  }
}
