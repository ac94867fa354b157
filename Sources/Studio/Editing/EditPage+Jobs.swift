internal import Catalog
internal import Pages
internal import Support

extension EditPage {
  /// The forms for new print jobs.
  var jobs: [Markup] {
    [
      job(.poster, visit.say("New posters", "新海报"), papers(["A4", "A5", "A6", "Letter"])),
      job(.tent, visit.say("New table tents", "新桌卡"), papers(["A5", "A4", "Letter"])),
      job(.labels, visit.say("New labels", "新标签"), stockChoice),
    ]
  }

  /// The sheets of labels that every site knows.
  static let stocks = Stock.builtIn.filter { $0.use == .labels }.map(\.name)

  private func job(_ kind: PrintJob.Kind, _ title: String, _ sheets: Markup) -> Markup {
    form(
      "new-job", title, isWide: true, hidden: [("kind", kind.rawValue)],
      [
        field("links", visit.say("Ids of links, or * for all", "链接的 id，或 * 表示全部"), ""),
        designs(kind), sheets,
      ])
  }

  /// The designs, each as a picture of the shop's own.
  private func designs(_ kind: PrintJob.Kind) -> Markup {
    let choices: [Markup] = PrintJob.Design.allCases.enumerated().map { index, design in
      let path = visit.base + "design/\(kind.rawValue)/\(design.rawValue).svg"
      let picture: Markup = """
        <img src="\(address: path + "?\(visit.state.siteNumber)")" width="148" height="210" loading="lazy" alt="">
        """
      return choice(
        "design", design.rawValue, visit.say(Self.name(design)), picture, isChosen: index == 0)
    }
    return fieldset(visit.say("Design", "设计"), choices)
  }

  /// Papers as outlines in scale.
  private func papers(_ names: [String]) -> Markup {
    let papers = names.compactMap { name in PaperSize.named.first { $0.name == name } }
    let choices: [Markup] = papers.enumerated().map { index, paper in
      let (width, height) = (Int64(paper.width.rounded()), Int64(paper.height.rounded()))
      let picture: Markup = """
        <svg viewBox="0 0 \(width) \(height)" width="\(width * 3 / 10)" height="\(height * 3 / 10)" aria-hidden="true">\
        <rect x="2" y="2" width="\(width - 4)" height="\(height - 4)" stroke-width="4"/></svg>
        """
      return choice(
        "paper", paper.name ?? "", paper.name ?? "", picture, note: "\(width) × \(height) mm",
        isChosen: index == 0)
    }
    return fieldset(visit.say("Paper", "纸张"), choices)
  }

  private var stockChoice: Markup {
    let options: [Markup] = Self.stocks.map { "<option>\($0)</option>" }
    return """
      <p><label>\(visit.say("Sheet of labels", "标签纸"))<select name="paper">\(options)</select></label></p>
      """
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
