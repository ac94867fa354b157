/// The version of the program.
public enum ToolVersion {
  /// What `--version` prints.
  public static let current = "0.2.0"

  /// What the look of files depends on besides their inputs: raised with every change that makes other
  /// bytes of the same inputs, so that the next build makes them anew.
  static let rendering = "\(current)/2"
}
