internal import Catalog
internal import Changes
internal import Console
internal import Proof
internal import Site
internal import Support

extension ConfigOption {
  /// What a site is compared with: an output folder, a `links.json` or a git revision; nil for what
  /// is published.
  func oldSite(_ old: String?, published folder: String) async throws -> OldSite {
    guard let old else {
      guard BuiltFolder.list(of: folder) != nil else {
        throw Failure(proof: NoSite(folder: folder), folder: folder)
      }
      return OldSite(folder: folder, named: folder)
    }
    switch try? FileSystem.kind(of: old, followsLink: true) {
    case .folder:
      guard BuiltFolder.list(of: old) != nil else {
        throw Failure.input(.noList(in: old))
      }
      return OldSite(folder: old, named: old)
    case .file: return OldSite(list: old)
    case .other, .symbolicLink: throw Failure.input(.noOldSite(old))
    case nil: return try await revision(old)
    }
  }

  private func revision(_ name: String) async throws -> OldSite {
    do {
      let revision = try RevisionSite(config: config, environment: Terminal.environment)
      return try await Interruption.cancelling {
        try await revision.build(name, jobs: Terminal.processorCount) {
          try ConfigOption.site(of: $0, into: $1)
        }
      }
    } catch {
      throw Failure(diff: error, folder: name)
    }
  }
}

extension Failure {
  /// Translates an error of `diff`.
  init(diff error: any Error, folder: String) {
    switch error {
    case let list as DamagedList: self = .input(.damagedList(list))
    case let refusal as RevisionSite.Refusal: self = .input(Problem(refusal))
    default: self.init(proof: error, folder: folder)
    }
  }
}

extension Problem {
  fileprivate static func noList(in folder: String) -> Problem {
    Problem(
      Sentence(
        "\(folder) holds no links.json, so it is no output folder",
        "\(folder) 里没有 links.json，不是输出文件夹"),
      hint: Sentence(
        "name a folder that `paypress build` wrote, a links.json or a git revision",
        "请指定 `paypress build` 写出的文件夹、links.json 或 git 版本"))
  }

  fileprivate static func noOldSite(_ name: String) -> Problem {
    Problem(
      Sentence(
        "\(name) is no folder, no file and no git revision",
        "\(name) 不是文件夹、文件，也不是 git 版本"),
      hint: Sentence(
        "name a folder that `paypress build` wrote, a links.json or a git revision",
        "请指定 `paypress build` 写出的文件夹、links.json 或 git 版本"))
  }

  fileprivate static func damagedList(_ list: DamagedList) -> Problem {
    Problem(
      Sentence(
        "\(list.path) is not as a build writes it, at byte \(list.offset)",
        "\(list.path) 不是构建写出的样子（第 \(list.offset) 字节处）"),
      hint: Sentence("take a folder or list of another build", "请换用另一次构建的文件夹或列表"))
  }

  fileprivate init(_ refusal: RevisionSite.Refusal) {
    switch refusal {
    case .unknown(let name, let words):
      let reason = words.isEmpty ? "" : " (git: \(words))"
      self.init(
        Sentence(
          "\(quoted(name)) is no folder, no file and no git revision\(reason)",
          "\(quoted(name)) 不是文件夹、文件，也不是 git 版本\(reason)"),
        hint: Sentence(
          "name a folder that `paypress build` wrote, a links.json or a revision such as HEAD~1",
          "请指定 `paypress build` 写出的文件夹、links.json，或 HEAD~1 这样的版本"),
        code: "no-old-site")
    case .unfetched(let name):
      self.init(
        Sentence(
          "\(quoted(name)) is no folder, no file and no git revision that this clone has",
          "\(quoted(name)) 不是文件夹、文件，也不是这个克隆里有的 git 版本"),
        hint: Sentence(
          "fetch the history with `git fetch --unshallow` (in CI: `fetch-depth: 0`)",
          "用 `git fetch --unshallow` 取回历史（CI 里写 `fetch-depth: 0`）"),
        code: "no-old-site")
    case .noConfig(let revision, let path):
      self.init(
        Sentence(
          "the revision \(quoted(revision)) has no \(path)",
          "版本 \(quoted(revision)) 里没有 \(path)"),
        hint: Sentence(
          "take a revision in which the config has this name", "请选择配置文件名相同的版本"),
        code: "no-config-in-revision")
    case .wrongConfig(let revision, let count, let first):
      self.init(
        Sentence(
          "the config of the revision \(quoted(revision)) has \(counted(count, "error"))"
            + (first.map { ", such as: \($0.english)" } ?? ""),
          "版本 \(quoted(revision)) 的配置有 \(count) 个错误"
            + (first.map { "，例如：\($0.chinese)" } ?? "")),
        hint: Sentence(
          "take a revision that builds; files outside of the config's folder are not in it",
          "请选择可以构建的版本；配置所在文件夹以外的文件不在其中"),
        code: "wrong-config-in-revision")
    case .unusableArchive(let revision):
      self.init(
        Sentence(
          "the files of the revision \(quoted(revision)) cannot be unpacked",
          "无法解开版本 \(quoted(revision)) 的文件"),
        hint: Sentence(
          "check the revision out into another folder, build there, and name its output folder",
          "请把该版本检出到另一个文件夹，在那里构建，再指定它的输出文件夹"),
        code: "unusable-archive")
    }
  }
}
