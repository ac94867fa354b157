internal import ArgumentParser
internal import Console
internal import Proof
internal import Support

/// What `pdf` makes besides PDFs for the shop's own printer.
struct PrintShopOptions: ParsableArguments {
  enum Format: String, ExpressibleByArgument, CaseIterable {
    case pdf
    case png
  }

  @Option(
    help: .words(
      "png: a picture of each page too, to share by phone.", "png：另外把每页做成图片，便于用手机分享。"))
  var format = Format.pdf

  @Flag(
    help: .words(
      "For printing presses: PDFs in four inks too, with codes in black alone. Needs Ghostscript.",
      "供印刷厂：另做四色 PDF，二维码只用黑色。需要 Ghostscript。"))
  var cmyk = false

  @Option(
    help: .words(
      "With --cmyk: the press's ICC profile. (default: Ghostscript's own)",
      "与 --cmyk 同用：印刷机的 ICC 文件。（默认：Ghostscript 自带的）", value: "file"),
    completion: .file(extensions: ["icc", "icm"]))
  var profile: String?

  @Flag(
    help: .words(
      "For print shops: one archive a job, with a proof sheet, a list, and each code as PDF and EPS.",
      "供印刷厂：每个任务一个压缩包，内有校样、清单，和每个码的 PDF 与 EPS。"))
  var zip = false

  @Option(
    help: .words(
      "The folder for pictures, archives and PDFs in four inks. (default: for-print, beside the config)",
      "图片、压缩包和四色 PDF 所在的文件夹。（默认：配置旁边的 for-print）", value: "dir"),
    completion: .directory)
  var to: String?

  /// Whether anything for a print shop is to be made.
  var areWanted: Bool { cmyk || zip || format == .png }

  func validate() throws {
    if profile != nil && !cmyk {
      throw ValidationError(localized("--profile needs --cmyk", "--profile 要与 --cmyk 同用"))
    }
    if to != nil && !areWanted {
      throw ValidationError(
        localized(
          "--to needs --cmyk, --zip or --format png", "--to 要与 --cmyk、--zip 或 `--format png` 同用"))
    }
    try OutputName.check(folder: to)
  }

  /// Makes the products of printed jobs, and prints their paths.
  func make(
    _ jobs: [String], of folder: String, beside site: ConfigOption,
    through browser: BrowserOptions
  ) async throws {
    var products = PrintShop.Products()
    (products.isPress, products.isArchive) = (cmyk, zip)
    products.hasPictures = format == .png
    products.profile = profile
    guard areWanted, !jobs.isEmpty else { return }
    let target = to ?? site.folder + "for-print"
    do {
      let shop = PrintShop(
        output: OutputOption.absolute(folder), target: target,
        browser: try Browser.find(
          browser.browser, environment: Terminal.environment, isRoot: geteuid() == 0),
        seconds: browser.timeout, environment: Terminal.environment,
        language: Terminal.language)
      let chosen = products
      let made = try await Interruption.cancelling { try await shop.make(jobs, chosen) }
      for path in made.paths { try Terminal.print(path) }
      try Terminal.flush()
      if made.removedCount > 0 { Self.reportRemoved(made.removedCount, from: target) }
    } catch let refusal as PrintShop.Refusal {
      throw Failure.input(Self.problem(refusal, in: folder, target))
    } catch {
      throw Failure(proof: error, folder: folder)
    }
    if cmyk {
      Terminal.report(
        Sentence(
          "codes and black words have black ink alone; ask the print shop whether it takes the file as it is",
          "二维码和黑色文字只用黑色；请向印刷厂确认能否直接使用"))
    }
  }

  private static func reportRemoved(_ count: Int, from target: String) {
    Terminal.report(
      Sentence(
        "\(counted(count, "older file")) removed from \(target): the pages have changed or are gone",
        "已从 \(target) 删除 \(count) 个旧文件：页面已变或已不存在"))
  }

  private static func problem(
    _ refusal: PrintShop.Refusal, in folder: String, _ target: String
  ) -> Problem {
    let untouched = Sentence("; \(target) is as it was", "；\(target) 未改动")
    return switch refusal {
    case .noProfile:
      Problem(
        Sentence(
          "the profile for presses that comes with Ghostscript was not found",
          "没有找到 Ghostscript 的印刷 ICC 文件"),
        hint: Sentence(
          "name one with --profile FILE; print shops have it", "请用 --profile 指定；可向印刷厂索取"),
        code: "no-press-profile")
    case .wrongProfile(let path):
      Problem(
        Sentence(
          "\(path) is not the ICC profile of a press with four inks", "\(path) 不是四色印刷的 ICC 文件"),
        hint: Sentence("ask the print shop for its profile", "请向印刷厂索取"),
        code: "wrong-press-profile")
    case .otherPress(let job, let difference):
      Problem(
        Sentence(
          "the PDF in four inks of the job \(quoted(job)) is not as it should be: "
            + (difference.map { words($0, in: folder, .english) } ?? "its pages differ")
            + untouched.english,
          "任务 \(quoted(job)) 的四色 PDF 与预期不符："
            + (difference.map { words($0, in: folder, .chinese) } ?? "页面不同") + untouched.chinese),
        code: "wrong-press-file")
    case .colouredCode(let job, let page, let link):
      Problem(
        Sentence(
          "page \(page) of the job \(quoted(job)) has the code of \(quoted(link)) in other inks than black"
            + untouched.english,
          "任务 \(quoted(job)) 第 \(page) 页里 \(quoted(link)) 的码用了黑色以外的油墨" + untouched.chinese),
        hint: Sentence(
          "delete the centre mark, or make it black", "请去掉中心图案，或换成黑色的"),
        code: "coloured-code")
    case .unreadablePicture(let job, let page):
      Problem(
        Sentence(
          "a code on the picture of page \(page) of the job \(quoted(job)) cannot be read"
            + untouched.english,
          "任务 \(quoted(job)) 第 \(page) 页的图片上有码读不出来" + untouched.chinese),
        hint: Sentence(
          "share posters and boards: sheets with many small codes are for printing",
          "请分享海报或收款牌；有许多小码的页面适合打印"),
        code: "unreadable-shared-picture")
    case .archiveTooLarge(let job):
      Problem(
        Sentence(
          "the job \(quoted(job)) is too large for an archive, which holds 65,534 files and 4 GB"
            + untouched.english,
          "任务 \(quoted(job)) 放不进一个压缩包（最多 65,534 个文件、4 GB）" + untouched.chinese),
        hint: Sentence(
          "print fewer links in a job, 30,000 at most", "请减少一个任务里的链接，最多 30,000 个"),
        code: "archive-too-large")
    case .foreignFolder(let path):
      Problem(
        Sentence(
          "\(path) holds files that `paypress pdf` did not make" + untouched.english,
          "\(path) 里有不是 `paypress pdf` 生成的文件" + untouched.chinese),
        hint: Sentence("name another folder with --to DIR", "请用 --to 指定另一个文件夹"),
        code: "foreign-print-folder")
    }
  }

  private static func words(
    _ difference: Difference, in folder: String, _ language: Language
  ) -> String {
    DiagnosticText(difference.diagnostic(in: folder), language).text
  }
}
