public import Support

extension Difference {
  /// What the difference is about, for programs.
  public var facts: Diagnostic.Facts {
    typealias Facts = Diagnostic.Facts
    return switch self {
    case .file(_, _, let facts): facts
    case .missingPicture(_, let link), .unreadablePicture(_, let link),
      .changedPicture(_, let link), .unknownLink(_, let link), .listsDisagree(_, let link),
      .leftOutButPrinted(_, let link), .missingCode(_, let link), .movedCode(_, let link, _),
      .faintCode(_, let link), .otherWords(_, let link, _, _):
      Facts(link)
    case .codeCount(_, let link, let count): Facts(link, expected: "1", found: "\(count)")
    case .wrongCode(_, let link, let other), .otherCode(_, let link, let other):
      Facts(link, leadsTo: other)
    case .unexpectedCode(_, let other): Facts(found: other)
    case .wrongTitle(_, let link, let expected, let found):
      Facts(link, expected: expected, found: found)
    case .wrongAmount(_, let link, let expected, let found):
      Facts(link, expected: expected, found: found)
    case .pageCount(_, let expected, let found):
      Facts(expected: "\(expected)", found: "\(found)")
    case .pageSize(_, let expected, let found):
      Facts(expected: Self.text(expected), found: Self.text(found))
    case .unknownPicture, .missingPDF, .outdatedPDF, .unrecordedPDF, .strayPDF, .foreignPDF,
      .changedPDF, .unreadablePDF, .unreadablePage, .missingGlyphs:
      Facts()
    }
  }

  private static func text(_ size: Size) -> String {
    let lengths = [size.width, size.height].map {
      Decimals.text($0, decimals: 1, isPadded: true)
    }
    return lengths.joined(separator: " × ") + " mm"
  }
}
