internal import Catalog
internal import Pages
internal import Support

/// Encodes an entry: its length, a checksum of the rest, then the entry; numbers are little-endian.
enum RecordCoding {
  static let firstLine = Array("paypress record 2\n".utf8)
  /// The bytes of length and checksum.
  static let headerByteCount = 12
  /// The largest entry; a greater length is damage.
  static let maximumByteCount = 1 << 16
  private static let fileByteCount = 58
  /// Bytes that 0.2.0 wrote after a link's files where bit 1 of the first byte is set; ignored.
  private static let oldNoteByteCount = 48

  static func append(_ entry: RecordEntry, to bytes: inout [UInt8]) {
    let start = bytes.count
    bytes.append(contentsOf: repeatElement(0, count: headerByteCount))
    bytes.append(entry.fansOut ? 1 : 0)
    bytes.append(UInt8(entry.files.count))
    let name = entry.name.utf8
    append(UInt64(name.count), to: &bytes)
    bytes.append(contentsOf: name)
    for file in entry.files {
      bytes.append(file.role.rawValue)
      bytes.append(
        (file.isStaged ? 1 : 0) | (file.isReplacement ? 2 : 0) | (file.hasOwnTime ? 4 : 0))
      for digest in [file.inputs, file.content] {
        append(digest.high, to: &bytes)
        append(digest.low, to: &bytes)
      }
      append(file.signature.byteCount, to: &bytes)
      append(UInt64(bitPattern: file.signature.changeTime), to: &bytes)
      append(file.signature.inode, to: &bytes)
    }
    seal(&bytes, from: start)
  }

  /// A payload with its header.
  static func sealed(_ payload: [UInt8]) -> [UInt8] {
    var bytes = [UInt8](repeating: 0, count: headerByteCount) + payload
    seal(&bytes, from: 0)
    return bytes
  }

  /// Fills in the header of the last entry, which starts at an offset.
  private static func seal(_ bytes: inout [UInt8], from start: Int) {
    let count = UInt32(bytes.count - start - headerByteCount)
    bytes.withUnsafeMutableBytes { buffer in
      let payload = UnsafeRawBufferPointer(rebasing: buffer[(start + headerByteCount)...])
      buffer.storeBytes(of: count.littleEndian, toByteOffset: start, as: UInt32.self)
      buffer.storeBytes(of: check(payload).littleEndian, toByteOffset: start + 4, as: UInt64.self)
    }
  }

  private static func append(_ number: UInt64, to bytes: inout [UInt8]) {
    withUnsafeBytes(of: number.littleEndian) { bytes.append(contentsOf: $0) }
  }

  /// The length of the entry whose header is given; nil if that is damaged.
  static func byteCount(_ header: UnsafeRawBufferPointer) -> Int? {
    let count = Int(UInt32(littleEndian: header.loadUnaligned(as: UInt32.self)))
    return (10...maximumByteCount).contains(count) ? count : nil
  }

  /// Decodes an entry, header included; nil if it is damaged.
  static func entry(_ bytes: UnsafeRawBufferPointer) -> RecordEntry? {
    let expected = UInt64(
      littleEndian: bytes.loadUnaligned(fromByteOffset: 4, as: UInt64.self))
    let payload = UnsafeRawBufferPointer(rebasing: bytes[headerByteCount...])
    guard check(payload) == expected else { return nil }
    guard let nameCount = nameByteCount(payload) else { return nil }
    let fileCount = Int(payload[1])
    let name = UnsafeRawBufferPointer(rebasing: payload[10..<10 + nameCount])
    var entry = RecordEntry(
      name: String(decoding: name, as: UTF8.self), fansOut: payload[0] & 1 == 1)
    entry.files.reserveCapacity(fileCount)
    for index in 0..<fileCount {
      guard let file = file(payload, at: 10 + nameCount + index * fileByteCount) else {
        return nil
      }
      entry.files.append(file)
    }
    return entry.isSafe ? entry : nil
  }

  /// Whether an entry, header included, belongs to a link.
  static func isLink(_ bytes: UnsafeRawBufferPointer) -> Bool {
    bytes.count > headerByteCount + 10 && bytes[headerByteCount + 10] != UInt8(ascii: "/")
  }

  /// The length of an entry's name; nil if the lengths disagree.
  private static func nameByteCount(_ payload: UnsafeRawBufferPointer) -> Int? {
    let count = UInt64(littleEndian: payload.loadUnaligned(fromByteOffset: 2, as: UInt64.self))
    guard (1...UInt64(maximumByteCount)).contains(count),
      10 + Int(count) + Int(payload[1]) * fileByteCount
        + (payload[0] & 2 == 0 ? 0 : oldNoteByteCount) == payload.count
    else { return nil }
    return Int(count)
  }

