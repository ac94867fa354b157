internal import CSystemCalls

/// The words that the process was started with.
package enum ProcessArguments {
  /// All of them, the program's name first; bytes that are not UTF-8 become U+FFFD.
  ///
  /// They come from `main`. Swift's `CommandLine` reads them from `/proc` on Linux, and has none
  /// where that is missing or no file can be opened.
  package static let all: [String] = {
    guard var next = system_arguments() else { return CommandLine.arguments }
    var words: [String] = []
    while let word = next.pointee {
      words.append(String(cString: word))
      next += 1
    }
    return words
  }()
}
