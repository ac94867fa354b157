internal import Support

/// Counts how many elements a browser draws of an SVG: what `<use>`, patterns, masks, clips, markers and
/// filters repeat counts each time, so that a few lines cannot become millions of shapes.
struct SVGDrawing {
  /// The most elements of a picture: a browser draws them in less than a second.
  static let maximumCount = 100_000
  /// How many pixels of an embedded picture count as one element.
  private static let pixelsPerElement = 4096

  private struct Node {
    let name: String
    let parent: Int?
    let id: String?
    let classes: String
    /// The most corners of a path or line, each of which may have a marker.
    let cornerLimit: Int
    /// What it draws itself, with elements as units.
    var weight = 1
    /// The properties that it does not inherit.
    var declared: Set<String> = []
    var references: [Reference] = []
  }

  /// A part of the picture that an element shows, or that paints it.
  private struct Reference: Hashable {
    /// The property, or `href`.
    let property: String
    let id: String

    var isMarker: Bool { property.hasPrefix("marker") }
    var isInherited: Bool { isMarker || property == "fill" || property == "stroke" }
  }

  /// Stands for the names of all elements.
  private static let anyName = "*"

  private var nodes: [Node] = []
  private var open: [Int] = []
  /// The references in the rules of style sheets, by each name in the selector: of an element, a class or
  /// an id.
  private var rules: [String: Set<Reference>] = [:]
  /// How many references the rules have, for each of their names.
  private var ruleSize = 0

  /// The most references of all elements together.
  private static let maximumReferenceCount = 4 * maximumCount

  /// Whether there is too much already before anything is repeated.
  private var isFull: Bool {
    nodes.count > Self.maximumCount || ruleSize > Self.maximumReferenceCount
  }

  /// Takes the start of an element with its attributes.
  mutating func begin(_ name: XMLParser.Name, _ attributes: [XMLParser.Attribute]) {
    open.append(nodes.count)
    guard !isFull else { return }
    func value(_ name: String) -> String? {
      attributes.first { $0.name == XMLParser.Name(space: "", local: name) }?.value
    }
    var node = Node(
      name: name.local, parent: open.dropLast().last, id: value("id"),
      classes: value("class") ?? "",
      cornerLimit: max(1, (value("d") ?? value("points") ?? "").utf8.count / 2))
    for attribute in attributes {
      let value = attribute.value
      switch attribute.name.local {
      case "href":
        if let id = Self.target(ofLink: value) {
          node.references.append(Reference(property: "href", id: id))
        }
      case "style":
        node.references += Self.references(inDeclarations: value)
      default:
        let found = Self.targets(inValue: value)
        node.references += found.map { Reference(property: attribute.name.local, id: $0) }
        if ["fill", "stroke"].contains(attribute.name.local) {
          node.declared.insert(attribute.name.local)
        }
      }
    }
    nodes.append(node)
  }

  /// Takes the end of the innermost open element.
  mutating func end() { open.removeLast() }

  /// Adds an embedded picture to the innermost open element.
  mutating func addPicture(pixelCount: Int) {
    if let last = nodes.indices.last { nodes[last].weight += pixelCount / Self.pixelsPerElement }
  }

  /// Adds a style sheet without comments.
  mutating func add(sheet: String) {
    for rule in sheet.split(separator: "}") where !isFull {
      let parts = rule.split(separator: "{", omittingEmptySubsequences: false)
      guard parts.count == 2 else { continue }
      let references = Self.references(inDeclarations: String(parts[1]))
      guard !references.isEmpty else { continue }
      let mayMatchAny = parts[0].contains { "*:[".contains($0) }
      let names =
        mayMatchAny
        ? [Self.anyName]
        : parts[0].split { !($0.isLetter || $0.isNumber || "-_".contains($0)) }.map(String.init)
      ruleSize += names.count * references.count
      guard !isFull else { return }
      for name in names { rules[name, default: []].formUnion(references) }
    }
  }

  // MARK: Counting

