import GatePay
import Paper
import Support
import Testing

@Suite struct PaperVerdictTests {
  static let base = "https://pay.example.com/"
  static let key = "e3d704f3542b44a621ebed70dc0efe13"

  static func url(
    _ price: String? = "28.00", token: String = "abc", custom: String? = nil, tail: String = ""
  ) -> String {
    "https://gatepay.io/pay/any?appkey=\(key)&token=\(token)"
      + (price.map { "&price=\($0)" } ?? "") + (custom.map { "&custom=\($0)" } ?? "") + tail
  }

  static func paper(text: String? = nil, target: String = url()) -> PrintedPaper {
    let run = MarkedPrint(
      id: "22222", job: "posters", kind: "poster", design: "seal", place: nil, day: "2026-11-02")
    return PrintedPaper(
      id: PaperID(run: "22222", number: 1), run: run, link: "tea", text: text ?? target,
      target: target, title: "Tea", price: try? Amount("28.00"), words: ["Tea", "¥28.00"],
      sideInMillimetres: 80, sheet: 1, position: 1, stamp: "7K3M")
  }

  static func link(
    _ url: String = url(), price: String = "28.00", words: [String]? = ["Tea", "¥28.00"]
  ) -> PaperLink {
    PaperLink(id: "tea", url: url, title: "Tea", price: try? Amount(price), words: words)
  }

  private func status(_ paper: PrintedPaper, _ link: PaperLink?) -> PaperStatus {
    PaperVerdict(of: paper, now: link, baseURL: Self.base).status
  }

  @Test(
    arguments: [
      (link(), .current), (link(words: nil), .current),
      (link(url("30.00"), price: "30.00", words: ["Tea", "¥30.00"]), .wrong),
      (link(url(token: "xyz")), .wrong), (link(url(custom: "t7")), .wrong),
      (link(url(tail: "&stable=1")), .outdated), (link(url(tail: "&skin=1")), .outdated),
      (link(words: ["Green tea", "¥28.00"]), .outdated), (nil, .wrong),
      (link(url().replacing("gatepay.io", with: "gatepay.example")), .wrong),
      (link("something else"), .wrong),
    ] as [(PaperLink?, PaperStatus)])
  func judgesACodeThatHoldsThePayment(now: PaperLink?, expected: PaperStatus) {
    #expect(status(Self.paper(), now) == expected)
  }

  @Test(
    arguments: [
      (link(), .current),
      (link(url("30.00"), price: "30.00", words: ["Tea", "¥30.00"]), .forwarding),
      (link(url(token: "xyz")), .forwarding), (link(url(custom: "t7")), .forwarding),
      (link(words: ["Green tea", "¥28.00"]), .outdated), (nil, .wrong),
      (link(url("30.00"), price: "30.00", words: ["Green tea", "¥30.00"]), .outdated),
    ] as [(PaperLink?, PaperStatus)])
  func judgesACodeThatHoldsAShortAddress(now: PaperLink?, expected: PaperStatus) {
    #expect(status(Self.paper(text: "\(Self.base)p/tea/"), now) == expected)
  }

  @Test func saysWhenAForwardingPieceShowsAnotherAmount() throws {
    let paper = Self.paper(text: "\(Self.base)p/tea/")
    let now = Self.link(Self.url("30.00"), price: "30.00", words: ["Tea", "¥30.00"])
    let other = try #require(PaperVerdict(of: paper, now: now, baseURL: Self.base).otherAmount)
    #expect(other.printed?.description == "28.00" && other.paid?.description == "30.00")
    #expect(PaperVerdict(of: paper, now: Self.link(), baseURL: Self.base).otherAmount == nil)
  }

  @Test func aSiteThatMovedLeavesItsShortAddressesBehind() {
    let paper = Self.paper(text: "\(Self.base)p/tea/")
    for base in ["https://other.example/", nil] {
      let verdict = PaperVerdict(of: paper, now: Self.link(), baseURL: base)
      #expect(verdict.status == .wrong && verdict.changes == [.moved(baseURL: base)])
    }
  }

  /// A longer title may take more lines, of which none is the old one with something else in it.
  @Test func whatWrapsIsNamedAsAWhole() {
    func words(_ old: [String], _ now: [String], title: String) -> String {
      var paper = Self.paper()
      paper.title = old[0]
      paper.words = old
      let link = PaperLink(
        id: "tea", url: Self.url(), title: title, price: try? Amount("28.00"), words: now)
      return PaperWords.changes(PaperVerdict(of: paper, now: link, baseURL: Self.base)).english
    }
    #expect(
      words(["Cake", "¥28.00"], ["Cheese", "Cake", "¥28.00"], title: "Cheese Cake")
        == "words \"Cake\" → \"Cheese Cake\"")
    #expect(
      words(
        ["Tea", "new here", "¥28.00"], ["Tea", "new", "here now", "¥28.00"], title: "Tea")
        == "words \"new here\" → \"new here now\"")
    #expect(
      words(["Tea", "¥28.00"], ["Tea", "¥28.00", "hot"], title: "Tea") == "words \"\" → \"hot\"")
  }
}
