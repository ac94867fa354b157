internal import Support

// The paper of a job, and the place of its pieces on it.

extension PrintDecoder {
  func decodePaper(_ values: [String: ConfigCursor], into job: inout PrintJob) {
    if let cursor = values["paper"] {
      job.paper = cursor.paper()
    } else if job.kind == .roll {
      job.paper = PaperSize(width: 62, height: 29)
    }
    job.stock = values["stock"]?.text()
    if let card = values["card"]?.choice(CardSize.named) { job.card = card }
    if let fold = values["fold"]?.choice(Self.choices(of: PrintJob.Fold.self)) { job.fold = fold }
    if let cursor = values["nudge"], let text = cursor.text() {
      if let pair = Measures.pair(text), abs(pair.x) <= 20, abs(pair.y) <= 20 {
        job.nudge = Offset(x: pair.x, y: pair.y)
      } else {
        cursor.report(.badNudge(text))
      }
    }
    if let cursor = values["scale"], let text = cursor.text() {
      if let scale = Self.scale(text) { job.scale = scale } else { cursor.report(.badScale(text)) }
    }
    if let marks = values["cut_marks"]?.boolean() { job.cutMarks = marks }
    if let ruler = values["ruler"]?.boolean() { job.ruler = ruler }
    if let bleed = values["bleed"].flatMap({ length($0, in: 0...10) }) { job.bleed = bleed }
    if let colour = values["paper_colour"].flatMap(colour) { job.paperColour = colour }
  }

  /// One factor for both axes such as `100.4%`, or two such as `100.4%,99.8%`.
  private static func scale(_ text: String) -> Scale? {
    let parts = text.split(omittingEmptySubsequences: false) { ",，".contains($0) }
    let factors = parts.map { part -> Double? in
      let part = InvisibleCharacter.trimmed(String(part))
      return (Measures.share(part) ?? Measures.number(part)).flatMap {
        (0.9...1.1).contains($0) ? $0 : nil
      }
    }
    guard parts.count <= 2, let x = factors[0], let y = factors[factors.count - 1] else {
      return nil
    }
    return Scale(x: x, y: y)
  }

  func length(_ cursor: ConfigCursor, in range: ClosedRange<Double>) -> Double? {
    guard let text = cursor.text() else { return nil }
    if let value = Measures.millimetres(text), range.contains(value) { return value }
    cursor.report(.badLength(text, range))
    return nil
  }
}

extension Problem {
  static func badNudge(_ text: String) -> Problem {
    Problem(
      Sentence("\(quoted(text)) cannot move the print", "\(quoted(text)) 不能用来移动打印位置"),
      hint: Sentence(
        "write two numbers of mm, to the right and down, negative for left and up, each up to 20, such as "
          + "\"0.5,-1\"",
        "请写两个毫米数，依次为向右和向下，负数为向左、向上，各不超过 20，例如 \"0.5,-1\""))
  }

  static func badScale(_ text: String) -> Problem {
    Problem(
      Sentence("\(quoted(text)) is not accepted here", "这里不接受 \(quoted(text))"),
      hint: Sentence(
        "write a scale from 90% to 110%, such as 100.4%, or \"100.4%,99.8%\" for width and height",
        "请写 90% 到 110% 之间的比例，例如 100.4%；宽和高不同时，请写 \"100.4%,99.8%\""))
  }

  static func badLength(_ text: String, _ range: ClosedRange<Double>) -> Problem {
    let (lowest, highest) = (Int(range.lowerBound), Int(range.upperBound))
    let example = highest < 60 ? "3mm" : lowest > 60 ? "80cm" : "60mm"
    return Problem(
      Sentence("\(quoted(text)) is not accepted here", "这里不接受 \(quoted(text))"),
      hint: Sentence(
        "write a length from \(lowest) to \(highest) mm, such as \(example)",
        "请写 \(lowest) 到 \(highest) 毫米之间的长度，例如 \(example)"))
  }
}
