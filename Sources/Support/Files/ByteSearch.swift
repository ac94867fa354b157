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
    Self.first(of: word, in: bytes, from: 0) != nil
  }

  /// Where a word of at least one byte begins for the first time in bytes from an index on.
  package static func first(of word: [UInt8], in bytes: [UInt8], from index: Int) -> Int? {
    bytes.withUnsafeBytes { bytes in
      guard let base = bytes.baseAddress else { return nil }
      var start = base + index
      let end = base + bytes.count
      while start < end, let found = memchr(start, Int32(word[0]), end - start) {
        start = UnsafeRawPointer(found)
        guard end - start >= word.count else { return nil }
        if memcmp(start, word, word.count) == 0 { return start - base }
        start += 1
      }
      return nil
    }
  }
}
