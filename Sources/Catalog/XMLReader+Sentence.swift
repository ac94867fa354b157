internal import Support

extension XMLReader.Fault {
  /// What is wrong, for people.
  var sentence: Sentence {
    switch kind {
    case .ended: Sentence("it ends within an element", "文件在元素中间就结束了")
    case .markup: Sentence("this is not a tag", "这里不是正确的标签")
    case .character(let scalar):
      Sentence(
        "the character \(codePoint(scalar)) must not stand here", "这里不能有字符 \(codePoint(scalar))")
    case .reference: Sentence("no such character after &", "& 后面不是已知的字符")
    case .documentType(let name): Sentence("document type \(name)", "文档类型 \(name)")
    case .endTag(let tag):
      Sentence("</\(shortened(tag))> ends nothing", "</\(shortened(tag))> 没有对应的开始标签")
    case .attributeTwice(let name):
      Sentence("\(shortened(name)) is given twice", "\(shortened(name)) 写了两次")
    case .prefix(let prefix):
      Sentence(
        "there is no xmlns:\(shortened(prefix))", "没有声明 xmlns:\(shortened(prefix))")
    case .outside:
      Sentence("something stands outside of <svg>", "<svg> 之外还有内容")
    case .encoding(let name):
      Sentence("it is in \(shortened(name)), not in UTF-8", "编码是 \(shortened(name))，不是 UTF-8")
    }
  }
}
