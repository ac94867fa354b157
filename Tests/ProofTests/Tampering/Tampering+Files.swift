import Foundation
import TestSupport
import Testing

/// Damage to pictures and other files, and changes of the config, and how it is reported.
extension Tampering {
  static let picture: [Tampering] = [
    Tampering("two pictures swapped", "qr/tea.png", link: "cake", kind: "wrong-code") {
      try $0.swap("qr/tea.png", "qr/cake.png")
    },
    Tampering("a picture with another price", "qr/tea.png", link: "tea", kind: "wrong-code") {
      try $0.take("qr/tea.png", from: TamperedSite.cheap)
    },
    Tampering("a picture of another merchant", "qr/tea.png", link: "tea", kind: "wrong-code") {
      try $0.take("qr/tea.png", from: TamperedSite.stolen)
    },
    Tampering("a picture deleted", "qr/tea.png", link: "tea", kind: "missing-picture") {
      try $0.remove("qr/tea.png")
    },
    Tampering("an empty picture", "qr/tea.png", link: "tea") {
      try $0.write("", to: "qr/tea.png")
    },
    Tampering("a picture cut short", "qr/tea.png", link: "tea") {
      try $0.write($0.bytes("qr/tea.png").prefix(300), to: "qr/tea.png")
    },
    Tampering("another file as a picture", "qr/tea.png", link: "tea") {
      try $0.write("junk", to: "qr/tea.png")
    },
    Tampering("a picture of no link", "qr/coffee.png", kind: "unknown-picture") {
      try $0.write($0.bytes("qr/tea.png"), to: "qr/coffee.png")
    },
    Tampering("a link to another picture", "qr/tea.png", link: "tea", kind: "missing-picture") {
      try $0.link("qr/tea.png", to: "cake.png")
    },
    Tampering("two vectors swapped", "qr/tea.svg", link: "cake", kind: "wrong-code") {
      try $0.swap("qr/tea.svg", "qr/cake.svg")
    },
    Tampering("a vector with another price", "qr/tea.svg", link: "tea", kind: "wrong-code") {
      try $0.take("qr/tea.svg", from: TamperedSite.cheap)
    },
    Tampering("a vector of another merchant", "qr/tea.svg", link: "tea", kind: "wrong-code") {
      try $0.take("qr/tea.svg", from: TamperedSite.stolen)
    },
    Tampering("a vector deleted", "qr/tea.svg", link: "tea", kind: "missing-picture") {
      try $0.remove("qr/tea.svg")
    },
    Tampering("an empty vector", "qr/tea.svg", link: "tea") {
      try $0.write("", to: "qr/tea.svg")
    },
    Tampering("a vector cut short", "qr/tea.svg", link: "tea") {
      try $0.write($0.bytes("qr/tea.svg").prefix(300), to: "qr/tea.svg")
    },
    Tampering("another file as a vector", "qr/tea.svg", link: "tea") {
      try $0.write("junk", to: "qr/tea.svg")
    },
    Tampering("a vector of no link", "qr/coffee.svg", kind: "unknown-picture") {
      try $0.write($0.bytes("qr/tea.svg"), to: "qr/coffee.svg")
    },
    Tampering("a link to another vector", "qr/tea.svg", link: "tea", kind: "missing-picture") {
      try $0.link("qr/tea.svg", to: "cake.svg")
    },
    Tampering("a picture of no link in a folder", "qr/ab/tea.png", kind: "unknown-picture") {
      try $0.write($0.bytes("qr/tea.png"), to: "qr/ab/tea.png")
    },
    Tampering(
      "a picture with one bit flipped", "qr/tea.png", link: "tea", kind: "unreadable-picture"
    ) {
      var bytes = try $0.bytes("qr/tea.png")
      bytes[bytes.count / 2] ^= 1
      try $0.write(bytes, to: "qr/tea.png")
    },
    Tampering(
      "a picture with another printed size", "qr/tea.png", link: "tea", kind: "changed-picture"
    ) {
      try $0.addChunk("pHYs", [0, 0, 0x20, 0, 0, 0, 0x20, 0, 1], to: "qr/tea.png", replacing: true)
    },
    Tampering("a picture with a text in it", "qr/tea.png", link: "tea", kind: "changed-picture") {
      try $0.addChunk("tEXt", Array("a\0b".utf8), to: "qr/tea.png")
    },
    Tampering(
      "a picture with bytes after its end", "qr/tea.png", link: "tea", kind: "changed-picture"
    ) {
      try $0.append("4711", to: "qr/tea.png")
    },
    Tampering("a vector with a module more", "qr/tea.svg", link: "tea", kind: "changed-picture") {
      try $0.replace("qr/tea.svg", "M13 4h1v1h-1z", "M13 4h2v1h-2z")
    },
    Tampering("a vector with a module less", "qr/tea.svg", link: "tea", kind: "changed-picture") {
      try $0.replace("qr/tea.svg", "M13 4h1v1h-1z", "")
    },
    Tampering(
      "a vector with light modules on dark", "qr/tea.svg", link: "tea", kind: "changed-picture"
    ) {
      try $0.replace("qr/tea.svg", "#fff", "#000")
    },
    Tampering(
      "a vector with another printed size", "qr/tea.svg", link: "tea", kind: "changed-picture"
    ) {
      try $0.replace("qr/tea.svg", "31.8mm", "11.8mm")
    },
    Tampering("a vector with a script", "qr/tea.svg", link: "tea", kind: "changed-picture") {
      try $0.replace("qr/tea.svg", "</svg>", "<script>1</script></svg>")
    },
  ]

