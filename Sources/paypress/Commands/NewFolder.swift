internal import Console
internal import Support

/// A folder that pictures are written to, never over others.
enum NewFolder {
  /// Refuses a folder that holds something.
  static func check(_ folder: String, option: String) throws(Failure) {
    guard !InputFile.isMissing(folder) else { return }
    let names = try? InputFolder.names(of: folder)
    if names?.isEmpty != true { throw .usage(.notNew(folder, option)) }
  }
}

extension Problem {
  fileprivate static func notNew(_ folder: String, _ option: String) -> Problem {
    Problem(
      Sentence(
        "\(option) takes a new or empty folder; \(folder) holds something",
        "\(option) 需要新的或空的文件夹；\(folder) 里已有内容"))
  }
}
