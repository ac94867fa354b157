public import Catalog
internal import GatePay
internal import Paper
public import Support

extension JobTypesetter {
  /// The words that the job prints for a link, without the stamp; nil if it does not print it, or
  /// lays all links out together (`sharedWords`).
  ///
  /// Throws when the job cannot print the link, as `add` does.
  public func words(of link: Link) throws(Finding) -> [String]? {
    guard !job.kind.isShared, rank(of: link) != nil else { return nil }
    let piece: PieceComposer.Piece
    do throws(PrintRefusal) {
      piece = try self.piece(try item(link))
    } catch {
      if allows(error) { return nil }
      throw job.finding(.error, error.problem(of: link.printedName))
    }
    let sheet = sheet(of: piece.grounds(layout.pieces[0]) + piece.face(layout.pieces[0]))
    guard let code = sheet.codes.first else { return nil }
    return sheet.content(on: [code.piece]).first?.words
  }

  /// Whether pieces of a link are on record, all of them as they would be printed now.
  func hasRightPieces(of link: Link) throws(Finding) -> Bool {
    guard let papers = printed[PaperLedger.key(of: link.id)] else { return false }
    let now = PaperLink(
      id: link.id, url: link.url, title: link.printedTitle(in: job.languages),
      price: link.address.price,
      words: try words(of: link))
    return papers.allSatisfy { paper in
      let verdict = PaperVerdict(of: paper, now: now, baseURL: baseURL)
      return verdict.status <= .forwarding && verdict.otherAmount == nil
    }
  }

  /// The stamp of a link in the job.
  func stampText(of item: PrintItem) -> String {
    PaperStamp.text(job: job.recordedName, link: item.link, code: item.codeText)
  }

  /// The stamp on a laid-out piece in the first place of a sheet; nil if the job has no stamps, or the
  /// piece has no room for one.
  func stamp(of item: PrintItem, on piece: PieceComposer.Piece) -> SheetText? {
    guard printsStamps else { return nil }
    let place = layout.pieces[0]
    let drawn = piece.draw(place) + marks
    // The back of a tent is upside down, and the front is its lower half.
    var area = place.frame
    if job.kind == .tent {
      let folds = layout.tentFolds
      area.y += folds.faceHeight
      area.height = folds.faceHeight
    }
    return StampPlace(
      on: place.frame, isRound: layout.stock?.isRound == true, paper: job.paperColour, among: drawn
    ).stamp(
      stampText(of: item), context.measure, margin: max(layout.inset, layout.clearEdge, 1.2),
      in: area)
  }

  /// A stamp that was placed on the first piece of a sheet, on another one.
  func moved(_ stamp: SheetText, to index: Int) -> SheetText {
    let (first, frame) = (layout.pieces[0].frame, layout.pieces[index].frame)
    var stamp = stamp
    stamp.x += frame.x - first.x
    stamp.baseline += frame.y - first.y
    return stamp
  }
}
