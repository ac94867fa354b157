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
final class SheetDrawings: Sendable {
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
    func fault(_ reason: Sentence) -> StudioJob.Fault {
      StudioJob.Fault(words: Sentence("\(path): \(reason.english)", "\(path)：\(reason.chinese)"))
    }
    let root: FolderHandle
    do { root = try FolderHandle(folder) } catch {
      return .failure(fault(Sentence(system: error.reason)))
    }
    let page: [UInt8]
    do { page = try root.bytes(of: path, limit: maximumByteCount) } catch {
      return .failure(fault(Sentence(system: error.reason)))
    }
    guard page.count <= maximumByteCount else {
      let megabytes = maximumByteCount >> 20
      return .failure(
        fault(Sentence("it is larger than \(megabytes) MB", "超过 \(megabytes) MB")))
    }
    guard let pieces = divided(page) else {
      return .failure(
        fault(Sentence("its sheets are not as a build writes them", "其中的页不是构建写出的样子")))
    }
    return .success(pieces)
  }

  /// Divides a page; nil unless it is, from its start to its end, as `SheetRenderer` writes it.
  private static func divided(_ page: [UInt8]) -> Pieces? {
    var scanner = PageScanner(page: page)
    guard scanner.text(before: "<html lang=\"") != nil,
      let language = scanner.text(before: "\""),
      scanner.text(before: "<style>") != nil, let style = scanner.text(before: "</style>"),
      scanner.text(before: "</h1>") != nil
    else { return nil }
    var pieces = Pieces()
    pieces.language = String(decoding: page[language], as: UTF8.self)
    pieces.style = Array(page[style])
    if scanner.pass("<svg class=\"pictures\" aria-hidden=\"true\">") {
      guard let pictures = scanner.text(before: "</svg>") else { return nil }
      pieces.pictures = Array(page[pictures])
    }
    guard scanner.pass("\n") else { return nil }
    while scanner.pass("<div class=\"sheet\"><svg viewBox=\"0 0 ") {
      guard let size = scanner.text(before: "\">"),
        let sheet = scanner.text(before: "</svg></div>\n")
      else { return nil }
      if pieces.sheets.isEmpty {
        let lengths = String(decoding: page[size], as: UTF8.self).split(separator: " ")
        guard lengths.count == 2 else { return nil }
        (pieces.width, pieces.height) = (String(lengths[0]), String(lengths[1]))
      }
      pieces.sheets.append(sheet)
    }
    return scanner.rest == SheetRenderer.tail[...] ? pieces : nil
  }
}

/// Reads a page from its start to its end.
private struct PageScanner {
  let page: [UInt8]
  private var index = 0

  init(page: [UInt8]) { self.page = page }

  /// What was not read.
  var rest: ArraySlice<UInt8> { page[index...] }

  /// Reads these words if they come next.
  mutating func pass(_ words: String) -> Bool {
    guard rest.starts(with: words.utf8) else { return false }
    index += words.utf8.count
    return true
  }

  /// Reads up to the end of the next such words, and returns where what lies before them is.
  mutating func text(before words: String) -> Range<Int>? {
    guard let end = ByteSearch.first(of: Array(words.utf8), in: page, from: index)
    else { return nil }
    defer { index = end + words.utf8.count }
    return index..<end
  }
}
