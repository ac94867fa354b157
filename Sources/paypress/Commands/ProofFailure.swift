internal import Catalog
internal import Console
internal import Proof
internal import Site
internal import Support

extension Failure {
  /// Translates an error of `pdf` or `verify`.
  init(proof error: any Error, folder: String) {
    switch error {
    case let error as MissingProgram: self = .input(Problem(error))
    case let error as ProgramError:
      self = .files(Problem(Self.sentence(error), code: "program-failed"))
    case let refusal as PDFPrinting.Refusal: self = Self.refusal(refusal, folder)
    case is NoSite:
      self = .input(
        Problem(
          Sentence("\(folder) holds no built site", "\(folder) 里没有构建好的站点"),
          hint: Sentence(
            "run `paypress build` first, or name another folder with -o DIR",
            "请先运行 `paypress build`，或用 -o DIR 指定别的文件夹"),
          code: "no-built-site"))
    case let error as MalformedList:
      self = .input(
        Problem(
          Sentence(
            "\(error.path) is not as a build writes it, at byte \(error.offset)",
            "\(error.path) 不是构建写出的样子（第 \(error.offset) 字节处）"),
          hint: Sentence("build again", "请重新构建"), code: "malformed-list"))
    default: self = Failure(build: error)
    }
  }

  /// The process was told to end; the status is the one that shells use for this.
  static func interrupted(signal: Int32, _ outcome: Sentence) -> Failure {
    Failure(
      status: 128 + signal,
      Diagnostic(
        nil,
        Problem(
          Sentence(
            "ended by signal \(signal); \(outcome.english)", "被信号 \(signal) 中止；\(outcome.chinese)"))
      ))
  }

  private static func sentence(_ error: ProgramError) -> Sentence {
    let (english, chinese) =
      switch error.cause {
      case .notStarted(let reason):
        ("cannot be started: \(reason)", "无法启动：\(Sentence(system: reason).chinese)")
      case .tookTooLong(let seconds):
        ("took longer than \(seconds) s and was ended", "超过 \(seconds) 秒，已被终止")
      case .failed(let status, let words):
        ("failed (\(status)): \(words)", "失败（\(status)）：\(words)")
      case .saidTooMuch: ("wrote more than is believable", "输出过多")
      case .madeNothing(let words):
        ("ended without making a PDF: \(words)", "结束了，但没有生成 PDF：\(words)")
      }
    return Sentence(
      "\(error.program) \(english); nothing was changed",
      "\(error.program) \(chinese)；没有改动任何内容")
  }

  private static func refusal(_ refusal: PDFPrinting.Refusal, _ folder: String) -> Failure {
    switch refusal {
    case .noJobs: .input(.noPrintJobs(in: folder))
    case .unknownJob(let name, let known):
      .usage(
        Problem(
          Sentence("there is no print job \(quoted(name))", "没有名为 \(quoted(name)) 的打印任务"),
          hint: Problem.jobSuggestion(name, known)))
    case .unprintedLink(let id, let jobs, let known):
      .usage(
        Problem(
          jobs.isEmpty
            ? Sentence(
              "no print job prints the link \(quoted(id))", "没有打印任务印 \(quoted(id)) 这个链接")
            : Sentence(
              "the link \(quoted(id)) is not printed by \(list(jobs).english)",
              "\(list(jobs).chinese) 没有印 \(quoted(id)) 这个链接"),
          hint: Problem.suggestion(id, known)))
    case .otherPages(let job, let expected, let found):
      .files(
        Problem(
          Sentence(
            "the browser printed \(found) pages of the job \(quoted(job)), which has \(expected); "
              + "nothing was changed",
            "浏览器把打印任务 \(quoted(job)) 打成了 \(found) 页，应为 \(expected) 页；没有改动任何内容")))
    case .unknownForm(let job):
      .files(
        Problem(
          Sentence(
            "the browser's PDF of the job \(quoted(job)) has another form or page size than expected; "
              + "nothing was changed",
            "浏览器为打印任务 \(quoted(job)) 生成的 PDF 的格式或页面大小不符合预期；没有改动任何内容"),
          hint: Sentence(
            "try another browser with --browser PATH", "请用 --browser PATH 换一个浏览器")))
    case .unknownPage(let path):
      .input(
        Problem(
          Sentence(
            "\(folder)/\(path) is not as a build writes it; nothing was changed",
            "\(folder)/\(path) 不是构建写出的样子；没有改动任何内容"),
          hint: Sentence("build again", "请重新构建")))
    case .wrongDate(let value):
      .usage(
        Problem(
          Sentence(
            "SOURCE_DATE_EPOCH is \(quoted(value)), not a number of seconds since 1970",
            "SOURCE_DATE_EPOCH 是 \(quoted(value))，不是 1970 年以来的秒数")))
    }
  }
}

