import Support
import Testing

@testable import Catalog

@Suite struct NumberFormatTests {
  /// What a cell shows, or the code of its fault in parentheses.
  private static func shown(_ stored: String, _ code: String, from1904: Bool = false) -> String {
    guard let number = ExactDecimal(Array(stored.utf8)) else { return "(no number)" }
    switch NumberFormat(code: code).shown(number, countsFrom1904: from1904) {
    case .success(let shown): return shown.text
    case .failure(let problem): return "(\(problem.code))"
    }
  }

  @Test(
    arguments: [
      ("59.900000000000006", "General", "59.9"),
      ("5.9900000000000002E1", "General", "59.9"),
      ("0.1", "General", "0.1"),
      ("-0", "General", "0"),
      ("1E-3", "General", "0.001"),
      ("1.0000000000000001E-5", "General", "0.00001"),
      ("17", "0000", "0017"),
      ("123456", "00000", "123456"),
      ("1288", "#,##0", "1,288"),
      ("1234567.8999999999", "#,##0.00", "1,234,567.90"),
      ("12.5", "0.00", "12.50"),
      ("-12.5", "0.00", "-12.50"),
      ("0.5", ".00", ".50"),
      ("12.5", "\"¥\"#,##0.00", "¥12.50"),
      ("-12.5", "\"¥\"#,##0.00;[Red]\"¥\"\\-#,##0.00", "¥-12.50"),
      ("1288", "[$¥-804]#,##0.00", "¥1,288.00"),
      ("12.5", "_ ¥* #,##0.00_ ;_ ¥* \\-#,##0.00_ ;_ ¥* \"-\"??_ ;_ @_ ", "¥12.50"),
      ("0", "_ ¥* #,##0.00_ ;_ ¥* \\-#,##0.00_ ;_ ¥* \"-\"??_ ;_ @_ ", "¥-"),
      ("-12.5", "_(* #,##0.00_);_(* \\(#,##0.00\\)", "(12.50)"),
      ("12.5", "0.0#", "12.5"),
      ("12", "0.##", "12"),
      ("0.055", "0.0%", "5.5%"),
      ("13800138000", "000-0000-0000", "138-0013-8000"),
      ("7", "\"No. \"000", "No. 007"),
      ("12.5", "General\"元\"", "12.5元"),
      ("12.5", "[Red][>=10]0.0", "(unknown-number-format)"),
      ("12.5", "0.00E+00", "(unknown-number-format)"),
      ("12.5", "# ?/?", "(unknown-number-format)"),
      ("12000", "0,", "(unknown-number-format)"),
      ("12", "[DBNum1]General", "(unknown-number-format)"),
      ("12", ";;;", "(unknown-number-format)"),
      ("12.345", "0.00", "(rounded-number)"),
      ("12.4", "0", "(rounded-number)"),
      ("0.333333333333333", "General", "(rounded-number)"),
      ("6932170000000", "General", "(long-number)"),
      ("6932170000000", "0", "6932170000000"),
      ("6932170000000", "@", "(long-number)"),
      ("1234567890123456", "0", "(too-many-digits)"),
    ])
  func showsANumberAsASpreadsheetProgramDoes(stored: String, code: String, text: String) {
    #expect(Self.shown(stored, code) == text)
  }

  @Test(
    arguments: [
      ("45000", "yyyy-mm-dd", "2023-03-15"),
      ("45000", "mm-dd-yy", "2023-03-15"),
      ("45000", "[$-F800]dddd, mmmm dd, yyyy", "2023-03-15"),
      ("45000", "yyyy\"年\"m\"月\"d\"日\";@", "2023-03-15"),
      ("45000.520833333336", "yyyy/m/d h:mm", "2023-03-15 12:30"),
      ("45000.999999999993", "yyyy-mm-dd hh:mm:ss", "2023-03-16 00:00:00"),
      ("0.75", "h:mm AM/PM", "18:00"),
      ("45000.75", "h:mm:ss", "18:00:00"),
      ("1.0625", "[h]:mm", "25:30"),
      ("0.52083333333333337", "上午/下午h\"时\"mm\"分\"", "12:30"),
      ("12.5", "yyyy-mm-dd", "(impossible-date)"),
      ("60", "yyyy-mm-dd", "(impossible-date)"),
      ("61", "yyyy-mm-dd", "1900-03-01"),
      ("2958465", "yyyy-mm-dd", "9999-12-31"),
      ("2958466", "yyyy-mm-dd", "(impossible-date)"),
      ("-1", "yyyy-mm-dd", "(impossible-date)"),
      ("45000", "d-mmm", "(partial-date)"),
      ("45000", "mmm-yy", "(partial-date)"),
      ("45000", "dddd", "(partial-date)"),
      ("0.5", "mm:ss", "(unknown-number-format)"),
      ("45000", "[$-411]ggge\"年\"m\"月\"d\"日\"", "(unknown-number-format)"),
      ("45000", "yyyy-mm-dd\" at the latest\"", "(unknown-number-format)"),
    ])
  func showsADateInOneForm(stored: String, code: String, text: String) {
    #expect(Self.shown(stored, code) == text)
  }

  @Test func countsDaysFrom1904WhereTheWorkbookDoes() {
    #expect(Self.shown("0", "yyyy-mm-dd", from1904: true) == "1904-01-01")
    #expect(Self.shown("43538", "yyyy-mm-dd", from1904: true) == "2023-03-15")
  }

  @Test(
    arguments: [
      ("1288", "#,##0", "1288"), ("12.5", "\"¥\"0.00", "12.5"), ("0", "0.00;-0.00;\"-\"", "0"),
      ("1288", "$#,##0", nil), ("0.5", "0%", nil), ("5", "0\" pieces\"", nil),
      ("12.5", "0.00", nil),
      ("12.5", "General", nil),
    ])
  func knowsTheAmountBehindSeparatorsAndTheSignOfTheYuan(
    stored: String, code: String, number: String?
  ) throws {
    let value = try #require(ExactDecimal(Array(stored.utf8)))
    #expect(try NumberFormat(code: code).shown(value).get().number == number)
  }

  @Test(
    arguments: [
      ("General", "Tea"), ("0.00", "Tea"), ("@", "Tea"), ("0;-0;0;\"* \"@", "* Tea"),
      (";;;", "(unknown-number-format)"),
    ])
  func showsATextInItsSection(code: String, text: String) {
    switch NumberFormat(code: code).shown(text: "Tea") {
    case .success(let shown): #expect(shown.text == text)
    case .failure(let problem): #expect("(\(problem.code))" == text)
    }
  }

  /// Rounding is done on the digits; binary fractions would round 1.005 and 2.675 down.
  @Test(
    arguments: [
      ("1.005", 2, "1.01"), ("2.675", 2, "2.68"), ("-0.5", 0, "-1"), ("0.49", 0, "0"),
      ("999.995", 2, "1000"), ("1234", -2, "1200"), ("0.0001", 2, "0"), ("5E-324", 400, ""),
    ])
  func roundsHalvesAwayFromZero(text: String, decimals: Int, rounded: String) throws {
    let value = try #require(ExactDecimal(Array(text.utf8)))
    if rounded.isEmpty {
      #expect(value.rounded(toDecimals: decimals) == value)
    } else {
      #expect(value.rounded(toDecimals: decimals).text == rounded)
    }
  }

  @Test(arguments: ["", "-", ".", "1e", "1e5.0", "0x10", "1,5", " 1", "１", "1e999", "nan", "--1"])
  func takesNothingElseForANumber(text: String) {
    #expect(ExactDecimal(Array(text.utf8)) == nil)
  }
}
