/// The names that templates may use, file by file, as `docs/templates.md` lists them.
enum PageSchemas {
  /// `page.html`: one link.
  static let page = TemplateSchema([
    "id": .text,
    "title": .text,
    "merchant": .text,
    "price": .optionalText,
    "price_fixed": .flag,
    "price_size": .text,
    "custom": .optionalText,
    "custom_fixed": .flag,
    "note": .optionalText,
    "pay_url": .url,
    "qr_image": .url,
    "qr_alternative": .text,
    "qr_side": .text,
    "canonical_url": .optionalURL,
    "noindex": .flag,
    "sample": .flag,
    "order": .optionalText,
    "order_status": .optionalText,
    "order_over": .optionalText,
  ])

  /// `index.html`: all links, by merchant.
  static let index = TemplateSchema([
    "link_count": .text,
    "canonical_url": .optionalURL,
    "noindex": .flag,
    "sample": .flag,
    "merchants": .list(indexMerchant),
    "page_number": .optionalText,
    "first_url": .optionalURL,
    "previous_url": .optionalURL,
    "next_url": .optionalURL,
    "last_url": .optionalURL,
    "has_prints": .flag,
    "prints": .list(indexPrint),
  ])

  /// The slot of the index that leads to its next page.
  static let nextPage = index.slots.firstIndex { $0.name == "next_url" }

  private static let indexMerchant = TemplateSchema([
    "merchant": .text,
    "merchant_link_count": .text,
    "links": .list(indexLink),
  ])

  private static let indexLink = TemplateSchema([
    "id": .text,
    "title": .text,
    "price": .optionalText,
    "price_fixed": .flag,
    "page_url": .url,
  ])

  private static let indexPrint = TemplateSchema([
    "print_name": .text,
    "print_kind": .text,
    "print_paper": .text,
    "print_sheet_count": .text,
    "print_url": .url,
  ])

  /// `style.css`: only colours.
  static let stylesheet = TemplateSchema([:])
}
