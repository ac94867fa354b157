/// Converts text of another encoding to UTF-8, piece by piece, by the system's iconv.
package final class TextConverter {
  private let handle: iconv_t
  /// The bytes of a character whose end is in the next piece.
  private var rest: [UInt8] = []

  /// A converter from an encoding as iconv names it; nil if the system does not know it.
  package init?(from encoding: String) {
    guard let handle = iconv_open("UTF-8", encoding), handle != iconv_t(bitPattern: -1) else {
      return nil
    }
    self.handle = handle
  }

  deinit {
    iconv_close(handle)
  }

  /// Whether a character has begun and not ended.
  package var isWithinCharacter: Bool { !rest.isEmpty }

  /// Appends the text of some bytes; false at a byte that is wrong, after what is right before it.
  package func convert(_ bytes: [UInt8], appendingTo text: inout [UInt8]) -> Bool {
    var input = rest + bytes
    // No character of two bytes becomes more than three.
    var output = [UInt8](repeating: 0, count: input.count * 2 + 16)
    var inputCount = input.count
    var outputCount = output.count
    var errorNumber: Int32 = 0
    let isDone = input.withUnsafeMutableBytes { inputBytes in
      output.withUnsafeMutableBytes { outputBytes in
        var source = inputBytes.assumingMemoryBound(to: CChar.self).baseAddress
        var target = outputBytes.assumingMemoryBound(to: CChar.self).baseAddress
        let result = iconv(handle, &source, &inputCount, &target, &outputCount)
        errorNumber = errno
        return result != -1
      }
    }
    text += output[..<(output.count - outputCount)]
    rest = Array(input.suffix(inputCount))
    return isDone || errorNumber == EINVAL
  }
}
