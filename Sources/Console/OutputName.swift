internal import ArgumentParser

/// The rule for options that name an output.
package enum OutputName {
  /// What an option writes.
  package enum Kind {
    case folder
    case file

    fileprivate var refusal: String {
      switch self {
      case .folder: localized("-o takes the name of a folder, in UTF-8", "-o 需要文件夹的名称（UTF-8）")
      case .file: localized("-o takes the name of a file, in UTF-8", "-o 需要文件的名称（UTF-8）")
      }
    }

    fileprivate var dashRefusal: String {
      switch self {
      case .folder:
        localized(
          "-o takes a folder, and - is not standard output: write -o public, or -o ./- for a folder "
            + "of that name; `paypress links` prints a list of links",
          "-o 需要文件夹，- 不代表标准输出：请写 -o public；文件夹真叫 - 时写 -o ./-；`paypress links` 会打印链接列表"
        )
      case .file:
        localized(
          "-o takes a file, and - is not standard output: write -o page.html, or -o ./- for a file "
            + "of that name",
          "-o 需要文件，- 不代表标准输出：请写 -o page.html；文件真叫 - 时写 -o ./-")
      }
    }
  }

  /// Refuses a name that is empty, not UTF-8, or `-`, which elsewhere means standard output.
  ///
  /// - Throws: `ValidationError`.
  package static func check(_ name: String?, is kind: Kind) throws {
    guard let name else { return }
    if name == "" || name.contains("\u{FFFD}") { throw ValidationError(kind.refusal) }
    if name == "-" { throw ValidationError(kind.dashRefusal) }
  }
}
