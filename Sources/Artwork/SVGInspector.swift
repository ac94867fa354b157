internal import QRImage
internal import Support

/// Parses a whole SVG and refuses everything that `SVGAllowList` does not name.
struct SVGInspector {
  /// Maximum nesting of elements, as in libxml2.
  private static let maximumDepth = 256

  /// The root's attributes without a namespace.
  private var root: [String: String] = [:]
  private var hasRoot = false
  /// Open elements: the text so far of a style sheet, nil for others.
  private var styles: [String?] = []
  private var drawing = SVGDrawing()
  /// How many pixels the embedded pictures have together.
  private var pixelCount = 0
  /// The first one found.
  private var refusal: ArtworkRefusal?

  /// The width of a picture divided by its height; malformed XML is reported first.
  static func aspectRatio(of bytes: [UInt8]) throws(ArtworkRefusal) -> Double {
    var inspector = SVGInspector()
    do throws(XMLFault) {
      let parser = try XMLParser(maximumDepth: maximumDepth) { inspector.inspect($0) }
      try parser.parse(bytes)
      try parser.finish()
    } catch {
      throw inspector.refusal(of: error)
    }
    if let refusal = inspector.refusal { throw refusal }
    guard inspector.drawing.isBounded() else { throw .drawsTooMuch }
    return try inspector.aspectRatio()
  }

  private func refusal(of fault: XMLFault) -> ArtworkRefusal {
    if case .documentType(let name) = fault.kind {
      return name == "svg" ? .unsafe("<!DOCTYPE") : .neitherPNGNorSVG
    }
    return refusal == .noSVG ? .neitherPNGNorSVG : .brokenSVG(fault)
  }

  private mutating func inspect(_ event: XMLParser.Event) {
    switch event {
    case .start(let name, let attributes):
      if !hasRoot { takeRoot(name, attributes) }
      let isDrawing = name.space == SVGAllowList.namespace
      styles.append(isDrawing && name.local == "style" ? "" : nil)
      drawing.begin(name, attributes)
      guard isDrawing ? SVGAllowList.elements.contains(name.local) : isEditor(name.space) else {
        return refuse("<\(name.local)")
      }
      for attribute in attributes { inspect(attribute, isDrawing: isDrawing) }
    case .end:
      drawing.end()
      guard let style = styles.removeLast() else { return }
      refuse(SVGStyle.refusedPart(inSheet: style))
      drawing.add(sheet: SVGStyle.withoutComments(style).text)
    case .text(let text):
      styles[styles.count - 1]?.append(text)
    case .instruction(let target):
      if target == "xml-stylesheet" { refuse("<?xml-stylesheet") }
    }
  }

  private func isEditor(_ space: String) -> Bool { SVGAllowList.isEditor(space) }

  private mutating func takeRoot(_ name: XMLParser.Name, _ attributes: [XMLParser.Attribute]) {
    hasRoot = true
    if name != XMLParser.Name(space: SVGAllowList.namespace, local: "svg") { refusal = .noSVG }
    for attribute in attributes where attribute.name.space.isEmpty {
      root[attribute.name.local] = attribute.value
    }
  }

  private mutating func inspect(_ attribute: XMLParser.Attribute, isDrawing: Bool) {
    let name = attribute.name
    switch name.space {
    case SVGAllowList.linkNamespace:
      if name.local == "href" { inspectLink(attribute.value) }
    case SVGAllowList.xmlNamespace:
      if name.local != "space" && name.local != "lang" { refuse("xml:\(name.local)") }
    case "":
      // An editor's own elements do nothing, whatever their attributes say.
      guard isDrawing else { return }
      guard SVGAllowList.hasAttribute(name.local) else { return refuse(name.local) }
      inspectValue(name.local, attribute.value)
    default:
      if !isEditor(name.space) { refuse(name.local) }
    }
  }

  private mutating func inspectValue(_ name: String, _ value: String) {
    switch name {
    case "href": inspectLink(value)
    case "style": refuse(SVGStyle.refusedPart(inDeclarations: value))
    case "id", "class", "lang": break
    default:
      if !name.hasPrefix("data-") && !name.hasPrefix("aria-") {
        refuse(SVGStyle.refusedPart(inValue: value))
      }
    }
  }

  /// Only parts of the picture itself, and embedded PNGs, may be linked.
  private mutating func inspectLink(_ value: String) {
    let target = value.drop(while: \.isWhitespace)
    if target.isEmpty { return }
    let embedded = "data:image/png;base64,"
    if target.prefix(embedded.count).lowercased() == embedded {
      return inspectPicture(target.dropFirst(embedded.count))
    }
    // A browser decodes percent-encoded names.
    guard target.hasPrefix("#"), !target.contains("%") else {
      return refuse("href=\"\(target.prefix(40).lowercased())\"")
    }
  }

  /// Decodes an embedded PNG, as long as all of them have no more pixels than one may have.
  private mutating func inspectPicture(_ text: Substring) {
    guard refusal == nil else { return }
    do throws(PNGFile.Refusal) {
      guard let bytes = Base64.decode(text.filter { !$0.isWhitespace }) else {
        refusal = .brokenPNGInside
        return
      }
      let picture = try PNGFile(bytes)
      pixelCount += picture.width * picture.height
      drawing.addPicture(pixelCount: picture.width * picture.height)
      if pixelCount > PNGFile.maximumSide * PNGFile.maximumSide { refusal = .tooManyPixelsInside }
    } catch {
      switch error {
      case .tooManyPixels: refusal = .tooManyPixelsInside
      case .damaged: refusal = .brokenPNGInside
      }
    }
  }

  private mutating func refuse(_ part: String?) {
    if let part, refusal == nil { refusal = .unsafe(part) }
  }

  // MARK: Size

  /// The ratio as in browsers (CSS Images 3, section 5.1): from `width` and `height` if both are
  /// lengths, else from `viewBox`.
  private func aspectRatio() throws(ArtworkRefusal) -> Double {
    var box: (width: Double, height: Double)?
    if let text = root["viewBox"] {
      let numbers = text.split { $0 == " " || $0 == "," }.map { Self.number($0) }
      guard numbers.count == 4, !numbers.contains(nil), let width = numbers[2],
        let height = numbers[3], width > 0, height > 0
      else { throw .noSize }
      box = (width, height)
    }
    let size = (width: Self.pixels(root["width"]), height: Self.pixels(root["height"]))
    if let width = size.width, let height = size.height, width > 0, height > 0 {
      return width / height
    }
    guard let box, size.width != 0, size.height != 0 else { throw .noSize }
    return box.width / box.height
  }

  private static func number(_ text: Substring) -> Double? {
    guard text.utf8.allSatisfy({ "0123456789+-.eE".utf8.contains($0) }), let value = Double(text),
      value.isFinite
    else { return nil }
    return value
  }

  /// A length in CSS pixels; nil for a percentage or no value.
  private static func pixels(_ text: String?) -> Double? {
    let units: [String: Double] = [
      "": 1, "px": 1, "pt": 96.0 / 72, "pc": 16, "mm": 96 / 25.4, "cm": 96 / 2.54, "in": 96,
    ]
    let trimmed = (text ?? "").split(separator: " ").joined()[...]
    let digits = trimmed.prefix { $0.isASCII && ($0.isNumber || $0 == "." || $0 == "+") }
    guard let value = number(digits),
      let factor = units[trimmed.dropFirst(digits.count).lowercased()]
    else { return nil }
    return value * factor
  }
}
