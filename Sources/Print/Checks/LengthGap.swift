internal import Support

/// Two lengths and their difference, with as many decimals as they need to differ.
struct LengthGap {
  let wanted: String
  let there: String
  let missing: String

  init(wanted: Double, there: Double) {
    var decimals = 1
    func rounded(_ value: Double) -> Double {
      let factor: Double = [1, 10, 100, 1000, 10_000][decimals]
      return (value * factor).rounded() / factor
    }
    while decimals < 4, rounded(wanted) <= rounded(there) { decimals += 1 }
    self.wanted = Decimals.text(wanted, decimals: decimals)
    self.there = Decimals.text(there, decimals: decimals)
    missing = Decimals.text(rounded(wanted) - rounded(there), decimals: decimals)
  }
}
