internal import Catalog
internal import Editing
internal import GatePay
internal import Pages
internal import Support

extension EditPage {
  /// The forms for new print jobs.
  func jobs(_ text: ConfigText) -> [Markup] {
    let selectors = KnownWords(in: text).selectors
    return [
      newJob(.poster, visit.say("New posters", "新海报"), newPapers(.poster), selectors),
      newJob(.tent, visit.say("New table tents", "新桌卡"), newPapers(.tent), selectors),
      newJob(.labels, visit.say("New labels", "新标签"), stockChoice, selectors),
    ]
  }

  /// The sheets of labels that every site knows.
  static let stocks = Stock.builtIn.filter { $0.use == .labels }.map(\.name)

  private func newPapers(_ kind: PrintJob.Kind) -> Markup {
    let names = Self.papers(kind)
    return papers(names, chosen: names[0])
  }

  private var linksLabel: String {
    visit.say("Ids of links, or * for all", "链接的 id，或 * 表示全部")
  }

  private var stockChoice: Markup {
    let options: [Markup] = Self.stocks.map { name in
      let mark: Markup = name == typed?["paper"] ? " selected" : ""
      return "<option\(mark)>\(name)</option>"
    }
    return """
      <p><label>\(visit.say("Sheet of labels", "标签纸"))<select name="paper">\(options)</select></label></p>
      """
  }

  private func newJob(
    _ kind: PrintJob.Kind, _ title: String, _ sheets: Markup, _ selectors: [String]
  ) -> Markup {
    form(
      "new-job", title, isWide: true, hidden: [("kind", kind.rawValue)],
      [
        wordsField("links", linksLabel, "", selectors, at: "links-\(kind.rawValue)"),
        designs("design/\(kind.rawValue)/", chosen: PrintJob.Design.allCases[0].rawValue), sheets,
      ])
  }

  /// The form of a print job that there is, and the lines of its entry.
  func job(_ name: String, _ text: ConfigText) -> Markup {
    guard let form = JobForm.find(name, in: text),
      let entry = text.entry(form.place.index, of: form.place.list)
    else {
      return """
        <p class="empty">\(visit.say("There is no print job \(quoted(name)).", "没有打印任务 \(quoted(name))。"))</p>
        """
    }
    let back: Markup = """
      <p><a href="\(address: visit.base + "print/" + PercentEncoding.encode(name))">\(visit.say("Its sheets", "查看它的各页"))</a></p>

      """
    return """
      \(back)\(job(name, form, text))\
      \(lines(entry, Self.jobLines))\
      \(removal(of: entry, visit.say("Delete this print job", "删除这个打印任务")))
      """
  }

  /// The form of a print job that there is.
  func job(_ name: String, _ form: JobForm, _ text: ConfigText) -> Markup {
    let selectors = KnownWords(in: text).selectors
    let pictures = "job/\(PercentEncoding.encode(name))/"
    let fields = JobForm.Key.allCases.compactMap { key in
      form.values[key].map { field(key, $0, form.kind, pictures: pictures, selectors) }
    }
    return self.form(
      "job", visit.say("Print job", "打印任务"), isWide: true, hidden: form.place.fields,
      shown: form.shown, fields)
  }

  private static let jobLines = Sentence(
    "Everything that is set for this print job is here.", "这个打印任务的全部设置都在这里。")

  /// The field of a value; one that the config does not have may stay as it is.
  ///
  /// - Parameter pictures: the folder of the pictures of the designs.
  private func field(
    _ key: JobForm.Key, _ words: [String], _ kind: PrintJob.Kind, pictures: String,
    _ selectors: [String]
  ) -> Markup {
    let value = words.joined(separator: " ")
    switch key {
    case .links: return wordsField("links", linksLabel, value, selectors, at: "links-known")
    case .design: return designs(pictures, chosen: value)
    case .paper:
      if kind == .poster || kind == .tent {
        return papers(Self.papers(kind), chosen: value, isGiven: !words.isEmpty)
      }
      return field("paper", visit.say("Paper", "纸张"), value, isNeeded: !words.isEmpty)
    case .stock:
      guard kind == .labels, words.isEmpty || Self.stocks.contains(value) else {
        return field(
          "stock", visit.say("Sheet (stock)", "标签纸或卡片纸（stock）"), value, isNeeded: !words.isEmpty)
      }
      return selection(
        "stock", visit.say("Sheet of labels", "标签纸"), Self.stocks.map { ($0, $0) }, value)
    case .size:
      return field(
        "size", visit.say("Size of a plate in mm", "桌牌尺寸（毫米）"), value, isNeeded: !words.isEmpty)
    case .language:
      return selection("language", visit.say("Language", "语言"), Self.languages, value)
    }
  }

