package import Support

/// What the pages of removed links and of addresses without a page say.
///
/// A shop, and what it sold, may be called otherwise in each language.
package enum NoticeWords {
  /// The heading on the page of a removed link.
  package static let removed = Sentence("No longer in use", "已停用")
  /// The heading on the page that a host shows where there is none.
  package static let notFound = Sentence("Page not found", "没有这个页面")
  /// The way to the index.
  package static let allLinks = "全部项目 · All items"

  /// On the page of a removed link.
  package static func removed(at shop: Sentence) -> Sentence {
    Sentence(
      "This link is no longer in use, and nothing was paid. Please ask \(shop.english) for the current one.",
      "这个链接已停用，您没有付款。请向\(shop.chinese.withinChinese)索取新的链接。")
  }

  /// On the page of a short address whose link is gone.
  package static func retired(_ what: Sentence, at shop: Sentence) -> Sentence {
    Sentence(
      "This code was for “\(what.english)” at \(shop.english). It is no longer in use, and nothing was "
        + "paid. Please ask the staff for the current one.",
      "这个码原用于\(shop.chinese.withinChinese)的“\(what.chinese)”，现已停用，您没有付款。请向店员索取新的码。")
  }

  /// On the page that a host shows where there is none.
  package static func notFound(at shop: Sentence) -> Sentence {
    Sentence(
      "There is no page at this address, and nothing was paid. If a code or a link led here, it is no "
        + "longer in use: please ask \(shop.english) for the current one.",
      "此网址没有对应的页面，您没有付款。如果是扫码或点链接来到这里，说明它已停用，请向\(shop.chinese.withinChinese)索取新的。")
  }
}
