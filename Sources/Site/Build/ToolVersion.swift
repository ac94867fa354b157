/// The version of the program.
public enum ToolVersion {
  /// What `--version` prints.
  public static let current = "0.2.0"

  /// The version of the output: raised with every change that makes other bytes or findings from
  /// the same inputs, so that the next build renders and checks them again.
  static let rendering = "\(current)/7"
}
