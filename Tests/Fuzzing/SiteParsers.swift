import Catalog
import Foundation
import Support

@testable import Pages
@testable import Proof
@testable import Site

/// Templates, and what a site keeps about itself.
let siteParsers: [String: MakeParser] = [
  "template": {
    let file = try ScratchFile("templates/classic/page.html")
    let harmless = try TemplateSite(title: "Tea", file.folder)
    let hostile = try TemplateSite(title: "\"'><script>alert(1)</script><p x=`y` onload=", file.folder)
    return { bytes in
      file.write(bytes)
      guard let page = harmless.page() else { return }
      // Data never becomes markup.
      guard let other = hostile.page() else { fatalError("broken: both titles have pages") }
      guard let left = HTMLDocument(page), let right = HTMLDocument(other) else { return }
      demand(left.skeleton == right.skeleton, "the title changes text alone")
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

/// A site of one link whose page's template changes.
private struct TemplateSite {
  private let outline: SiteOutline
  private let link: Link

  init(title: String, _ folder: String) throws {
    let quoted = title.replacing("\\", with: "\\\\").replacing("\"", with: "\\\"")
    let config = """
      site: { title: Test, language: en }
      merchants:
        m: { name: Lakeside, appkey: 00112233445566778899aabbccddeeff, tokens: { t: x } }
      links: [{ id: a, title: "\(quoted)", price: 5, custom: c, stable: true }]
      """
    let path = "\(folder)/paypress.yml"
    try Data(config.utf8).write(to: URL(fileURLWithPath: path))
    let sink = FindingSink()
    let catalogue = try LoadedConfig.load(path, environment: [:], into: sink)?.checkLinks().catalogue
    guard let catalogue, let link = try catalogue.makeReader().next() else {
      fatalError("the fixture is right: \(sink.findings)")
    }
    outline = catalogue.outline
    self.link = link
  }

  /// The page; nil when the template is refused.
  func page() -> [UInt8]? {
    let sink = FindingSink()
    guard let renderer = PageRenderer(outline, linkCount: 1, into: sink) else {
      demand(sink.errorCount > 0, "refusals have a reason")
      return nil
    }
    return renderer.page(link).render()
  }
}

extension HTMLDocument {
  /// Elements with the names of their attributes.
  fileprivate var skeleton: [String] {
    elements.map { "\($0.name) \($0.attributes.map(\.name).joined(separator: " "))" }
  }
}
