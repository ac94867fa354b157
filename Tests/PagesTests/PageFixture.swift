import Catalog
import Foundation
import Pages
import Support
import TestSupport
import Testing

/// A small site with compiled templates.
struct PageFixture {
  let folder: TemporaryFolder
  let sink = FindingSink()
  let catalogue: Catalogue
  let renderer: PageRenderer?

  /// - Parameters:
  ///   - links: the `links:` part of the config, and other parts.
  ///   - templates: a project's own templates, by path below `templates/`.
  ///   - files: other files of the project.
  init(
    _ links: String, site: String = "{ title: Test, language: en }",
    merchant: String = "Lakeside", appkey: String = "00112233445566778899aabbccddeeff",
    templates: [String: String] = [:], files: [String: Data] = [:]
  ) throws {
    folder = try TemporaryFolder()
    let config = """
      site: \(site)
      merchants:
        m: { name: \(merchant), appkey: \(appkey), tokens: { t: x } }
      \(links)
      """
    try folder.write(config, to: "paypress.yml")
    for (path, text) in templates { try folder.write(text, to: "templates/\(path)") }
    for (path, bytes) in files { try folder.write(bytes, to: path) }
    catalogue = try #require(
      try LoadedConfig.load("\(folder.path)/paypress.yml", environment: [:], into: sink)?
        .checkLinks().catalogue,
      "\(sink.findings)")
    renderer = PageRenderer(catalogue.outline, linkCount: catalogue.linkCount, into: sink)
  }

  /// The pages of all links.
  func pages() throws -> [String] {
    let renderer = try #require(renderer, "\(errors)")
    return try links().map { String(decoding: renderer.page($0).render(), as: UTF8.self) }
  }

  /// The index, all links on one page.
  func index() throws -> String {
    let renderer = try #require(renderer, "\(errors)")
    let links = try links()
    let plan = IndexPlan(
      linkCounts: catalogue.linkCounts, hasBatchLinks: catalogue.batchLinkCount > 0)
    let merchants = Set(links.map(\.merchant)).sorted()
    let entries = merchants.map { merchant in
      links.filter { $0.merchant == merchant }.map { renderer.indexEntry($0) }
    }
    return String(decoding: renderer.index(plan, page: 0, entries: entries), as: UTF8.self)
  }

  /// The owner's list of a site without print jobs.
  func owner() throws -> String {
    let renderer = try #require(renderer, "\(errors)")
    let links = try links()
    let plan = IndexPlan(
      linkCounts: catalogue.linkCounts, hasBatchLinks: catalogue.batchLinkCount > 0,
      capacity: OutputLayout.ownerCapacity)
    let entries = Set(links.map(\.merchant)).sorted().map { merchant in
      links.filter { $0.merchant == merchant }.map(renderer.ownerEntry)
    }
    return String(
      decoding: renderer.ownerPage(plan, page: 0, entries: entries, prints: []), as: UTF8.self)
  }

  private func links() throws -> [Link] {
    let reader = catalogue.makeReader()
    var links: [Link] = []
    while let link = try reader.next() { links.append(link) }
    return links
  }

  /// The errors as text, with paths relative to the folder.
  var errors: [String] {
    sink.inFileOrder.filter { $0.severity == .error }.map {
      $0.text(in: .english).replacing(folder.path + "/", with: "")
    }
  }
}
