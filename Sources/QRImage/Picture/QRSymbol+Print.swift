internal import Support

/// Files for print shops: the modules as one filled path in black ink alone, in vectors.
extension QRSymbol {
  /// The dark modules as rectangles of whole modules from the lower left corner, a horizontal run
  /// each, the quiet zone included.
  private var runs: [(x: Int, y: Int, width: Int)] {
    let side = size.sideInModules
    let quiet = SymbolSize.quietZoneInModules
    var runs: [(x: Int, y: Int, width: Int)] = []
    for row in 0..<side {
      var column = 0
      while column < side {
        guard isDark(column: column, row: row) else {
          column += 1
          continue
        }
        let start = column
        while isDark(column: column, row: row) { column += 1 }
        runs.append((start + quiet, quiet + side - 1 - row, column - start))
      }
    }
    return runs
  }

  private static func points(_ millimetres: Double) -> Double { millimetres * 72 / 25.4 }

  private static func number(_ value: Double) -> String { Decimals.text(value, decimals: 5) }

  /// The symbol with its quiet zone as a PDF of one page (ISO 32000-1), at a printed width.
  ///
  /// Modules are DeviceCMYK 0 0 0 1, the ground DeviceCMYK 0 0 0 0, so no conversion of colours
  /// makes four inks of them.
  public func pdf(widthInMillimetres: Double) -> [UInt8] {
    let width = Self.points(widthInMillimetres)
    let side = size.sideWithQuietZoneInModules
    let box = "[0 0 \(Self.number(width)) \(Self.number(width))]"
    let scale = Self.number(width / Double(side))
    var content = "\(scale) 0 0 \(scale) 0 0 cm\n0 0 0 0 k 0 0 \(side) \(side) re f\n0 0 0 1 k\n"
    for run in runs { content += "\(run.x) \(run.y) \(run.width) 1 re\n" }
    content += "f\n"
    let objects = [
      "<</Type /Catalog /Pages 2 0 R /ViewerPreferences <</PrintScaling /None>>>>",
      "<</Type /Pages /Kids [3 0 R] /Count 1>>",
      "<</Type /Page /Parent 2 0 R /MediaBox \(box) /TrimBox \(box) /Resources <<>> /Contents 4 0 R>>",
      "<</Length \(content.utf8.count)>>\nstream\n\(content)endstream",
    ]
    var text = "%PDF-1.4\n"
    var offsets: [Int] = []
    for (index, object) in objects.enumerated() {
      offsets.append(text.utf8.count)
      text += "\(index + 1) 0 obj\n\(object)\nendobj\n"
    }
    let table = text.utf8.count
    text += "xref\n0 \(objects.count + 1)\n0000000000 65535 f \n"
    for offset in offsets {
      let digits = String(offset)
      text += String(repeating: "0", count: 10 - digits.count) + digits + " 00000 n \n"
    }
    text += "trailer\n<</Size \(objects.count + 1) /Root 1 0 R>>\nstartxref\n\(table)\n%%EOF\n"
    return Array(text.utf8)
  }

  /// The symbol with its quiet zone as an Encapsulated PostScript file (EPSF 3.0, level 2), at a
  /// printed width, in black ink alone.
  public func eps(widthInMillimetres: Double) -> [UInt8] {
    let width = Self.points(widthInMillimetres)
    let side = size.sideWithQuietZoneInModules
    let scale = Self.number(width / Double(side))
    let whole = Int(width.rounded(.up))
    var text = """
      %!PS-Adobe-3.0 EPSF-3.0
      %%BoundingBox: 0 0 \(whole) \(whole)
      %%HiResBoundingBox: 0 0 \(Self.number(width)) \(Self.number(width))
      %%LanguageLevel: 2
      %%Pages: 1
      %%EndComments
      %%Page: 1 1
      gsave
      \(scale) dup scale
      /m { moveto dup 0 rlineto 0 1 rlineto neg 0 rlineto closepath } bind def
      newpath
      0 0 0 0 setcmykcolor 0 0 \(side) \(side) rectfill
      0 0 0 1 setcmykcolor

      """
    for run in runs { text += "\(run.width) \(run.x) \(run.y) m\n" }
    text += "fill\ngrestore\nshowpage\n%%EOF\n"
    return Array(text.utf8)
  }
}