  /// A list to choose from; what is not in it, and nothing at all, can stay.
  func selection(
    _ name: String, _ label: String, _ values: [(value: String, label: String)], _ chosen: String
  ) -> Markup {
    let chosen = sent(name, or: chosen)
    let isListed = values.contains { $0.value == chosen }
    let own = chosen.isEmpty ? visit.say("as it is", "不改变") : chosen
    let options: [Markup] = ((isListed ? [] : [(chosen, own)]) + values).map { value, label in
      let mark: Markup = value == chosen ? " selected" : ""
      return "<option value=\"\(value)\"\(mark)>\(label)</option>"
    }
    return """
      <p><label>\(label)<select name="\(name)">\(options)</select></label></p>

      """
  }

  /// The designs, each as a picture of the shop's own.
  private func designs(_ folder: String, chosen: String) -> Markup {
    let chosen = sent("design", or: chosen)
    let choices: [Markup] = PrintJob.Design.allCases.map { design in
      let path = visit.base + "\(folder)\(design.rawValue).svg"
      // Before the first build there is nothing to draw.
      let picture: Markup =
        visit.state.built == nil
        ? ""
        : """
        <img src="\(address: path + "?\(visit.state.siteNumber)")" width="148" height="210" loading="lazy" alt="">
        """
      return choice(
        "design", design.rawValue, visit.say(Self.name(design)), picture,
        isChosen: design.rawValue == chosen)
    }
    return fieldset(visit.say("Design", "设计"), choices)
  }

  private static func papers(_ kind: PrintJob.Kind) -> [String] {
    kind == .tent ? ["A5", "A4", "Letter"] : ["A4", "A5", "A6", "Letter"]
  }

  /// Papers as outlines in scale.
  ///
  /// - Parameter isGiven: whether the config names a paper; if it names none, that can stay.
  private func papers(_ names: [String], chosen: String, isGiven: Bool = true) -> Markup {
    let chosen = sent("paper", or: chosen)
    let isListed = names.contains(chosen)
    let own: Markup? =
      isListed
      ? nil
      : isGiven || !chosen.isEmpty
        ? paper(chosen, chosen, isChosen: true)
        : choice("paper", "", visit.say("as it is", "不改变"), "", isChosen: true)
    let choices = names.map { paper($0, $0, isChosen: $0 == chosen) }
    return fieldset(visit.say("Paper", "纸张"), [own].compactMap { $0 } + choices)
  }

  private func paper(_ name: String, _ label: String, isChosen: Bool) -> Markup {
    guard let paper = Measures.paper(name) else {
      return choice("paper", name, label, "", isChosen: isChosen)
    }
    let (width, height) = (Int64(paper.width.rounded()), Int64(paper.height.rounded()))
    let picture: Markup = """
      <svg viewBox="0 0 \(width) \(height)" width="\(width * 3 / 10)" height="\(height * 3 / 10)" aria-hidden="true">\
      <rect x="2" y="2" width="\(width - 4)" height="\(height - 4)" stroke-width="4"/></svg>
      """
    return choice(
      "paper", name, label, picture, note: "\(width) × \(height) mm", isChosen: isChosen)
  }

  private func choice(
    _ name: String, _ value: String, _ label: String, _ picture: Markup, note: Markup? = nil,
    isChosen: Bool
  ) -> Markup {
    let mark: Markup = isChosen ? " checked" : ""
    let more: Markup? = note.map { " <span class=\"quiet\">\($0)</span>" }
    return """
      <label class="choice">\(picture)<input type="radio" name="\(name)" value="\(value)" required\(mark)><span>\(label)\(more)</span></label>

      """
  }

  private func fieldset(_ legend: String, _ choices: [Markup]) -> Markup {
    """
    <fieldset><legend>\(legend)</legend><div class="choices">\(choices)</div></fieldset>

    """
  }

  private static func name(_ design: PrintJob.Design) -> Sentence {
    switch design {
    case .classic: Sentence("classic", "经典（classic）")
    case .night: Sentence("night", "夜色（night）")
    case .market: Sentence("market", "市集（market）")
    case .seal: Sentence("seal", "印章（seal）")
    case .bistro: Sentence("bistro", "小馆（bistro）")
    case .bold: Sentence("bold", "醒目（bold）")
    }
  }
}
