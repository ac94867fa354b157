internal import Catalog
internal import Console
internal import Proof
internal import Site
internal import Support

extension Verification.Result {
  /// How many differences of one kind are shown.
  private static let shownOfOneKind = 20

  /// How many differences there are.
  private var differenceCount: Int { counts.values.reduce(0, +) }

  /// The differences, one a line; of a kind with very many, the first ones and their number.
  func lines(in folder: String) -> [String] {
    var shown: [String: Int] = [:]
    var lines: [String] = []
    for difference in differences {
      let kind = difference.kind
      shown[kind, default: 0] += 1
      if shown[kind, default: 0] > Self.shownOfOneKind { continue }
      lines.append(difference.diagnostic(in: folder).text(in: Terminal.language))
      let rest = (counts[kind] ?? 0) - Self.shownOfOneKind
      if shown[kind] == Self.shownOfOneKind, rest > 0 {
        let more = Sentence("\(rest) more of this kind", "另有 \(rest) 处同类的不一致")
        lines.append(more.text(in: Terminal.language))
      }
    }
    return lines
  }

  /// Prints the outcome; throws when something differs.
  ///
  /// - Parameter isPublished: whether the files are those that visitors get.
  func report(config: String, folder: String, isPublished: Bool = true) throws(Failure) {
    guard differences.isEmpty else {
      throw .findings(.differences(differenceCount, hint: hint(config, folder), isPublished))
    }
    let sheets = Sentence(
      "\(counted(codeCount, "code")) with the words beside them on \(counted(pageCount, "page")) of "
        + "\(counted(pdfCount, "PDF")), all as they should be",
      "\(pdfCount) 个 PDF 的 \(pageCount) 页上的 \(codeCount) 个码及其旁边的文字全部正确")
    var parts: [Sentence] = []
    if linkCount > 0 || pdfCount == 0 { parts.append(filesOutcome(config)) }
    if pdfCount > 0 { parts.append(sheets) }
    Terminal.report(
      Sentence(
        parts.map(\.english).joined(separator: "; "), parts.map(\.chinese).joined(separator: "；")))
  }

  private func filesOutcome(_ config: String) -> Sentence {
    let sampled =
      pictureCount < linkCount
      ? Sentence(", files of \(pictureCount)", "，其中 \(pictureCount) 个核对了文件") : Sentence("", "")
    return hasConfig
      ? Sentence(
        "\(counted(linkCount, "link")) verified\(sampled.english): lists, pages and pictures are as "
          + "in \(config)",
        "核对了 \(linkCount) 个链接\(sampled.chinese)：列表、网页和图片都与 \(config) 一致")
      : Sentence(
        "\(counted(linkCount, "link")) verified\(sampled.english): lists, pages and pictures agree "
          + "with each other; no config was compared",
        "核对了 \(linkCount) 个链接\(sampled.chinese)：列表、网页和图片相互一致；没有与配置核对")
  }

  private func hint(_ config: String, _ folder: String) -> Sentence {
    let isChanged =
      hasConfig
      && BuildNote.areInputsChanged(
        in: OutputOption.absolute(folder), config: config, environment: Terminal.environment)
        == true
    return isChanged
      ? Sentence(
        "\(config), or a file or variable that it names, has changed since the last build: run "
          + "`paypress build`",
        "上次构建之后，\(config) 或它引用的文件、环境变量有改动：请运行 `paypress build`")
      : Sentence(
        "build again and print again; if it stays, a file was changed by something else",
        "请重新构建并重新生成 PDF；若仍不一致，则文件被别的程序改动过")
  }
}

extension Problem {
  fileprivate static func differences(
    _ count: Int, hint: Sentence, _ isPublished: Bool
  ) -> Problem {
    guard isPublished else {
      return Problem(
        Sentence(
          "\(counted(count, "difference")); nothing was published",
          "\(count) 处不一致；没有发布任何内容"))
    }
    return Problem(
      Sentence(
        "\(counted(count, "difference")): do not hand these files out",
        "\(count) 处不一致：请不要使用这些文件"),
      hint: hint)
  }
}
