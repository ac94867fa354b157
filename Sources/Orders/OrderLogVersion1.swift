internal import GatePay
internal import Support

/// The file of orders of PayPress 0.2: TOML tables with JSON strings; the next write converts it.
enum OrderLogVersion1 {
  /// Whether a file begins as 0.2 wrote it, with or without the comment.
  static func isRecognised(_ bytes: [UInt8]) -> Bool {
    bytes.starts(with: "#".utf8) || bytes.starts(with: "version = ".utf8)
  }

  /// Parses such a file; skips a table that was cut off at the end.
  static func read(
    _ lines: [ArraySlice<UInt8>]
  ) throws(OrderLogFormat.Damage) -> [OutOrderID: OrderRecord] {
    var records: [OutOrderID: OrderRecord] = [:]
    var tables: [(line: Int, fields: [String: String])] = [(1, [:])]
    for (index, line) in lines.enumerated() {
      let line = line.last == UInt8(ascii: "\r") ? line.dropLast() : line
      if line.isEmpty || line.first == UInt8(ascii: "#") { continue }
      if line.elementsEqual("[[order]]".utf8) {
        tables.append((index + 1, [:]))
      } else if let (key, value) = pair(line), tables[tables.count - 1].fields[key] == nil {
        tables[tables.count - 1].fields[key] = value
      } else if index < lines.count - 1 {
        throw OrderLogFormat.Damage(line: index + 1)
      }
    }
    guard tables.removeFirst().fields == ["version": "1"] else {
      throw OrderLogFormat.Damage(line: 1)
    }
    // `recorded` was written last: without it, the program was killed before it sent the request.
    if tables.last?.fields["recorded"] == nil { tables = tables.dropLast() }
    for table in tables {
      guard let record = OrderLogFormat.record(table.fields) else {
        throw OrderLogFormat.Damage(line: table.line)
      }
      records[record.outOrderID] = record
    }
    return records
  }

  private static func pair(_ line: ArraySlice<UInt8>) -> (key: String, value: String)? {
    guard let equals = line.firstIndex(of: UInt8(ascii: "=")),
      case .string(let value)? = try? JSON(reading: Array(line[(equals + 1)...]))
    else { return nil }
    return (String(decoding: line[..<equals].dropLast(), as: UTF8.self), value)
  }
}