  /// Whether no more than the limit is drawn; a part that shows itself never is.
  func isBounded() -> Bool {
    guard !isFull, let edges = edges() else { return false }
    // What each element draws, once it is known.
    var counts = [Int?](repeating: nil, count: nodes.count)
    var isOpen = [Bool](repeating: false, count: nodes.count)
    // Elements to enter, and those whose parts have been counted.
    var work = [(node: 0, isLeaving: false)]
    while let (node, isLeaving) = work.popLast() {
      if counts[node] != nil { continue }
      if isLeaving {
        var count = nodes[node].weight
        for edge in edges[node] {
          count += (counts[edge.node] ?? 0) * edge.times
          if count > Self.maximumCount { return false }
        }
        counts[node] = count
      } else if isOpen[node] {
        return false
      } else {
        isOpen[node] = true
        work.append((node, true))
        work += edges[node].lazy.filter { counts[$0.node] == nil }.map { ($0.node, false) }
      }
    }
    return true
  }

  /// The children and the references of each element; nil if there are too many.
  private func edges() -> [[(node: Int, times: Int)]]? {
    var places: [String: Int] = [:]
    for (index, node) in nodes.enumerated() {
      if let id = node.id, places[id] == nil { places[id] = index }
    }
    var edges = [[(node: Int, times: Int)]](repeating: [], count: nodes.count)
    var inherited = [[Reference]](repeating: [], count: nodes.count)
    var referenceCount = 0
    for (index, node) in nodes.enumerated() {
      var references = node.references + sheetReferences(to: node)
      if let parent = node.parent {
        edges[parent].append((index, 1))
        referenceCount += inherited[parent].count
        let own = Set(references.map(\.property)).union(node.declared)
        references += inherited[parent].filter { !own.contains($0.property) }
      }
      referenceCount += references.count
      guard referenceCount <= Self.maximumReferenceCount else { return nil }
      inherited[index] = references.filter(\.isInherited)
      for reference in references {
        // A gradient is computed once, however many elements it paints.
        guard let place = places[reference.id], !nodes[place].name.hasSuffix("Gradient") else {
          continue
        }
        edges[index].append((place, reference.isMarker ? node.cornerLimit : 1))
      }
    }
    return edges
  }

  /// The references of the rules that may match an element.
  private func sheetReferences(to node: Node) -> Set<Reference> {
    if rules.isEmpty { return [] }
    let classes = node.classes.split(whereSeparator: \.isWhitespace).map(String.init)
    return ([Self.anyName, node.name, node.id].compactMap(\.self) + classes)
      .reduce(into: []) { $0.formUnion(rules[$1] ?? []) }
  }

  // MARK: References

  /// The id in a link to a part of the picture, as browsers read it; nil for any other link.
  private static func target(ofLink value: String) -> String? {
    let link = value.drop(while: \.isWhitespace)
    guard link.first == "#" else { return nil }
    return String(link.dropFirst().filter { !$0.isWhitespace })
  }

  /// The ids in `url(#…)`.
  private static func targets(inValue value: String) -> [String] {
    var ids: [String] = []
    var rest = value[...]
    while let brace = rest.firstIndex(of: "(") {
      let isURL = rest[..<brace].suffix(3).lowercased() == "url"
      rest = rest[rest.index(after: brace)...]
      guard isURL else { continue }
      rest = rest.drop { $0.isWhitespace || "\"'".contains($0) }
      guard rest.first == "#" else { continue }
      let id = rest.dropFirst().prefix { !$0.isWhitespace && !"\"')".contains($0) }
      ids.append(String(id))
      rest = rest[id.endIndex...]
    }
    return ids
  }

  private static func references(inDeclarations text: String) -> [Reference] {
    text.split(separator: ";").flatMap { declaration in
      let parts = declaration.split(separator: ":", maxSplits: 1)
      guard parts.count == 2 else { return [Reference]() }
      let property = parts[0].filter { !$0.isWhitespace }.lowercased()
      return targets(inValue: String(parts[1])).map { Reference(property: property, id: $0) }
    }
  }
}
