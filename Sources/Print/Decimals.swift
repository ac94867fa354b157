/// Numbers as text, the same on every platform.
public enum Decimals {
  /// A number with at most some decimals, no exponent and no zeros at its end.
  public static func text(_ value: Double, decimals: Int) -> String {
    var factor = 1
    for _ in 0..<decimals { factor *= 10 }
    let whole = Int((value * Double(factor)).rounded())
    let magnitude = abs(whole)
    var text = "\(whole < 0 ? "-" : "")\(magnitude / factor)"
    var fraction = magnitude % factor
    guard fraction > 0 else { return text }
    var digits = decimals
    while fraction % 10 == 0 {
      fraction /= 10
      digits -= 1
    }
    let shown = "\(fraction)"
    text += "." + String(repeating: "0", count: digits - shown.count) + shown
    return text
  }
}
