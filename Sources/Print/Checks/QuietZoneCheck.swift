/// Finds anything that is drawn in the quiet zone of a code.
enum QuietZoneCheck {
  /// The element that overlaps a code or its quiet zone: its text, or its kind.
  static func intruder(in elements: [SheetElement]) -> String? {
    let parts = DrawnPart.all(of: elements)
    let codes = parts.indices.filter { parts[$0].kind == .code }
    for (index, part) in parts.enumerated() {
      let isOver = codes.contains { code in
        // A filled area lies under the white plate of a code, unless the code is already drawn.
        index != code && (part.kind != .field || code < index)
          && part.frame.overlaps(parts[code].frame)
      }
      if isOver { return part.name }
    }
    return nil
  }
}
