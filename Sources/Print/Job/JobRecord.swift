internal import Catalog
internal import QRImage
internal import Support

/// A job's entry in `jobs.json`, the contract that `pdf`, `verify` and other tools rely on.
public struct JobRecord: Sendable {
  /// The ids of the links that are not printed because their titles do not fit.
  public var leftOut: [String] = []
  private var pages: [[UInt8]] = []
  /// The pieces of a sheet whose colour reaches beyond their edges.
  private let bled: [JobLayout.Piece]
  private let head: String

  /// The record of a job without pages yet; the paths are relative to the output folder.
  public init(_ typesetter: JobTypesetter, html: String, pdf: String) {
    var head: [JSON.Member] = [
      .init(name: "name", value: .string(typesetter.job.name)),
      .init(name: "kind", value: .string(typesetter.job.kind.rawValue)),
      .init(name: "html", value: .string(html)), .init(name: "pdf", value: .string(pdf)),
      .init(name: "page_width_mm", value: Self.length(typesetter.page.width)),
      .init(name: "page_height_mm", value: Self.length(typesetter.page.height)),
    ]
    if typesetter.job.isReprint {
      head.append(.init(name: "reprint", value: .boolean(true)))
      // What is needed to mark it later.
      if let origin = typesetter.job.origin {
        head.append(.init(name: "reprint_of", value: .string(origin)))
      }
      if typesetter.job.start > 1 {
        head.append(.init(name: "start", value: .number("\(typesetter.job.start)")))
      }
    }
    // The page after the cut and the colour beyond it, if the sheet is larger.
    if typesetter.layout.slug > 0, let piece = typesetter.layout.pieces.first {
      head.append(.init(name: "cut_mm", value: Self.corners(piece.frame)))
      head.append(.init(name: "bleed_mm", value: Self.length(typesetter.job.bleed)))
    }
    let placement = typesetter.placement
    // A piece that has a page of its own has no neighbours.
    let pieces = typesetter.layout.stock == nil ? [] : typesetter.layout.pieces
    bled = pieces.filter { $0.ground != $0.frame }.map {
      JobLayout.Piece(frame: placement.place($0.frame), ground: placement.place($0.ground))
    }
    self.head = String(JSON.object(head).line.dropLast())
  }

  /// Adds the next page.
  public mutating func add(_ sheet: Sheet) {
    var bytes = Array("    [".utf8)
    let codes = sheet.codes
    let contents = sheet.content(on: codes.map(\.piece))
    for (index, (placed, content)) in zip(codes, contents).enumerated() {
      bytes += "\(index == 0 ? "" : ",")\n      ".utf8
      let ground = bled.first { $0.frame.holds(placed.piece) }?.ground
      Self.record(placed, content, ground: ground).append(to: &bytes)
    }
    bytes += "\n    ]".utf8
    pages.append(bytes)
  }

  private static func record(
    _ placed: PlacedCode, _ content: PieceContent, ground: Rectangle?
  ) -> JSON {
    var members: [JSON.Member] = [
      .init(name: "link", value: .string(placed.code.link)),
      .init(name: "x_mm", value: length(placed.frame.x)),
      .init(name: "y_mm", value: length(placed.frame.y)),
      .init(name: "side_mm", value: length(placed.frame.width)),
      .init(name: "modules", value: .number("\(placed.code.size.sideInModules)")),
      .init(name: "level", value: .string(placed.code.size.level.rawValue)),
      .init(name: "piece_mm", value: corners(placed.piece)),
      .init(name: "title", value: .string(placed.code.title)),
      .init(name: "amount", value: placed.code.amount.map(JSON.string) ?? .null),
      .init(name: "words", value: .array(content.words.map(JSON.string))),
    ]
    // Higher or lower than wide, if the sheet is scaled so.
    if abs(placed.frame.height - placed.frame.width) > 0.0005 {
      members.insert(.init(name: "height_mm", value: length(placed.frame.height)), at: 4)
    }
    if let title = placed.code.fullTitle {
      members.append(.init(name: "full_title", value: .string(title)))
    }
    if !content.pictures.isEmpty {
      members.append(.init(name: "pictures_mm", value: .array(content.pictures.map(corners))))
    }
    if let ground { members.append(.init(name: "ground_mm", value: corners(ground))) }
    if placed.isTurned { members.append(.init(name: "rotated", value: .number("180"))) }
    return .object(members)
  }

  /// The record as a JSON object.
  public var json: [UInt8] {
    var bytes = Array("  \(head), ".utf8)
    if !leftOut.isEmpty {
      bytes += "\"left_out\": \(JSON.array(leftOut.map(JSON.string)).line), ".utf8
    }
    bytes += "\"pages\": [".utf8
    for (index, page) in pages.enumerated() {
      bytes += (index == 0 ? "\n" : ",\n").utf8
      bytes += page
    }
    bytes += "\n  ]}".utf8
    return bytes
  }

  private static func length(_ value: Double) -> JSON {
    .number(Decimals.text(value, decimals: 3))
  }

  /// Left, top, width and height.
  private static func corners(_ frame: Rectangle) -> JSON {
    .array([frame.x, frame.y, frame.width, frame.height].map(length))
  }
}
