/// Where a document is not well-formed, and why.
package struct XMLFault: Error, Hashable {
  package enum Kind: Hashable, Sendable {
    /// It ends within an element, or before the first one.
    case ended
    /// A tag, comment or instruction is malformed, or elements are nested too deep.
    case markup
    /// A character that XML does not allow, at least not here.
    case character(Unicode.Scalar)
    /// A reference to an unknown character.
    case reference
    /// A document type with this name.
    case documentType(String)
    /// An end tag that does not match the innermost element.
    case endTag(String)
    /// An attribute that the element already has.
    case attributeTwice(String)
    /// A prefix without a declared namespace.
    case prefix(String)
    /// A namespace or prefix that cannot be declared like this.
    case namespace
    /// Content before or after the outermost element.
    case outside
    /// An encoding other than UTF-8.
    case encoding(String)
    /// There is no memory to read on; the document may be in order.
    case memory
  }

  /// The line, from 1.
  package let line: Int
  package let kind: Kind

  /// The fault as a sentence, with the name of the outermost element.
  package func sentence(root: String) -> Sentence {
    switch kind {
    case .ended: Sentence("it ends within an element", "文件在元素中间就结束了")
    case .markup: Sentence("this is not a tag", "这里不是正确的标签")
    case .character(let scalar):
      Sentence(
        "the character \(codePoint(scalar)) is not allowed here", "这里不能有字符 \(codePoint(scalar))")
    case .reference: Sentence("what follows & is not a known character", "& 后面不是已知的字符")
    case .documentType(let name):
      Sentence("it declares a document type, \(shortened(name))", "它声明了文档类型 \(shortened(name))")
    case .endTag(let tag):
      Sentence("</\(shortened(tag))> ends nothing", "</\(shortened(tag))> 没有对应的开始标签")
    case .attributeTwice(let name):
      Sentence("\(shortened(name)) is given twice", "\(shortened(name)) 写了两次")
    case .prefix(let prefix):
      Sentence("there is no xmlns:\(shortened(prefix))", "没有声明 xmlns:\(shortened(prefix))")
    case .namespace: Sentence("this namespace cannot be declared", "不能这样声明命名空间")
    case .outside:
      Sentence("there is content outside <\(root)>", "<\(root)> 之外还有内容")
    case .encoding(let name):
      Sentence("it is in \(shortened(name)), not in UTF-8", "编码是 \(shortened(name))，不是 UTF-8")
    case .memory: Sentence("there is not enough memory to read it", "内存不足，无法读取")
    }
  }
}

extension XMLFault {
  /// The bytes around a fault, which tell more than libexpat's error code.
  struct Source {
    /// The last bytes before the fault.
    var before: [UInt8]
    /// The bytes from the fault on.
    var after: [UInt8]

    /// The name of the tag or attribute at the fault.
    var name: String {
      let name = after.drop { "</".utf8.contains($0) }.prefix { !" \t\r\n=/>".utf8.contains($0) }
      return String(decoding: name, as: UTF8.self)
    }

    /// The first prefix in the tag at the fault that meets a condition.
    func prefix(where isFault: (String) -> Bool) -> String {
      var quote: UInt8?
      var word: [UInt8] = []
      for byte in after.dropFirst() {
        if let end = quote {
          if byte == end { quote = nil }
        } else if "\"'".utf8.contains(byte) {
          quote = byte
        } else if " \t\r\n=/>".utf8.contains(byte) {
          let parts = word.split(separator: UInt8(ascii: ":"))
          let prefix = String(decoding: parts.first ?? [], as: UTF8.self)
          if parts.count == 2, prefix != "xmlns", prefix != "xml", isFault(prefix) { return prefix }
          word = []
        } else {
          word.append(byte)
        }
      }
      return ""
    }

    /// The fault of a malformed tag, reference or character, inside or outside all elements.
    func invalidToken(isOutside: Bool) -> Kind {
      if let start = before.lastIndex(of: UInt8(ascii: "&")),
        before[start...].dropFirst().allSatisfy({ !" \t\r\n;<>\"'".utf8.contains($0) })
      {
        return .reference
      }
      if isOutside, before.last == UInt8(ascii: "<"), after.first == UInt8(ascii: "/") {
        return .outside
      }
      let scalar = String(decoding: after.prefix(4), as: UTF8.self).unicodeScalars.first
      guard let scalar else { return .markup }
      switch scalar.value {
      case 0x9, 0xA, 0xD: return .markup
      case ..<0x20, 0x3C, 0xFFFE, 0xFFFF: return .character(scalar)
      default: return .markup
      }
    }
  }
}
