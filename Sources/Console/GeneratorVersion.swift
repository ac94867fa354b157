internal import Site
internal import Support

/// The version of `paypress` that runs `paypress-server`; both must come from one installation.
package enum GeneratorVersion {
  private static let variable = "PAYPRESS_GENERATOR_VERSION"

  /// Tells this program's version to the programs that it runs.
  package static func announce() {
    setenv(variable, ToolVersion.current, 1)
  }

  /// Compares this program's version with that of the generator that runs it, if one does.
  ///
  /// The programs that the server runs do not learn it.
  ///
  /// - Throws: `Failure` when they differ.
  package static func check() throws(Failure) {
    guard let value = getenv(variable) else { return }
    let version = String(cString: value)
    unsetenv(variable)
    guard version != ToolVersion.current else { return }
    let server = ToolVersion.current
    throw .usage(
      Problem(
        Sentence(
          "paypress is \(version) and paypress-server is \(server): install both again with `make install-server`",
          "paypress 是 \(version)，paypress-server 是 \(server)：请用 `make install-server` 重新安装两者")))
  }
}
