import Foundation
import TestSupport
import Testing

/// Damage to the owner's list, and to the pages of what is gone.
extension Tampering {
  private static let list = ".paypress/owner/index.html"
  private static let sheet = ".paypress/owner/sheets/posters.svg"

  static let owner: [Tampering] = [
    Tampering("a price", list, kind: "other-line") {
      try $0.replace(list, "¥12.00</p>", "¥1.00</p>")
    },
    Tampering("a title", list, kind: "other-line") {
      try $0.replace(list, ">A pot of tea<", ">A pot of coffee<")
    },
    Tampering("an id", list, kind: "other-line") {
      try $0.replace(list, #"<p class="id">tea<"#, #"<p class="id">cake<"#)
    },
    Tampering("a reference", list, kind: "other-line") {
      try $0.replace(list, "<bdi>desk<", "<bdi>bar<")
    },
    Tampering("the code of another link", list, kind: "other-shown-picture") {
      try $0.replace(list, #"src="../../qr/tea.png""#, #"src="../../qr/cake.png""#)
    },
    Tampering("a page of another link", list, kind: "other-target") {
      try $0.replace(
        list, #"href="../../pay/tea/index.html""#, #"href="../../pay/cake/index.html""#)
    },
    Tampering("a script in the page", list, kind: "active-content") {
      try $0.replace(list, "</main>", #"<img src="x" onerror="1"></main>"#)
    },
    Tampering("no owner's list", list, kind: "missing-file") { try $0.remove(list) },
    Tampering("another script", ".paypress/owner/search.js", kind: "changed-line") {
      try $0.append("fetch('https://evil.example')", to: ".paypress/owner/search.js")
    },
    Tampering("another style", ".paypress/owner/style.css", kind: "changed-line") {
      try $0.append(".sum{display:none}", to: ".paypress/owner/style.css")
    },
    Tampering("a sheet with another code", sheet, kind: "changed-line") {
      try $0.replace(sheet, /d="M[0-9]+ [0-9]+h7/, #"d="M4 4h6"#)
    },
    Tampering("a sheet that loads", sheet, kind: "changed-line") {
      try $0.replace(sheet, "</svg>\n", #"<image href="https://evil.example/x.png"/></svg>"# + "\n")
    },
    Tampering("no sheet", sheet, kind: "missing-file") { try $0.remove(sheet) },
    Tampering("a file more", ".paypress/owner/x.html", kind: "stray-file") {
      try $0.write("1", to: ".paypress/owner/x.html")
    },
    Tampering(
      "private lists beside the public ones", ".paypress/owner/links.json", kind: "stray-file"
    ) {
      try $0.write($0.bytes("links.json"), to: ".paypress/owner/links.json")
    },
  ]

  static let notices: [Tampering] = [
    Tampering("a link on the page for what is missing", "404.html", kind: "active-content") {
      try $0.replace("404.html", "</main>", "<script>1</script></main>")
    },
    Tampering("other words on the page for what is missing", "404.html", kind: "other-line") {
      try $0.replace("404.html", "nothing was paid", "you have paid")
    },
    Tampering("no page for what is missing", "404.html", kind: "missing-file") {
      try $0.remove("404.html")
    },
    Tampering("another icon", icon, kind: "changed-line") {
      try $0.replace(icon, ">H<", ">X<")
    },
    Tampering("no icon for home screens", touchIcon, kind: "missing-file") {
      try $0.remove(touchIcon)
    },
    Tampering(
      "a removed link that leads to a payment", "pay/old-tea/index.html", kind: "other-target"
    ) {
      try $0.replace(
        "pay/old-tea/index.html", "</div>\n</main>",
        #"<a href="https://gatepay.io/pay/any?price=1"></a></div>"# + "\n</main>")
    },
    Tampering("a page of no link", "pay/account/index.html", kind: "stray-file") {
      let page = try $0.text("pay/old-tea/index.html")
      let old = "This link is no longer in use, and nothing was paid."
      try #require(page.contains(old))
      try $0.write(
        page.replacing(old, with: "Please transfer to account 4711."),
        to: "pay/account/index.html")
    },
    Tampering("no page of a removed link", "pay/old-tea/index.html", kind: "missing-file") {
      try $0.remove("pay/old-tea/index.html")
    },
    Tampering("another title in the other language", "pay/tea/zh-CN/index.html", link: "tea") {
      try $0.replace("pay/tea/zh-CN/index.html", "一壶茶", "一壶咖啡")
    },
    Tampering(
      "another price in the other language", "pay/tea/zh-CN/index.html", link: "tea",
      kind: "page-amount"
    ) {
      try $0.replace("pay/tea/zh-CN/index.html", "span>12.00", "span>1.00")
    },
    Tampering(
      "a button to another merchant in the other language", "pay/tea/zh-CN/index.html", link: "tea",
      kind: "page-button"
    ) {
      try $0.replace(
        "pay/tea/zh-CN/index.html", "appkey=00112233445566778899aabbccddeeff",
        "appkey=0123456789abcdef0123456789abcdef")
    },
    Tampering("no page in the other language", "pay/tea/zh-CN/index.html", link: "tea") {
      try $0.remove("pay/tea/zh-CN/index.html")
    },
    Tampering(
      "a button in the index of the other language", "zh-CN/index.html", link: "tea",
      kind: "entry-button"
    ) {
      try $0.replace("zh-CN/index.html", "price=12.00", "price=1.00")
    },
    Tampering("a stray index in the other language", "zh-CN/index-2.html", kind: "stray-file") {
      try $0.write($0.bytes("zh-CN/index.html"), to: "zh-CN/index-2.html")
    },
  ]

  private static let icon = icon("svg")
  private static let touchIcon = icon("png")

  private static func icon(_ ending: String) -> String {
    let page = try? TamperedSite.original.get().text("output/pay/tea/index.html")
    let found = page?.matches(of: /assets\/icon-[0-9a-f]+\.([a-z]+)/).first { $0.1 == ending }
    return found.map { String($0.0) } ?? "none"
  }
}
