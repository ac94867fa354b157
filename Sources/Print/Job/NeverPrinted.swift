internal import Catalog
internal import Support

/// Which links must never be printed: orders, because they expire.
enum NeverPrinted {
  /// Why a link must not be printed; nil when it may.
  static func problem(of link: Link) -> Problem? {
    guard link.expires else { return nil }
    return Problem(
      Sentence(
        "link \(quoted(link.id)) is an order that expires: on paper it would soon lead nowhere",
        "链接 \(quoted(link.id)) 是会过期的订单：印在纸上很快就失效"),
      hint: Sentence(
        "print quick-collect links; leave orders out of this job",
        "请打印快捷收款链接；这一项里不要选订单"),
      code: "printed-order")
  }
}
