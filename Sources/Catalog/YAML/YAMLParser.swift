internal import Support

/// An error that ends the reading of a piece of the config.
struct YAMLFailure: Error {
  let problem: Problem
  let position: Position
}

/// Parses some lines of a config into nodes with positions; refuses anchors, aliases and tags,
/// limits nesting, and collects findings about keys and texts.
final class YAMLParser {
  /// The deepest nesting of lists and mappings.
  static let maximumDepth = 32

  /// The findings so far, in the order of the text.
  private(set) var findings: [Finding] = []

  private let source: YAMLSource
  private let list: (keyPath: String, firstIndex: Int)
  private let firstLine: Int
  private let events: YAMLEvents
  /// The last scalar that was parsed.
  private var lastScalar: YAMLScalar?
  /// The last text with a flaw.
  private var flawed = 0..<0

  /// A parser of some lines, counted from 0, whose first one is not indented deeper than the others.
  ///
  /// - Parameter list: the key path of the list, and the index of its first item, if the lines are
  ///   items of a list.
  init?(
    _ source: YAMLSource, lines: Range<Int>, of list: (keyPath: String, firstIndex: Int) = ("", 0)
  ) {
    self.source = source
    self.list = list
    firstLine = lines.lowerBound
    let start = source.range(ofLine: lines.lowerBound).lowerBound
    let end =
      lines.upperBound < source.lineCount
      ? source.range(ofLine: lines.upperBound).lowerBound : source.scalars.count
    guard let events = YAMLEvents(source.scalars[start..<end]) else { return nil }
    self.events = events
  }

  /// The root of the only document.
  func parse() throws(YAMLFailure) -> ConfigNode {
    var root: ConfigNode?
    while true {
      let event = try nextEvent()
      switch event.kind {
      case .documentStart:
        guard root == nil else { throw failure(.severalDocuments, event) }
        root = try readNode(nextEvent(), Place(keyPath: list.keyPath))
      case .streamEnd:
        guard let root else {
          throw YAMLFailure(problem: .emptyConfig, position: Position(file: source.file))
        }
        return root
      default:
        continue
      }
    }
  }

  /// Where a node is.
  private struct Place {
    var keyPath = ""
    var depth = 0
    var context = PlainText.Context.top

    func item(_ index: Int, isInFlow: Bool) -> Place {
      Place(
        keyPath: "\(keyPath)[\(index)]", depth: depth + 1,
        context: .item(isInFlow: isInFlow, meaning: PlainText.Meaning(keyPath)))
    }

    func value(of key: String, isInFlow: Bool) -> Place {
      let path = ConfigCursor.join(keyPath, key)
      return Place(
        keyPath: path, depth: depth + 1,
        context: .value(key: key, isInFlow: isInFlow, meaning: PlainText.Meaning(path)))
    }
  }

  private func readNode(
    _ event: YAMLEvents.Event, _ place: Place
  ) throws(YAMLFailure) -> ConfigNode {
    guard place.depth <= Self.maximumDepth else {
      throw failure(.tooDeep(Self.maximumDepth), event)
    }
    switch event.kind {
    case .scalar(let scalar):
      return ConfigNode(position: position(of: event), content: check(scalar, place))
    case .listStart(let isInFlow):
      var items: [ConfigNode] = []
      var commas = UnspacedCommas(source)
      while true {
        let next = try nextEvent()
        if case .end = next.kind { break }
        if isInFlow, case .scalar(let scalar) = next.kind { commas.add(scalar) }
        let index = items.count + (place.depth == 0 ? list.firstIndex : 0)
        let isConsequence = isConsequence(next)
        let item = try readNode(next, place.item(index, isInFlow: isInFlow))
        if !isConsequence { items.append(item) }
      }
      if let flaw = commas.flaw {
        report(.error, flaw, place.keyPath)
        return ConfigNode(position: position(of: event), content: .refused)
      }
      return ConfigNode(position: position(of: event), content: .sequence(ConfigList(items)))
    case .mappingStart(let isInFlow):
      let entries = try readEntries(place, isInFlow: isInFlow)
      return ConfigNode(position: position(of: event), content: .mapping(entries))
    default:
      throw failure(.notYAML, event)
    }
  }