  private static func file(_ payload: UnsafeRawBufferPointer, at start: Int) -> RecordedFile? {
    func number(_ offset: Int) -> UInt64 {
      UInt64(
        littleEndian: payload.loadUnaligned(fromByteOffset: start + offset, as: UInt64.self))
    }
    guard let role = RecordedFile.Role(rawValue: payload[start]) else { return nil }
    let signature = FileSignature(
      byteCount: number(34), changeTime: Int64(bitPattern: number(42)), inode: number(50))
    return RecordedFile(
      role: role, isStaged: payload[start + 1] & 1 == 1,
      isReplacement: payload[start + 1] & 2 == 2,
      inputs: ContentDigest(high: number(2), low: number(10)),
      content: ContentDigest(high: number(18), low: number(26)), signature: signature,
      hasOwnTime: payload[start + 1] & 4 == 4)
  }

  /// Visits the files of an entry, header included, without decoding it; false if it is damaged.
  ///
  /// The body receives a file and a function that appends its path to some bytes.
  static func forEachFile(
    _ bytes: UnsafeRawBufferPointer,
    _ body: (RecordedFile, (inout [UInt8]) -> Void) -> Void
  ) -> Bool {
    let expected = UInt64(
      littleEndian: bytes.loadUnaligned(fromByteOffset: 4, as: UInt64.self))
    let payload = UnsafeRawBufferPointer(rebasing: bytes[headerByteCount...])
    guard check(payload) == expected, let nameCount = nameByteCount(payload) else { return false }
    let name = UnsafeRawBufferPointer(rebasing: payload[10..<10 + nameCount])
    let layout = OutputLayout(fansOut: payload[0] & 1 == 1)
    for index in 0..<Int(payload[1]) {
      guard let file = file(payload, at: 10 + nameCount + index * fileByteCount) else {
        return false
      }
      body(file) { path in
        switch file.role {
        case .png: layout.append(.png, of: name, to: &path)
        case .svg: layout.append(.svg, of: name, to: &path)
        case .page: layout.append(.page, of: name, to: &path)
        case .chinesePage: layout.append(.otherPage(.chinese), of: name, to: &path)
        case .englishPage: layout.append(.otherPage(.english), of: name, to: &path)
        case .list: path.append(contentsOf: name.dropFirst())
        }
      }
    }
    return true
  }

  /// Whether a sound entry, header included, has a staged file.
  static func hasStagedFile(_ bytes: UnsafeRawBufferPointer) -> Bool {
    let payload = UnsafeRawBufferPointer(rebasing: bytes[headerByteCount...])
    guard let nameCount = nameByteCount(payload) else { return true }
    return (0..<Int(payload[1])).contains {
      payload[10 + nameCount + $0 * fileByteCount + 1] & 1 == 1
    }
  }

  /// A hash of the name and layout of an entry, header included; nil if it is damaged.
  static func keyHash(_ bytes: UnsafeRawBufferPointer) -> UInt64? {
    let expected = UInt64(
      littleEndian: bytes.loadUnaligned(fromByteOffset: 4, as: UInt64.self))
    let payload = UnsafeRawBufferPointer(rebasing: bytes[headerByteCount...])
    guard check(payload) == expected else { return nil }
    guard let count = nameByteCount(payload) else { return nil }
    var digest = Digest64()
    digest.add(UnsafeRawBufferPointer(rebasing: payload[10..<10 + count]))
    return digest.value &+ UInt64(payload[0] & 1)
  }

  /// The hash of an entry with this name and layout.
  static func keyHash(_ name: String, fansOut: Bool) -> UInt64 {
    Digest64(name).value &+ (fansOut ? 1 : 0)
  }

  /// A checksum that detects flipped bits and lost bytes; mixes one word after the other.
  private static func check(_ payload: UnsafeRawBufferPointer) -> UInt64 {
    var value = UInt64(payload.count) &* 0x9e37_79b9_7f4a_7c15
    var offset = 0
    while offset + 8 <= payload.count {
      let word = UInt64(
        littleEndian: payload.loadUnaligned(fromByteOffset: offset, as: UInt64.self))
      value = mixed(value ^ word)
      offset += 8
    }
    var rest: UInt64 = 0
    while offset < payload.count {
      rest = rest << 8 | UInt64(payload[offset])
      offset += 1
    }
    return mixed(value ^ rest)
  }

  /// Every input bit changes about half of the output bits (an odd multiplication and a shift are
  /// both reversible, so no two inputs collide).
  private static func mixed(_ value: UInt64) -> UInt64 {
    let product = value &* 0xff51_afd7_ed55_8ccd
    return product ^ product >> 32
  }
}
