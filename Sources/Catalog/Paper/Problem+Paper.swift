internal import Paper
internal import Support

extension Problem {
  static func badSlug(_ text: String) -> Problem {
    Problem(
      Sentence("\(quoted(text)) cannot be a slug", "\(quoted(text)) 不能用作 slug"),
      hint: Sentence(
        "it becomes part of an address: 1 to \(PaperSlug.maximumLength) of a-z and 0-9, with single "
          + "hyphens between them",
        "它会成为网址的一部分：1 到 \(PaperSlug.maximumLength) 个 a-z 和 0-9，中间可以有单个连字符"))
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
        "`forward` needs `site.base_url`: the code holds an address there",
        "`forward` 需要 `site.base_url`：二维码里是那里的网址"),
      hint: Sentence(
        "write the address where output/ will be hosted: base_url: https://pay.example.com/",
        "请写明 output/ 会放在哪个网址：base_url: https://pay.example.com/"))
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
          "take another slug, or give the link its old id \(quoted(owner)) again",
          "请换一个 slug，或把链接的 id 改回 \(quoted(owner))"))
      : Problem(
        Sentence(
          "\(quoted(owner)) and \(quoted(other)) have the same slug \(quoted(slug.text))",
          "\(quoted(owner)) 和 \(quoted(other)) 用了同一个 slug \(quoted(slug.text))"),
        hint: Sentence("take another one for one of them", "请给其中一个换一个 slug"))
  }

  static func slugOfTwoLinks(_ conflict: PaperLedger.Conflict) -> Problem {
    let (slug, owner, other) = (conflict.slug.text, conflict.owner, conflict.other)
    return Problem(
      Sentence(
        "the slug \(quoted(slug)) was given to \(quoted(owner)), and in another branch to "
          + quoted(other),
        "slug \(quoted(slug)) 给了 \(quoted(owner))，在另一个分支里又给了 \(quoted(other))"),
      hint: Sentence(
        "find out which of the two is printed, delete the other one's lines with this slug, set another "
          + "slug for it, and build",
        "请弄清印出来的是哪一个，删掉另一个带这个 slug 的行，给它另设一个 slug，再构建"))
  }

  static func damagedPaper(_ reason: PaperDamage.Reason) -> Problem {
    let message: Sentence =
      switch reason {
      case .notAFact:
        Sentence(
          "this line is not what PayPress writes into the file of paper",
          "这一行不是 PayPress 写入纸质记录的内容")
      case .otherVersion:
        Sentence(
          "this is not the first line of a file of paper that this version can read",
          "这不是本版本能读取的纸质记录的第一行")
      case .unknownRun(let id):
        Sentence(
          "the print \(quoted(id)) of this piece is missing", "缺少这一张所属的印刷 \(quoted(id))")
      case .contradiction(let id):
        Sentence(
          "another line says something else about \(quoted(id))",
          "另有一行对 \(quoted(id)) 的说法不同")
      }
    return Problem(
      message,
      hint: Sentence(
        "restore the file from version control; do not delete it: it says which codes are printed",
        "请从版本库恢复这个文件；不要删除它：它记着哪些码已经印出"))
  }

  static func unreadablePaper(_ reason: String) -> Problem {
    Problem(
      Sentence(
        "the file of paper cannot be read: \(reason)",
        "纸质记录无法读取：\(Sentence(system: reason).chinese)"),
      hint: Sentence(
        "make it readable, or restore it from version control", "请让它可读，或从版本库恢复"))
  }

  static var conflictMarks: Problem {
    Problem(
      Sentence(
        "git left conflict marks here; the lines of both sides count",
        "git 在这里留下了冲突标记；两边的行都算数"),
      hint: Sentence(
        "delete the marks and keep all other lines, or build; `paypress.paper merge=union` in "
          + ".gitattributes avoids them",
        "请删掉标记，保留其余各行，或直接构建；在 .gitattributes 里写 `paypress.paper merge=union` 可避免"))
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
        "\(counted(linkCount, "code")) \(linkCount == 1 ? "holds" : "hold") addresses of \(host): "
          + "whoever has that domain decides where they lead",
        "\(linkCount) 个码里是 \(host) 的网址：谁拥有这个域名，谁就决定它们的去向"),
      hint: Sentence(
        "renew the domain as long as the paper hangs; if it lapses, the codes lead nowhere, or to whoever "
          + "registers it next",
        "纸还挂着就请续费域名；一旦过期，这些码会失效，或指向下一个注册它的人"))
  }
}
