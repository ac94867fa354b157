internal import Catalog
internal import Console
internal import Proof
internal import Site
internal import Support

extension Failure {
  /// The failure that an error of `pdf` or `verify` amounts to.
  ///
  /// - Parameter folder: the output folder as messages show it.
  init(proof error: any Error, folder: String) {
    switch error {
    case let error as MissingProgram: self = .input(Self.words(error))
    case let error as ProgramError: self = .files(Self.words(error))
    case let refusal as PDFPrinting.Refusal: self = Self.refusal(refusal, folder)
    case is NoSite:
      self = .input(
        Sentence(
          "paypress: error: \(folder) holds no built site\n"
            + "  hint: run `paypress build` first, or name the folder with -o DIR",
          "paypress: error: \(folder) 里没有构建好的站点\n"
            + "  hint: 请先运行 `paypress build`，或用 -o DIR 指定文件夹"))
    case let error as MalformedList:
      self = .input(
        Sentence(
          "paypress: error: \(error.path) is not as a build writes it, at byte \(error.offset)\n"
            + "  hint: build again",
          "paypress: error: \(error.path) 不是构建写出的样子（第 \(error.offset) 字节处）\n  hint: 请重新构建"))
    default: self = Failure(error)
    }
  }

  /// The process was told to end; the status is the one that shells give to that.
  static func interrupted(signal: Int32) -> Failure {
    Failure(
      status: 128 + signal,
      message: Sentence(
        "paypress: ended by signal \(signal); nothing was changed",
        "paypress: 被信号 \(signal) 中止；没有改动任何内容"))
  }

  private static func words(_ error: MissingProgram) -> Sentence {
    switch error.purpose {
    case .readingCodes:
      Sentence(
        "paypress: error: zbarimg is not on this machine; it reads the codes back\n"
          + "  hint: install it: apt-get install zbar-tools, or brew install zbar",
        "paypress: error: 本机没有 zbarimg，读回二维码需要它\n"
          + "  hint: 请安装：apt-get install zbar-tools，或 brew install zbar")
    case .readingPDFs:
      Sentence(
        "paypress: error: pdfinfo, pdftoppm or pdftotext is not on this machine; they read PDFs\n"
          + "  hint: install them: apt-get install poppler-utils, or brew install poppler",
        "paypress: error: 本机缺少 pdfinfo、pdftoppm 或 pdftotext，读取 PDF 需要它们\n"
          + "  hint: 请安装：apt-get install poppler-utils，或 brew install poppler")
    case .printing:
      missingBrowser(error.name)
    }
  }

  private static func missingBrowser(_ name: String?) -> Sentence {
    let english = name.map { "the browser \(quoted($0)) is not a program on this machine" }
    let chinese = name.map { "本机没有可运行的浏览器 \(quoted($0))" }
    return Sentence(
      "paypress: error: \(english ?? "there is no Chromium, Chrome or Edge on this machine")\n"
        + "  hint: install one (apt-get install chromium, or google.com/chrome), or name it with "
        + "--browser PATH",
      "paypress: error: \(chinese ?? "本机没有 Chromium、Chrome 或 Edge")\n"
        + "  hint: 请安装一个（apt-get install chromium，或 google.com/chrome），或用 --browser PATH 指定")
  }

  private static func words(_ error: ProgramError) -> Sentence {
    let program = error.program
    let (english, chinese) =
      switch error.cause {
      case .notStarted(let reason): ("cannot be started: \(reason)", "无法启动：\(reason)")
      case .tookTooLong(let seconds):
        ("took longer than \(seconds) s and was ended", "超过 \(seconds) 秒，已被终止")
      case .failed(let status, let words):
        ("failed (\(status)): \(words)", "失败（\(status)）：\(words)")
      case .saidTooMuch: ("wrote more than is believable", "输出过多")
      case .madeNothing(let words):
        ("ended without making a PDF: \(words)", "结束了，但没有生成 PDF：\(words)")
      }
    return Sentence(
      "paypress: error: \(program) \(english); nothing was changed",
      "paypress: error: \(program) \(chinese)；没有改动任何内容")
  }

  private static func refusal(_ refusal: PDFPrinting.Refusal, _ folder: String) -> Failure {
    switch refusal {
    case .noJobs:
      .input(
        Sentence(
          "paypress: error: \(folder) has no print jobs\n"
            + "  hint: add print: to the config and build",
          "paypress: error: \(folder) 里没有打印任务\n  hint: 请在配置里加上 print: 并重新构建"))
    case .unknownJob(let name, let known):
      .usage(unknownJob(name, Problem.suggestion(name, known)))
    case .otherPages(let job, let expected, let found):
      .files(
        Sentence(
          "paypress: error: the browser printed \(found) pages of the job \(quoted(job)), which has "
            + "\(expected); nothing was changed",
          "paypress: error: 浏览器把打印任务 \(quoted(job)) 打成了 \(found) 页，应为 \(expected) 页；没有改动任何内容"))
    case .unknownForm(let job):
      .files(
        Sentence(
          "paypress: error: the browser's PDF of the job \(quoted(job)) has another form or page size "
            + "than expected; nothing was changed\n  hint: try another browser with --browser PATH",
          "paypress: error: 浏览器为打印任务 \(quoted(job)) 生成的 PDF 的格式或页面大小不符合预期；没有改动任何内容\n"
            + "  hint: 请用 --browser PATH 换一个浏览器"))
    case .unknownPage(let path):
      .input(
        Sentence(
          "paypress: error: \(folder)/\(path) is not as a build writes it; nothing was changed\n"
            + "  hint: build again",
          "paypress: error: \(folder)/\(path) 不是构建写出的样子；没有改动任何内容\n  hint: 请重新构建"))
    case .wrongDate(let value):
      .usage(
        Sentence(
          "paypress: error: SOURCE_DATE_EPOCH is \(quoted(value)), not a number of seconds since 1970",
          "paypress: error: SOURCE_DATE_EPOCH 是 \(quoted(value))，不是 1970 年以来的秒数"))
    }
  }

  private static func unknownJob(_ name: String, _ hint: Sentence) -> Sentence {
    Sentence(
      "paypress: error: there is no print job \(quoted(name))\n  hint: \(hint.english)",
      "paypress: error: 没有名为 \(quoted(name)) 的打印任务\n  hint: \(hint.chinese)")
  }
}
