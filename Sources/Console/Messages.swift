internal import Catalog
package import Site
package import Support

/// The lines that commands print besides findings and results.
package enum Messages {
  /// The last line of a run that found something wrong.
  ///
  /// - Parameters:
  ///   - isStrict: whether warnings count like errors.
  ///   - isBuild: whether something would have been written.
  package static func refused(_ sink: FindingSink, isStrict: Bool, isBuild: Bool) -> Sentence {
    let isCut = sink.findings.count < sink.errorCount + sink.warningCount
    let cut = Sentence(
      isCut ? " (the first \(FindingSink.limit) of each are shown)" : "",
      isCut ? "（各只显示前 \(FindingSink.limit) 个）" : "")
    let strict = Sentence(
      isStrict ? "; warnings count as errors (--strict)" : "", isStrict ? "；警告按错误处理（--strict）" : "")
    let nothing = Sentence(
      isBuild ? "; nothing was written" : "", isBuild ? "；没有写入任何内容" : "")
    return Sentence(
      "\(count(sink.errorCount, "error")), \(count(sink.warningCount, "warning"))\(cut.english)"
        + strict.english + nothing.english,
      "\(sink.errorCount) 个错误，\(sink.warningCount) 个警告\(cut.chinese)\(strict.chinese)"
        + nothing.chinese)
  }

  /// The summary of a build.
  package static func built(_ summary: Site.Summary, into folder: String) -> Sentence {
    Sentence(
      "\(count(summary.linkCount, "link")) in \(folder): "
        + "\(count(summary.writtenCount, "file")) written, "
        + "\(summary.unchangedCount) unchanged, \(summary.removedCount) removed",
      "\(folder) 里有 \(summary.linkCount) 个链接：写入 \(summary.writtenCount) 个文件，"
        + "\(summary.unchangedCount) 个未变，删除 \(summary.removedCount) 个")
  }

  /// The summary of a check.
  package static func checked(linkCount: Int) -> Sentence {
    Sentence("\(count(linkCount, "link")) can be built", "检查通过：\(linkCount) 个链接可以构建")
  }

  private static func count(_ number: Int, _ noun: String) -> String {
    "\(number) \(noun)\(number == 1 ? "" : "s")"
  }

  /// The line while a build runs.
  package static func progress(_ done: Int, of total: Int) -> Sentence {
    Sentence("\(done) of \(total) links", "\(done) / \(total) 个链接")
  }

  /// Another build holds the folder.
  package static func waiting(_ folder: String, holder: String?) -> Sentence {
    let english = holder.map { " (process \($0))" } ?? ""
    let chinese = holder.map { "（进程 \($0)）" } ?? ""
    return Sentence(
      "waiting for another build of \(folder)\(english)", "正在等待 \(folder) 的另一次构建\(chinese)结束")
  }
}

extension Messages {
  package static let anyAmount = Sentence("any amount", "任意金额")

  package static let initialised = Sentence(
    "now run `paypress build` and open output/index.html",
    "接下来运行 `paypress build`，然后打开 output/index.html")

  package static func alreadyThere(_ path: String) -> Sentence {
    Sentence(
      "paypress: error: \(path) is there already; nothing was written\n"
        + "  hint: move it away, or work in another folder",
      "paypress: error: \(path) 已经存在；没有写入任何内容\n  hint: 请把它移走，或换一个文件夹")
  }

  package static func unknownTemplates(_ name: String, known: [String]) -> Sentence {
    let hint = Problem.suggestion(name, known)
    return Sentence(
      "paypress: error: there are no built-in templates \(quoted(name))\n  hint: \(hint.english)",
      "paypress: error: 没有名为 \(quoted(name)) 的内置模板\n  hint: \(hint.chinese)")
  }
}

extension Messages {
  package static func error(_ message: Sentence, hint: Sentence? = nil) -> Sentence {
    Sentence(
      "paypress: error: \(message.english)" + (hint.map { "\n  hint: \($0.english)" } ?? ""),
      "paypress: error: \(message.chinese)" + (hint.map { "\n  hint: \($0.chinese)" } ?? ""))
  }

  package static func whichMerchant(_ known: [String]) -> Sentence {
    error(
      Sentence("no merchant is given", "没有写明商户"),
      hint: Sentence("add --merchant; merchants: \(list(known))", "请加 --merchant；商户：\(list(known))")
    )
  }

  package static func unknownMerchant(_ key: String, known: [String]) -> Sentence {
    let hint = Problem.suggestion(key, known)
    return Sentence(
      "paypress: error: no merchant is called \(quoted(key))\n  hint: \(hint.english)",
      "paypress: error: 没有名为 \(quoted(key)) 的商户\n  hint: \(hint.chinese)")
  }
}
