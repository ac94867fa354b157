internal import Catalog
internal import QRImage
internal import Support

/// What the manifest says of one job: the contract that `pdf`, `verify` and other tools rely on.
public struct JobRecord: Sendable {
  private var pages: [[UInt8]] = []
  private let head: String

  /// The record of a job without pages yet.
  ///
  /// - Parameters:
  ///   - html: its page, relative to the output folder.
  ///   - pdf: where its PDF will stand.
  public init(_ run: PrintRun, html: String, pdf: String) {
    head =
      #""name": "\#(run.job.name)", "kind": "\#(run.job.kind.rawValue)", "html": "\#(html)", "#
      + #""pdf": "\#(pdf)", "page_width_mm": \#(Self.length(run.page.width)), "#
      + #""page_height_mm": \#(Self.length(run.page.height))\#(Self.cut(run))"#
  }

  /// The page after the cut and the colour beyond it, where there is paper around it.
  private static func cut(_ run: PrintRun) -> String {
    guard run.layout.slug > 0, let piece = run.layout.pieces.first else { return "" }
    return ", \"cut_mm\": \(corners(piece.frame)), \"bleed_mm\": \(length(run.job.bleed))"
  }

  /// Takes note of the next page.
  public mutating func add(_ sheet: Sheet) {
    var bytes = Array("    [".utf8)
    let codes = sheet.codes
    let contents = sheet.content(on: codes.map(\.piece))
    for (index, placed) in codes.enumerated() {
      bytes += (index == 0 ? "\n" : ",\n").utf8
      let amount = placed.code.amount.map(JSONText.string) ?? "null"
      bytes +=
        ("      {\"link\": \(JSONText.string(placed.code.link)), \"x_mm\": \(Self.length(placed.frame.x)), "
        + "\"y_mm\": \(Self.length(placed.frame.y)), \"side_mm\": \(Self.length(placed.frame.width)), "
        + "\"modules\": \(placed.code.size.sideInModules), "
        + "\"piece_mm\": \(Self.corners(placed.piece)), "
        + "\"title\": \(JSONText.string(placed.code.title)), \"amount\": \(amount), "
        + Self.read(contents[index])).utf8
      bytes += (placed.isTurned ? ", \"rotated\": 180}" : "}").utf8
    }
    bytes += "\n    ]".utf8
    pages.append(bytes)
  }

  /// The record as a JSON object.
  public var json: [UInt8] {
    var bytes = Array("  {\(head), \"pages\": [".utf8)
    for (index, page) in pages.enumerated() {
      bytes += (index == 0 ? "\n" : ",\n").utf8
      bytes += page
    }
    bytes += "\n  ]}".utf8
    return bytes
  }

  private static func read(_ content: PieceContent) -> String {
    let words = content.words.map(JSONText.string).joined(separator: ", ")
    let pictures = content.pictures.map(corners).joined(separator: ", ")
    return "\"words\": [\(words)]" + (pictures.isEmpty ? "" : ", \"pictures_mm\": [\(pictures)]")
  }

  private static func length(_ value: Double) -> String { Decimals.text(value, decimals: 3) }

  /// Left, top, width and height.
  private static func corners(_ frame: Rectangle) -> String {
    let lengths = [frame.x, frame.y, frame.width, frame.height].map(length)
    return "[\(lengths.joined(separator: ", "))]"
  }
}
