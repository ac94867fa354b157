internal import Artwork
public import Catalog
public import Print
public import QRImage
public import Support

/// Renders a print job: one SVG in millimetres per sheet, because CSS boxes snap to 1/96 inch.
///
/// The file is a head, one line per sheet that starts with `<div class="sheet">`, and a tail, so
/// that programs can split it.
public struct SheetRenderer: Sendable {
  private let page: PaperSize
  private let title: String
  private let languages: [Language]
  private var pictures: [(SheetElement.Picture, Artwork)] = []
  private var fonts = SheetFonts()

  /// A renderer for the sheets of one job.
  public init(_ typesetter: JobTypesetter, siteTitle: String, fonts: SheetFonts) {
    let job = typesetter.job
    self.init(
      title: "\(siteTitle) · \(job.name)", page: typesetter.page, languages: job.languages)
    if let logo = job.logo { pictures.append((.logo, logo)) }
    if let mark = job.mark { pictures.append((.mark, mark.artwork)) }
    for wallet in PrintJob.Wallet.allCases {
      if let artwork = job.wallets[wallet] { pictures.append((.mark(of: wallet), artwork)) }
    }
    self.fonts = fonts
  }

  /// A renderer for sheets without pictures.
  public init(title: String, page: PaperSize, languages: [Language]) {
    self.title = title
    self.page = page
    self.languages = languages
  }

  /// Everything before the first sheet.
  public func head() -> [UInt8] {
    let language = languages.first ?? .chinese
    let (width, height) = (Self.length(page.width), Self.length(page.height))
    let help = Self.help(width: width, height: height)
    let lines: [Markup] = languages.enumerated().map { index, language in
      index > 0 ? "<br>\(help.text(in: language))" : "\(help.text(in: language))"
    }
    let style: Markup = "\(Self.stylesheet(width: width, height: height))\(fonts.stylesheet)"
    let start: Markup = """
      <!DOCTYPE html><html lang="\(language.rawValue)"><head><meta charset="utf-8">\
      <meta http-equiv="Content-Security-Policy" content="\(Self.policy(style))">\
      <meta name="viewport" content="width=device-width">\
      <meta name="robots" content="noindex"><title>\(title)</title>\
      <style>\(style)</style></head><body><main>\
      <h1 class="how">\(lines)</h1>
      """
    var bytes = start.bytes
    appendPictures(to: &bytes)
    bytes += "\n".utf8
    return bytes
  }

  /// Everything after the last sheet.
  public static let tail = Array("</main></body></html>\n".utf8)

  /// Writes one sheet; throws when a URL does not fit into a code.
  public func append(_ sheet: Sheet, to bytes: inout [UInt8]) throws(QRImageError) {
    let (width, height) = (Self.length(sheet.width), Self.length(sheet.height))
    bytes += "<div class=\"sheet\"><svg viewBox=\"0 0 \(width) \(height)\">".utf8
    for element in sheet.elements { try append(element, to: &bytes) }
    bytes += "</svg></div>\n".utf8
  }

  /// A sheet as a picture of its own, for the owner's list.
  package func thumbnail(_ sheet: Sheet) throws(QRImageError) -> [UInt8] {
    let (width, height) = (Self.length(sheet.width), Self.length(sheet.height))
    let start: Markup = """
      <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 \(width) \(height)" width="\(width)mm" height="\(height)mm" lang="\((languages.first ?? .chinese).rawValue)">\
      <style>\(Self.textStyle)\(fonts.stylesheet)</style>\
      <path fill="#fff" d="M0 0h\(width)v\(height)h-\(width)z"/>
      """
    var bytes = start.bytes
    appendSymbols(to: &bytes)
    for element in sheet.elements { try append(element, to: &bytes) }
    bytes += "</svg>\n".utf8
    return bytes
  }

  // MARK: Page

  /// How to print, shown above the sheets on the screen.
  private static func help(width: String, height: String) -> Sentence {
    Sentence(
      "Paper \(width) × \(height) mm. Print at 100 % (“Actual size”), margins “None”, headers and "
        + "footers off, then measure the ruler or a code.",
      "纸张 \(width) × \(height) 毫米。打印时请选：缩放 100%（“实际大小”）、边距“无”、不要页眉和页脚；打印后请量一下标尺或码的宽度。")
  }

