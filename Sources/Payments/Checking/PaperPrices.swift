public import Catalog
public import GatePay
internal import Paper
internal import Support

/// The prices on printed pieces and of short addresses, by the file of paper.
public struct PaperPrices: PrintedPrices {
  private struct Key: Hashable {
    var merchant: String
    var price: Amount
    var custom: NormalForm?
  }

  /// The latest piece or short address of each price.
  private var places: [Key: PrintedPlace] = [:]

  /// The prices on record for a catalogue, in the words of its site's language.
  public init(_ catalogue: Catalogue) {
    let merchants = Dictionary(
      catalogue.accounts.merchants.map { ($0.appkey, $0.key) }
    ) { first, _ in first }
    let language = catalogue.outline.site.language
    func add(
      _ url: String, _ link: String, price: Amount?, _ description: Sentence, isHanging: Bool
    ) {
      guard let address = QuickCollectInspection(url).link,
        let merchant = merchants[address.appkey], let price = price ?? address.price
      else { return }
      let key = Key(
        merchant: merchant, price: price, custom: address.custom.map(NormalForm.init(of:)))
      places[key] = PrintedPlace(
        link: link, description: description.text(in: language), isHanging: isHanging)
    }
    for target in catalogue.paper.targets {
      let day = UTCTime.stamp(target.since).prefix(10)
      add(
        target.url, target.link, price: nil,
        Sentence(
          "old price, short address \(quoted(target.slug.text)), from \(day)",
          "旧价，短网址 \(quoted(target.slug.text))，自 \(day)"), isHanging: false)
    }
    // A piece says more than its address, one that hangs more than one that is gone, and the last
    // one printed counts.
    func isHanging(_ paper: PrintedPaper) -> Bool {
      paper.goneOn == nil && paper.text == paper.target
    }
    let papers = catalogue.paper.papers.sorted {
      (isHanging($0) ? 1 : 0, $0.run.day, $0.id) < (isHanging($1) ? 1 : 0, $1.run.day, $1.id)
    }
    for paper in papers {
      let origin = PaperWords.origin(paper)
      add(
        paper.target, paper.link, price: paper.price,
        Sentence("old price, \(origin.english)", "旧价，\(origin.chinese)"),
        isHanging: isHanging(paper))
    }
  }

  /// Where a price was printed with a contact.
  public func place(merchant: String, price: Amount, custom: String?) -> PrintedPlace? {
    let custom = custom.map(NormalForm.init(of:))
    return places[Key(merchant: merchant, price: price, custom: custom)]
      // A payer may have entered a contact where the piece leaves it open.
      ?? places[Key(merchant: merchant, price: price, custom: nil)]
  }
}
