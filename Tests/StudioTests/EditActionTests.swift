import Catalog
import Editing
import Foundation
import GatePay
import Site
import Support
import TestSupport
import Testing

@testable import Studio

/// What forms do to a shop, alternating with an editor.
@Suite struct EditActionTests {
  private static let config = """
    # The shop of the tests.   Two blanks stay.
    site:
      title:  湖畔茶馆   # the title
      language: zh-CN

    merchants:
      lakeside: { name: '湖畔', appkey: 00112233445566778899aabbccddeeff, tokens: { counter: abc } }

    prices: { tea: 12.00, "cake": 28.50 }   # both

    links:
      # The first.
      - id: tea
        title: "龙井"   # a tea
        price: tea
        stable: true
      - { id: cake, title: Cake, price: cake, stable: true, custom: cake }

      - id: open
        title: Open
      - id: "{编号}"
        rows: goods.csv   # from the till
        title: "{名称}"
        price: "{价格}"
        stable: true

    print:
      - poster: [tea, cake]   # on the door
        paper: A5
    # The end.
    """
  /// As Excel saves it, with a note that nothing reads.
  private static let goods =
    "\u{FEFF}编号,名称,价格,备注\r\nmug-1,\"Mug, large\",30.00,\"two\r\nlines\"\r\nmug-2,Mug,20.00,\r\n\r\n"
    + "mug-3,\"杯 \"\"小\"\"\",10.00,x\r\n"

  /// 40 changes, by turns of a form and by hand: the YAML stays valid, comments stay, undoing gives the bytes
  /// back, and a build in the same folder equals one in a new folder.
  ///
  /// 200 more go through a browser (`turns.py`); these have the actions that it has not.
  @Test func changesKeepCommentsAndGiveTheSiteOfACleanBuild() async throws {
    let folder = try TemporaryFolder()
    try folder.write(Self.config + "\n", to: "paypress.yml")
    try folder.write(Self.goods, to: "goods.csv")
    let path = "\(folder.path)/paypress.yml"
    let editor = ProjectEditor(path)
    var random = SeededRandom(seed: 2026)
    var (madeCount, rowCount) = (0, 0)
    for step in 0..<40 {
      let before = try folder.text("paypress.yml")
      if step % 20 == 4 {
        try await Self.dropFile(folder, editor, step)
      } else if step % 8 == 6 {
        rowCount += try await Self.changeRow(folder, editor, step, &random)
      } else if step % 2 == 0 {
        let action = try Self.action(step, &random, in: ConfigText(Array(before.utf8)))
        let change: ProjectEditor.Change = { draft throws(ProjectEditor.Refusal) in
          try draft.changeConfig { text throws(EditRefusal) in try action.apply(to: text) }
        }
        do {
          try await editor.make(change, on: try await editor.propose(change).basis)
          madeCount += 1
        } catch ProjectEditor.Refusal.edit(.notAText) {
          #expect(try folder.text("paypress.yml") == before)
        }
        let after = try folder.text("paypress.yml")
        #expect(Self.comments(after) == Self.comments(before), "\(action)\n\(after)")
        if step % 10 == 0, after != before {
          try await editor.undo()
          #expect(try folder.text("paypress.yml") == before)
        }
      } else {
        try folder.write(Self.editedByHand(before, step, &random), to: "paypress.yml")
      }
      try await Self.expectCleanBuild(path, in: folder, step)
    }
    #expect(madeCount > 10 && rowCount > 3)
  }

