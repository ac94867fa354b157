public import Support

extension Difference {
  /// The difference as `verify` prints it, with the output folder as messages show it.
  public func diagnostic(in folder: String) -> Diagnostic {
    let (path, sentence) = placed
    var problem = Problem(sentence, code: kind)
    if case .file(_, let own, _) = self { problem = own }
    var diagnostic = Diagnostic(.error, at: .file("\(folder)/\(path)"), problem)
    diagnostic.facts = facts
    return diagnostic
  }

  /// The file, and what is wrong with it: the sentences lie beside the proof that finds it.
  private var placed: (String, Sentence) {
    switch self {
    case .file(let path, let problem, _): (path, problem.message)
    case .missingPicture(let path, let link), .unreadablePicture(let path, let link),
      .changedPicture(let path, let link),
      .codeCount(let path, let link, _), .wrongCode(let path, let link, _):
      (path, pictureFault(quoted(link)))
    case .unknownPicture(let path): (path, Self.unusedPicture)
    case .unknownLink(let job, let link), .listsDisagree(let job, let link),
      .leftOutButPrinted(let job, let link):
      ("print/jobs.json", listFault(quoted(job), quoted(link)))
    case .missingPDF(let path), .outdatedPDF(let path, _), .unreadablePDF(let path, _),
      .pageCount(let path, _, _), .unrecordedPDF(let path), .strayPDF(let path),
      .foreignPDF(let path), .changedPDF(let path):
      (path, documentFault)
    case .pageSize(let place, _, _), .missingCode(let place, _), .otherCode(let place, _, _),
      .unexpectedCode(let place, _), .movedCode(let place, _, _), .wrongTitle(let place, _, _, _),
      .wrongAmount(let place, _, _, _), .unreadablePage(let place), .missingGlyphs(let place, _),
      .faintCode(let place, _), .otherWords(let place, _, _, _):
      (place.path, page(at: place))
    }
  }

  private func page(at place: Place) -> Sentence {
    let words = wordFault ?? pageFault
    let number = place.number.map { (", code \($0)", "第 \($0) 个码") } ?? ("", "")
    return Sentence(
      "page \(place.page)\(number.0): \(words.english)",
      "第 \(place.page) 页\(number.1)：\(words.chinese)")
  }

  /// Where a code leads; nil for what is not of this site.
  func leads(_ link: String?) -> Sentence {
    link.map { Sentence(quoted($0), " \(quoted($0))") }
      ?? Sentence("no link of this site", "本站以外的地址")
  }
}
