/// A link as `links.json` describes it, as far as it can be read back.
struct ListedLink: Hashable, Sendable {
  let id: String
  let url: String
  let title: String
  /// The amount with two decimals; nil if the payer enters it.
  let price: String?
  /// The path of its picture in the output folder.
  let picture: String
}
