import Support
import Testing

@Suite struct CSVWriterTests {
  @Test func quotesWhatReadersWouldTakeApart() {
    let line = CSVWriter.line(["a", nil, "", "b,c", "d\"e", "f\r\ng", "苏州"], isRaw: false)
    #expect(line == "a,,,\"b,c\",\"d\"\"e\",\"f\r\ng\",苏州\r\n")
  }

  @Test(arguments: ["=1", "+1", "-1", "@a", "\ta", "\ra", "\na", "\0a", "＝1", "=\"a\""])
  func keepsSpreadsheetProgramsFromRunningAFormula(text: String) {
    let quoted = text.replacing("\"", with: "\"\"")
    #expect(CSVWriter.line([text], isRaw: false) == "\"'\(quoted)\"\r\n")
  }

  @Test func leavesFormulasAsTheyAreForPrograms() {
    #expect(CSVWriter.line(["=1", "＝1", "\na"], isRaw: true) == "=1,＝1,\"\na\"\r\n")
  }

  /// Characters that start with the first byte of the full-width equals sign.
  @Test(arguments: ["！a", "ｅ", "a=1", " =1", "'=1"])
  func guardsNothingElse(text: String) {
    #expect(CSVWriter.line([text], isRaw: false) == "\(text)\r\n")
  }
}
