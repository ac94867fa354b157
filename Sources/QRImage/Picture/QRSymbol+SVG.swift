internal import Support

extension QRSymbol {
  /// The dark modules as SVG path data, a closed rectangle per horizontal run, one unit per module,
  /// moved by `offset` modules from the top left.
  public func svgPath(offset: Int = SymbolSize.quietZoneInModules) -> String {
    var path = ""
    forEachDarkRun { column, row, length in
      path += "M\(column + offset) \(row + offset)h\(length)v1h-\(length)z"
    }
    return path
  }

  /// The symbol as an SVG file, dark on white, with its quiet zone, at a printed width.
  public func svg(widthInMillimetres: Double) -> String {
    let side = size.sideWithQuietZoneInModules
    let width = Decimals.text(widthInMillimetres, decimals: 2)
    return """
      <svg xmlns="http://www.w3.org/2000/svg" width="\(width)mm" height="\(width)mm" \
      viewBox="0 0 \(side) \(side)" shape-rendering="crispEdges">\
      <path fill="#fff" d="M0 0h\(side)v\(side)h-\(side)z"/><path d="\(svgPath())"/></svg>

      """
  }
}
