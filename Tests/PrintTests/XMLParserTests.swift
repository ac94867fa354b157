import Foundation
import Support
import Testing

@Suite struct XMLParserTests {
  /// The events of a document as lines, with texts joined, and how it ended.
  private func parse(_ document: String, chunk: Int = .max, depth: Int = 9) -> [String] {
    final class Log { var lines: [String] = [] }
    let log = Log()
    func shown(_ name: XMLParser.Name) -> String {
      name.space.isEmpty ? name.local : "{\(name.space)}\(name.local)"
    }
    let onEvent = { (event: XMLParser.Event) in
      switch event {
      case .start(let name, let attributes):
        let list = attributes.map { " \(shown($0.name))='\($0.value)'" }.joined()
        log.lines.append("<\(shown(name))\(list)>")
      case .end(let name): log.lines.append("</\(shown(name))>")
      case .text(let text):
        if log.lines.last?.hasPrefix("=") == true {
          log.lines[log.lines.count - 1] += text
        } else {
          log.lines.append("=\(text)")
        }
      case .instruction(let target): log.lines.append("?\(target)")
      }
    }
    do throws(XMLFault) {
      let parser = try XMLParser(maximumDepth: depth, onEvent: onEvent)
      var rest = Array(document.utf8)[...]
      while !rest.isEmpty {
        try parser.parse(Array(rest.prefix(chunk)))
        rest = rest.dropFirst(chunk)
      }
      try parser.finish()
    } catch {
      log.lines.append("\(error.line): \(error.sentence(root: "a").english)")
    }
    return log.lines
  }

  private static let document = """
    \u{FEFF}<?xml version="1.0" encoding="utf-8"?>
    <?p q?><!-- c --><a xmlns="u" xmlns:p="v" x="1&#10;2" p:x='&lt;é'>
    t&amp;<![CDATA[<b>]]>é<p:b/><c xmlns=""/></a>
    """

  @Test(arguments: [1, 2, 3, 7, 64, .max])
  func givesTheSameEventsHoweverADocumentIsCut(chunk: Int) {
    #expect(
      parse(Self.document, chunk: chunk) == [
        "?p", "<{u}a x='1\n2' {v}x='<é'>", "=\nt&<b>é", "<{v}b>", "</{v}b>", "<c>", "</c>",
        "</{u}a>",
      ])
  }

  @Test(arguments: [
    ("<a>\n<b\n>\n</c></a>", "4: </c> ends nothing"),
    ("<a\n x='1'\n x='2'/>", "3: x is given twice"),
    ("<a>\n<p:b q='r:s'/></a>", "2: there is no xmlns:p"),
    ("<a xmlns:p='u'><p:b\n p:x='1' q:x='2'/></a>", "1: there is no xmlns:q"),
    ("<a><b xmlns:p='u'/><p:c/></a>", "1: there is no xmlns:p"),
    ("<a xmlns:p=''/>", "1: this namespace cannot be declared"),
    ("<a xmlns:xml='u'/>", "1: this namespace cannot be declared"),
    ("<a>\n\u{1}</a>", "2: the character U+0001 is not allowed here"),
    ("<a>\n\u{FFFF}</a>", "2: the character U+FFFF is not allowed here"),
    ("<a b='&x;'/>", "1: what follows & is not a known character"),
    ("<a>\n& </a>", "2: what follows & is not a known character"),
    ("<a>&#x110000;</a>", "1: what follows & is not a known character"),
    ("<a/></a>", "1: there is content outside <a>"),
    ("<a/>\n<b/>", "2: there is content outside <a>"),
    ("<!-- --> t <a/>", "1: there is content outside <a>"),
    ("<!doctype html><a/>", "1: this is not a tag"),
    ("<!DOCTYPE a [\n<!ENTITY b 'c'>]><a>&b;</a>", "1: it declares a document type, a"),
    ("<?xml version='1.0' encoding='utf-16'?><a/>", "1: it is in utf-16, not in UTF-8"),
    ("<?xml version='1.0' encoding='iso-8859-1'?><a>é</a>", "1: it is in iso-8859-1, not in UTF-8"),
    ("<a:b:c xmlns:a='u'/>", "1: this is not a tag"),
    ("<a>\n<b", "2: it ends within an element"), ("", "1: it ends within an element"),
    ("<a><![CDATA[", "1: it ends within an element"),
  ])
  func saysWhatIsWrongAndWhere(document: String, fault: String) {
    #expect(parse(document).last == fault)
    #expect(parse(document, chunk: 1).last == fault)
  }

  @Test func takesLatinEncodingsOfASCIIOnly() {
    #expect(parse("<?xml version='1.0' encoding='ISO-8859-15'?><a/>") == ["<a>", "</a>"])
  }

  @Test func limitsTheDepth() {
    #expect(parse("<a><a><a/></a></a>", depth: 3).count == 6)
    #expect(
      parse("<a>\n<a><a/></a></a>", depth: 2) == ["<a>", "=\n", "<a>", "2: this is not a tag"])
  }
}
