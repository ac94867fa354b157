/// Converts text from one encoding to another, piece by piece, by the system's iconv.
package final class TextConverter {
  private let handle: iconv_t
  /// The bytes of a character whose end is in the next piece.
  private var rest: [UInt8] = []

  /// A converter between encodings as iconv names them; nil if the system does not know one.
  package init?(from encoding: String, to target: String = "UTF-8") {
    guard let handle = iconv_open(target, encoding), handle != iconv_t(bitPattern: -1) else {
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
    // No character of two bytes becomes more than three, and no byte more than two.
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
