internal import Pages
internal import Support

/// The buttons that make PDFs of print jobs, the progress of a run, and the PDFs.
struct PrintButtons {
  let visit: StudioVisit
  /// What every form of the studio holds.
  let token: String
  /// What the desk does; nil where it must not print.
  let status: PrintDesk.Status?

  /// Whether a run goes on.
  var isBusy: Bool { status?.running != nil }

  /// What is above all jobs.
  func ofAll(count: Int) -> Markup {
    guard let status else {
      return """
        <p class="note">\(visit.say("These codes lead to the sandbox: whoever pays one pays nobody. To make PDFs, start the studio without `--sandbox`.", "这些二维码指向沙箱，付款不会到任何人账上。要制作 PDF，请不带 `--sandbox` 启动工作室。"))</p>

        """
    }
    if let failure = status.failure, failure.jobs.count != 1 { return trouble(failure) }
    guard count > 1, !isBusy, !visit.state.isOutdated else { return "" }
    return form(nil, visit.say("Make PDFs of all jobs", "制作全部 PDF"))
  }

  /// What is at a job.
  func of(_ job: String) -> Markup {
    guard let status else { return "" }
    if let running = status.running, running.jobs.contains(job) { return progress(running) }
    if status.made.contains(job) { return download(job) }
    if let failure = status.failure, failure.jobs == [job] { return trouble(failure) }
    guard !isBusy, !visit.state.isOutdated else { return "" }
    return form(job, visit.say("Make a PDF", "制作 PDF"))
  }

  private func form(_ job: String?, _ label: String) -> Markup {
    let name: Markup = job.map { "<input type=\"hidden\" name=\"job\" value=\"\($0)\">" } ?? ""
    return """
      <form class="steps" method="post" action="\(address: visit.base + "edit")">\
      <input type="hidden" name="token" value="\(token)"><input type="hidden" name="action" value="pdf">\(name)\
      <button class="main">\(label)</button></form>

      """
  }

  private func progress(_ running: PrintDesk.Status.Running) -> Markup {
    guard let progress = running.progress else {
      let words = visit.say("Building the site…", "正在构建站点……")
      return """
        <p class="note" role="status">\(words) <progress aria-label="\(words)"></progress></p>

        """
    }
    let words =
      progress.done < progress.total
      ? visit.say(
        "\(progress.done) of \(counted(progress.total, "page"))",
        "第 \(progress.done) 页，共 \(progress.total) 页")
      : visit.say("Reading the codes back…", "正在回读二维码……")
    return """
      <p class="note" role="status">\(words) <progress aria-label="\(words)" value="\(Int64(progress.done))" max="\(Int64(progress.total))"></progress></p>

      """
  }

  private func download(_ job: String) -> Markup {
    let name = "\(job).pdf"
    return """
      <p class="steps"><a class="button main" href="\(address: visit.base + "pdf/" + PercentEncoding.encode(name))" download>\(visit.say("Download \(name)", "下载 \(name)"))</a>\
      <span class="quiet">\(visit.say("Every code was read back. Print at 100 % (\"actual size\"), not \"fit to page\".", "每个二维码都已回读核对。打印时请选 100 %（“实际大小”），不要选“适合页面”。"))</span></p>
      \(mark(job))
      """
  }

  /// What makes the studio say later that the paper has become wrong.
  private func mark(_ job: String) -> Markup {
    if status?.marked.contains(job) == true {
      return """
        <p class="quiet"><a href="\(address: visit.base + "paper")">\(visit.say("On record as printed", "已记录为印出"))</a></p>

        """
    }
    return """
      <form class="steps" method="post" action="\(address: visit.base + "edit")">\
      <input type="hidden" name="token" value="\(token)"><input type="hidden" name="action" value="mark">\
      <input type="hidden" name="job" value="\(job)">\
      <label>\(visit.say("Where it hangs", "放在哪里"))<input name="place" maxlength="100" autocomplete="off"></label>\
      <button>\(visit.say("It is printed", "已经印出"))</button>\
      <span class="quiet">\(visit.say("Then the studio says when this paper becomes wrong.", "之后这张纸若有错，工作室会提示。"))</span></form>

      """
  }

  private func trouble(_ failure: PrintDesk.Status.Failure) -> Markup {
    let missing = visit.say(
      "`paypress` was not found beside `paypress-server`: run `make install`.",
      "在 `paypress-server` 旁边没有找到 `paypress`：请运行 `make install`。")
    let words = failure.words.isEmpty ? missing : failure.words.joined(separator: "\n")
    let job = failure.jobs.count == 1 ? failure.jobs[0] : nil
    return """
      <section class="trouble" role="alert"><p><strong>\(visit.say("No PDF was made.", "没有生成 PDF。"))</strong></p>
      <pre class="excerpt">\(words)</pre>
      \(visit.state.isOutdated ? "" : form(job, visit.say("Try again", "重试")))</section>

      """
  }
}
