/// Paths that start in a folder.
package enum RelativePath {
  /// Whether a path leads to something inside its folder, by its text alone: no part is empty, `.`
  /// or `..`, and none holds a NUL, which would end it.
  package static func isInside(_ path: String) -> Bool {
    var byteCount = 0
    var dotCount = 0
    for byte in path.utf8 {
      switch byte {
      case 0: return false
      case UInt8(ascii: "/"):
        if byteCount == dotCount, byteCount <= 2 { return false }
        (byteCount, dotCount) = (0, 0)
      default:
        byteCount += 1
        if byte == UInt8(ascii: ".") { dotCount += 1 }
      }
    }
    return byteCount > dotCount || byteCount > 2
  }

  /// The path of some names, where `.` is the folder before it and `..` the one above, if there is one.
  package static func folded(_ names: [Substring]) -> String {
    names.reduce(into: [Substring]()) { parts, name in
      switch name {
      case "", ".": break
      case "..": _ = parts.popLast()
      default: parts.append(name)
      }
    }.joined(separator: "/")
  }

  /// The outermost part of a path, by its bytes.
  package static func top(of path: String) -> String {
    String(Substring(path.utf8.prefix { $0 != UInt8(ascii: "/") }))
  }

  /// The parent folders of a path, outermost first.
  package static func folders(of path: String) -> [String] {
    path.utf8.indices.filter { path.utf8[$0] == UInt8(ascii: "/") }.map { String(path[..<$0]) }
  }
}
