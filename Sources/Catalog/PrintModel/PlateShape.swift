internal import Support

/// The size of a laminated plate, with rounded corners.
public struct PlateShape: Hashable, Sendable {
  /// The width in millimetres.
  public var width = 90.0
  /// The height in millimetres.
  public var height = 130.0
  /// The radius of the corners in millimetres.
  public var cornerRadius = 6.0

  /// The least distance between words and the cut, in millimetres.
  private static let cutDistance = 3.0

  /// The margin that words and codes keep on every side, in millimetres, so that their rectangle is
  /// as far from the rounded corners as from the sides.
  public var safeZone: Double {
    let atCorner = cornerRadius - (cornerRadius - Self.cutDistance) / 2.0.squareRoot()
    return max(Self.cutDistance, atCorner)
  }

  /// The sides that plates may have, in millimetres.
  static let sideRange = 50.0...400.0
}

extension PrintDecoder {
  /// How far colour extends beyond the cut of a plate unless the job says so, in millimetres.
  private static let plateBleed = 2.0

  /// Decodes the keys of plates.
  func decodePlate(_ values: [String: ConfigCursor], into job: inout PrintJob) {
    guard job.kind == .plate else { return }
    if values["bleed"] == nil { job.bleed = Self.plateBleed }
    if let cursor = values["size"], let text = cursor.text() {
      if let size = Measures.size(text), PlateShape.sideRange.contains(size.width),
        PlateShape.sideRange.contains(size.height)
      {
        (job.plate.width, job.plate.height) = size
      } else {
        cursor.report(.badPlateSize(text))
      }
    }
    if let radius = values["corner"].flatMap({ length($0, in: 0...20) }) {
      job.plate.cornerRadius = radius
    }
  }

  /// Decodes the headings of a menu in the job's languages.
  func decodeHeadings(_ values: [String: ConfigCursor], into job: inout PrintJob) {
    guard let cursor = values["headings"] else { return }
    for (tag, value) in cursor.namedEntries() {
      job.headings[tag] = printed(value, job, separator: " ")
    }
  }
}

extension Problem {
  static func badPlateSize(_ text: String) -> Problem {
    let (least, most) = (
      Int(PlateShape.sideRange.lowerBound), Int(PlateShape.sideRange.upperBound)
    )
    return Problem(
      Sentence(
        "\(quoted(text)) is not the size of a plate", "\(quoted(text)) 不是台牌的尺寸"),
      hint: Sentence(
        "write width and height, \(least) to \(most) mm each, as 90x130mm or 4x6in",
        "请写宽和高，各 \(least) 到 \(most) 毫米，例如 90x130mm 或 4x6in"))
  }
}
