import Foundation
import TestSupport
import Testing

/// Damage to lists, and how it is reported.
extension Tampering {
  static let linksJSON: [Tampering] = [
    Tampering("a price alone", "links.json", link: "tea", kind: "listed-value") {
      try $0.replace("links.json", #""price": "12.00""#, #""price": "1.00""#)
    },
    Tampering("a price in the url alone", "links.json", link: "tea", kind: "listed-address") {
      try $0.replace("links.json", "price=12.00", "price=1.00")
    },
    Tampering("a price in both", "links.json", link: "tea", kind: "listed-value") {
      try $0.replace("links.json", "12.00", "1.00")
    },
    Tampering("a price as a number", "links.json") {
      try $0.replace("links.json", #""price": "12.00""#, #""price": 12.00"#)
    },
    Tampering("no price", "links.json", link: "tea", kind: "listed-value") {
      try $0.replace("links.json", #""price": "12.00""#, #""price": null"#)
    },
    Tampering("a price where there is none", "links.json", link: "counter", kind: "listed-value") {
      try $0.replace("links.json", #""price": null"#, #""price": "5.00""#)
    },
    Tampering("a title", "links.json", link: "tea", kind: "listed-value") {
      try $0.replace("links.json", #""A pot of tea""#, #""A pot of coffee""#)
    },
    Tampering("an id", "links.json", link: "tea", kind: "missing-row") {
      try $0.replace("links.json", #""id": "tea""#, #""id": "coffee""#)
    },
    Tampering("the id of another link", "links.json", link: "tea") {
      try $0.replace("links.json", #""id": "tea""#, #""id": "cake""#)
    },
    Tampering("a merchant", "links.json", link: "bread", kind: "listed-value") {
      try $0.replace("links.json", #""merchant": "bakery""#, #""merchant": "lakeside""#)
    },
    Tampering(
      "a merchant that the site does not have", "links.json", link: "bread", kind: "listed-value"
    ) {
      try $0.replace("links.json", #""merchant": "bakery""#, #""merchant": "nobody""#)
    },
    Tampering("a token", "links.json", link: "bread", kind: "listed-value") {
      try $0.replace("links.json", #""token": "till""#, #""token": "online""#)
    },
    Tampering("a reference", "links.json", link: "tea", kind: "listed-value") {
      try $0.replace("links.json", #""custom": "desk""#, #""custom": "bar""#)
    },
    Tampering("a skin", "links.json", link: "cake", kind: "listed-value") {
      try $0.replace("links.json", #""skin": 1"#, #""skin": 0"#)
    },
    Tampering("a price that can be changed", "links.json", link: "tea", kind: "listed-value") {
      try $0.replace(
        "links.json", #""custom": "desk", "skin": 0, "stable": true"#,
        #""custom": "desk", "skin": 0, "stable": false"#)
    },
    Tampering("another appkey", "links.json", link: "bread", kind: "listed-address") {
      try $0.replace(
        "links.json", "appkey=ffeeddccbbaa99887766554433221100",
        "appkey=00112233445566778899aabbccddeeff")
    },
    Tampering("another gateway", "links.json", link: "bread", kind: "listed-address") {
      try $0.replace(
        "links.json", "https://gatepay.io/pay/any?appkey=ffee",
        "https://evil.example/pay/any?appkey=ffee")
    },
    Tampering("an address of no gateway", "links.json", link: "bread", kind: "listed-address") {
      try $0.replace("links.json", "https://gatepay.io/pay/any?appkey=ffee", "ftp://x/?appkey=ffee")
    },
    Tampering("the picture of another link", "links.json", link: "tea", kind: "listed-value") {
      try $0.replace("links.json", #""qr/tea.png""#, #""qr/cake.png""#)
    },
    Tampering("the page of another link", "links.json", link: "tea", kind: "listed-value") {
      try $0.replace("links.json", #""pay/tea/index.html""#, #""pay/cake/index.html""#)
    },
    Tampering("a field more", "links.json", link: "tea", kind: "unknown-field") {
      try $0.replace("links.json", #"{"id": "tea", "#, #"{"id": "tea", "paid": true, "#)
    },
    Tampering("a field less", "links.json", link: "tea", kind: "listed-value") {
      try $0.replace("links.json", #""stable": true, "qr": "qr/tea.png""#, #""qr": "qr/tea.png""#)
    },
    Tampering("a space", "links.json", kind: "changed-line") {
      try $0.replace("links.json", #"{"id": "tea","#, #"{ "id": "tea","#)
    },
    Tampering("a row deleted", "links.json", link: "tea", kind: "missing-row") {
      try $0.edit(lines: "links.json") { $0.remove(at: 2) }
    },
    Tampering("a row repeated", "links.json", link: "tea", kind: "stray-row") {
      try $0.edit(lines: "links.json") { $0.insert($0[2], at: 2) }
    },
    Tampering("two rows swapped", "links.json") {
      try $0.edit(lines: "links.json") { $0.swapAt(2, 3) }
    },
    Tampering("a row more", "links.json", link: "coffee", kind: "stray-row") {
      try $0.edit(lines: "links.json") { $0.insert($0[2].replacing("tea", with: "coffee"), at: 3) }
    },
    Tampering("an empty list", "links.json", kind: "missing-row") {
      try $0.write("[\n\n]\n", to: "links.json")
    },
    Tampering("an empty file", "links.json", kind: "malformed-list") {
      try $0.write("", to: "links.json")
    },
    Tampering("a list that ends early", "links.json", kind: "malformed-list") {
      try $0.write($0.bytes("links.json").prefix(700), to: "links.json")
    },
    Tampering("something after the list", "links.json", kind: "malformed-list") {
      try $0.append("[]", to: "links.json")
    },
    Tampering("no list", "links.json", kind: "missing-file") {
      try $0.remove("links.json")
    },
  ]

  static let linksCSV: [Tampering] = [
    Tampering("a price", "links.csv", link: "tea", kind: "listed-value") {
      try $0.replace("links.csv", ",12.00,desk", ",1.00,desk")
    },
    Tampering("a price in the url", "links.csv", link: "tea", kind: "listed-address") {
      try $0.replace("links.csv", "price=12.00", "price=1.00")
    },
    Tampering("a title", "links.csv", link: "tea", kind: "listed-value") {
      try $0.replace("links.csv", "A pot of tea", "A pot of coffee")
    },
    Tampering("an id", "links.csv", link: "tea", kind: "missing-row") {
      try $0.replace("links.csv", "tea,https", "coffee,https")
    },
    Tampering("another appkey", "links.csv", link: "bread", kind: "listed-address") {
      try $0.replace(
        "links.csv", "appkey=ffeeddccbbaa99887766554433221100",
        "appkey=00112233445566778899aabbccddeeff")
    },
    Tampering("a formula without its guard", "links.csv", kind: "changed-line") {
      try $0.replace("links.csv", #""'=2 for 1""#, #""=2 for 1""#)
    },
    Tampering("a row of another form", "links.csv", link: "tea", kind: "column-count") {
      try $0.replace("links.csv", "tea,https", "tea,,https")
    },
    Tampering("another header", "links.csv", kind: "malformed-list") {
      try $0.replace("links.csv", "id,url,title", "url,id,title")
    },
    Tampering("no mark of its encoding", "links.csv", kind: "malformed-list") {
      try $0.replace("links.csv", "\u{FEFF}", "")
    },
    Tampering("other line ends", "links.csv", kind: "malformed-list") {
      try $0.replace("links.csv", "\r\n", "\n")
    },
    Tampering("a quote too many", "links.csv", kind: "malformed-list") {
      try $0.replace("links.csv", #""'=2"#, #"""'=2"#)
    },
    Tampering("a row deleted", "links.csv", link: "tea", kind: "missing-row") {
      try $0.edit(lines: "links.csv") { $0.remove(at: 2) }
    },
    Tampering("a row repeated", "links.csv", link: "tea", kind: "stray-row") {
      try $0.edit(lines: "links.csv") { $0.insert($0[2], at: 2) }
    },
    Tampering("no list", "links.csv", kind: "missing-file") {
      try $0.remove("links.csv")
    },
  ]

  static let index: [Tampering] = [
    Tampering("a price", "index.html", link: "tea", kind: "entry-amount") {
      try $0.replace("index.html", "¥12.00", "¥1.00")
    },
    Tampering(
      "a price where the payer enters it", "index.html", link: "counter", kind: "entry-amount"
    ) {
      try $0.replace("index.html", "Any amount", "¥5.00")
    },
    Tampering("a title", "index.html", link: "tea", kind: "entry-title") {
      try $0.replace("index.html", "A pot of tea", "A pot of coffee")
    },
    Tampering(
      "an entry that leads to another link", "index.html", link: "tea", kind: "missing-entry"
    ) {
      try $0.replace("index.html", "pay/tea/index.html", "pay/cake/index.html")
    },
    Tampering("an entry that leads elsewhere", "index.html", link: "tea", kind: "missing-entry") {
      try $0.replace("index.html", #"href="pay/tea/index.html""#, #"href="https://evil.example/""#)
    },
    Tampering("an entry deleted", "index.html", link: "tea", kind: "missing-entry") {
      try $0.replace("index.html", /<li>\s*<a class="entry" href="pay\/tea(?s:.)*?<\/li>/, "")
    },
    Tampering("a button to another price", "index.html", link: "tea", kind: "entry-button") {
      try $0.replace("index.html", "price=12.00", "price=1.00")
    },
    Tampering("a button to another merchant", "index.html", link: "bread", kind: "entry-button") {
      try $0.replace(
        "index.html", "appkey=ffeeddccbbaa99887766554433221100",
        "appkey=00112233445566778899aabbccddeeff")
    },
    Tampering("a button to another host", "index.html", link: "tea", kind: "entry-button") {
      try $0.replace("index.html", "https://gatepay.io/", "https://gatepay.example/")
    },
    Tampering("two buttons swapped", "index.html", link: "tea", kind: "entry-button") {
      let text = try $0.text("index.html")
      let tea = try #require(text.firstMatch(of: /https:[^"]*price=12.00[^"]*/)?.output)
      let cake = try #require(text.firstMatch(of: /https:[^"]*price=28.50[^"]*/)?.output)
      try $0.replace("index.html", String(tea), "SWAP")
      try $0.replace("index.html", String(cake), String(tea))
      try $0.replace("index.html", "SWAP", String(cake))
    },
    Tampering("a button deleted", "index.html", kind: "other-line") {
      try $0.replace("index.html", /<a class="pay-now"[^>]*price=12.00(?s:.)*?<\/a>/, "")
    },
    Tampering("another merchant", "index.html", kind: "other-line") {
      try $0.replace("index.html", "Moon Bakery", "Sun Bakery")
    },
    Tampering("another way to pay", "index.html", kind: "other-tag") {
      try $0.replace("index.html", "with WeChat or Alipay", "with cash")
    },
    Tampering("a script", "index.html", kind: "active-content") {
      try $0.replace("index.html", "</main>", "<script>1</script></main>")
    },
    Tampering("a line more", "index.html", kind: "other-line") {
      try $0.replace("index.html", "</main>", "<p>Closed.</p></main>")
    },
    Tampering("no index", "index.html", kind: "missing-file") {
      try $0.remove("index.html")
    },
    Tampering("a second page of the index", "index-2.html", kind: "stray-file") {
      try $0.write($0.bytes("index.html"), to: "index-2.html")
    },
  ]
}
