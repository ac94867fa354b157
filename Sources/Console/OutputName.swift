internal import ArgumentParser

/// The rule for options that name an output.
///
/// A name is refused if it is empty, not UTF-8, or `-`, which elsewhere means standard output.
package enum OutputName {
  /// Checks the name of a folder.
  ///
  /// - Throws: `ValidationError`.
  package static func check(folder name: String?) throws {
    guard let name else { return }
    if !isName(name) {
      throw ValidationError(
        localized("-o takes the name of a folder, in UTF-8", "-o 需要文件夹的名称（UTF-8）"))
    }
    if name == "-" {
      throw ValidationError(
        localized(
          "-o takes a folder, and - is not standard output: write -o public, or -o ./- for a folder "
            + "of that name; `paypress links` prints a list of links",
          "-o 需要文件夹，- 不代表标准输出：请写 -o public；文件夹真叫 - 时写 -o ./-；`paypress links` 会打印链接列表"
        ))
    }
  }

  /// Checks the name of a file.
  ///
  /// - Throws: `ValidationError`.
  package static func check(file name: String?) throws {
    guard let name else { return }
    if !isName(name) {
      throw ValidationError(
        localized("-o takes the name of a file, in UTF-8", "-o 需要文件的名称（UTF-8）"))
    }
    if name == "-" {
      throw ValidationError(
        localized(
          "-o takes a file, and - is not standard output: write -o page.html, or -o ./- for a file "
            + "of that name",
          "-o 需要文件，- 不代表标准输出：请写 -o page.html；文件真叫 - 时写 -o ./-"))
    }
  }

  /// Checks the name of a database of payments.
  ///
  /// - Throws: `ValidationError`.
  static func check(database name: String?) throws {
    guard let name, !isName(name) || name == "-" else { return }
    throw ValidationError(
      localized(
        "--database takes a file, as payments.sqlite; - is not one",
        "--database 需要文件，例如 payments.sqlite；不能是 -"))
  }

  private static func isName(_ name: String) -> Bool {
    !name.isEmpty && !name.contains("\u{FFFD}")
  }
}
