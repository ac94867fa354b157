package import Support

/// Why a picture is refused.
package enum ArtworkRefusal: Error, Hashable {
  case unreadable(ReadingError)
  case tooLarge
  case neitherPNGNorSVG
  case brokenPNG
  case tooManyPixels(width: Int, height: Int)
  /// A PNG within an SVG is damaged.
  case brokenPNGInside
  /// The PNGs within an SVG have more pixels than one picture may have.
  case tooManyPixelsInside
  /// More than `SVGDrawing.maximumCount` elements would be drawn.
  case drawsTooMuch
  case brokenSVG(XMLFault)
  /// The root element is not an `<svg>` in the SVG namespace.
  case noSVG
  case noSize
  case tooNarrow
  /// This part does more than draw.
  case unsafe(String)

  /// The refusal of the picture with this name, as a problem.
  package func problem(_ file: String) -> Problem {
    let name = quoted(file)
    switch self {
    case .unreadable(let error):
      return Problem(
        Sentence(
          "the picture \(name) cannot be read: \(error.reason)",
          "图片 \(name) 无法读取：\(Sentence(system: error.reason).chinese)"),
        hint: error.question(ofName: file)
          ?? Sentence("the path starts at the config's folder", "路径从配置文件所在的文件夹算起"),
        code: "unreadable-picture")
    case .tooLarge:
      let limit = Artwork.maximumByteCount >> 20
      return Problem(
        Sentence("the picture \(name) is larger than \(limit) MB", "图片 \(name) 超过 \(limit) MB"),
        hint: Sentence("600 pixels on its longer side are plenty", "长边 600 像素就足够了"),
        code: "picture-too-large")
    case .neitherPNGNorSVG:
      return Problem(
        Sentence("\(name) is neither a PNG nor an SVG", "\(name) 既不是 PNG 也不是 SVG"),
        hint: Sentence("save the picture as PNG", "请把图片另存为 PNG"), code: "not-a-picture")
    case .brokenPNG:
      return Problem(
        Sentence("\(name) is a damaged PNG", "\(name) 是损坏的 PNG"),
        hint: Sentence("save the picture again", "请重新保存图片"), code: "damaged-png")
    case .tooManyPixels(let width, let height):
      return Problem(
        Sentence(
          "\(name) has \(width) × \(height) pixels, more than 4096 on a side",
          "\(name) 有 \(width) × \(height) 像素，一边超过 4096"),
        hint: Sentence("600 pixels on its longer side are plenty", "长边 600 像素就足够了"),
        code: "picture-too-many-pixels")
    case .brokenPNGInside:
      return Problem(
        Sentence("\(name) holds a damaged PNG", "\(name) 里嵌入的 PNG 已损坏"),
        hint: Sentence("export the picture again, or save it as PNG", "请重新导出图片，或另存为 PNG"),
        code: "damaged-png")
    case .tooManyPixelsInside:
      return Problem(
        Sentence(
          "the PNGs in \(name) have more than 4096 × 4096 pixels",
          "\(name) 里嵌入的 PNG 超过 4096 × 4096 像素"),
        hint: Sentence(
          "save the picture as PNG, 600 pixels on its longer side", "请把图片另存为 PNG，长边 600 像素"),
        code: "picture-too-many-pixels")
    case .drawsTooMuch:
      return Problem(
        Sentence(
          "\(name) draws more than \(grouped(SVGDrawing.maximumCount)) shapes, repeated ones counted each "
            + "time, or a part of it contains itself",
          "\(name) 连同重复的部分要画 \(grouped(SVGDrawing.maximumCount)) 个以上的形状，或某个部分包含自己"),
        hint: Sentence(
          "save the picture as PNG, 600 pixels on its longer side", "请把图片另存为 PNG，长边 600 像素"),
        code: "svg-too-complex")
    case .brokenSVG(let fault):
      let sentence = fault.sentence(root: "svg")
      return Problem(
        Sentence(
          "\(name) is a damaged SVG: line \(fault.line): \(sentence.english)",
          "\(name) 是损坏的 SVG：第 \(fault.line) 行：\(sentence.chinese)"),
        hint: Sentence("export the picture again", "请重新导出图片"), code: "damaged-svg")
    case .noSVG:
      return Problem(
        Sentence(
          "\(name) does not start with <svg xmlns=\"http://www.w3.org/2000/svg\">",
          "\(name) 没有以 <svg xmlns=\"http://www.w3.org/2000/svg\"> 开头"),
        hint: Sentence("export it as a plain SVG, or as PNG", "请导出为普通 SVG 或 PNG"),
        code: "svg-without-namespace")
    case .noSize:
      return Problem(
        Sentence("\(name) does not say its size", "\(name) 没有写明尺寸"),
        hint: Sentence(
          "give its <svg> a viewBox, or save the picture as PNG", "请给 <svg> 加上 viewBox，或另存为 PNG"),
        code: "picture-without-size")
    case .tooNarrow:
      return Problem(
        Sentence(
          "\(name) is more than 50 times as long as it is wide",
          "\(name) 的长边超过短边的 50 倍"),
        hint: Sentence("cut the picture to what is to be seen", "请把图片裁到要显示的部分"),
        code: "picture-too-narrow")
    case .unsafe(let part):
      return Problem(
        Sentence(
          "\(name) holds \(quoted(part)): a picture may only draw, not run, move or load something",
          "\(name) 含有 \(quoted(part))：图片只能绘图，不能运行脚本、播放动画或加载其他内容"),
        hint: Sentence(
          "export it as a plain SVG, or as PNG 600 pixels wide", "请导出为普通 SVG，或宽 600 像素的 PNG"),
        code: "unsafe-svg")
    }
  }
}
