/// The version of the program.
public enum ToolVersion {
  /// What `--version` prints.
  public static let current = "0.2.0"

  /// What files and findings depend on besides their inputs: raised with every change that makes other
  /// bytes of the same inputs, or has something else to say about the same rows, so that the next build
  /// makes and checks them anew.
  static let rendering = "\(current)/3"
}
