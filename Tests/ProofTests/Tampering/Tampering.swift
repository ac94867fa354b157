import Foundation
import TestSupport
import Testing

/// One way to damage a built site, or to change its config, and where it must be found.
struct Tampering: Sendable, CustomTestStringConvertible {
  let name: String
  /// The file that `verify` must name, as a path in the output folder.
  let path: String
  /// The link that it must name; nil if the file has none.
  let link: String?
  /// What kind of difference it must be; nil if that does not matter.
  let kind: String?
  let damage: @Sendable (TamperedSite) throws -> Void

  init(
    _ name: String, _ path: String, link: String? = nil, kind: String? = nil,
    damage: @escaping @Sendable (TamperedSite) throws -> Void
  ) {
    self.name = name
    self.path = path
    self.link = link
    self.kind = kind
    self.damage = damage
  }

  var testDescription: String { "\(path): \(name)" }

  static let all =
    text + button + shownPicture + active + pageFile + linksJSON + linksCSV + index + picture
    + otherFile + owner + notices + config + forgeries

  /// Whether a line of `verify` names the file, the link, and the kind of difference.
  func isReported(by line: String) -> Bool {
    line.hasPrefix("output/\(path): error: ") && link.map { line.contains("\"\($0)\"") } ?? true
      && kind.map { line.hasSuffix("[\($0)]") } ?? true
  }
}

/// `verify` finds every change of a published site, and names its file and link.
@Suite struct TamperingTests {
  @Test func acceptsWhatABuildWrote() async throws {
    let site = try TamperedSite()
    #expect(try await site.verify() == [])
    #expect(try await site.verify(withConfig: false) == [])
  }

  /// The number that the manual and the promises give.
  @Test func thereAreMoreThan220() {
    #expect(Tampering.all.count > 220)
    #expect(Set(Tampering.all.map(\.testDescription)).count == Tampering.all.count)
  }

  @Test(arguments: Tampering.all)
  func isFound(_ tampering: Tampering) async throws {
    let site = try TamperedSite()
    try tampering.damage(site)
    let lines = try await site.verify()
    #expect(lines.contains(where: tampering.isReported), "\(lines.joined(separator: "\n"))")
  }
}
