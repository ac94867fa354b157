internal import Support

/// Files for print shops: the modules as one filled path in black ink alone, in vectors.
extension QRSymbol {
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
    forEachDarkRun { column, row, length in
      let (x, y) = corner(column, row)
      content += "\(x) \(y) \(length) 1 re\n"
    }
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
    text += PDFOffsets.end(offsets, at: text.utf8.count, trailer: "/Root 1 0 R")
    return Array(text.utf8)
  }

  /// The lower left corner of a module in the symbol with its quiet zone, from the lower left.
  private func corner(_ column: Int, _ row: Int) -> (x: Int, y: Int) {
    let quiet = SymbolSize.quietZoneInModules
    return (column + quiet, quiet + size.sideInModules - 1 - row)
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
    forEachDarkRun { column, row, length in
      let (x, y) = corner(column, row)
      text += "\(length) \(x) \(y) m\n"
    }
    text += "fill\ngrestore\nshowpage\n%%EOF\n"
    return Array(text.utf8)
  }
}
