/// The number formats that workbooks name by a number alone (ECMA-376-1, section 18.8.30, numFmt).
///
/// 27 to 58 are those of Simplified Chinese. The currency of 5 to 8 and 41 to 44 is that of the
/// reader's machine unless the workbook says it, so that these formats have none here.
enum BuiltInFormats {
  /// The code of a format; nil for a number without a built-in format.
  static func code(_ number: Int) -> String? {
    switch number {
    case 0: "General"
    case 1: "0"
    case 2: "0.00"
    case 3: "#,##0"
    case 4: "#,##0.00"
    case 5, 6, 37, 38: "#,##0_);(#,##0)"
    case 7, 8, 39, 40: "#,##0.00_);(#,##0.00)"
    case 9: "0%"
    case 10: "0.00%"
    case 11: "0.00E+00"
    case 12: "# ?/?"
    case 13: "# ??/??"
    case 41, 42: "_(* #,##0_);_(* (#,##0);_(* \"-\"_);_(@_)"
    case 43, 44: "_(* #,##0.00_);_(* (#,##0.00);_(* \"-\"??_);_(@_)"
    case 48: "##0.0E+0"
    case 49: "@"
    default: dateCode(number)
    }
  }

  private static func dateCode(_ number: Int) -> String? {
    switch number {
    case 14: "mm-dd-yy"
    case 15: "d-mmm-yy"
    case 16: "d-mmm"
    case 17: "mmm-yy"
    case 18: "h:mm AM/PM"
    case 19: "h:mm:ss AM/PM"
    case 20: "h:mm"
    case 21: "h:mm:ss"
    case 22: "m/d/yy h:mm"
    case 27, 36, 50, 52, 57: "yyyy\"年\"m\"月\""
    case 28, 29, 51, 53, 54, 58: "m\"月\"d\"日\""
    case 30: "m-d-yy"
    case 31: "yyyy\"年\"m\"月\"d\"日\""
    case 32: "h\"时\"mm\"分\""
    case 33: "h\"时\"mm\"分\"ss\"秒\""
    case 34, 55: "上午/下午h\"时\"mm\"分\""
    case 35, 56: "上午/下午h\"时\"mm\"分\"ss\"秒\""
    case 45: "mm:ss"
    case 46: "[h]:mm:ss"
    case 47: "mmss.0"
    default: nil
    }
  }
}
