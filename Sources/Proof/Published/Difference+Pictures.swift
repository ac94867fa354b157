internal import Support

// What is wrong with pictures, as `LinkProof` and `SiteProof` find it.

extension Difference {
  /// What is wrong with the picture of a link, in quotes.
  func pictureFault(_ link: String) -> Sentence {
    switch self {
    case .missingPicture:
      Sentence("the picture of \(link) is missing", "缺少 \(link) 的图片")
    case .codeCount(_, _, let number):
      number == 0
        ? Sentence(
          "there is no code in it that can be read; it should lead to \(link)",
          "里面没有可以读出的码；它应指向 \(link)")
        : Sentence(
          "there are \(number) codes in it; there should be one, of \(link)",
          "里面有 \(number) 个码；应当只有 \(link) 的一个")
    case .changedPicture:
      Sentence(
        "the code is that of \(link), but the white border, the size in pixels or the printed size is "
          + "not as a build writes it",
        "码是 \(link) 的，但白边、像素尺寸或打印尺寸与构建写出的不同")
    case .wrongCode(_, _, let other):
      Sentence(
        "the code leads to \(leads(other).english), not to \(link)",
        "码指向\(leads(other).chinese)，而不是 \(link)")
    default:
      Sentence(
        "the picture of \(link) is damaged and cannot be read", "\(link) 的图片已损坏，无法读取")
    }
  }

  /// A picture that belongs to no link.
  static let unusedPicture = Sentence(
    "no link has this picture; remove it", "没有链接使用这张图片；请删除它")
}
