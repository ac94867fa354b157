internal import Support

/// The files of a project while a change is made: what was read, and what is to be written.
package struct ProjectDraft {
  /// A file that a change writes.
  package struct FileChange: Sendable {
    package let path: String
    /// What is different.
    package let diff: LineDiff
    /// The file before; nil for a new one.
    let old: [UInt8]?
    /// The file after the change.
    package let new: [UInt8]
  }

  /// The largest config in bytes.
  private static let maximumConfigByteCount = 1 << 20
  /// The largest other file in bytes.
  package static let maximumByteCount = 1 << 25

  private let configPath: String
  /// What was read, by path; nil for a file that is not there.
  private(set) var read: [(path: String, bytes: [UInt8]?)] = []
  /// What is to be written, in this order.
  private(set) var changes: [FileChange] = []

  init(config: String) { configPath = config }

  /// Identifies all that the change depends on.
  var basis: String {
    var digester = ContentDigester()
    for file in read {
      digester.add(Array("\(file.path)\0\(file.bytes?.count ?? -1)\0".utf8))
      digester.add(file.bytes ?? [])
    }
    return digester.digest.hexadecimal
  }

  /// A file as it is.
  package mutating func bytes(of path: String) throws(ProjectEditor.Refusal) -> [UInt8] {
    guard let bytes = try bytesIfAny(of: path) else {
      throw .file(path: path, reason: String(cString: strerror(ENOENT)))
    }
    return bytes
  }

  /// A file as it is; nil if there is none.
  package mutating func bytesIfAny(of path: String) throws(ProjectEditor.Refusal) -> [UInt8]? {
    if let known = read.first(where: { $0.path == path }) { return known.bytes }
    let limit = path == configPath ? Self.maximumConfigByteCount : Self.maximumByteCount
    let bytes = try ProjectFile(path).bytes(limit: limit)
    read.append((path, bytes))
    return bytes
  }

  /// The config as it is.
  package mutating func config() throws(ProjectEditor.Refusal) -> ConfigText {
    let bytes = try bytes(of: configPath)
    do throws(EditRefusal) {
      return try ConfigText(bytes)
    } catch {
      throw .edit(error)
    }
  }

  package mutating func changeConfig(
    _ change: (ConfigText) throws(EditRefusal) -> ConfigText
  ) throws(ProjectEditor.Refusal) {
    let text = try config()
    do throws(EditRefusal) {
      let new = try change(text)
      guard new.bytes != text.bytes else { return }
      changes.append(
        FileChange(
          path: configPath, diff: text.diff(to: new), old: text.bytes, new: new.bytes))
    } catch {
      throw .edit(error)
    }
  }

  /// Replaces the lines of an entry of the config, which only a check makes sure to be valid.
  package mutating func changeLines(
    of place: ConfigEntry.Place, to text: String
  ) throws(ProjectEditor.Refusal) {
    let config = try config()
    do throws(EditRefusal) {
      let (bytes, diff) = try config.replacing(place, by: text)
      guard bytes != config.bytes else { return }
      changes.append(FileChange(path: configPath, diff: diff, old: config.bytes, new: bytes))
    } catch {
      throw .edit(error)
    }
  }

  /// Writes another file, as a whole.
  package mutating func write(
    _ bytes: [UInt8], to path: String, showing diff: LineDiff
  ) throws(ProjectEditor.Refusal) {
    let old = try bytesIfAny(of: path)
    guard old != bytes else { return }
    changes.append(FileChange(path: path, diff: diff, old: old, new: bytes))
  }
}
