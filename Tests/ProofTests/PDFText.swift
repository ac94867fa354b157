/// Writes PDFs in the form that Chromium gives them.
enum PDFText {
  /// A PDF of objects, numbered from 1, with its table (PDF 32000-1:2008, section 7.5).
  ///
  /// - Parameters:
  ///   - root: the number of the catalog.
  ///   - information: the number of the information dictionary.
  static func file(of objects: [String], root: Int, information: Int) -> [UInt8] {
    var text = "%PDF-1.4\n"
    var offsets: [Int] = []
    for (number, object) in objects.enumerated() {
      offsets.append(text.utf8.count)
      text += "\(number + 1) 0 obj\n\(object)\nendobj\n"
    }
    let table = text.utf8.count
    text += "xref\n0 \(objects.count + 1)\n0000000000 65535 f \n"
    for offset in offsets {
      text += String(repeating: "0", count: 10 - String(offset).count) + "\(offset) 00000 n \n"
    }
    text +=
      "trailer\n<</Size \(objects.count + 1)\n/Root \(root) 0 R\n/Info \(information) 0 R>>\n"
    return Array("\(text)startxref\n\(table)\n%%EOF\n".utf8)
  }
}
