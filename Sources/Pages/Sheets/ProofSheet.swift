public import Support

/// A page that shows a print shop what a job looks like, and what each code holds.
public struct ProofSheet {
  /// A code of the job.
  public struct Row: Sendable {
    /// The page, from 1.
    public var page: Int
    /// The place on the page, from 1.
    public var number: Int
    /// The id of the link.
    public var id: String
    /// The printed title.
    public var title: String
    /// The printed amount; nil if the payer enters it.
    public var amount: String?
    /// What the code holds.
    public var text: String

    /// A row.
    public init(
      page: Int, number: Int, id: String, title: String, amount: String?, text: String
    ) {
      self.page = page
      self.number = number
      self.id = id
      self.title = title
      self.amount = amount
      self.text = text
    }
  }

  private let job: String
  private let size: String
  private let pageCount: Int
  private let language: Language
  private let thumbnails: [[UInt8]]
  private let rows: [Row]

  /// The sheet of a job, with small pictures (PNG) of its first pages.
  public init(
    job: String, size: String, pageCount: Int, language: Language, thumbnails: [[UInt8]],
    rows: [Row]
  ) {
    self.job = job
    self.size = size
    self.pageCount = pageCount
    self.language = language
    self.thumbnails = thumbnails
    self.rows = rows
  }

  private func text(_ english: String, _ chinese: String) -> String {
    Sentence(english, chinese).text(in: language)
  }

  /// A browser lays out a table of some thousand rows in seconds; of some ten thousand, it breaks down.
  private static let maximumRowCount = 1000

  /// The pages as HTML documents, to be printed one after the other.
  public var parts: [[UInt8]] {
    stride(from: 0, to: max(1, rows.count), by: Self.maximumRowCount).map { start in
      let rows = rows[start...].prefix(Self.maximumRowCount)
      return document(start == 0 ? [head] : [], table(of: rows)).bytes
    }
  }

  private func document(_ head: [Markup], _ table: Markup) -> Markup {
    """
    <!DOCTYPE html><html lang="\(language.rawValue)"><head><meta charset="utf-8"><title>\(job)</title>\
    <style>\(Self.stylesheet)</style></head><body>\(head)\(table)</body></html>

    """
  }

  /// The job, and small pictures of its pages.
  private var head: Markup {
    let pictures: [Markup] = thumbnails.enumerated().map { index, png in
      let number = Int64(index + 1)
      return """
        <figure><img alt="" src="data:image/png;base64,\(Base64.encode(png))">\
        <figcaption>\(number)</figcaption></figure>
        """
    }
    let more = pageCount - thumbnails.count
    let rest: Markup? =
      more > 0 ? "<p>\(text("and \(counted(more, "more page"))", "另有 \(more) 页"))</p>" : nil
    let facts = text(
      "\(size) mm after the cut, \(counted(pageCount, "page")), \(counted(rows.count, "code"))",
      "成品 \(size) 毫米，\(pageCount) 页，\(rows.count) 个码")
    let order = text(
      "Print at 100 %, the codes in black ink alone. Before the run, scan a proof: each code must hold what this list says.",
      "请按 100% 印刷，二维码只用黑色一种油墨。开印前请扫打样，每个码的内容都应与此表一致。")
    return """
      <h1>\(job)</h1><p>\(facts)</p><p>\(order)</p><div class="pages">\(pictures)</div>\(rest)
      """
  }

  private func table(of rows: ArraySlice<Row>) -> Markup {
    let lines: [Markup] = rows.map { row in
      """
      <tr><td>\(Int64(row.page))</td><td>\(Int64(row.number))</td><td>\(row.title)</td>\
      <td class="amount">\(row.amount ?? "")</td><td class="code"><b>\(row.id)</b><br>\(row.text)</td></tr>
      """
    }
    let heads: [Markup] = [
      text("Page", "页"), text("Place", "位置"), text("Title", "标题"), text("Amount", "金额"),
      text("Link, and what its code holds", "链接和码的内容"),
    ].map { "<th>\($0)</th>" }
    return "<table><thead><tr>\(heads)</tr></thead><tbody>\(lines)</tbody></table>"
  }

  private static var stylesheet: Markup {
    """
    @page{size:210mm 297mm;margin:14mm}\
    body{margin:0;font:10pt/1.45 \(SheetFonts.stack(isSerif: false));color:#16181d}\
    h1{font-size:20pt;margin:0 0 2mm}p{margin:0 0 2mm}\
    .pages{display:flex;flex-wrap:wrap;gap:5mm;margin:4mm 0}\
    figure{margin:0;break-inside:avoid}figure img{display:block;max-width:55mm;max-height:70mm;\
    border:.2mm solid #999}figcaption{text-align:center;color:#5e636e}\
    table{border-collapse:collapse;width:100%}thead{display:table-header-group}\
    tr{break-inside:avoid}th{text-align:left;border-bottom:.4mm solid #16181d;padding:1mm 2mm 1mm 0}\
    td{border-bottom:.1mm solid #bbb;padding:1mm 2mm 1mm 0;vertical-align:top}\
    td:nth-child(3){min-width:36mm}.amount,b{white-space:nowrap}\
    .code{font-size:7.5pt;overflow-wrap:anywhere;color:#444}
    """
  }
}
