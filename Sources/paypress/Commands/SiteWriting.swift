internal import Catalog
internal import Console
internal import Site
internal import Support

extension Site {
  /// Builds into a folder, telling how far it is, and says what was done.
  func write(
    to folder: String, scope: Scope, jobs: Int, lookout: Lookout? = nil
  ) async throws {
    let total = catalogue.linkCount
    let pdfCount = PrintRecord.count(in: folder)
    do {
      let summary = try await build(into: folder, scope: scope, jobs: jobs, lookout: lookout) {
        event in
        event.show(folder: folder, total: total)
      }
      Terminal.showProgress("")
      Terminal.report(summary.sentence(folder))
      let outdatedCount = pdfCount - PrintRecord.count(in: folder)
      if outdatedCount > 0 {
        Terminal.report(
          Sentence(
            "\(counted(outdatedCount, "outdated PDF")) removed: the print jobs have changed",
            "删除了 \(outdatedCount) 个过期的 PDF：打印任务有改动"),
          hint: Sentence(
            "run `paypress pdf` again, and throw old prints away",
            "请重新运行 `paypress pdf`，并丢弃旧的印刷品"))
      }
    } catch {
      Terminal.showProgress("")
      throw Failure(build: error)
    }
  }
}

extension Site.Event {
  /// Shows how far a build is.
  func show(folder: String, total: Int) {
    switch self {
    case .progress(let done):
      Terminal.showProgress(
        Sentence("\(done) of \(total) links", "\(done) / \(total) 个链接").text(in: Terminal.language))
    case .waiting(let holder): Terminal.report(.waiting(folder, holder: holder))
    }
  }
}

extension Site.Summary {
  /// What a build did.
  func sentence(_ folder: String) -> Sentence {
    Sentence(
      "\(counted(linkCount, "link")) in \(folder): \(counted(writtenCount, "file")) written, "
        + "\(unchangedCount) unchanged, \(removedCount) removed",
      "\(folder) 里有 \(linkCount) 个链接：写入 \(writtenCount) 个文件，\(unchangedCount) 个未变，"
        + "删除 \(removedCount) 个")
  }
}

extension Sentence {
  /// Another process holds the folder.
  static func waiting(_ folder: String, holder: String?) -> Sentence {
    let english = holder.map { " (process \($0))" } ?? ""
    let chinese = holder.map { "（进程 \($0)）" } ?? ""
    return Sentence(
      "waiting for another build of \(folder)\(english)", "正在等待 \(folder) 的另一次构建\(chinese)结束")
  }
}