  static let otherFile: [Tampering] = [
    Tampering("a stylesheet deleted", TamperedSite.classic, kind: "missing-file") {
      try $0.remove(TamperedSite.classic)
    },
    Tampering(
      "a stylesheet that hides amounts", TamperedSite.classic, kind: "changed-line"
    ) {
      try $0.append(".amount{display:none}", to: TamperedSite.classic)
    },
    Tampering("a stylesheet that loads", TamperedSite.classic, kind: "changed-line") {
      try $0.replace(
        TamperedSite.classic, "body {", "body { background: url(//evil.example);")
    },
    Tampering("two stylesheets swapped", TamperedSite.classic, kind: "changed-line") {
      try $0.swap(TamperedSite.classic, TamperedSite.night)
    },
    Tampering("a script among the stylesheets", "assets/x.js", kind: "stray-file") {
      try $0.write("1", to: "assets/x.js")
    },
    Tampering("an address less in the sitemap", "sitemap.xml", kind: "changed-line") {
      try $0.edit(lines: "sitemap.xml") { $0.remove(at: 3) }
    },
    Tampering("another host in the sitemap", "sitemap.xml", kind: "changed-line") {
      try $0.replace("sitemap.xml", "//pay.example.com", "//evil.example")
    },
    Tampering("no sitemap", "sitemap.xml", kind: "missing-file") {
      try $0.remove("sitemap.xml")
    },
    Tampering("a part of a sitemap", "sitemap-1.xml", kind: "stray-file") {
      try $0.write($0.bytes("sitemap.xml"), to: "sitemap-1.xml")
    },
    Tampering(
      "a code with another price on a poster", "print/posters.html", link: "tea", kind: "sheet-code"
    ) {
      try $0.take("print/posters.html", from: TamperedSite.cheap)
    },
    Tampering(
      "two sheets of posters swapped", "print/posters.html", link: "tea", kind: "sheet-code"
    ) {
      try $0.edit(lines: "print/posters.html") { $0.swapAt(1, 2) }
    },
    Tampering("a sheet of posters less", "print/posters.html", kind: "sheet-count") {
      try $0.edit(lines: "print/posters.html") { $0.remove(at: 2) }
    },
    Tampering("another amount on a poster", "print/posters.html", link: "tea", kind: "sheet-words")
    {
      try $0.replace("print/posters.html", "12.00", "1.00")
    },
    Tampering("another title on a label", "print/labels.html", link: "g-2", kind: "sheet-words") {
      try $0.replace("print/labels.html", "Blue cup", "Grey cup")
    },
    Tampering("a code without its modules", "print/posters.html", link: "tea", kind: "sheet-code") {
      try $0.replace("print/posters.html", #"<path d="M4 4"#, ##"<path fill="#fff" d="M4 4"##)
    },
    Tampering("a script on a poster", "print/posters.html", kind: "active-content") {
      try $0.replace("print/posters.html", "</main>", "<script>1</script></main>")
    },
    Tampering("a loading picture on a poster", "print/posters.html", kind: "active-content") {
      try $0.replace("print/posters.html", "</main>", #"<img src="https://evil.example/x"></main>"#)
    },
    Tampering("a poster of another size", "print/posters.html", kind: "changed-line") {
      try $0.replace("print/posters.html", "297mm", "200mm")
    },
    Tampering("no posters", "print/posters.html", kind: "missing-file") {
      try $0.remove("print/posters.html")
    },
    Tampering("a page of no print job", "print/cards.html", kind: "stray-file") {
      try $0.write($0.bytes("print/posters.html"), to: "print/cards.html")
    },
    Tampering(
      "another title in the list of jobs", "print/jobs.json", link: "tea", kind: "lists-disagree"
    ) {
      try $0.replace("print/jobs.json", #""title": "A pot of tea""#, #""title": "A pot of coffee""#)
    },
    Tampering(
      "another amount in the list of jobs", "print/jobs.json", link: "tea", kind: "lists-disagree"
    ) {
      try $0.replace("print/jobs.json", #""amount": "¥12.00""#, #""amount": "¥1.00""#)
    },
    Tampering(
      "another link in the list of jobs", "print/jobs.json", link: "cake", kind: "lists-disagree"
    ) {
      try $0.replace("print/jobs.json", #""link": "tea""#, #""link": "cake""#)
    },
    Tampering(
      "an unknown link in the list of jobs", "print/jobs.json", link: "coffee", kind: "unknown-link"
    ) {
      try $0.replace("print/jobs.json", #""link": "tea""#, #""link": "coffee""#)
    },
    Tampering("another place in the list of jobs", "print/jobs.json", kind: "changed-line") {
      try $0.replace("print/jobs.json", #""x_mm": "#, #""x_mm": 1"#, first: true)
    },
    Tampering("a list of jobs cut short", "print/jobs.json", kind: "malformed-list") {
      try $0.write($0.bytes("print/jobs.json").prefix(500), to: "print/jobs.json")
    },
    Tampering("no list of jobs", "print/jobs.json", kind: "missing-file") {
      try $0.remove("print/jobs.json")
    },
    Tampering("one byte of a PDF flipped", "print/posters.pdf", kind: "changed-pdf") {
      try $0.write("%PDF-1.7 qosters", to: "print/posters.pdf")
    },
    Tampering("a PDF of no print job", "print/cards.pdf", kind: "stray-pdf") {
      try $0.write("%PDF-1.7", to: "print/cards.pdf")
    },
  ]

  static let config: [Tampering] = [
    Tampering("a price", "links.json", link: "tea", kind: "listed-value") {
      try $0.edit("price: 12.00", "price: 13.00")
    },
    Tampering("a title", "pay/tea/index.html", link: "tea", kind: "page-lacks-text") {
      try $0.edit("A pot of tea", "A cup of tea")
    },
    Tampering("a note", "pay/tea/index.html", link: "tea", kind: "page-lacks-text") {
      try $0.edit("Refills are free.", "Refills cost 1.00.")
    },
    Tampering(
      "the name of a merchant", "pay/bread/index.html", link: "bread", kind: "page-lacks-text"
    ) {
      try $0.edit("Moon Bakery", "Sun Bakery")
    },
    Tampering("an appkey", "qr/bread.png", link: "bread", kind: "wrong-code") {
      try $0.edit(
        "appkey: ffeeddccbbaa99887766554433221100", "appkey: ffeeddccbbaa99887766554433221101")
    },
    Tampering("a token", "qr/bread.svg", link: "bread", kind: "wrong-code") {
      try $0.edit("tilltoken", "newtoken")
    },
    Tampering("a link more", "links.json", link: "new", kind: "missing-row") {
      try $0.edit("removed:", "  - { id: new, title: New, price: 1.00, stable: true }\nremoved:")
    },
    Tampering("a link less", "links.json", link: "bread", kind: "stray-row") {
      try $0.edit("  - { id: bread, title: Rye bread, price: 6.00, token: bakery/till }\n", "")
    },
    Tampering("a price in the spreadsheet", "links.json", link: "g-2", kind: "listed-value") {
      try $0.edit("Blue cup,16.00", "Blue cup,18.00", in: "goods.csv")
    },
    Tampering("a row more in the spreadsheet", "qr/g-4.png", link: "g-4", kind: "missing-picture") {
      try $0.edit("g-3,Red", "g-4,Black cup,1.00\ng-3,Red", in: "goods.csv")
    },
    Tampering("a skin", "pay/cake/index.html", link: "cake") {
      try $0.edit("skin: night", "skin: classic")
    },
    Tampering("another address of the site", "sitemap.xml", kind: "changed-line") {
      try $0.edit("https://pay.example.com/", "https://www.example.com/")
    },
    Tampering("another title of the site", "index.html", kind: "other-line") {
      try $0.edit("title: Harbour", "title: Marina")
    },
    Tampering("no vectors", "qr/tea.svg", kind: "unknown-picture") {
      try $0.edit("qr: { svg: true }", "qr: { svg: false }")
    },
    Tampering("larger pictures", "qr/tea.png", link: "tea", kind: "changed-picture") {
      try $0.edit("qr: { svg: true }", "qr: { svg: true, module_px: 4 }")
    },
    Tampering("the gateway in the config", "links.json", link: "tea", kind: "listed-address") {
      try $0.edit(
        "merchants:\n  lakeside", "gateway: https://gate.example.com\nmerchants:\n  lakeside")
    },
    Tampering("a print job less", "print/labels.html", kind: "stray-file") {
      try $0.edit(#"  - { labels: "g-*", stock: avery-l7160, name: labels }"#, "")
    },
    Tampering("another stock", "print/labels.html") {
      try $0.edit("avery-l7160", "avery-l7163")
    },
    Tampering("a template of the project", "pay/tea/index.html", link: "tea") {
      let page = try $0.text("pay/tea/index.html")
      try $0.folder.write(
        "<p>{{title}}</p><a href=\"{{pay_url}}\">Pay</a><img src=\"{{qr_image}}\" alt=\"\">",
        to: "templates/classic/page.html")
      try #require(!page.isEmpty)
    },
  ]

  static let forgeries: [Tampering] = [
    Tampering(
      "a consistent set with another price", "links.json", link: "tea", kind: "listed-value"
    ) {
      try $0.take(
        "links.json", "links.csv", "index.html", "pay/tea/index.html", "qr/tea.png", "qr/tea.svg",
        "print/jobs.json", "print/posters.html", from: TamperedSite.cheap)
    },
    Tampering(
      "a picture, vector and address with another price", "links.json", link: "tea",
      kind: "listed-value"
    ) {
      try $0.take("qr/tea.png", "qr/tea.svg", "links.json", from: TamperedSite.cheap)
    },
    Tampering("a whole site of another merchant", "links.json", link: "tea", kind: "listed-address")
    {
      try FileManager.default.removeItem(atPath: $0.path(""))
      try FileManager.default.copyItem(
        atPath: "\(TamperedSite.stolen.get().path)/output", toPath: $0.path(""))
    },
    Tampering(
      "a page, picture and vector of another merchant", "pay/tea/index.html", link: "tea",
      kind: "page-button"
    ) {
      try $0.take("pay/tea/index.html", "qr/tea.png", "qr/tea.svg", from: TamperedSite.stolen)
    },
    Tampering(
      "the poster and list of jobs with another price", "print/posters.html", link: "tea",
      kind: "sheet-code"
    ) {
      try $0.take("print/posters.html", "print/jobs.json", from: TamperedSite.cheap)
    },
  ]
}
