internal import Catalog
internal import Paper
public import Support

extension JobTypesetter {
  /// Lays out links on sheets that they share.
  var sharedComposer: SharedComposer { SharedComposer(layout: layout, context: context) }

  /// The tag of a link's group on a menu: that by which the job selects it, or else its first.
  func group(of link: Link) -> String? {
    guard job.kind == .menu else { return nil }
    let selector = choice.rank(of: link).map { job.selectors[$0].rule }
    if case .tag(let tag)? = selector { return tag }
    return link.tags.first
  }

  /// Links in the order in which they are printed: sorted, then group by group.
  ///
  /// Groups are in the order of the job's tags, then of their first links; links without a group come
  /// first.
  func inGroups(_ entries: [(rank: Int, item: PrintItem)]) -> [PrintItem] {
    let items = job.sortOrder.sorted(entries)
    var order: [String] = job.selectors.compactMap { selector in
      if case .tag(let tag) = selector.rule { tag } else { nil }
    }
    for group in items.compactMap(\.group) where !order.contains(group) { order.append(group) }
    let places = Dictionary(zip(order, 0...)) { first, _ in first }
    func place(_ item: PrintItem) -> Int { item.group.flatMap { places[$0] } ?? -1 }
    return items.enumerated().sorted {
      (place($0.element), $0.offset) < (place($1.element), $1.offset)
    }.map(\.element)
  }

  /// The sheets of all links, without marks and stamps; a link that is allowed to be left out is
  /// among `leftOut`.
  func sharedSheets(
    _ entries: [(rank: Int, item: PrintItem)]
  ) throws(SharedRefusal) -> (sheets: [SharedSheet], leftOut: [(PrintItem, PrintRefusal)]) {
    var kept: [PrintItem] = []
    var leftOut: [(PrintItem, PrintRefusal)] = []
    for item in inGroups(entries) {
      if let refusal = sharedComposer.refusal(of: item), allows(refusal) {
        leftOut.append((item, refusal))
      } else {
        kept.append(item)
      }
    }
    return (try sharedComposer.sheets(of: kept), leftOut)
  }

  /// The elements of a sheet, with a stamp for each link that has room for one.
  func stamped(_ sheet: SharedSheet) -> [SheetElement] {
    var elements = sheet.elements
    guard printsStamps else { return elements }
    for cell in sheet.cells {
      let place = StampPlace(
        on: cell.frame, isRound: false, paper: job.paperColour, among: elements + marks)
      let stamp = place.stamp(
        stampText(of: cell.item), context.measure, margin: 0.4, in: cell.frame)
      if let stamp { elements.append(.text(stamp)) }
    }
    return elements
  }

  /// The words beside the code of each link that was added, by the form for comparing ids; throws
  /// when the job cannot print them, as `finish` does.
  public func sharedWords() throws(Finding) -> [String: [String]] {
    guard !waiting.isEmpty else { return [:] }
    let sheets: [SharedSheet]
    do throws(SharedRefusal) {
      sheets = try sharedSheets(waiting).sheets
    } catch {
      throw job.finding(.error, error.problem)
    }
    var words: [String: [String]] = [:]
    for shared in sheets {
      let sheet = sheet(of: shared.elements)
      let contents = sheet.content(on: sheet.codes.map(\.piece))
      for (code, content) in zip(sheet.codes, contents) {
        words[PaperLedger.key(of: code.code.link)] = content.words
      }
    }
    return words
  }
}
