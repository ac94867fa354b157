internal import Catalog

extension Colour {
  /// The colour with a share of another one.
  func mixed(with other: Colour, share: Double) -> Colour {
    func component(_ path: KeyPath<Colour, UInt8>) -> UInt8 {
      let (own, others) = (Double(self[keyPath: path]), Double(other[keyPath: path]))
      return UInt8((own * (1 - share) + others * share).rounded())
    }
    return Colour(red: component(\.red), green: component(\.green), blue: component(\.blue))
  }
}
