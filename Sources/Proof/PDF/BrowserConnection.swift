internal import Support

/// A running browser, spoken to over its debugging pipe.
///
/// Messages are JSON, ended by NUL (Chrome DevTools Protocol; `--remote-debugging-pipe`). Each tab prints
/// one page at a time and is used again.
actor BrowserConnection {
  /// The browser ended before it answered.
  struct Ended: Error {}

  private var input: ProgramInput?
  private let program: ExternalProgram
  private let limit: Duration
  private var lastNumber = 0
  private var waiting: [Int: CheckedContinuation<JSON, any Error>] = [:]
  private var received: [UInt8] = []
  private var idleTabs: [String] = []
  /// Why nothing will be answered any more.
  private var ending: (any Error)?

  /// A connection to a program that is about to start, with a time limit for each page.
  init(program: ExternalProgram, limit: Duration) {
    self.program = program
    self.limit = limit
  }

  /// The browser has started and reads this.
  func begin(_ input: ProgramInput) {
    self.input = input
  }

  /// The longest message that is accepted: a piece of a PDF has a megabyte, in Base64.
  private static let maximumMessage = 1 << 24
  /// How many bytes of a PDF are asked for at once.
  private static let pieceSize = 1 << 20

  /// The PDF of a page at an absolute path.
  ///
  /// - Throws: `ProgramError`, `Ended`, `CancellationError`.
  nonisolated func pdf(of html: String) async throws -> [UInt8] {
    try await program.within(limit) {
      let tab = try await self.takeTab()
      let bytes = try await self.pdf(of: html, in: tab)
      await self.giveBack(tab)
      return bytes
    }
  }

  /// The browser's version, such as `HeadlessChrome/156.0.6478.55 @1d2f3c`.
  nonisolated func version() async throws -> String {
    try await program.within(limit) {
      let answer = try await self.call("Browser.getVersion", [:])
      return [answer["product"], answer["revision"]].map { $0?.text ?? "" }.joined(separator: " ")
    }
  }

  /// The PDFs of groups of the sheets on a page at an absolute path, each as if the group were alone
  /// on the page.
  ///
  /// - Throws: as above, and what `take` throws.
  nonisolated func sheets(
    of html: String, inGroupsOf counts: [Int],
    take: @escaping @Sendable (_ index: Int, _ pdf: [UInt8]) throws -> Void
  ) async throws {
    try await program.within(limit) {
      let tab = try await self.takeTab()
      try await self.load(html, in: tab)
      let found = try await self.evaluate(Self.takeSheetsAway, in: tab)
      guard found?.scalarText == "\(counts.reduce(0, +))" else {
        throw self.program.error(.madeNothing(words: ""))
      }
      var start = 0
      for (index, count) in counts.enumerated() {
        _ = try await self.evaluate(Self.show(start..<(start + count)), in: tab)
        try take(index, try await self.print(tab))
        start += count
      }
      await self.giveBack(tab)
    }
  }

  private func pdf(of html: String, in tab: String) async throws -> [UInt8] {
    try await load(html, in: tab)
    return try await print(tab)
  }

  private func evaluate(_ script: String, in tab: String) async throws -> JSON? {
    let answer = try await call(
      "Runtime.evaluate", ["expression": .string(script), "awaitPromise": .boolean(true)], in: tab)
    return answer["result"]?["value"]
  }

  private func load(_ html: String, in tab: String) async throws {
    let moved = try await call(
      "Page.navigate", ["url": .string(Browser.address(ofFile: html))], in: tab)
    if let words = moved["errorText"]?.text {
      throw program.error(.failed(status: "Page.navigate", words: words))
    }
    _ = try await evaluate(Self.loaded, in: tab)
  }

  private func print(_ tab: String) async throws -> [UInt8] {
    let printed = try await call(
      "Page.printToPDF",
      [
        "printBackground": .boolean(true), "preferCSSPageSize": .boolean(true),
        "transferMode": .string("ReturnAsStream"),
      ], in: tab)
    guard let stream = printed["stream"] else { throw program.error(.madeNothing(words: "")) }
    var bytes: [UInt8] = []
    while true {
      let piece = try await call(
        "IO.read", ["handle": stream, "size": .number("\(Self.pieceSize)")], in: tab)
      guard piece["base64Encoded"] == .boolean(true), let text = piece["data"]?.text,
        let decoded = Base64.decode(text)
      else { throw program.error(.madeNothing(words: "")) }
      bytes += decoded
      if piece["eof"] == .boolean(true) { break }
    }
    _ = try await call("IO.close", ["handle": stream], in: tab)
    return bytes
  }

  /// Done when the page with its pictures is there, and its fonts are.
  private static let loaded = """
    new Promise(done => {
      const ready = () => document.fonts.ready.then(() => done(true));
      document.readyState === "complete" ? ready() : addEventListener("load", ready);
    })
    """

  /// Takes the sheets off the page and tells how many there are.
  private static let takeSheetsAway = """
    window.paypress = {
      sheets: [...document.querySelectorAll(".sheet")], place: document.querySelector("main")
    };
    paypress.sheets.forEach(sheet => sheet.remove());
    paypress.sheets.length
    """

  /// Done when some of the sheets are on the page, and their fonts are there.
  private static func show(_ sheets: Range<Int>) -> String {
    """
    paypress.sheets.forEach(sheet => sheet.remove());
    paypress.place.append(...paypress.sheets.slice(\(sheets.lowerBound), \(sheets.upperBound)));
    document.body.offsetHeight;
    document.fonts.ready.then(() => true)
    """
  }

  private func takeTab() async throws -> String {
    if let tab = idleTabs.popLast() { return tab }
    let made = try await call("Target.createTarget", ["url": .string("about:blank")])
    let attached = try await call(
      "Target.attachToTarget",
      ["targetId": made["targetId"] ?? .null, "flatten": .boolean(true)])
    guard let tab = attached["sessionId"]?.text else {
      throw program.error(.madeNothing(words: ""))
    }
    return tab
  }

  private func giveBack(_ tab: String) {
    idleTabs.append(tab)
  }

  // MARK: Messages

  /// Calls a method and waits for its result.
  private func call(
    _ method: String, _ parameters: KeyValuePairs<String, JSON>, in tab: String? = nil
  ) async throws -> JSON {
    if let ending { throw ending }
    lastNumber += 1
    let number = lastNumber
    var members: [JSON.Member] = [
      JSON.Member(name: "id", value: .number("\(number)")),
      JSON.Member(name: "method", value: .string(method)),
      JSON.Member(name: "params", value: .members(parameters)),
    ]
    if let tab { members.append(JSON.Member(name: "sessionId", value: .string(tab))) }
    var message: [UInt8] = []
    JSON.object(members).append(to: &message)
    message.append(0)
    let answer = try await answer(to: number, message)
    if let words = answer["error"]?["message"]?.text {
      throw program.error(.failed(status: method, words: words))
    }
    return answer["result"] ?? .null
  }

  private func answer(to number: Int, _ message: [UInt8]) async throws -> JSON {
    try await withTaskCancellationHandler {
      try await withCheckedThrowingContinuation { continuation in
        if Task.isCancelled {
          continuation.resume(throwing: CancellationError())
          return
        }
        waiting[number] = continuation
        Task {
          do {
            try await input?.send(message)
          } catch {
            // Its output tells how it ended.
          }
        }
      }
    } onCancel: {
      Task { await self.resume(number, throwing: CancellationError()) }
    }
  }

  private func resume(_ number: Int, throwing error: any Error) {
    waiting.removeValue(forKey: number)?.resume(throwing: error)
  }

  /// Takes a piece of what the browser says.
  ///
  /// - Throws: `ProgramError` for a message that is too long or no JSON.
  func receive(_ bytes: [UInt8]) throws {
    var rest = bytes[...]
    while let end = rest.firstIndex(of: 0) {
      received += rest[..<end]
      rest = rest[(end + 1)...]
      try take(received)
      received.removeAll(keepingCapacity: true)
    }
    received += rest
    if received.count > Self.maximumMessage { throw program.error(.saidTooMuch) }
  }

  private func take(_ message: [UInt8]) throws {
    guard let message = try? JSON(reading: message) else {
      throw program.error(.madeNothing(words: ""))
    }
    // Events have no number.
    guard let text = message["id"]?.scalarText, let number = Int(text) else { return }
    waiting.removeValue(forKey: number)?.resume(returning: message)
  }

  /// Nothing more will come.
  func end(throwing error: any Error) {
    ending = error
    for continuation in waiting.values { continuation.resume(throwing: error) }
    waiting.removeAll()
  }
}
