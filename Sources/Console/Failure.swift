internal import Catalog
internal import QRImage
internal import Site
package import Support

/// Why a command ends without its result: a message and an exit status.
package struct Failure: Error {
  package let status: Int32
  package let message: Sentence

  /// The input or a check is at fault.
  package static func input(_ message: Sentence) -> Failure { Failure(status: 1, message: message) }

  /// The command line is at fault.
  package static func usage(_ message: Sentence) -> Failure {
    Failure(status: 64, message: message)
  }

  /// Reading or writing failed.
  package static func files(_ message: Sentence) -> Failure {
    Failure(status: 74, message: message)
  }

  /// The failure that an error of a build amounts to.
  package init(_ error: any Error) {
    switch error {
    case let failure as Failure: self = failure
    case let finding as Finding:
      self = .input(Sentence(finding.text(in: .english), finding.text(in: .chinese)))
    case let error as ReadingError:
      self = .files(
        Sentence(
          "paypress: error: \(error.path) cannot be read: \(error.reason)",
          "paypress: error: \(error.path) 无法读取：\(error.reason)"))
    case let error as WritingError:
      self = .files(
        Sentence(
          "paypress: error: \(error.path) cannot be written: \(error.reason); "
            + "nothing was published",
          "paypress: error: \(error.path) 无法写入：\(error.reason)；没有发布任何内容"))
    case let error as InterruptedPublication:
      self = .files(
        Sentence(
          "paypress: error: \(error.cause.path) cannot be put in place: \(error.cause.reason); "
            + "each file is an old or a new one\n  hint: fix the cause and build again",
          "paypress: error: \(error.cause.path) 无法移到目标位置：\(error.cause.reason)；"
            + "每个文件要么是旧的，要么是新的\n  hint: 请排除故障后重新构建"))
    case let refusal as OutputRefusal: self = .input(Self.words(refusal))
    case let refusal as ShardRefusal: self = .input(Messages.refused(refusal))
    case is CatalogueChanged:
      self = .input(
        Sentence(
          "paypress: error: a spreadsheet changed while it was read; nothing was written\n"
            + "  hint: close the program that writes it and build again",
          "paypress: error: 表格在读取过程中被改动；没有写入任何内容\n  hint: 请关闭正在写它的程序后重新构建"))
    case let error as QRImageError:
      self = .input(
        Sentence(
          "paypress: error: a picture cannot be made: \(error); nothing was written",
          "paypress: error: 无法生成图片：\(error)；没有写入任何内容"))
    default:
      self = .files(Sentence("paypress: error: \(error)", "paypress: error: \(error)"))
    }
  }

  package init(status: Int32, message: Sentence) {
    self.status = status
    self.message = message
  }

  /// The config cannot be read.
  package static func config(_ error: ReadingError) -> Failure {
    .files(
      Sentence(
        "paypress: error: \(error.path) cannot be read: \(error.reason)\n"
          + "  hint: name the config with -c FILE, or make one with `paypress init shop`",
        "paypress: error: \(error.path) 无法读取：\(error.reason)\n"
          + "  hint: 用 -c FILE 指定配置文件，或用 `paypress init shop` 新建一份"))
  }

  private static func words(_ refusal: OutputRefusal) -> Sentence {
    switch refusal {
    case .notOurs(let folder, let name):
      Sentence(
        "paypress: error: \(folder) is not empty and no build wrote it: it holds \(name)\n"
          + "  hint: name another folder with -o DIR, or empty this one yourself",
        "paypress: error: \(folder) 不是空的，也不是由构建生成的：里面有 \(name)\n"
          + "  hint: 用 -o DIR 指定另一个文件夹，或自行清空它")
    case .foreignFile(let path):
      Sentence(
        "paypress: error: \(path) is in the way, and no build wrote it; nothing was written\n"
          + "  hint: move it away, or give the link another id",
        "paypress: error: \(path) 占用了要写入的位置，而它不是由构建生成的；没有写入任何内容\n"
          + "  hint: 请把它移走，或给链接换一个 id")
    case .symbolicLink(let path):
      Sentence(
        "paypress: error: \(path) is a symbolic link; nothing was written\n"
          + "  hint: replace it by a real folder or file",
        "paypress: error: \(path) 是符号链接；没有写入任何内容\n  hint: 请换成真正的文件夹或文件")
    case .notAFolder(let path):
      Sentence(
        "paypress: error: \(path) is not a folder; nothing was written\n"
          + "  hint: move it away, or name another folder with -o DIR",
        "paypress: error: \(path) 不是文件夹；没有写入任何内容\n  hint: 请把它移走，或用 -o DIR 指定另一个文件夹")
    }
  }
}