  /// Nothing but this style, and pictures and fonts within the page (Content Security Policy 3, section 2.3).
  private static func policy(_ style: Markup) -> String {
    "default-src 'none'; style-src 'sha256-\(Base64.encode(SHA256Hash.digest(style.bytes)))'; "
      + "img-src data:; font-src data:; base-uri 'none'; form-action 'none'"
  }

  /// The page has the sheet's size and no margin, so that browsers do not shrink it; a sheet's box
  /// is slightly lower, because browsers round pages to whole points and a higher box would start
  /// an empty page.
  private static func stylesheet(width: String, height: String) -> Markup {
    """
    @page{size:\(width)mm \(height)mm;margin:0}\
    html,body{margin:0;padding:0;background:#fff}\
    .sheet{width:\(width)mm;height:calc(\(height)mm - .3mm)}\
    .sheet:not(:last-child){break-after:page}\
    .sheet>svg{display:block;width:\(width)mm;height:\(height)mm}\
    .sheet svg *{-webkit-print-color-adjust:exact}\
    .pictures{position:absolute;width:0;height:0}\
    \(textStyle)\
    @media print{.how{display:none}}\
    @media screen{body{background:#e7e8ec;padding:1px 16px 16px}\
    .how{font-size:16px;font-weight:400;line-height:1.6;color:#16181d;background:#fff;max-width:44em;\
    margin:16px auto;padding:12px 20px;border-radius:8px}\
    .sheet{height:auto;max-width:100%;margin:0 auto 16px;background:#fff;\
    box-shadow:0 1px 6px #0003}.sheet>svg{width:100%;height:auto}}
    """
  }

  private static var textStyle: Markup {
    """
    body,text{font-family:\(SheetFonts.stack(isSerif: false))}\
    text{white-space:pre;text-rendering:geometricPrecision;\
    font-variant-numeric:lining-nums tabular-nums}\
    .s{font-family:\(SheetFonts.stack(isSerif: true))}\
    .b{font-weight:700}\
    .code{shape-rendering:crispEdges}
    """
  }

  /// Adds the job's pictures once, for all sheets.
  private func appendPictures(to bytes: inout [UInt8]) {
    guard !pictures.isEmpty else { return }
    bytes += "<svg class=\"pictures\" aria-hidden=\"true\">".utf8
    appendSymbols(to: &bytes)
    bytes += "</svg>".utf8
  }

  private func appendSymbols(to bytes: inout [UInt8]) {
    guard !pictures.isEmpty else { return }
    bytes += "<defs>".utf8
    for (picture, artwork) in pictures {
      let ratio = Self.length(artwork.aspectRatio)
      bytes += "<symbol id=\"\(picture.rawValue)\" viewBox=\"0 0 \(ratio) 1\">".utf8
      bytes +=
        "<image width=\"\(ratio)\" height=\"1\" href=\"data:\(artwork.mediaType);base64,".utf8
      Base64.append(artwork.bytes, to: &bytes)
      bytes += "\"/></symbol>".utf8
    }
    bytes += "</defs>".utf8
  }

  // MARK: Elements

  private func append(_ element: SheetElement, to bytes: inout [UInt8]) throws(QRImageError) {
    switch element {
    case .rectangle(let frame, let fill, let stroke, let radius):
      bytes += "<rect\(Self.attributes(of: frame))".utf8
      if radius > 0 { bytes += " rx=\"\(Self.length(radius))\"".utf8 }
      bytes += "\(Self.paint(fill, stroke))/>".utf8
    case .ellipse(let frame, let fill, let stroke):
      bytes +=
        ("<ellipse cx=\"\(Self.length(frame.middleX))\" cy=\"\(Self.length(frame.middleY))\" "
        + "rx=\"\(Self.length(frame.width / 2))\" ry=\"\(Self.length(frame.height / 2))\""
        + "\(Self.paint(fill, stroke))/>").utf8
    case .line(let x, let y, let toX, let toY, let stroke):
      bytes +=
        ("<path d=\"M\(Self.length(x)) \(Self.length(y))L\(Self.length(toX)) "
        + "\(Self.length(toY))\"\(Self.paint(nil, stroke))/>").utf8
    case .text(let text):
      append(text, to: &bytes)
    case .code(let code):
      try append(code, to: &bytes)
    case .picture(let picture, let frame):
      bytes += "<use href=\"#\(picture.rawValue)\"\(Self.attributes(of: frame))/>".utf8
    case .placed(let elements, let placement):
      bytes += "<g transform=\"\(Self.transform(placement))\">".utf8
      for element in elements { try append(element, to: &bytes) }
      bytes += "</g>".utf8
    }
  }