  /// Brings a spreadsheet; every second time, one click takes the file and its links back.
  private static func dropFile(
    _ folder: TemporaryFolder, _ editor: ProjectEditor, _ step: Int
  ) async throws {
    let text = "编号;名称;价格\r\nnew-\(step)-a;一号;1.00\r\nnew-\(step)-b;二号;2.00\r\n"
    let file = try NewSpreadsheet(named: "新 货.csv", Array(text.utf8))
    let fields = [("id", "编号"), ("title", "名称"), ("price", "价格")]
    let edit = try #require(
      SpreadsheetEdit(FormFields(fields.map { FormFields.Field($0.0, $0.1) }), file))
    let change: ProjectEditor.Change = { draft throws(ProjectEditor.Refusal) in
      try edit.apply(to: &draft, in: ProjectFolder(path: "\(folder.path)/"))
    }
    let config = try folder.text("paypress.yml")
    let names = try FileManager.default.contentsOfDirectory(atPath: folder.path).sorted()
    try await editor.make(change, on: try await editor.propose(change).basis)
    #expect(try comments(folder.text("paypress.yml")) == comments(config))
    if step % 40 == 4 {
      try await editor.undo()
      #expect(try folder.text("paypress.yml") == config)
      #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path).sorted() == names)
    }
  }

  /// Changes a row by its form: its line is another one, and every other byte stays.
  private static func changeRow(
    _ folder: TemporaryFolder, _ editor: ProjectEditor, _ step: Int,
    _ random: inout SeededRandom
  ) async throws -> Int {
    let path = "\(folder.path)/paypress.yml"
    let site = try #require(try Site.check(path, environment: [:], into: FindingSink()))
    var state = StudioState()
    state.built = StudioState.Built(site: site, moment: 0, milliseconds: 0)
    let id = "mug-\(Int.random(in: 1...3, using: &random))"
    let link = try state.firstLink { $0.id == id }
    let view = try #require(try await RowView(of: link, state, editor))
    let title =
      ["Mug, \"\(step)\"", "杯 \(step)", "Mug \(step)"].randomElement(using: &random) ?? ""
    var fields = [
      FormFields.Field("id", id), FormFields.Field("seen", view.digest),
      FormFields.Field(RowEdit.rowField, "\(view.source.row)"),
    ]
    for cell in view.fields {
      let text = cell.column == "名称" ? title : cell.column == "价格" ? "\(step).40" : cell.text
      fields.append(FormFields.Field(RowEdit.field(cell.index), text))
    }
    let edit = RowEdit(FormFields(fields))
    let change: ProjectEditor.Change = { draft throws(ProjectEditor.Refusal) in
      try edit.apply(to: &draft, view)
    }
    let (config, before) = (try folder.text("paypress.yml"), try folder.text("goods.csv"))
    try await editor.make(change, on: try await editor.propose(change).basis)
    let after = try folder.text("goods.csv")
    let (old, new) = (before.components(separatedBy: "\r\n"), after.components(separatedBy: "\r\n"))
    let changed = old.indices.filter { new.indices.contains($0) && old[$0] != new[$0] }
    #expect(old.count == new.count && changed.count == 1 && new[changed[0]].hasPrefix("\(id),"))
    #expect(try folder.text("paypress.yml") == config)
    if step % 3 == 0 {
      try await editor.undo()
      #expect(try folder.text("goods.csv") == before)
    }
    return 1
  }

  /// What is typed into a form is what people read: no variable of this machine, no field.
  @Test func takesTextsAsTheyAre() async throws {
    let folder = try TemporaryFolder()
    try folder.write(Self.config + "\n", to: "paypress.yml")
    try folder.write(Self.goods, to: "goods.csv")
    let path = "\(folder.path)/paypress.yml"
    let typed = "${HOME} {big} $${x} }{ $"
    var text = try ConfigText(Array(folder.text("paypress.yml").utf8))
    for action in [
      EditAction.title(TypedValue(shown: "湖畔茶馆", typed: typed)),
      .merchant(key: "lakeside", name: TypedValue(shown: "湖畔", typed: typed)),
      .link(
        id: "tea", title: TypedValue(shown: "龙井", typed: typed),
        price: TypedValue(shown: "12.00", typed: "12元")),
      .newLink(id: "n", title: typed, price: "1"),
      .newPrice(name: "pot", amount: "30.00"),
    ] { text = try action.apply(to: text) }
    try folder.write(text.text, to: "paypress.yml")
    let site = try #require(
      try Site.check(path, environment: ["HOME": "/home/secret"], into: FindingSink()))
    let outline = site.catalogue.outline
    #expect(outline.site.title == typed && outline.merchantNames == [typed])
    let reader = site.catalogue.makeReader()
    var titles: [String: String] = [:]
    while let link = try reader.next() { titles[link.id] = link.title }
    #expect(titles["tea"] == typed && titles["n"] == typed)
    // And they are shown as they were typed.
    guard case .success(let form) = LinkForm.find("tea", in: text) else {
      Issue.record("no form")
      return
    }
    #expect(form.title == typed && form.price == "12元" && form.priceName == "tea")
  }

  /// What an editor changed since a form was opened stays; what both changed is refused.
  @Test func losesNothingThatAnEditorChanges() throws {
    let old = try ConfigText(Array((Self.config + "\n").utf8))
    func text(_ change: (String, String)) throws -> ConfigText {
      try ConfigText(
        Array((Self.config + "\n").replacingOccurrences(of: change.0, with: change.1).utf8))
    }
    let title = TypedValue(shown: "龙井", typed: "龙井茶")
    let price = TypedValue(shown: "12.00", typed: "12.00")
    let onlyTitle = EditAction.link(id: "tea", title: title, price: price)
    #expect(
      try onlyTitle.apply(to: text(("tea: 12.00", "tea: 13.00"))).text
        == text(("tea: 12.00", "tea: 13.00")).text.replacingOccurrences(
          of: "\"龙井\"", with: "\"龙井茶\""))
    #expect(throws: EditRefusal.changedMeanwhile) {
      try onlyTitle.apply(to: text(("龙井", "碧螺春")))
    }
    let shop = TypedValue(shown: "湖畔茶馆", typed: "湖畔")
    let amount = TypedValue(shown: "28.50", typed: "30.00")
    for (action, change) in [
      (EditAction.title(shop), ("湖畔茶馆", "茶馆")),
      (.price(name: "cake", amount: amount), ("28.50", "29.00")),
      (
        .merchant(key: "lakeside", name: TypedValue(shown: "湖畔", typed: "湖")), ("'湖畔'", "'湖岸'")
      ),
    ] {
      #expect(try action.apply(to: old).text != old.text)
      #expect(throws: EditRefusal.changedMeanwhile) { try action.apply(to: text(change)) }
    }
  }

  @Test func saysWhyALinkHasNoForm() throws {
    let text = try ConfigText(
      Array(
        """
        links:
          - { id: own, title: A }
          - { id: "{sku}", rows: a.csv }
          - { id: variable, title: "${NAME}" }
          - { id: order, order: { type: wechat }, price: 1 }
          - { id: list, title: [a] }
          - id: block
            title: |
              Two
              lines
        """.utf8))
    func obstacle(_ id: String) -> LinkForm.Obstacle? {
      if case .failure(let obstacle) = LinkForm.find(id, in: text) { obstacle } else { nil }
    }
    #expect(obstacle("own") == nil && obstacle("row") == .notOwn && obstacle("{sku}") == .notOwn)
    #expect(obstacle("variable") == .notText && obstacle("order") == .order)
    #expect(obstacle("list") == .notText && obstacle("block") == .notText)
  }

  private static func action(
    _ step: Int, _ random: inout SeededRandom, in text: ConfigText
  ) throws -> EditAction {
    /// As a form shows it just now.
    func typed(_ value: String, at path: [PathStep]) throws -> TypedValue {
      let node = try #require(text[path])
      return TypedValue(
        shown: text.line(of: node).flatMap { ConfigValue.text($0, in: .text) } ?? "",
        typed: value)
    }
    let titles = [
      "茶：一杯", "It's \"new\"", "Plain", "#1 & <b>", "a, b", "{ x", "100% 好", " - x", "${HOME}",
      "{big}",
    ]
    let title = titles.randomElement(using: &random) ?? "x"
    let price = "\(Int.random(in: 1...99, using: &random)).50"
    switch Int.random(in: 0..<8, using: &random) {
    case 0: return .title(try typed(title, at: ["site", "title"]))
    case 1:
      return .merchant(
        key: "lakeside", name: try typed(title, at: ["merchants", "lakeside", "name"]))
    case 2:
      let name = ["tea", "cake"].randomElement(using: &random) ?? "tea"
      return .price(name: name, amount: try typed(price, at: ["prices", .key(name)]))
    case 3, 4:
      let id = ["tea", "cake"].randomElement(using: &random) ?? "tea"
      let form = try LinkForm.find(id, in: text).get()
      return .link(
        id: id, title: TypedValue(shown: form.title, typed: title),
        price: TypedValue(shown: form.price, typed: price))
    case 5:
      return .newLink(id: "new-\(step)", title: title, price: price)
    case 6: return .newTables(first: "0\(1)", last: "03", title: "{n} 号桌 \(step)").renamed(step)
    default:
      return .newJob(
        [
          EditAction.NewJob(kind: .poster, links: ["tea"], paper: "A6", design: "seal"),
          EditAction.NewJob(kind: .tent, links: ["tea", "open"], paper: "A5", design: "night"),
          EditAction.NewJob(kind: .labels, links: ["*"], paper: "avery-l7160", design: "bold"),
        ][step % 3])
    }
  }

  /// As a person does it: a comment here, a price there, an empty line.
  private static func editedByHand(
    _ text: String, _ step: Int, _ random: inout SeededRandom
  ) -> String {
    var lines = text.components(separatedBy: "\n")
    switch Int.random(in: 0..<3, using: &random) {
    case 0:
      let starts = lines.indices.filter { lines[$0].hasPrefix("  - ") }
      lines.insert("  # by hand \(step)", at: starts.randomElement(using: &random) ?? 0)
    case 1: lines.insert("", at: lines.count - 1)
    default:
      if let index = lines.firstIndex(where: { $0.hasPrefix("prices:") }) {
        lines[index] = "prices: { tea: \(step).25, \"cake\": 28.50 }   # both, and \(step)"
      }
    }
    return lines.joined(separator: "\n")
  }

  /// The comments, by a reader of its own: from a number sign at the start or after a blank, outside of
  /// quotes.
  private static func comments(_ text: String) -> [String] {
    text.components(separatedBy: "\n").compactMap { line in
      var quote: Character?
      var last: Character = " "
      for index in line.indices {
        let character = line[index]
        if let open = quote {
          if character == open && last != "\\" { quote = nil }
        } else if character == "#" && last == " " {
          return String(line[index...])
        } else if (character == "\"" || character == "'") && " [{,:".contains(last) {
          quote = character
        }
        last = character
      }
      return nil
    }
  }

  private static func expectCleanBuild(
    _ config: String, in folder: TemporaryFolder, _ step: Int
  ) async throws {
    func build(into name: String) async throws -> [String: Data] {
      let sink = FindingSink()
      let site = try Site.check(config, environment: [:], into: sink)
      let errors = sink.findings.filter { $0.severity == .error }.map { $0.text(in: .english) }
      let text = try folder.text("paypress.yml")
      let checked = try #require(site, "step \(step): \(errors) \(text)")
      _ = try await checked.build(
        into: "\(folder.path)/\(name)", jobs: 1, isPreview: true
      ) { _ in }
      return try folder.files(below: name, skipping: ".paypress")
    }
    let kept = try await build(into: "kept")
    #expect(try await build(into: "clean") == kept, "step \(step)")
    try FileManager.default.removeItem(atPath: "\(folder.path)/clean")
  }
}

extension EditAction {
  /// The tables of a step, whose ids no other step has.
  fileprivate func renamed(_ step: Int) -> EditAction {
    guard case .newTables(_, _, let title, _) = self else { return self }
    return .newTables(first: "\(step * 10 + 1000)", last: "\(step * 10 + 1002)", title: title)
  }
}
