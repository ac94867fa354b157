internal import QRImage
internal import Site
internal import Support

extension Failure {
  /// Translates an error of a build.
  package init(build error: any Error) {
    switch error {
    case let error as WritingError:
      self = .files(
        Problem(
          Sentence(
            "\(error.path) cannot be written: \(error.reason); nothing was published",
            "\(error.path) 无法写入：\(Sentence(system: error.reason).chinese)；没有发布任何内容"),
          code: "unwritable-file"))
      path = error.path
    case let error as InterruptedPublication:
      self = .files(
        Problem(
          Sentence(
            "\(error.cause.path) cannot be put in place: \(error.cause.reason); each file is an old or "
              + "a new one, and \(error.files.english) could not be put back",
            "\(error.cause.path) 无法移到目标位置：\(Sentence(system: error.cause.reason).chinese)；"
              + "每个文件要么是旧的，要么是新的，而 \(error.files.chinese) 无法恢复"),
          hint: Sentence("fix the cause and build again", "请排除故障后重新构建"),
          code: "interrupted-publication"))
      path = error.cause.path
    case let refusal as OutputRefusal: self = .input(Problem(refusal))
    case let error as PaperLost: self.init(error.finding)
    case let refusal as ShardRefusal: self = .input(Problem(refusal))
    case let error as QRImageError:
      self = .input(
        Problem(
          Sentence(
            "a picture cannot be made: \(error.reason); nothing was written",
            "无法生成图片：\(Sentence(system: error.reason).chinese)；没有写入任何内容"),
          hint: Sentence(
            "build again; if it fails again, close other programs, which may need the memory",
            "请重新构建；若仍然失败，请关闭其他占用内存的程序"),
          code: "picture-failed"))
    default: self.init(error)
    }
  }
}

extension QRImageError {
  /// The reason in the words of the system or of the library.
  fileprivate var reason: String {
    switch self {
    case .textTooLong: String(cString: strerror(ERANGE))
    case .encoderFailed(let number): String(cString: strerror(number))
    case .pngFailed(let words): words
    }
  }
}

extension InterruptedPublication {
  /// The files that could not be put back, the first ten of them by name.
  fileprivate var files: Sentence {
    let names = notRestored.prefix(10)
    let more = notRestored.count - names.count
    return Sentence(
      names.joined(separator: ", ") + (more > 0 ? " and \(more) more" : ""),
      names.joined(separator: "、") + (more > 0 ? " 等 \(notRestored.count) 个文件" : ""))
  }
}

extension Problem {
  fileprivate init(_ refusal: OutputRefusal) {
    switch refusal {
    case .notOurs(let folder, let name):
      self.init(
        Sentence(
          "\(folder) is not empty and no build wrote it: it holds \(name)",
          "\(folder) 不是空的，也不是由构建生成的：里面有 \(name)"),
        hint: Sentence(
          "name another folder with -o DIR, or empty this one yourself",
          "用 -o DIR 指定另一个文件夹，或自行清空它"), code: "foreign-folder")
    case .foreignFile(let path):
      self.init(
        Sentence(
          "\(path) is in the way, and no build wrote it; nothing was written",
          "\(path) 占用了要写入的位置，而它不是由构建生成的；没有写入任何内容"),
        hint: Sentence(
          "move it away, or give the link another id", "请把它移走，或给链接换一个 id"), code: "foreign-file")
    case .symbolicLink(let path):
      self.init(
        Sentence(
          "\(path) is a symbolic link; nothing was written", "\(path) 是符号链接；没有写入任何内容"),
        hint: Sentence("replace it by a real folder or file", "请换成真正的文件夹或文件"), code: "symbolic-link"
      )
    case .notAFolder(let path):
      self.init(
        Sentence("\(path) is not a folder; nothing was written", "\(path) 不是文件夹；没有写入任何内容"),
        hint: Sentence(
          "move it away, or name another folder with -o DIR", "请把它移走，或用 -o DIR 指定另一个文件夹"),
        code: "not-a-folder")
    }
  }

  fileprivate init(_ refusal: ShardRefusal) {
    let (code, message, hint) =
      switch refusal {
      case .notAShard(let folder):
        (
          "not-a-share",
          Sentence("no build with --shard ended in \(folder)", "\(folder) 里没有完成的 --shard 构建"),
          Sentence(
            "name the folders that `paypress build --shard 1/2 -o DIR` and so on wrote",
            "请给出 `paypress build --shard 1/2 -o DIR` 等命令写入的文件夹")
        )
      case .differentCounts(let folder, let expected, let found):
        (
          "share-of-another-build",
          Sentence(
            "\(folder) is one of \(found) shares, the others are of \(expected)",
            "\(folder) 是 \(found) 份中的一份，其他文件夹却是 \(expected) 份中的"),
          Sentence(
            "build all shares with the same number after the slash", "所有份额构建时斜杠后的数字要相同")
        )
      case .twice(let shard, let folder):
        (
          "share-twice",
          Sentence(
            "\(folder) holds share \(shard.text), which another folder holds too",
            "\(folder) 是第 \(shard.text) 份，另一个文件夹也是"),
          Sentence("name each share once", "每一份只给出一次")
        )
      case .missing(let numbers, let count):
        (
          "share-missing",
          Self.missing(numbers.map { "\($0)/\(count)" }),
          Sentence("build what is missing, and name every folder", "请构建缺少的份额，并给出所有文件夹")
        )
      case .wrongRecord(let folder):
        (
          "damaged-record",
          Sentence(
            "the record of \(folder) lists a link twice, which no build writes",
            "\(folder) 的记录中有一个链接出现两次，不是构建写出的"),
          Sentence("empty the folder and build this share again", "请清空该文件夹后重新构建这一份")
        )
      case .wrongCode(let path, let id):
        (
          "wrong-code-in-share",
          Sentence(
            "\(path) is not the code of link \(quoted(id))", "\(path) 不是链接 \(quoted(id)) 的二维码"),
          Sentence(
            "find out who changed it; then empty its folder and build this share again",
            "请查明是谁改动了它；然后清空它所在的文件夹，重新构建这一份")
        )
      case .isOutput(let folder):
        (
          "share-is-output",
          Sentence(
            "\(folder) is both a share and the folder to write", "\(folder) 既是份额又是输出文件夹"),
          Sentence("name another folder with -o DIR", "用 -o DIR 指定另一个文件夹")
        )
      }
    self.init(
      Sentence("\(message.english); nothing was written", "\(message.chinese)；没有写入任何内容"),
      hint: hint, code: code)
  }

  private static func missing(_ shares: [String]) -> Sentence {
    let more = shares.count - 10
    return Sentence(
      "no folder holds share \(shares.prefix(10).joined(separator: ", "))"
        + (more > 0 ? " and \(more) more" : ""),
      "缺少第 \(shares.prefix(10).joined(separator: "、")) 份" + (more > 0 ? "，以及另外 \(more) 份" : ""))
  }
}
