internal import Site
package import Support

extension ChangeReport {
  /// The changes as `docs/changes.md` describes them; without addresses, which hold tokens.
  package var json: JSON {
    .members([
      "old": .string(oldName),
      "links": .members([
        "before": .number("\(links.oldCount)"), "after": .number("\(links.newCount)"),
      ]),
      "added": .array(links.added.map(Self.json)),
      "removed": .array(links.removed.map(Self.json)),
      "renamed": .array(links.renamed.map(Self.json)),
      "changed": .array(links.changed.filter { !$0.isRenamed }.map(Self.json)),
      "print": .array(jobs.map(Self.json)),
      "pages": hasEffects ? .number("\(effect.pageCount)") : .null,
      "paper": hasEffects ? json(of: effect) : .null,
      "stale": paperJSON,
      "summary": .array(
        lines.map { .members(["en": .string($0.english), "zh-CN": .string($0.chinese)]) }),
    ])
  }

  private static func text(_ text: String?) -> JSON { text.map(JSON.string) ?? .null }

  private static func json(_ row: LinkRow) -> JSON {
    .members([
      "id": .string(row.id), "title": .string(row.title), "merchant": .string(row.merchant),
      "price": text(row.price), "custom": text(row.custom),
    ])
  }

  private static func json(_ change: LinkChanges.Change) -> JSON {
    return .members([
      "id": .string(change.new.id), "old_id": .string(change.old.id),
      "title": .string(change.new.title),
      "changes": .array(change.fields.map(\.json)),
    ])
  }

  private static func json(_ job: JobChange) -> JSON {
    let looks = job.looks.map { look in
      JSON.members([
        "field": .string(look.field.rawValue), "before": text(look.before?.english),
        "after": text(look.after?.english),
      ])
    }
    return .members([
      "job": .string(job.name), "kind": .string(job.kind), "change": .string(job.state.rawValue),
      "look": .array(looks), "pieces": .number("\(job.pieceCount)"),
      "sheets": .number("\(job.sheetCount)"),
    ])
  }

  private func json(of effect: PaperEffect) -> JSON {
    let keys = effect.pieces.keys.sorted {
      ($0.job, $0.action.rawValue, $0.isMarked ? 1 : 0)
        < ($1.job, $1.action.rawValue, $1.isMarked ? 1 : 0)
    }
    return .array(
      keys.map { key in
        let pieces = effect.pieces[key] ?? .init()
        return .members([
          "job": .string(key.job), "kind": .string(key.kind),
          "action": .string(key.action.rawValue),
          "marked": .boolean(key.isMarked), "pieces": .number("\(pieces.count)"),
          "sheets": sheetCount(key, pieces).map { .number("\($0)") } ?? .null,
        ])
      })
  }
}

extension FieldChange {
  package var json: JSON {
    .members([
      "kind": .string(kind.rawValue), "field": .string(field.rawValue),
      "before": before.map(JSON.string) ?? .null, "after": after.map(JSON.string) ?? .null,
    ])
  }
}
