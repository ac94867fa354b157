/// Finds a sequence of bytes in data that comes in chunks.
package struct ByteSearch {
  /// Whether the bytes occurred so far.
  package private(set) var isFound = false
  private let word: [UInt8]
  /// The last bytes of the chunks so far: the word may lie across two.
  private var end: [UInt8] = []

  /// A search for a word of at least one byte.
  package init(for word: [UInt8]) {
    self.word = word
  }

  /// Searches the next chunk.
  package mutating func add(_ chunk: [UInt8]) {
    guard !isFound else { return }
    isFound = contains(end + chunk.prefix(word.count)) || contains(chunk)
    end = Array((end + chunk.suffix(word.count)).suffix(word.count - 1))
  }

  private func contains(_ bytes: [UInt8]) -> Bool {
    bytes.withUnsafeBytes { bytes in
      guard var start = bytes.baseAddress else { return false }
      let end = start + bytes.count
      while let found = memchr(start, Int32(word[0]), end - start) {
        start = UnsafeRawPointer(found)
        guard end - start >= word.count else { return false }
        if memcmp(start, word, word.count) == 0 { return true }
        start += 1
      }
      return false
    }
  }
}
