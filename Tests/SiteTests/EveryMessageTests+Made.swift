import Artwork
import Console
import GatePay

@testable import Catalog
@testable import Pages
@testable import Print
@testable import Support

extension EveryMessageTests {
  /// Findings whose inputs would be too large or have no text, such as workbooks; the tests of each
  /// part find them.
  static let made: [Problem] = workbooks + sizes + orders + failures + sheets + nameless

  /// Where there is no name to choose from, none may be announced.
  private static let nameless: [Problem] = [
    .notOneOf("x", accepted: []), .unknownKey("x", accepted: []),
    .unknownName(.token(of: "lakeside"), "counter", known: []),
    .unknownName(.skin, "dark", known: []), .unknownName(.price, "tea", known: []),
  ]

  private static let workbooks: [Problem] =
    [
      .noDirectory, .damagedDirectory, .damagedEntry("xl/workbook.xml"), .repeatedName("a"),
      .encrypted("a"), .unknownMethod("a"), .tooLarge("xl/sharedStrings.xml"),
    ].map(Problem.workbook) + [
      .malformedPart("xl/styles.xml", XMLFault(line: 3, kind: .documentType("x"))),
      .workbookWithPassword, .binaryWorkbook, .openDocument, .numbersDocument, .noWorksheet,
      .unknownSheet("Sumer", known: ["Summer", "Winter"]), .sheetWithoutCells("Chart1"),
      .otherSheets("Summer", others: ["Winter"]), .hiddenRows(1, first: 3),
      .hiddenRows(12, first: 3), .rowsOutOfOrder, .cellWithTwoValues, .overlappingMergedCells,
      .damagedCell("x"), .largeCell(65_536), .formulaWithoutResult,
      .hiddenMinus("-12.5", shown: "12.50"), .struckText("12 14"),
      .localCurrency(row: 2, column: 3), .mergedCell("A2:A4"), .unknownNumberFormat("[h]:mm"),
      .roundedNumber("12.345", shown: "12.35"), .longNumber("6900000000000"),
      .longDecimals("0.123456789"), .tooManyDigits("1234567890123456"), .partialDate("mmm"),
      .impossibleDate("-3"),
    ]

  private static let sizes: [Problem] = [
    .noConverter(.gb18030), .environmentEncoding("SHOP"), .configTooLarge(1 << 20), .notYAML,
    .unreadItems(after: 1_000),
    .cellTooLarge(65_536), .tooManyBlankRows, .moreDuplicateIDs(1), .moreDuplicateIDs(12_000),
    .tooManyLinksInAll(2_000_000), .templateTooLarge(1 << 20), .templateTooComplex(50, 20_000),
    .includesTooLarge(4 << 20), .tooMuchFromVariables(4 << 20),
    .unreadableTemplate("Permission denied"),
    .colourOutsideStylesheet("accent"), .valueInStylesheet("title", colours: ["accent"]),
    ArtworkRefusal.tooLarge.problem("logo.png"),
    ArtworkRefusal.tooManyPixels(width: 9_000, height: 9_000).problem("logo.png"),
    ArtworkRefusal.tooManyPixelsInside.problem("logo.svg"),
    ArtworkRefusal.drawsTooMuch.problem("logo.svg"),
    ArtworkRefusal.brokenPNGInside.problem("logo.svg"),
  ]

  private static let amounts: [Amount] = [Amount(cents: 188), Amount(cents: 198)].compactMap(\.self)
  private static let orders: [Problem] =
    [
      Problem.orderNotCreated("tin"), .orderUnanswered("tin", "abc"), .orderNotFound("tin", "abc"),
      .orderFileDamaged, .spreadsheetChanged,
    ]
    + zip(amounts, amounts.dropFirst()).map {
      Problem.orderHasOtherPrice("tin", "abc", price: $0, wanted: $1)
    }

  private static let errors: [any Error] = [
    ReadingError(path: "shop/tea.csv", errorNumber: 13),
    WritingError(path: "output/index.html", errorNumber: 28),
    CancellationError(),
  ]
  private static let failures: [Problem] = errors.map { Failure($0).diagnostic.problem }

  private static let link = Sentence("\"tea\" (p.csv row 2)", "\"tea\"（p.csv 第 2 行）")

  private static let sheets: [Problem] =
    [
      SheetCheck.leftOut([.note], link), SheetCheck.leftOut([.note, .shop], link),
      SheetCheck.inQuietZone("ruler", link), SheetCheck.wordsCovered("Tea", by: "ruler", link),
      SheetCheck.wordsCovered("Tea", by: "line", link), SheetCheck.beyondPiece("Tea", link),
    ].map(\.problem)
    + [PrintRefusal.amount, .words([.day]), .noRoom].flatMap {
      [$0.problem(of: link), $0.problem(of: link, and: [link])]
    }
}
