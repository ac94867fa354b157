/// Finds anything that is drawn in the white border of a code.
enum QuietZoneCheck {
  /// What lies over a code or its quiet zone: a text, or the kind of anything else.
  static func intruder(in elements: [SheetElement]) -> String? {
    let parts = DrawnPart.all(of: elements)
    let codes = parts.indices.filter { parts[$0].kind == .code }
    for (index, part) in parts.enumerated() {
      let isOver = codes.contains { code in
        // What is filled lies under the white plate of a code, unless the code is already drawn.
        index != code && (part.kind != .field || code < index)
          && part.frame.overlaps(parts[code].frame)
      }
      if isOver { return part.name }
    }
    return nil
  }
}