extension Problem {
  /// The nearest name of a print job, and all of them; where there are none, how to get one.
  static func jobSuggestion(_ name: String, _ known: [String]) -> Sentence {
    suggestion(name, known) ?? firstJob
  }

  private static var firstJob: Sentence {
    Sentence(
      "write `print: [{ poster: \"*\" }]` at the end of the config for a poster of every link, and "
        + "build again",
      "请在配置末尾写上 `print: [{ poster: \"*\" }]`（每个链接一张海报），然后重新构建")
  }

  fileprivate static func noPrintJobs(in folder: String) -> Problem {
    Problem(
      Sentence("\(folder) has no print jobs", "\(folder) 里没有打印任务"), hint: firstJob)
  }

  fileprivate init(_ error: MissingProgram) {
    switch error.purpose {
    case .readingCodes:
      self.init(
        Sentence(
          "zbarimg is not on this machine; it reads the codes in PDFs",
          "本机没有 zbarimg，读取 PDF 里的二维码需要它"),
        hint: Sentence(
          "install it: apt-get install zbar-tools, or brew install zbar",
          "请安装：apt-get install zbar-tools，或 brew install zbar"),
        code: "missing-program")
    case .readingPictures:
      self.init(
        Sentence(
          "ZXing cannot be loaded, the library that reads codes: \(error.name ?? "")",
          "无法加载读取二维码的库 ZXing：\(error.name ?? "")"),
        hint: Sentence(
          "install it: apt-get install libzxing2, or brew install zxing-cpp",
          "请安装：apt-get install libzxing2，或 brew install zxing-cpp"),
        code: "missing-program")
    case .readingPDFs:
      self.init(
        Sentence(
          "pdfinfo, pdftoppm or pdftotext is not on this machine; they read PDFs",
          "本机缺少 pdfinfo、pdftoppm 或 pdftotext，读取 PDF 需要它们"),
        hint: Sentence(
          "install them: apt-get install poppler-utils, or brew install poppler",
          "请安装：apt-get install poppler-utils，或 brew install poppler"),
        code: "missing-program")
    case .convertingColours:
      self.init(
        Sentence(
          "gs is not on this machine; it makes PDFs in the inks of a press",
          "本机没有 gs，制作四色 PDF 需要它"),
        hint: Sentence(
          "install Ghostscript: apt-get install ghostscript, or brew install ghostscript",
          "请安装 Ghostscript：apt-get install ghostscript，或 brew install ghostscript"),
        code: "missing-program")
    case .readingRevisions:
      self.init(
        Sentence(
          "git is not on this machine; it has the files of a revision",
          "本机没有 git，读取某个版本的文件需要它"),
        hint: Sentence(
          "install it: apt-get install git, or brew install git; or name an output folder or a "
            + "links.json",
          "请安装：apt-get install git，或 brew install git；也可以指定输出文件夹或 links.json"),
        code: "missing-program")
    case .printing:
      self.init(
        error.name.map { name in
          Sentence(
            "the browser \(quoted(name)) is not a program on this machine",
            "本机没有可运行的浏览器 \(quoted(name))")
        }
          ?? Sentence(
            "there is no Chromium, Chrome or Edge on this machine", "本机没有 Chromium、Chrome 或 Edge"),
        hint: Sentence(
          "install one (apt-get install chromium, or google.com/chrome), or name it with "
            + "--browser PATH",
          "请安装一个（apt-get install chromium，或 google.com/chrome），或用 --browser PATH 指定"),
        code: "missing-program")
    }
  }
}
