/// The form in which texts that look the same are equal: invisible characters are left out, every
/// kind of space is a plain one, none is at the ends, and accents are compared, not their
/// encoding.
///
/// A payer returns `custom` as an old print has it; after its clean-up in the config both still
/// have one normal form.
package struct NormalForm: Hashable, Sendable {
  /// The text; equal texts may still have accents encoded in two ways.
  package let text: String

  /// A digest of this process only: equal for equal forms.
  package var digest: Digest64 { Digest64(value: UInt64(bitPattern: Int64(hashValue))) }

  /// The normal form of a text.
  package init(of text: String) {
    var view = String.UnicodeScalarView()
    for (scalar, isInvisible) in InvisibleCharacter.scalars(of: text, for: .compared) {
      if !isInvisible {
        view.append(scalar)
      } else if scalar.properties.isWhitespace {
        view.append(" ")
      }
    }
    self.text = InvisibleCharacter.trimmed(String(view))
  }
}
