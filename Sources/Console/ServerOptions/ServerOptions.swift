package import ArgumentParser

/// The options of a command of `paypress-server`, which the completion scripts of `paypress` list too.
package protocol ServerOptions: ParsableArguments {
  /// The name of the command and its help.
  static var configuration: CommandConfiguration { get }
}
