public import Support

extension SiteOutline {
  /// Reads a config without looking at its links.
  ///
  /// - Parameters:
  ///   - path: the config.
  ///   - environment: the values of `${…}`.
  ///   - sink: takes what is wrong with the config itself.
  /// - Returns: nil when it is no YAML that can be used.
  /// - Throws: `ReadingError` when the file cannot be read.
  public static func load(
    _ path: String, environment: [String: String], into sink: FindingSink
  ) throws(ReadingError) -> SiteOutline? {
    let bytes = try InputFile.bytes(of: path, limit: YAMLReader.maximumByteCount)
    let errorCount = sink.errorCount
    guard let node = YAMLReader.read(bytes, file: path, into: sink), sink.errorCount == errorCount
    else { return nil }
    return ConfigDecoder.decode(node, file: path, environment: environment, into: sink)
      .map(SiteOutline.init)
  }
}
