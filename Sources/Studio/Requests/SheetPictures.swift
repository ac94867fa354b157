internal import Catalog
internal import Pages
internal import Site
internal import Support
internal import Synchronization

/// A print job with its sheets, or with the reason why they cannot be shown.
struct StudioJob: Sendable {
  /// The sheets of a job that can be shown.
  struct Sheets: Sendable {
    var count: Int
    /// The size of a sheet in millimetres, as the job's page writes it; empty where there is none.
    var width: String
    var height: String
  }

  /// Why the sheets of a job cannot be shown.
  struct Fault: Error, Sendable {
    let words: Sentence
  }

  var name: String
  var kind: PrintJob.Kind
  var sheets: Result<Sheets, Fault>
}

/// The sheets of print jobs as pictures: the very SVG that a build wrote for paper, each with the style,
/// fonts and pictures of its page.
final class SheetPictures: Sendable {
  /// The page of a job, divided at its sheets.
  private struct Pieces: Sendable {
    /// The language of the page, by which its style chooses fonts.
    var language = ""
    var style: [UInt8] = []
    var pictures: [UInt8] = []
    /// Where the content of each sheet's SVG is in the file.
    var sheets: [Range<Int>] = []
    var width = ""
    var height = ""
  }

  private struct Known: Sendable {
    var number = -1
    var jobs: [StudioJob] = []
    var pieces: [String: Pieces] = [:]
  }

  /// The largest page that is divided, in bytes.
  private static let maximumByteCount = 1 << 28

  private let known = Mutex(Known())

  /// The jobs of the last good site, in the order of the config.
  func jobs(_ state: StudioState, in folder: String) -> [StudioJob] {
    refreshed(state, in: folder).jobs
  }

  /// A sheet as an SVG file; nil if there is none.
  ///
  /// - Parameter name: the number of the sheet, counted from 1, and `.svg`.
  func picture(
    _ name: String, of job: String, _ state: StudioState, in folder: String
  ) -> [UInt8]? {
    let known = refreshed(state, in: folder)
    guard name.hasSuffix(".svg"), let number = Int(name.dropLast(4)),
      let pieces = known.pieces[job], pieces.sheets.indices.contains(number - 1),
      let root = try? FolderHandle(folder),
      let file = try? root.input(OutputLayout.printPage(job)),
      let sheet = try? file.bytes(
        at: pieces.sheets[number - 1].lowerBound, count: pieces.sheets[number - 1].count)
    else { return nil }
    let (width, height) = (pieces.width, pieces.height)
    let start: Markup = """
      <svg xmlns="http://www.w3.org/2000/svg" xml:lang="\(pieces.language)" width="\(width)mm" height="\(height)mm" \
      viewBox="0 0 \(width) \(height)"><style><![CDATA[
      """
    let ground: Markup = "]]></style><rect width=\"\(width)\" height=\"\(height)\" fill=\"#fff\"/>"
    var bytes = start.bytes
    for part in [pieces.style, ground.bytes, pieces.pictures, sheet] { bytes += part }
    bytes += "</svg>".utf8
    return bytes
  }

  private func refreshed(_ state: StudioState, in folder: String) -> Known {
    if let known = known.withLock({ $0.number == state.checkNumber ? $0 : nil }) { return known }
    var known = Known(number: state.checkNumber)
    for job in state.built?.site.catalogue.outline.prints ?? [] {
      let pieces = Self.pieces(of: job.name, in: folder)
      known.pieces[job.name] = try? pieces.get()
      let sheets = pieces.map {
        StudioJob.Sheets(count: $0.sheets.count, width: $0.width, height: $0.height)
      }
      known.jobs.append(StudioJob(name: job.name, kind: job.kind, sheets: sheets))
    }
    self.known.withLock { [known] in $0 = known }
    return known
  }

  private static func pieces(
    of job: String, in folder: String
  ) -> Result<Pieces, StudioJob.Fault> {
    let path = OutputLayout.printPage(job)
    func fault(_ english: String, _ chinese: String) -> StudioJob.Fault {
      StudioJob.Fault(words: Sentence("\(path): \(english)", "\(path)：\(chinese)"))
    }
    func fault(_ reason: String) -> StudioJob.Fault {
      fault(reason, Sentence(system: reason).chinese)
    }
    do {
      let page = try FolderHandle(folder).bytes(of: path, limit: maximumByteCount)
      guard page.count <= maximumByteCount else {
        let megabytes = maximumByteCount >> 20
        return .failure(
          fault("it is larger than \(megabytes) MB", "超过 \(megabytes) MB"))
      }
      return divided(page).map(Result.success)
        ?? .failure(fault("its sheets are not as a build writes them", "其中的页不是构建写出的样子"))
    } catch let error as ReadingError {
      return .failure(fault(error.reason))
    } catch let error as WritingError {
      return .failure(fault(error.reason))
    } catch {
      return .failure(fault("\(error)", "\(error)"))
    }
  }

  /// Divides a page: `SheetRenderer` writes each sheet on a line of its own.
  private static func divided(_ page: [UInt8]) -> Pieces? {
    func find(_ text: String, from index: Int) -> Range<Int>? {
      let word = Array(text.utf8)
      return ByteSearch.first(of: word, in: page, from: index).map { $0..<$0 + word.count }
    }
    guard let style = find("<style>", from: 0), let end = find("</style>", from: style.upperBound)
    else { return nil }
    var pieces = Pieces(style: Array(page[style.upperBound..<end.lowerBound]))
    if let language = find("<html lang=\"", from: 0),
      let end = find("\"", from: language.upperBound)
    {
      pieces.language = String(decoding: page[language.upperBound..<end.lowerBound], as: UTF8.self)
    }
    let opening = "\n<div class=\"sheet\"><svg viewBox=\"0 0 "
    let first = find(opening, from: end.upperBound)
    if let first, let pictures = find("<defs>", from: end.upperBound),
      pictures.lowerBound < first.lowerBound,
      let last = find("</defs>", from: pictures.upperBound)
    {
      pieces.pictures = Array(page[pictures.lowerBound..<last.upperBound])
    }
    var next = first
    while let sheet = next {
      guard let quote = find("\">", from: sheet.upperBound),
        let close = find("</svg></div>\n", from: quote.upperBound)
      else { return nil }
      if pieces.sheets.isEmpty {
        let size = String(decoding: page[sheet.upperBound..<quote.lowerBound], as: UTF8.self)
          .split(separator: " ").map(String.init)
        guard size.count == 2 else { return nil }
        (pieces.width, pieces.height) = (size[0], size[1])
      }
      pieces.sheets.append(quote.upperBound..<close.lowerBound)
      next = find(opening, from: close.upperBound - 1)
    }
    return pieces
  }
}
