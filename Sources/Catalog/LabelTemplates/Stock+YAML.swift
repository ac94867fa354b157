internal import Support

extension Stock {
  /// A size such as `63.5x38.1` or `2.625x1in`, in millimetres.
  public static func size(_ text: String) -> (width: Double, height: Double)? {
    Measures.size(text)
  }

  /// The stock as an entry of `stocks:`.
  public var yaml: [String] {
    func pair(_ left: Double, _ separator: String, _ right: Double) -> String {
      "\(Decimals.text(left, decimals: 3))\(separator)\(Decimals.text(right, decimals: 3))"
    }
    var lines = ["\(name):"]
    if use != .labels { lines.append("  for: \(use.rawValue)") }
    lines += [
      "  paper: \(paper.name.map { $0.contains(" ") ? "\"\($0)\"" : $0 } ?? pair(paper.width, "x", paper.height))",
      "  columns: \(columns)", "  rows: \(rows)", "  size: \(pair(width, "x", height))",
      "  first: \"\(pair(left, ",", top))\"", "  pitch: \"\(pair(columnPitch, ",", rowPitch))\"",
    ]
    if isRound { lines.append("  round: true") }
    if !isCalibrated { lines.append("  calibrated: false") }
    return lines
  }
}
