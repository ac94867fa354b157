import Catalog
import Foundation
import GatePay
import Support

@testable import Pages
@testable import Proof
@testable import Site

/// Templates, and what a site keeps about itself.
let siteParsers: [String: MakeParser] = [
  "template": {
    let file = try ScratchFile("templates/classic/page.html")
    let site = try TemplateSite(file.folder)
    return { bytes in
      file.write(bytes)
      guard let template = site.template() else { return }
      // Data never becomes markup.
      let pages = site.links.map { HTMLDocument(site.page(template, of: $0)) }
      guard let harmless = pages[0] else { return }
      for hostile in pages.dropFirst() {
        demand(hostile?.skeleton == harmless.skeleton, "the title changes text alone")
      }
    }
  },
  "record": {
    let file = try ScratchFile("record")
    let folder = try FolderHandle(file.folder)
    return { bytes in
      // As it is, and with right checksums around pieces of it.
      var record = bytes
      if bytes.first.map({ $0 & 1 == 0 }) == true {
        record = RecordCoding.firstLine
        for piece in bytes.dropFirst().split(separator: 0xFF, omittingEmptySubsequences: false) {
          record += RecordCoding.sealed(Array(piece))
        }
      }
      file.write(record)
      guard let reader = try RecordReader("record", in: folder) else { return }
      while let entry = try reader.next() {
        var again: [UInt8] = []
        RecordCoding.append(entry, to: &again)
        let copy = again.withUnsafeBytes { RecordCoding.entry($0) }
        demand(copy == entry, "entries come back as they were")
      }
      try reader.rewind()
      while try reader.nextBytes() != nil {}
      try reader.rewind()
      while try reader.nextChunk() != nil {}
    }
  },
  "printed": {
    let file = try ScratchFile("printed")
    let folder = try FolderHandle(file.folder)
    return { bytes in
      file.write(bytes)
      let record = try PrintRecord(in: folder)
      for path in record.entries.keys { demand(path.hasPrefix("print/"), "PDFs are in print/") }
    }
  },
  "build-note": {
    let file = try ScratchFile("build")
    let folder = try FolderHandle(file.folder)
    return { bytes in
      let check = ContentDigest(bytes).hexadecimal
      file.write(Array("paypress build 2\n\(check)\n".utf8) + bytes)
      _ = BuildNote(readFrom: folder)
    }
  },
]

/// A site whose template changes, with links to fill it in.
private struct TemplateSite {
  /// A harmless one, then hostile ones.
  let links: [Link]
  private let outline: SiteOutline
  private let skin: Skin

  private static let titles = [
    "Tea", "\"'><script>alert(1)</script><p x=`y` onload=z", "--></title></textarea></style>",
    "javascript:alert(1)//{{title}}&lt;&#x3c;b&#x3e;",
  ]

  init(_ folder: String) throws {
    let items = Self.titles.enumerated().map { number, title in
      "  - { id: a\(number), title: '\(title.replacing("'", with: "''"))', price: 5 }\n"
    }
    let config = """
      site: { title: Test, language: en }
      merchants:
        m: { name: Lakeside, appkey: 00112233445566778899aabbccddeeff, tokens: { t: x } }
      links:

      """
    let path = "\(folder)/paypress.yml"
    try Data((config + items.joined()).utf8).write(to: URL(fileURLWithPath: path))
    let sink = FindingSink()
    let loaded = try LoadedConfig.load(path, environment: [:], into: sink)
    guard let catalogue = loaded?.checkLinks().catalogue else {
      fatalError("the fixture is right: \(sink.findings)")
    }
    var links: [Link] = []
    let reader = catalogue.makeReader()
    while let link = try reader.next() { links.append(link) }
    outline = catalogue.outline
    self.links = links
    skin = links[0].skin
  }

  /// The compiled template; nil when it is refused.
  func template() -> Template? {
    let sink = FindingSink()
    let library = TemplateLibrary(project: outline.project, skins: [skin.templates], into: sink)
    let compiler = ThemeCompiler(outline: outline, library: library, sink: sink)
    let template = compiler.page(skin, stylesheet: "style.css")
    demand(template != nil || sink.errorCount > 0, "refusals have a reason")
    // A file that is no text leaves the built-in one, and the error.
    return sink.errorCount == 0 ? template : nil
  }

  /// The page of a link.
  func page(_ template: Template, of link: Link) -> [UInt8] {
    let values = LinkPage(
      link: link, site: outline.site, language: outline.site.language,
      layout: OutputLayout(fansOut: false), merchant: "Lakeside",
      isSample: false, price: link.address.price?.description)
    var bytes: [UInt8] = []
    template.render(PageValues.page.scope(values), into: &bytes)
    return bytes
  }
}

extension HTMLDocument {
  /// Elements with the names of their attributes.
  fileprivate var skeleton: [String] {
    elements.map { "\($0.name) \($0.attributes.map(\.name).joined(separator: " "))" }
  }
}
