import Foundation

/// A ZIP archive of uncompressed entries, which tests can also make wrong.
public struct StoredZIP: Sendable {
  /// An entry, with the fields that tests change.
  public struct Entry: Sendable {
    /// The path.
    public var name: String
    /// The content.
    public var bytes: [UInt8]
    /// The compression method: 0 for none.
    public var method = 0
    /// Bit 0 marks an encrypted entry.
    public var flags = 0
    /// Added to the checksum.
    public var checksumError: UInt32 = 0
    /// Added to the size.
    public var sizeError = 0
    /// The name in front of the bytes, if it is not that of the directory.
    public var localName: String?

    /// A right entry.
    public init(_ name: String, _ text: String) {
      self.name = name
      bytes = Array(text.utf8)
    }
  }

  /// The entries in the order of the file.
  public var entries: [Entry]

  /// An archive of some entries.
  public init(_ entries: [Entry]) {
    self.entries = entries
  }

  /// The bytes of the archive.
  public var data: Data {
    var data = Data()
    var directory = Data()
    for entry in entries {
      var fields = Data()
      fields.append(20, bytes: 2)
      fields.append(entry.flags, bytes: 2)
      fields.append(entry.method, bytes: 2)
      fields.append(0, bytes: 4)
      fields.append(Int(Self.checksum(entry.bytes) &+ entry.checksumError), bytes: 4)
      fields.append(entry.bytes.count, bytes: 4)
      fields.append(entry.bytes.count + entry.sizeError, bytes: 4)
      directory.append(0x0201_4B50, bytes: 4)
      directory.append(20, bytes: 2)
      directory += fields
      directory.append(entry.name.utf8.count, bytes: 2)
      directory.append(0, bytes: 4)
      directory.append(0, bytes: 8)
      directory.append(data.count, bytes: 4)
      directory += Data(entry.name.utf8)
      let localName = entry.localName ?? entry.name
      data.append(0x0403_4B50, bytes: 4)
      data += fields
      data.append(localName.utf8.count, bytes: 2)
      data.append(0, bytes: 2)
      data += Data(localName.utf8)
      data += Data(entry.bytes)
    }
    let offset = data.count
    data += directory
    data.append(0x0605_4B50, bytes: 4)
    data.append(0, bytes: 4)
    data.append(entries.count, bytes: 2)
    data.append(entries.count, bytes: 2)
    data.append(directory.count, bytes: 4)
    data.append(offset, bytes: 4)
    data.append(0, bytes: 2)
    return data
  }

  /// CRC-32 (ISO 3309), half a byte at a time.
  private static func checksum(_ bytes: [UInt8]) -> UInt32 {
    var table: [UInt32] = []
    for index in 0..<16 as Range<UInt32> {
      let value = (0..<4).reduce(index) { value, _ in
        value >> 1 ^ (0xEDB8_8320 & (0 &- value & 1))
      }
      table.append(value)
    }
    var value = UInt32.max
    for byte in bytes {
      value ^= UInt32(byte)
      value = table[Int(value & 15)] ^ value >> 4
      value = table[Int(value & 15)] ^ value >> 4
    }
    return ~value
  }
}

extension Data {
  /// Appends a little-endian number.
  fileprivate mutating func append(_ number: Int, bytes count: Int) {
    for index in 0..<count { append(UInt8(truncatingIfNeeded: number >> (8 * index))) }
  }
}