  private func append(_ text: SheetText, to bytes: inout [UInt8]) {
    let classes = (text.face.isSerif ? ["s"] : []) + (text.face.isBold ? ["b"] : [])
    let size = text.runs.last?.size ?? 0
    bytes += "<text x=\"\(Self.length(text.x))\" y=\"\(Self.length(text.baseline))\"".utf8
    bytes += " font-size=\"\(Self.length(size))\" fill=\"\(text.colour)\"".utf8
    if !classes.isEmpty { bytes += " class=\"\(classes.joined(separator: " "))\"".utf8 }
    switch text.anchor {
    case .start: break
    case .middle: bytes += " text-anchor=\"middle\"".utf8
    case .end: bytes += " text-anchor=\"end\"".utf8
    }
    if text.language != languages.first {
      bytes += " lang=\"\(text.language.rawValue)\"".utf8
    }
    bytes += ">".utf8
    for run in text.runs {
      if run.size == size {
        Escaping.append(run.text, to: &bytes)
      } else {
        bytes += "<tspan font-size=\"\(Self.length(run.size))\">".utf8
        Escaping.append(run.text, to: &bytes)
        bytes += "</tspan>".utf8
      }
    }
    bytes += "</text>".utf8
  }

  /// A white plate with the modules on it, one unit each of an inner SVG.
  private func append(_ code: SheetCode, to bytes: inout [UInt8]) throws(QRImageError) {
    let symbol = try QRSymbol(code.url, size: code.size)
    let quiet = code.quietZoneInModules
    let side = symbol.size.sideInModules + 2 * quiet
    bytes += "<svg class=\"code\"\(Self.attributes(of: code.plate))".utf8
    bytes +=
      " viewBox=\"0 0 \(side) \(side)\"><path fill=\"#fff\" d=\"M0 0h\(side)v\(side)h-\(side)z\"/>"
      .utf8
    bytes += "<path d=\"\(symbol.svgPath(offset: quiet))\"/>".utf8
    if let plate = code.plateSideInModules {
      let start = (side - plate) / 2
      bytes += "<path fill=\"#fff\" d=\"M\(start) \(start)h\(plate)v\(plate)h-\(plate)z\"/>".utf8
      let ratio = code.markAspectRatio ?? 1
      let room = Double(plate) - 1
      let (width, height) = (min(room, room * ratio), min(room, room / ratio))
      let frame = Rectangle(
        x: (Double(side) - width) / 2, y: (Double(side) - height) / 2, width: width,
        height: height)
      bytes += "<use href=\"#mark\"\(Self.attributes(of: frame))/>".utf8
    }
    bytes += "</svg>".utf8
  }

  // MARK: Attributes

  private static func attributes(of frame: Rectangle) -> String {
    " x=\"\(length(frame.x))\" y=\"\(length(frame.y))\" width=\"\(length(frame.width))\""
      + " height=\"\(length(frame.height))\""
  }

  private static func paint(_ fill: Colour?, _ stroke: Stroke?) -> String {
    var text = " fill=\"\(fill?.description ?? "none")\""
    if let stroke {
      text += " stroke=\"\(stroke.colour)\" stroke-width=\"\(length(stroke.width))\""
      if let dash = stroke.dash { text += " stroke-dasharray=\"\(length(dash))\"" }
    }
    return text
  }

  private static func transform(_ placement: Placement) -> String {
    let (across, down) = placement.factors
    let move = "translate(\(length(placement.x)) \(length(placement.y)))"
    if across == 1, down == 1 { return move }
    let factors = across == down ? [across] : [across, down]
    return "\(move) scale(\(factors.map { length($0, decimals: 6) }.joined(separator: " ")))"
  }

  /// A length to a ten-thousandth of a millimetre, identical on every platform.
  static func length(_ value: Double, decimals: Int = 4) -> String {
    Decimals.text(value, decimals: decimals)
  }
}
