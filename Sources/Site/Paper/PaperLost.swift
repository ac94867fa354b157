internal import Catalog
public import Paper
public import Support

/// The file of paper lacks facts that it had.
public struct PaperLost: Error, Hashable, Sendable {
  /// What still has them.
  public enum Source: Hashable, Sendable {
    /// The copy in the output folder, at this path.
    case copy(String)
    /// This commit of git.
    case commit(String)
  }

  /// The path of the file of paper.
  public let path: String
  /// Whether the file is gone; otherwise it has lost or changed lines.
  public let isMissing: Bool
  /// What it lacks.
  public let loss: PaperLoss
  /// What has it.
  public let source: Source

  init(path: String, isMissing: Bool, loss: PaperLoss, copy: String) {
    self.path = path
    self.isMissing = isMissing
    self.loss = loss
    source = .copy(copy)
  }

  /// A file that is gone, as a commit has it; nil if that has no facts, or cannot be read.
  public init?(missing path: String, inCommit commit: String, _ bytes: [UInt8]) {
    guard let ledger = try? PaperFormat.read(bytes).ledger,
      let loss = PaperLoss(of: ledger, in: PaperLedger())
    else { return nil }
    self.path = path
    isMissing = true
    self.loss = loss
    source = .commit(commit)
  }

  /// The error of a check.
  public var finding: Finding { Finding(.error, at: Position(file: path), .lostPaper(self)) }
}

/// A file of paper that is missing from a clone whose history was not fetched, so that nobody can say whether it
/// was there.
public struct UnfetchedPaper: Hashable, Sendable {
  /// The path of the file.
  public let path: String

  /// The file at a path.
  public init(path: String) {
    self.path = path
  }

  /// The finding of a check: an error where a build would publish slugs.
  package func finding(forwards: Bool) -> Finding {
    Finding(forwards ? .error : .warning, at: Position(file: path), .unfetchedPaper(path))
  }
}

extension Problem {
  fileprivate static func unfetchedPaper(_ path: String) -> Problem {
    let folder = FileSystem.folder(of: path)
    let place = folder == "." ? "" : " -C \(shellWord(folder))"
    let (fetch, empty) = ("`git\(place) fetch --unshallow`", "`touch \(shellWord(path))`")
    return Problem(
      Sentence(
        "\(path) is missing, and this clone has too little history to tell whether it was deleted",
        "\(path) 不见了，而这个克隆的历史不全，无法判断它是不是被删掉的"),
      hint: Sentence(
        "fetch the history with \(fetch) (in CI: `fetch-depth: 0`); if nothing was ever published or "
          + "printed, begin an empty file with \(empty)",
        "用 \(fetch) 取回历史（CI 里写 `fetch-depth: 0`）；如果从未发布或印刷过，用 \(empty) 新建一个空文件"),
      code: "lost-paper")
  }

  fileprivate static func lostPaper(_ lost: PaperLost) -> Problem {
    let (lacking, changed) = (lost.loss.lost.words, lost.loss.changed.words)
    let parts = [
      lacking.map {
        lost.isMissing
          ? Sentence(
            "\(lost.path) is missing; it had \($0.english)", "\(lost.path) 不见了；里面有 \($0.chinese)")
          : Sentence("\(lost.path) has lost \($0.english)", "\(lost.path) 缺少 \($0.chinese)")
      },
      changed.map {
        Sentence(
          "\(lost.path) has other lines than it had for \($0.english)",
          "\(lost.path) 改掉了 \($0.chinese) 的行")
      },
    ].compactMap(\.self)
    let hints: [Sentence]
    let end: Sentence
    switch lost.source {
    case .copy(let copy):
      hints = [
        changed.map { _ in restoring(lost, from: copy) },
        lacking.map { _ in appending(lost, from: copy) },
      ].compactMap(\.self)
      end = Sentence("delete \(copy)", "删除 \(copy)")
    case .commit(let commit):
      let (command, empty) = (checkout(lost.path, of: commit), "`touch \(shellWord(lost.path))`")
      hints = [Sentence("get it back with \(command)", "用 \(command) 取回")]
      end = Sentence("begin an empty file with \(empty)", "用 \(empty) 新建一个空文件")
    }
    return Problem(
      joined(parts),
      hint: Sentence(
        "\(joined(hints).english). To do without them for ever, \(end.english)",
        "\(joined(hints).chinese)。确定永远不要这些记录，才\(end.chinese)"))
  }

  /// The command that takes a file out of a commit; git looks for the repository in its own folder.
  private static func checkout(_ path: String, of commit: String) -> String {
    let folder = FileSystem.folder(of: path)
    let place = folder == "." ? "" : " -C \(shellWord(folder))"
    return "`git\(place) checkout \(commit) -- \(shellWord(FileSystem.lastName(of: path)))`"
  }

  private static func joined(_ parts: [Sentence]) -> Sentence {
    Sentence(
      parts.map(\.english).joined(separator: "; "), parts.map(\.chinese).joined(separator: "；"))
  }

  /// How to put back what was changed: the old lines and the new ones contradict each other.
  private static func restoring(_ lost: PaperLost, from copy: String) -> Sentence {
    let lines = lost.loss.oldLines
    let first = lines.first ?? ""
    return lines.count == 1
      ? Sentence(
        "put the old line back in place of the changed one: `\(first)`",
        "请把被改的那一行换回原来的：`\(first)`")
      : Sentence(
        "put \(lines.count) old lines back in place of the changed ones; \(copy) has them, the first is "
          + "`\(first)`",
        "请把被改的行换回原来的 \(lines.count) 行，它们在 \(copy) 里，第一行是 `\(first)`")
  }

  /// How to get back what was lost: the file is a set of lines.
  private static func appending(_ lost: PaperLost, from copy: String) -> Sentence {
    let (path, copy) = (shellWord(lost.path), shellWord(copy))
    if lost.isMissing {
      let committed = checkout(lost.path, of: "HEAD")
      return Sentence(
        "get it back with `cat \(copy) >> \(path)`, or with \(committed), which drops what was not committed",
        "用 `cat \(copy) >> \(path)` 取回，或用 \(committed)，但后者会丢掉尚未提交的内容")
    }
    // The file may have lost its last line break.
    let command = "`(echo; cat \(copy)) >> \(path)`"
    return Sentence(
      "get all lost lines back with \(command), which adds the copy; lines that are there twice count once",
      "用 \(command) 接上副本，即可补回缺少的行；重复的行只算一次")
  }
}

extension PaperLoss.Facts {
  /// How many slugs, pieces and marks as gone, with an example of each; nil for none.
  fileprivate var words: Sentence? {
    let counts = [
      slugs.first.map {
        Sentence(
          "\(counted(slugs.count, "published slug")), such as \($0)",
          "\(slugs.count) 个已发布的 slug（例如 \($0)）")
      },
      papers.first.map {
        Sentence(
          "\(counted(papers.count, "printed piece")), such as \($0)",
          "\(papers.count) 张印刷品的记录（例如 \($0)）")
      },
      gone.first.map {
        Sentence(
          "\(counted(gone.count, "`gone` line")), such as that of \($0)",
          "\(gone.count) 条 `gone` 记录（例如 \($0)）")
      },
    ].compactMap(\.self)
    guard !counts.isEmpty else { return nil }
    return Sentence(
      counts.map(\.english).joined(separator: ", and "),
      counts.map(\.chinese).joined(separator: "和"))
  }
}
