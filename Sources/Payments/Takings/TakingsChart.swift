internal import Catalog
internal import Pages
internal import Support

/// The sums of days as bars, and as a table for who cannot see them.
struct TakingsChart {
  let takings: Takings
  let language: Language

  /// The width of the space of a bar, and the height of the highest one, in units of the picture.
  private static let barSpace: Int64 = 10
  private static let height: Int64 = 100

  var markup: Markup {
    let highest = takings.byDay.map(\.cents).max() ?? 0
    let width = Self.barSpace * Int64(takings.byDay.count)
    let bars: [Markup] = zip(takings.days, takings.byDay).enumerated().map { index, day in
      bar(index, day.0, day.1, highest: highest)
    }
    return """
      <figure>
      <figcaption><h2>\(TakingsWord.chart(days: takings.byDay.count).text(in: language))</h2>
      <p class="quiet">\(peak)</p></figcaption>
      <svg class="chart" viewBox="0 0 \(width) \(Self.height)" preserveAspectRatio="none" role="img" aria-label="\(summary)">
      <g class="grid-lines"><path d="M0 0.5H\(width)"/><path d="M0 50H\(width)"/></g>
      \(bars)</svg>
      <p class="axis" aria-hidden="true"><span>\(date(takings.days.lowerBound))</span>
      <span>\(date((takings.days.lowerBound + takings.days.upperBound) / 2))</span>
      <span>\(TakingsWord.today.sentence.text(in: language))</span></p>
      <details><summary>\(TakingsWord.numbers.sentence.text(in: language))</summary>
      <table><thead><tr><th scope="col">\(TakingsWord.day.sentence.text(in: language))</th>
      <th scope="col">\(TakingsWord.payments.sentence.text(in: language))</th>
      <th scope="col">\(TakingsWord.sum.sentence.text(in: language))</th></tr></thead><tbody>
      \(rows)</tbody></table></details>
      </figure>
      """
  }

  private func bar(
    _ index: Int, _ day: Int64, _ sum: Takings.Sum, highest: Int128
  ) -> Markup {
    // A day with a small sum still has a bar that can be seen.
    let height =
      highest > 0 && sum.cents > 0
      ? max(1, Int64(sum.cents * Int128(Self.height) / highest)) : 0
    let kind: Markup = day == takings.days.upperBound ? "bar now" : "bar"
    let left = Int64(index) * Self.barSpace + 1
    return """
      <g><title>\(date(day)) · ¥\(sum.text)</title>\
      <rect class="space" x="\(left)" y="0" width="\(Self.barSpace - 2)" height="\(Self.height)"/>\
      <rect class="\(kind)" x="\(left)" y="\(Self.height - height)" width="\(Self.barSpace - 2)" height="\(height)"/></g>

      """
  }

  /// The best day, in words.
  private var peak: String {
    guard let best = zip(takings.days, takings.byDay).max(by: { $0.1.cents < $1.1.cents }),
      best.1.cents > 0
    else { return TakingsWord.nothing.sentence.text(in: language) }
    return Sentence(
      "Best day: \(date(best.0)), ¥\(best.1.text)", "最高：\(date(best.0))，¥\(best.1.text)"
    ).text(in: language)
  }

  private var summary: String {
    let days = takings.byDay.count
    return Sentence(
      "Bars of the takings of \(days) days, together ¥\(takings.total.text). \(peak).",
      "\(days) 天的收款柱状图，合计 ¥\(takings.total.text)。\(peak)。"
    ).text(in: language)
  }

  private var rows: [Markup] {
    zip(takings.days, takings.byDay).reversed().map { day, sum in
      """
      <tr><th scope="row">\(ShopCalendar.date(of: day))</th><td class="count">\(Int64(sum.count))</td>
      <td><span class="sum"><span class="unit">¥</span>\(sum.text)</span></td></tr>

      """
    }
  }

  /// A day as `11-24`.
  private func date(_ day: Int64) -> String { String(ShopCalendar.date(of: day).suffix(5)) }
}
