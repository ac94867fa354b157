public import Catalog
internal import Paper
public import Support

/// Which links the slugs of a file of paper belonged to, by the commits that wrote it.
///
/// A commit may drop lines of the file. Then neither the file nor, in a fresh clone, a copy knows that
/// their slugs may be printed somewhere; git does.
public struct SlugHistory: Sendable {
  /// What a line begins with that names the commit of the lines after it.
  public static let commitMark = "commit "

  private struct Owner {
    var link: String
    /// The newest commit that wrote so; nil where only its loss is known yet.
    var commit: String?
    /// Since when the slug led to what that commit says, in Unix seconds.
    var since: Int64
    /// The number of the commit that dropped it, the newest being 0; nil if none has.
    var loss: Int?
  }

  /// The most slugs that one command puts back, so that it can be read.
  private static let restoredCount = 20

  /// The path of the file of paper.
  private let path: String
  /// The links of each slug, first the one that had it last.
  private var owners: [PaperSlug: [Owner]] = [:]
  /// The commits, the newest first.
  private var commits: [String] = []

  /// The history of the file at a path.
  ///
  /// - Parameter log: what commits added to the file and removed, as `git log --patch` prints it, the newest
  ///   first; each commit begins with a line of `commitMark` and its name.
  public init(of path: String, log: [UInt8]) {
    self.path = path
    let (added, removed) = (Array(#"+{"slug""#.utf8), Array(#"-{"slug""#.utf8))
    for line in log.split(separator: UInt8(ascii: "\n")) {
      if line.starts(with: Self.commitMark.utf8) {
        let name = String(decoding: line.dropFirst(Self.commitMark.utf8.count), as: UTF8.self)
        // A merge comes once for each parent.
        if commits.last != name { commits.append(name) }
      } else if line.starts(with: added) || line.starts(with: removed),
        let target = PaperFormat.target(ofLine: Array(line.dropFirst()))
      {
        note(target, isAdded: line.starts(with: added))
      }
    }
    owners = owners.mapValues { owners in
      owners.filter { $0.commit != nil }.sorted { left, right in
        (left.loss ?? -1, left.since, left.link) < (right.loss ?? -1, right.since, right.link)
      }
    }
  }

  /// Notes a line of the commit that is being read; what newer commits did counts more.
  private mutating func note(_ target: PublishedTarget, isAdded: Bool) {
    guard let commit = commits.last else { return }
    let number = commits.count - 1
    var links = owners[target.slug, default: []]
    let known = links.firstIndex { Self.isSame($0.link, target.link) }
    if let known, isAdded {
      if links[known].commit == nil {
        (links[known].commit, links[known].since) = (commit, target.since)
      }
      // A changed line is removed and added.
      if links[known].loss == number { links[known].loss = nil }
    } else if known == nil {
      links.append(
        Owner(
          link: target.link, commit: isAdded ? commit : nil, since: target.since,
          loss: isAdded ? nil : number))
    }
    owners[target.slug] = links
  }

  private static func isSame(_ link: String, _ other: String) -> Bool {
    PaperLedger.key(of: link) == PaperLedger.key(of: other)
  }

  /// What the history has against the slugs of a site: new ones that belonged to other links are errors,
  /// and that others are gone is a note, because somebody may have removed them on purpose.
  public func findings(of catalogue: Catalogue) -> [Finding] {
    var findings: [Finding] = []
    for new in catalogue.newSlugs {
      guard let owner = owners[new.slug]?.first, let commit = owner.commit,
        !Self.isSame(owner.link, new.link)
      else { continue }
      findings.append(
        Finding(
          .error, at: new.position, keyPath: new.keyPath,
          .formerSlug(
            new, owner: owner.link,
            restoring: appending(
              [start(of: new.slug, owner)], of: commit, to: catalogue.paper),
            accepting: appending(
              [], of: commit, line(giving: new, after: owner), to: catalogue.paper))))
    }
    let known = Set(catalogue.paper.owners.keys).union(catalogue.newSlugs.map(\.slug))
    let gone = owners.filter { !known.contains($0.key) }
    return findings + [dropped(gone, from: catalogue.paper)].compactMap(\.self)
  }

  /// The note that slugs are gone; nil if none is.
  private func dropped(_ gone: [PaperSlug: [Owner]], from paper: PaperLedger) -> Finding? {
    let chosen = gone.compactMapValues(\.first)
    // The file of the newest commit has most of them.
    let newest = commits.first { commit in chosen.values.contains { $0.commit == commit } }
    guard let newest else { return nil }
    let sorted = chosen.sorted { left, right in
      let (isLeft, isRight) = (left.value.commit == newest, right.value.commit == newest)
      return isLeft == isRight ? left.key < right.key : isLeft
    }
    guard let first = sorted.first else { return nil }
    let starts = sorted.prefix(Self.restoredCount).map { start(of: $0.key, $0.value) }
    return Finding(
      .note, at: Position(file: path),
      .droppedSlug(
        first.key, of: first.value.link, count: chosen.count, path: path,
        restoring: appending(starts, of: newest, to: paper),
        isForAll: starts.count == chosen.count
          && chosen.values.allSatisfy { $0.commit == newest }))
  }

  /// What the lines of a slug begin with; of one that several links had, those of one link, because the lines of
  /// two would contradict each other.
  private func start(of slug: PaperSlug, _ owner: Owner) -> String {
    var fields = [(name: "slug", value: slug.text)]
    if owners[slug, default: []].count > 1 { fields.append((name: "link", value: owner.link)) }
    return String(JSON.strings(fields).line.dropLast())
  }

  /// The line that gives a slug to its new link; what it leads to, the next build adds.
  private func line(giving new: NewSlug, after owner: Owner) -> String {
    PaperFormat.line(
      of: PublishedTarget(
        slug: new.slug, link: new.link, url: "", title: new.link, since: owner.since))
  }

  /// The command that appends the lines of a commit that begin in some way, and one more; lines that are there
  /// twice count once.
  private func appending(
    _ starts: [String], of commit: String, _ line: String? = nil, to paper: PaperLedger
  ) -> String {
    let folder = FileSystem.folder(of: path)
    let place = folder == "." ? "" : " -C \(shellWord(folder))"
    let object = shellWord("\(commit):./\(FileSystem.lastName(of: path))")
    // A file without facts may lack the first line, too.
    let patterns = ((paper.isEmpty ? [PaperFormat.headStart] : []) + starts)
      .map { " -e \(shellWord($0))" }.joined()
    // The file may have lost its last line break.
    var commands = ["echo"]
    if !patterns.isEmpty { commands.append("git\(place) show \(object) | grep -F\(patterns)") }
    if let line { commands.append("echo \(shellWord(line))") }
    return "`(\(commands.joined(separator: "; "))) >> \(shellWord(path))`"
  }
}

/// Why git's history of a file of paper cannot show whether new slugs belonged to other links.
public enum UnknownSlugHistory: Hashable, Sendable {
  /// The clone has the last commits only; with `hasPaper`, the project has a file of paper or attributes of git
  /// that name one.
  case shallow(hasPaper: Bool)
  /// Git gives no answer, for this reason.
  case failed(Sentence)

  /// The finding of a site whose new slugs nobody can look up; nil if it has none.
  ///
  /// In a shallow clone of a project with a file of paper it is an error, because that can be helped.
  public func finding(of catalogue: Catalogue) -> Finding? {
    guard let new = catalogue.newSlugs.first else { return nil }
    let path = PaperFile.path(besideConfig: catalogue.path)
    let count = catalogue.newSlugs.count
    switch self {
    case .shallow(let hasPaper):
      return Finding(
        hasPaper ? .error : .warning, at: new.position, keyPath: new.keyPath,
        .unfetchedSlug(new.slug, count: count, path: path))
    case .failed(let reason):
      return Finding(
        .warning, at: new.position, keyPath: new.keyPath,
        .unreadHistory(new.slug, count: count, path: path, reason))
    }
  }
}

extension Catalogue {
  /// The warning of a run whose file of paper is thrown away unless it is committed, as that of a CI job is; nil
  /// without new slugs.
  public var unrecordedSlugs: Finding? {
    newSlugs.first.map { new in
      Finding(
        .warning, at: new.position, keyPath: new.keyPath,
        .unrecordedSlug(new.slug, count: newSlugs.count))
    }
  }
}

extension Problem {
  fileprivate static func formerSlug(
    _ new: NewSlug, owner: String, restoring command: String, accepting line: String
  ) -> Problem {
    let (slug, link) = (quoted(new.slug.text), quoted(new.link))
    let accepting = Sentence(
      "; if no printed code has the slug, give it to \(link) for ever with \(line)",
      "；如果没有印出过含它的码，可用 \(line) 把它永远给 \(link)")
    return Problem(
      Sentence(
        "the slug \(slug) belonged to \(quoted(owner)) until a commit dropped its lines from paypress.paper, "
          + "and printed codes with it may hang somewhere; \(link) cannot have it",
        "slug \(slug) 曾属于 \(quoted(owner))，后来某次提交从 paypress.paper 里删掉了它的行；印有它的码可能还贴在某处，"
          + "\(link) 不能使用它"),
      hint: new.isSetByHand
        ? Sentence(
          "put the lines back with \(command), and use another slug, or give the link its old id "
            + "\(quoted(owner)) again\(accepting.english)",
          "请用 \(command) 把这些行接回去，再换一个 slug，或把链接的 id 改回 \(quoted(owner))\(accepting.chinese)")
        : Sentence(
          "put the lines back with \(command): \(link) then gets another slug\(accepting.english)",
          "请用 \(command) 把这些行接回去，\(link) 随后会得到另一个 slug\(accepting.chinese)"))
  }

  fileprivate static func droppedSlug(
    _ slug: PaperSlug, of link: String, count: Int, path: String, restoring command: String,
    isForAll: Bool
  ) -> Problem {
    let rest = isForAll ? Sentence("", "") : Sentence(", then check again", "，再检查一次")
    return Problem(
      Sentence(
        "commits dropped the lines of \(counted(count, "published slug")) from \(path), such as \(slug) of "
          + "\(quoted(link)): printed codes with \(count == 1 ? "it" : "them") lead nowhere",
        "有提交从 \(path) 里删掉了 \(count) 个已发布的 slug 的行，例如 \(quoted(link)) 的 \(slug)："
          + "印有它们的码会打不开"),
      hint: Sentence(
        "put the lines back with \(command)\(rest.english); if none of these codes hangs anywhere, leave it at "
          + "that",
        "请用 \(command) 把这些行接回去\(rest.chinese)；如果这些码都没有挂出来，可以不管"))
  }

  fileprivate static func unfetchedSlug(_ slug: PaperSlug, count: Int, path: String) -> Problem {
    let folder = FileSystem.folder(of: path)
    let place = folder == "." ? "" : " -C \(shellWord(folder))"
    let fetch = "`git\(place) fetch --unshallow`"
    return Problem(
      Sentence(
        "\(newSlugs(slug, count).english) not in \(path), and this clone has too little history to tell whether "
          + "\(count == 1 ? "it" : "they") ever belonged to other links",
        "\(newSlugs(slug, count).chinese)不在 \(path) 里，而这个克隆的历史不全，无法判断是否曾属于别的链接"),
      hint: Sentence(
        "build in a clone with all history and commit \(path), or fetch the history with \(fetch) "
          + "(in CI: `fetch-depth: 0`)",
        "请在历史完整的克隆里构建并提交 \(path)，或用 \(fetch) 取回历史（CI 里写 `fetch-depth: 0`）"))
  }

  fileprivate static func unreadHistory(
    _ slug: PaperSlug, count: Int, path: String, _ reason: Sentence
  ) -> Problem {
    Problem(
      Sentence(
        "\(newSlugs(slug, count).english) not in \(path), and git does not tell whether "
          + "\(count == 1 ? "it" : "they") ever belonged to other links: \(reason.english)",
        "\(newSlugs(slug, count).chinese)不在 \(path) 里，而 git 没有说是否曾属于别的链接：\(reason.chinese)"),
      hint: Sentence(
        "if lines of \(path) were ever deleted, see that `git log` works here before you publish",
        "如果 \(path) 里删过行，请先让 `git log` 在这里能用，再发布"))
  }

  fileprivate static func unrecordedSlug(_ slug: PaperSlug, count: Int) -> Problem {
    Problem(
      Sentence(
        "\(newSlugs(slug, count).english) not in the committed paypress.paper, and what a CI job writes into it "
          + "is lost unless the job commits it",
        "\(newSlugs(slug, count).chinese)不在已提交的 paypress.paper 里，而 CI 任务写入的内容若不由任务提交就会丢失"),
      hint: Sentence(
        "run `paypress build` in your own clone and commit paypress.paper, before you print: without it, a later "
          + "build may drop the slug or give it to another link",
        "印刷前，请在自己的克隆里运行 `paypress build` 并提交 paypress.paper：否则以后的构建可能丢掉这个 slug，"
          + "或把它给了别的链接"))
  }

  /// The new slugs of a site with a verb, of which one is named.
  private static func newSlugs(_ slug: PaperSlug, _ count: Int) -> Sentence {
    count == 1
      ? Sentence("the new slug \(quoted(slug.text)) is", "新的 slug \(quoted(slug.text)) ")
      : Sentence(
        "\(counted(count, "new slug")), such as \(quoted(slug.text)), are",
        "\(count) 个新的 slug（例如 \(quoted(slug.text))）")
  }
}
