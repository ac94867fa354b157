// Feeds parsers with the inputs of libFuzzer, under the address sanitiser:
//
//     Fuzzing PARSER [options of libFuzzer] [folder of inputs]
//
// `scripts/promises` compiles and runs it; no other build does. What a parser may do with any input
// is refuse it. Everything else ends the process: a trap, a wrong memory access, a broken rule.

import Support

/// Prepares what a parser needs, and returns the function that feeds it; a refusal is an error.
typealias MakeParser = @Sendable () throws -> ([UInt8]) throws -> Void

/// The parser that is fed.
nonisolated(unsafe) private var parser: (([UInt8]) throws -> Void)?

private typealias Callback = @convention(c) (UnsafePointer<UInt8>?, Int) -> Int32

/// libFuzzer's own `main` (compiler-rt, FuzzerInterface.h).
@_silgen_name("LLVMFuzzerRunDriver")
private func runFuzzer(
  _ count: UnsafeMutablePointer<Int32>,
  _ arguments: UnsafeMutablePointer<UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>>,
  _ callback: Callback
) -> Int32

/// Ends the process because a rule is broken, which libFuzzer reports with the input.
func demand(_ isTrue: Bool, _ rule: String) {
  if !isTrue { fatalError("broken: \(rule)") }
}

@main enum Fuzzing {
  private static let parsers: [String: MakeParser] =
    configParsers.merging(formatParsers) { $1 }.merging(siteParsers) { $1 }

  static func main() throws {
    let name = CommandLine.arguments.dropFirst().first ?? ""
    guard let make = parsers[name] else {
      for name in parsers.keys.sorted() { print(name) }
      return
    }
    parser = try make()
    // What libFuzzer reads: the arguments without the parser's name.
    var arguments = CommandLine.unsafeArgv + 1
    arguments[0] = CommandLine.unsafeArgv[0]
    var count = CommandLine.argc - 1
    let status = runFuzzer(&count, &arguments) { bytes, count in
      // A refusal is an answer like any other.
      try? parser?(Array(UnsafeBufferPointer(start: bytes, count: count)))
      return 0
    }
    demand(status == 0, "libFuzzer ended with \(status)")
  }
}