  private func readEntries(
    _ place: Place, isInFlow: Bool
  ) throws(YAMLFailure) -> [ConfigNode.Entry] {
    var entries = UniqueEntries(isInList: place.keyPath.last == "]")
    while true {
      let before = isInFlow ? lastScalar : nil
      let keyEvent = try nextEvent()
      if case .end = keyEvent.kind { return entries.entries }
      guard case .scalar(let scalar) = keyEvent.kind else {
        throw failure(.keyNotText, keyEvent)
      }
      if scalar.isPlain, !isInFlow,
        let mark = ItemMark(
          source, at: scalar.range.lowerBound, needsKey: false,
          isSecret: PlainText.isSecret(place.keyPath))
      {
        throw YAMLFailure(
          problem: mark.flaw.problem, position: source.position(of: mark.flaw.offset))
      }
      let isConsequence = isConsequence(keyEvent)
      let key = checkKey(scalar, place)
      let node = try readNode(nextEvent(), place.value(of: key ?? scalar.text, isInFlow: isInFlow))
      guard let key, !isConsequence else { continue }
      if node.isMissing, let before, let flaw = UnspacedCommas.flaw(before, scalar, in: source) {
        report(.error, flaw, place.keyPath)
        continue
      }
      let name = node.isMissing && scalar.isPlain ? checkLoneKey(scalar, key, place) : key
      let value =
        name == key ? node : ConfigNode(position: node.position, content: .refused)
      let entry = ConfigNode.Entry(key: name, keyPosition: position(of: keyEvent), value: value)
      if let finding = entries.add(entry, keyPath: ConfigCursor.join(place.keyPath, name)) {
        findings.append(finding)
      }
    }
  }

  // MARK: Checks of texts

  /// The content of a scalar, refused after a finding.
  private func check(_ scalar: YAMLScalar, _ place: Place) -> ConfigNode.Content {
    let text = PlainText(source, scalar.range, place.context)
    guard let flaw = scalar.isPlain ? text.flaw() : scalar.isQuoted ? text.commentFlaw() : nil
    else { return .scalar(scalar.text, isPlain: scalar.isPlain) }
    report(.error, flaw, place.keyPath)
    return .refused
  }

  /// The name of a key without what does not belong to it; nil if it cannot be known.
  private func checkKey(_ scalar: YAMLScalar, _ place: Place) -> String? {
    guard scalar.isPlain else { return scalar.text }
    let check = PlainKey(source, scalar.range)
    if let finding = check.finding { report(finding.severity, finding.flaw, place.keyPath) }
    return check.name
  }

  /// The name of a key without value, such as `id:a` between braces.
  private func checkLoneKey(_ scalar: YAMLScalar, _ key: String, _ place: Place) -> String {
    let isSecret = PlainText.isSecret(place.keyPath)
    guard let fault = KeyFault(source, scalar.range, isSecret: isSecret) else { return key }
    report(.error, fault.flaw, place.keyPath)
    return fault.key
  }

  /// Reports a flaw, unless it lies within a text that has one.
  private func report(_ severity: Finding.Severity, _ flaw: YAMLFlaw, _ keyPath: String) {
    guard !flawed.contains(flaw.offset) else { return }
    flawed = flaw.offset..<flaw.end
    findings.append(
      Finding(
        severity, at: source.position(of: flaw.offset), keyPath: keyPath.isEmpty ? nil : keyPath,
        flaw.problem))
  }
}

// MARK: - Events

extension YAMLParser {
  private func nextEvent() throws(YAMLFailure) -> YAMLEvents.Event {
    let event: YAMLEvents.Event
    do {
      event = try events.next()
    } catch {
      let fault = YAMLFault(error, lastScalar: lastScalar, firstLine: firstLine)
      let flaw = fault.flaw(in: source)
      throw YAMLFailure(problem: flaw.problem, position: source.position(of: flaw.offset))
    }
    switch event.kind {
    case .anchor: throw failure(.anchorRefused, event)
    case .alias: throw failure(.aliasRefused, event)
    case .tag: throw failure(.tagRefused, event)
    case .scalar(let scalar): lastScalar = scalar
    default: break
    }
    return event
  }

  private func position(of event: YAMLEvents.Event) -> Position {
    source.position(of: event.range.lowerBound)
  }

  private func failure(_ problem: Problem, _ event: YAMLEvents.Event) -> YAMLFailure {
    YAMLFailure(problem: problem, position: position(of: event))
  }

  /// Whether what begins here is only a piece of a text with a flaw.
  private func isConsequence(_ event: YAMLEvents.Event) -> Bool {
    flawed.contains(event.range.lowerBound)
  }
}

/// The entries of a mapping, each key once.
struct UniqueEntries {
  private(set) var entries: [ConfigNode.Entry] = []
  private var firstPositions: [String: Position] = [:]
  private let isInList: Bool

  /// No entries; `isInList` when the mapping is an item of a list.
  init(isInList: Bool) {
    self.isInList = isInList
  }

  /// Adds an entry, or returns a finding if its key is there already.
  mutating func add(_ entry: ConfigNode.Entry, keyPath: String) -> Finding? {
    if let first = firstPositions[entry.key] {
      let problem = Problem.duplicateKey(entry.key, first: first, isInList: isInList)
      return Finding(.error, at: entry.keyPosition, keyPath: keyPath, problem)
    }
    firstPositions[entry.key] = entry.keyPosition
    entries.append(entry)
    return nil
  }
}
