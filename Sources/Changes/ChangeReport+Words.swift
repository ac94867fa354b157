public import Site
public import Support

extension ChangeReport {
  /// What is different, a sentence a line: first a summary, then links and print jobs, what they mean
  /// together, at last the printed pieces that are not right.
  public var lines: [Sentence] {
    if isEmpty {
      let paper = paperLines
      return paper.isEmpty
        ? [Sentence("nothing has changed since \(oldName)", "与 \(oldName) 相比没有变化")]
        : [onlyPaper] + paper
    }
    var lines = [summary]
    lines += groups.map { line(of: $0) }
    lines += jobs.map(\.sentence)
    let count = groups.count { !$0.effect.isEmpty }
    if count > 1, let all = words(of: effect) {
      lines.append(Sentence("in all: \(all.english)", "合计：\(all.chinese)"))
    }
    return lines + paperLines
  }

  /// How much is different.
  public var summary: Sentence {
    guard let counts else {
      return Sentence(
        "changes since \(oldName): \(counted(jobs.count, "print job"))",
        "与 \(oldName) 相比：\(jobs.count) 个打印任务有变化")
    }
    return Sentence(
      "changes since \(oldName): \(counts.english)", "与 \(oldName) 相比：\(counts.chinese)")
  }

  /// How many links were added, removed and so on; nil for none.
  public var counts: Sentence? { links.counts }

  func line(of group: Group) -> Sentence {
    let subject = subject(of: group)
    guard let effect = words(of: group.effect) else { return subject }
    return Sentence(
      "\(subject.english): \(effect.english)", "\(subject.chinese)：\(effect.chinese)")
  }

  /// The links of a group and what is different about them.
  func subject(of group: Group) -> Sentence {
    let names = Self.names(of: group.links.map(\.new))
    let changes = Self.words(of: group.fields)
    switch group.event {
    case .added, .removed:
      let row = group.links[0].new
      let facts = Sentence(
        row.price.map { "\($0) to \(row.merchant)" } ?? "open amount to \(row.merchant)",
        row.price.map { "\($0)，付给 \(row.merchant)" } ?? "金额由付款人填写，付给 \(row.merchant)")
      return group.event == .added
        ? Sentence(
          "added: \(names.english), \(facts.english)", "新增：\(names.chinese)，\(facts.chinese)")
        : Sentence(
          "removed: \(names.english), \(facts.english)", "删除：\(names.chinese)，\(facts.chinese)")
    case .renamed:
      let (old, new) = (group.links[0].old.id, group.links[0].new)
      let renamed = Sentence(
        "renamed: \(old) is now \(new.name)", "改名：\(old) 现在是 \(new.name)")
      return changes.map {
        Sentence("\(renamed.english), \($0.english)", "\(renamed.chinese)，\($0.chinese)")
      } ?? renamed
    case .changed:
      let words = changes ?? Sentence("", "")
      if group.isAlike {
        let first = group.links[0].new.id
        return Sentence(
          "\(names.english), such as \(first): \(words.english)",
          "\(names.chinese)，例如 \(first)：\(words.chinese)")
      }
      return Sentence("\(names.english): \(words.english)", "\(names.chinese)：\(words.chinese)")
    }
  }

  /// The names of links, those of many shortened.
  static func names(of links: [LinkRow]) -> Sentence {
    let limit = 3
    guard links.count > 1 else {
      let name = links.first?.name ?? ""
      return Sentence(name, name)
    }
    let ids = links.map(\.id)
    let more = ids.count - limit
    if more <= 1 {
      return Sentence(
        "\(ids.count) links (\(ids.joined(separator: ", ")))",
        "\(ids.count) 个链接（\(ids.joined(separator: "、"))）")
    }
    let shown = ids.prefix(limit)
    return Sentence(
      "\(grouped(ids.count)) links (\(shown.joined(separator: ", ")) and \(grouped(more)) more)",
      "\(ids.count) 个链接（\(shown.joined(separator: "、")) 等）")
  }

  /// Changes of fields in one line; nil for none.
  public static func words(of fields: [FieldChange]) -> Sentence? {
    guard !fields.isEmpty else { return nil }
    let words = fields.map(\.words)
    return Sentence(
      words.map(\.english).joined(separator: "; "), words.map(\.chinese).joined(separator: "；"))
  }
}

extension LinkChanges {
  /// How many links were added, removed and so on; nil for none.
  public var counts: Sentence? {
    let numbers = [
      (added.count, "added", "新增"), (removed.count, "removed", "删除"),
      (renamed.count, "renamed", "改名"),
      (changed.count - renamed.count, "changed", "有变化"),
    ].filter { $0.0 > 0 }
    guard let first = numbers.first else { return nil }
    let english =
      ["\(counted(first.0, "link")) \(first.1)"]
      + numbers.dropFirst().map { "\(grouped($0.0)) \($0.1)" }
    let chinese = numbers.map { "\($0.2) \($0.0) 个" }
    return Sentence(
      english.joined(separator: ", "), "链接" + chinese.joined(separator: "，"))
  }
}

extension JobChange {
  /// The change as a sentence.
  public var sentence: Sentence {
    let pieces = ChangeReport.pieces(kind, pieceCount)
    // Posters and tents may be one a sheet.
    let on =
      sheetCount == pieceCount
      ? Sentence("", "")
      : Sentence(" on \(counted(sheetCount, "sheet"))", "（\(sheetCount) 张纸）")
    switch state {
    case .added:
      return Sentence(
        "new print job \(name): \(pieces.english)\(on.english)",
        "新的打印任务 \(name)：\(pieces.chinese)\(on.chinese)")
    case .removed:
      return Sentence(
        "print job \(name) removed: it had \(pieces.english)\(on.english)",
        "删除打印任务 \(name)：原有 \(pieces.chinese)\(on.chinese)")
    case .changed:
      let words = looks.map(\.words)
      let all = (
        words.map(\.english).joined(separator: "; "), words.map(\.chinese).joined(separator: "；")
      )
      return Sentence(
        "print job \(name): \(all.0): \(pieces.english)\(on.english)",
        "打印任务 \(name)：\(all.1)：\(pieces.chinese)\(on.chinese)")
    }
  }
}

extension JobChange.Look {
  /// The difference as a part of a sentence.
  public var words: Sentence {
    let (was, now) = (before ?? Sentence("", ""), after ?? Sentence("", ""))
    let name: Sentence
    switch field {
    case .layout: return Sentence("another layout", "版面变了")
    case .colours: return Sentence("other colours", "颜色变了")
    case .stamp:
      return after == nil
        ? Sentence("no stamps any more", "不再印印记")
        : Sentence("each piece now has a stamp", "每张都印有印记")
    case .newLinks: return Sentence("also prints \(now.english)", "还会打印 \(now.chinese)")
    case .droppedLinks:
      return Sentence("no longer prints \(was.english)", "不再打印 \(was.chinese)")
    case .kind: name = Sentence("kind", "类型")
    case .design: name = Sentence("design", "样式")
    case .paper: name = Sentence("paper", "纸张")
    case .size: name = Sentence("size", "尺寸")
    case .code: name = Sentence("width of the codes", "码的宽度")
    case .copies: name = Sentence("copies", "份数")
    }
    return Sentence(
      "\(name.english) \(was.english) → \(now.english)",
      "\(name.chinese) \(was.chinese) → \(now.chinese)")
  }
}
