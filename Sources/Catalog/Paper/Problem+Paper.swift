internal import Paper
internal import Support

extension Problem {
  static func badSlug(_ text: String) -> Problem {
    Problem(
      Sentence("\(quoted(text)) cannot be a slug", "\(quoted(text)) 不能用作 slug"),
      hint: Sentence(
        "it becomes part of an address: write it like tea-house, with 1 to \(PaperSlug.maximumLength) of "
          + "a-z and 0-9 and single hyphens between them",
        "它会成为网址的一部分：请写成 tea-house 这样，用 1 到 \(PaperSlug.maximumLength) 个 a-z 和 0-9，"
          + "中间可以有单个连字符"))
  }

  static var slugWithoutForward: Problem {
    Problem(
      Sentence("`slug` needs `forward: true`", "`slug` 需要与 `forward: true` 一起使用"),
      hint: Sentence(
        "add `forward: true`, or delete the slug", "请加上 `forward: true`，或删掉 slug"))
  }

  static var forwardWithoutBaseURL: Problem {
    Problem(
      Sentence(
        "`forward` needs `site.base_url`: the codes lead through your own site",
        "`forward` 需要 `site.base_url`：二维码先到您自己的网站，再转到付款页"),
      hint: Sentence(
        "write below `site:` the address at which you publish output/, such as "
          + "`base_url: https://pay.example.com/`",
        "请在 `site:` 下面写上 output/ 发布后的网址，例如 `base_url: https://pay.example.com/`"))
  }

  static func slugOfAnotherLink(
    _ slug: PaperSlug, owner: String, other: String, isPublished: Bool
  ) -> Problem {
    isPublished
      ? Problem(
        Sentence(
          "the slug \(quoted(slug.text)) belongs to \(quoted(owner)), and printed codes with it may "
            + "hang somewhere; \(quoted(other)) cannot have it",
          "slug \(quoted(slug.text)) 属于 \(quoted(owner))，印有它的码可能还贴在某处；"
            + "\(quoted(other)) 不能使用它"),
        hint: Sentence(
          "use another slug, or give the link its old id \(quoted(owner)) again",
          "请换一个 slug，或把链接的 id 改回 \(quoted(owner))"))
      : Problem(
        Sentence(
          "\(quoted(owner)) and \(quoted(other)) have the same slug \(quoted(slug.text))",
          "\(quoted(owner)) 和 \(quoted(other)) 用了同一个 slug \(quoted(slug.text))"),
        hint: Sentence("give one of them another slug", "请给其中一个换一个 slug"))
  }

  static func slugOfTwoLinks(_ conflict: PaperLedger.Conflict) -> Problem {
    let (slug, owner, other) = (conflict.slug.text, conflict.owner, conflict.other)
    return Problem(
      Sentence(
        "the slug \(quoted(slug)) was given to \(quoted(owner)), and in another branch to "
          + quoted(other),
        "slug \(quoted(slug)) 给了 \(quoted(owner))，在另一个分支里又给了 \(quoted(other))"),
      hint: Sentence(
        "find out which of the two is on printed codes; in paypress.paper, delete the lines that give the "
          + "slug to the other one; in the config, give that link another `slug`; then run `paypress build`",
        "请弄清印出的码属于哪一个；在 paypress.paper 里删掉把这个 slug 给另一个的那几行；"
          + "在配置里给那个链接另写 `slug`；再运行 `paypress build`"))
  }

  static func damagedPaper(_ reason: PaperDamage.Reason) -> Problem {
    let restoring = Sentence(
      "restore the file from version control or a backup; do not delete it: it says which codes are "
        + "printed",
      "请从版本库或备份恢复这个文件；不要删除它：它记着哪些码已经印出")
    let message: Sentence =
      switch reason {
      case .notAFact:
        Sentence(
          "this line of the print record paypress.paper was not written by PayPress",
          "印刷记录 paypress.paper 的这一行不是 PayPress 写入的")
      case .otherVersion:
        Sentence(
          "this version of PayPress does not know the first line of the print record paypress.paper",
          "本版本的 PayPress 不认识印刷记录 paypress.paper 的第一行")
      case .unknownRun(let id):
        Sentence(
          "this piece belongs to print \(quoted(id)), whose line is missing",
          "这一张属于印刷 \(quoted(id))，而后者的那一行缺失")
      case .contradiction(let id):
        Sentence(
          "another line contradicts this one about \(quoted(id))",
          "另有一行对 \(quoted(id)) 的记录与这一行矛盾")
      }
    return Problem(
      message,
      hint: reason == .otherVersion
        ? Sentence(
          "if a newer PayPress wrote it, install that version; if not, \(restoring.english)",
          "若由更新的 PayPress 写入，请升级 PayPress；若不是，\(restoring.chinese)") : restoring)
  }

  static func unreadablePaper(_ error: ReadingError) -> Problem {
    error.isFolder
      ? Problem(
        Sentence("paypress.paper is a folder, not a file", "paypress.paper 是文件夹，不是文件"),
        hint: Sentence(
          "move the folder away; if codes are printed, restore the file from version control or a backup",
          "请移走这个文件夹；若已印过码，请从版本库或备份恢复这个文件"))
      : Problem(
        Sentence(
          "the print record paypress.paper cannot be read: \(error.reason)",
          "印刷记录 paypress.paper 无法读取：\(Sentence(system: error.reason).chinese)"),
        hint: Sentence(
          "allow your account to read it, or restore it from version control or a backup",
          "请让当前用户可以读取它，或从版本库或备份恢复"))
  }

  static var conflictMarks: Problem {
    Problem(
      Sentence(
        "git left conflict marks here; the lines of both sides count",
        "git 在这里留下了冲突标记；两边的行都算数"),
      hint: Sentence(
        "delete the lines that begin with <<<<<<<, ======= or >>>>>>>, and keep all others; a line "
          + "`paypress.paper merge=union` in .gitattributes avoids them",
        "请删掉以 <<<<<<<、======= 或 >>>>>>> 开头的行，保留其余各行；在 .gitattributes 里加一行 "
          + "`paypress.paper merge=union` 可避免"))
  }

  static func insecureShortAddress(_ base: String) -> Problem {
    Problem(
      Sentence(
        "\(base) is not encrypted: anyone on the way can change where printed codes lead",
        "\(base) 没有加密：途中任何人都能改掉印出的码的去向"),
      hint: Sentence("write https:// instead of http://", "请把 http:// 改成 https://"))
  }

  static func lapsedDomain(_ host: String, linkCount: Int) -> Problem {
    Problem(
      Sentence(
        (linkCount == 1 ? "1 code holds an address" : "\(grouped(linkCount)) codes hold addresses")
          + " of \(host): whoever has that domain decides where they lead",
        "\(grouped(linkCount)) 个码里是 \(host) 的网址：谁拥有这个域名，谁就决定它们的去向"),
      hint: Sentence(
        "keep the domain registered as long as printed codes hang somewhere; if it lapses, they lead "
          + "nowhere, or wherever its next owner decides",
        "只要印出的码还挂着，就请续费域名；一旦过期，这些码会失效，或由下一个注册者决定去向"))
  }
}
