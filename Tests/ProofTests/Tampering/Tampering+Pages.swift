import Foundation
import TestSupport
import Testing

/// Damage to pages, and how it is reported.
extension Tampering {
  static let text: [Tampering] = [
    Tampering(
      "another price in the large amount", "pay/tea/index.html", link: "tea", kind: "page-amount"
    ) {
      try $0.replace("pay/tea/index.html", "span>12.00", "span>1.00")
    },
    Tampering("another price in the address to select", "pay/tea/index.html", link: "tea") {
      try $0.replace(
        "pay/tea/index.html", /<dd class="address">[^<]*/,
        #"<dd class="address">https://gatepay.io/pay/any?price=1.00"#)
    },
    Tampering("another price everywhere", "pay/tea/index.html", link: "tea", kind: "page-amount") {
      try $0.replace("pay/tea/index.html", "12.00", "1.00")
    },
    Tampering("another price in the title of the window", "pay/tea/index.html", link: "tea") {
      try $0.replace("pay/tea/index.html", "¥12.00 ·", "¥1.00 ·")
    },
    Tampering("another price in the alternative text", "pay/tea/index.html", link: "tea") {
      try $0.replace("pay/tea/index.html", "pay ¥12.00", "pay ¥1.00")
    },
    Tampering("no amount", "pay/tea/index.html", link: "tea", kind: "other-line") {
      try $0.replace(
        "pay/tea/index.html", #"<p class="amount short"><span class="currency">¥</span>12.00</p>"#,
        "")
    },
    Tampering("two amounts", "pay/tea/index.html", link: "tea", kind: "page-amount") {
      try $0.replace(
        "pay/tea/index.html", #"<p class="amount short"><span class="currency">¥</span>12.00</p>"#,
        #"<p class="amount short"><span class="currency">¥</span>12.00</p><p>¥1.00</p>"#)
    },
    Tampering(
      "an amount where the payer enters it", "pay/counter/index.html", link: "counter",
      kind: "page-amount"
    ) {
      try $0.replace(
        "pay/counter/index.html", #"<p class="amount any">Any amount</p>"#,
        #"<p class="amount">¥5.00</p>"#)
    },
    Tampering("another currency", "pay/tea/index.html", link: "tea") {
      try $0.replace(
        "pay/tea/index.html", #"<span class="currency">¥</span>"#,
        #"<span class="currency">$</span>"#)
    },
    Tampering("an amount split by markup", "pay/tea/index.html", link: "tea") {
      try $0.replace("pay/tea/index.html", "span>12.00", "span>1<b>2</b>.00")
    },
    Tampering("an invisible letter in the amount", "pay/tea/index.html", link: "tea") {
      try $0.replace("pay/tea/index.html", "span>12.00", "span>1\u{200B}2.00")
    },
    Tampering("full-width digits", "pay/tea/index.html", link: "tea") {
      try $0.replace("pay/tea/index.html", "span>12.00", "span>１２.00")
    },
    Tampering("a hidden amount", "pay/tea/index.html", link: "tea") {
      try $0.replace(
        "pay/tea/index.html", #"<p class="amount short">"#, #"<p class="amount short" hidden>"#)
    },
    Tampering(
      "a hidden amount and a shown one", "pay/tea/index.html", link: "tea", kind: "page-amount"
    ) {
      try $0.replace(
        "pay/tea/index.html", #"<p class="amount short">"#,
        #"<p class="amount">¥1.00</p><p class="amount short" hidden>"#)
    },
    Tampering("another title", "pay/tea/index.html", link: "tea") {
      try $0.replace("pay/tea/index.html", "<h1>A pot of tea", "<h1>A pot of coffee")
    },
    Tampering(
      "another title everywhere", "pay/tea/index.html", link: "tea", kind: "page-lacks-text"
    ) {
      try $0.replace("pay/tea/index.html", "A pot of tea", "A pot of coffee")
    },
    Tampering("another merchant", "pay/tea/index.html", link: "tea", kind: "other-line") {
      try $0.replace(
        "pay/tea/index.html", #"<p class="merchant">Lakeside Teahouse"#,
        #"<p class="merchant">Seaside Teahouse"#)
    },
    Tampering("another reference", "pay/tea/index.html", link: "tea") {
      try $0.replace("pay/tea/index.html", "<bdi>desk</bdi>", "<bdi>bar</bdi>")
    },
    Tampering("another note", "pay/tea/index.html", link: "tea", kind: "page-lacks-text") {
      try $0.replace("pay/tea/index.html", "Refills are free.", "Refills cost extra.")
    },
    Tampering("a price that is no longer fixed", "pay/tea/index.html", link: "tea") {
      try $0.replace(
        "pay/tea/index.html", "12.00</p>",
        #"12.00</p><p class="terms">Suggested: you can change it</p>"#)
    },
    Tampering("another host to check", "pay/tea/index.html", link: "tea") {
      try $0.replace("pay/tea/index.html", "<strong>gatepay.io", "<strong>gatepay.example")
    },
    Tampering("an instruction to pay elsewhere", "pay/tea/index.html", link: "tea") {
      try $0.replace(
        "pay/tea/index.html", "</main>", "<p>Please transfer to account 4711.</p></main>")
    },
    Tampering("a comment", "pay/tea/index.html", link: "tea") {
      try $0.replace("pay/tea/index.html", "</main>", "<!-- 4711 --></main>")
    },
    Tampering("another language", "pay/tea/index.html", link: "tea") {
      try $0.replace("pay/tea/index.html", #"<html lang="en">"#, #"<html lang="de">"#)
    },
    Tampering("a style that hides the amount", "pay/tea/index.html", link: "tea") {
      try $0.replace(
        "pay/tea/index.html", #"<p class="amount short">"#,
        #"<p class="amount short" style="display:none">"#)
    },
    Tampering("another space", "pay/tea/index.html", link: "tea") {
      try $0.replace("pay/tea/index.html", #"<main class="ticket">"#, #"<main  class="ticket">"#)
    },
  ]

  static let button: [Tampering] = [
    Tampering("a button to another price", "pay/tea/index.html", link: "tea", kind: "page-button") {
      try $0.replace("pay/tea/index.html", "price=12.00", "price=1.00")
    },
    Tampering(
      "a button to another merchant", "pay/tea/index.html", link: "tea", kind: "page-button"
    ) {
      try $0.replace(
        "pay/tea/index.html", "appkey=00112233445566778899aabbccddeeff",
        "appkey=0123456789abcdef0123456789abcdef")
    },
    Tampering("a button to another token", "pay/tea/index.html", link: "tea", kind: "page-button") {
      try $0.replace("pay/tea/index.html", "token=countertoken", "token=othertoken")
    },
    Tampering(
      "a button to another reference", "pay/tea/index.html", link: "tea", kind: "page-button"
    ) {
      try $0.replace("pay/tea/index.html", "custom=desk", "custom=bar")
    },
    Tampering(
      "a button with a price that can be changed", "pay/tea/index.html", link: "tea",
      kind: "page-button"
    ) {
      try $0.replace("pay/tea/index.html", "&amp;stable=1", "")
    },
    Tampering(
      "a button with one more parameter", "pay/tea/index.html", link: "tea", kind: "page-button"
    ) {
      try $0.replace("pay/tea/index.html", "&amp;stable=1", "&amp;stable=1&amp;price=1.00")
    },
    Tampering(
      "a button to another gateway", "pay/tea/index.html", link: "tea", kind: "page-lacks-button"
    ) {
      try $0.replace("pay/tea/index.html", "https://gatepay.io/pay", "https://gatepay.example/pay")
    },
    Tampering("a button without encryption", "pay/tea/index.html", link: "tea", kind: "page-button")
    {
      try $0.replace(
        "pay/tea/index.html", #"href="https://gatepay.io"#, #"href="http://gatepay.io"#)
    },
    Tampering(
      "a button to a host that looks alike", "pay/tea/index.html", link: "tea",
      kind: "page-lacks-button"
    ) {
      try $0.replace(
        "pay/tea/index.html", "https://gatepay.io/", "https://gatepay.io@evil.example/")
    },
    Tampering(
      "a button that runs code", "pay/tea/index.html", link: "tea", kind: "page-lacks-button"
    ) {
      try $0.replace(
        "pay/tea/index.html", #"href="https://gatepay.io/pay/any"#, #"href="javascript:pay()//"#)
    },
    Tampering(
      "a button that reports the click", "pay/tea/index.html", link: "tea", kind: "active-content"
    ) {
      try $0.replace(
        "pay/tea/index.html", #"rel="noreferrer""#, #"rel="noreferrer" ping="https://evil.example""#
      )
    },
    Tampering("no button", "pay/tea/index.html", link: "tea", kind: "page-lacks-button") {
      try $0.replace("pay/tea/index.html", #"class="button" href="#, #"class="button" title="#)
    },
    Tampering("a second button", "pay/tea/index.html", link: "tea", kind: "page-button") {
      try $0.replace(
        "pay/tea/index.html", #"<a class="button""#,
        #"<a class="button" href="https://gatepay.io/pay/any?appkey=00112233445566778899aabbccddeeff&amp;token=countertoken&amp;price=1.00">Pay</a><a class="button""#
      )
    },
    Tampering("a button on a map", "pay/tea/index.html", link: "tea", kind: "page-button") {
      try $0.replace(
        "pay/tea/index.html", "</main>",
        #"<map><area href="https://gatepay.io/pay/any?price=1"></map></main>"#)
    },
    Tampering("the button of another link", "pay/tea/index.html", link: "tea", kind: "page-button")
    {
      let cake = try $0.text("pay/cake/index.html")
      let address = try #require(cake.firstMatch(of: /https:[^"]*price=28.50[^"]*/)?.output)
      try $0.replace("pay/tea/index.html", /https:[^"]*price=12.00[^"]*/, String(address))
    },
    Tampering(
      "another base for addresses", "pay/tea/index.html", link: "tea", kind: "active-content"
    ) {
      try $0.replace(
        "pay/tea/index.html", #"<meta charset="utf-8">"#,
        #"<meta charset="utf-8"><base href="https://evil.example/">"#)
    },
    Tampering("a way home to another site", "pay/tea/index.html", link: "tea") {
      try $0.replace("pay/tea/index.html", "../../index.html", "https://evil.example/")
    },
  ]

  static let shownPicture: [Tampering] = [
    Tampering(
      "the picture of another link", "pay/tea/index.html", link: "tea", kind: "page-picture"
    ) {
      try $0.replace("pay/tea/index.html", "../../qr/tea.png", "../../qr/cake.png")
    },
    Tampering("the picture of another host", "pay/tea/index.html", link: "tea") {
      try $0.replace("pay/tea/index.html", "../../qr/tea.png", "https://evil.example/tea.png")
    },
    Tampering("a picture inside the page", "pay/tea/index.html", link: "tea") {
      try $0.replace(
        "pay/tea/index.html", #"src="../../qr/tea.png""#,
        #"src="data:image/png;base64,iVBORw0KGgo=""#)
    },
    Tampering(
      "a picture from a folder beside", "pay/tea/index.html", link: "tea", kind: "page-picture"
    ) {
      try $0.replace("pay/tea/index.html", "../../qr/tea.png", "../../qr/../other/tea.png")
    },
    Tampering("no picture", "pay/tea/index.html", link: "tea", kind: "page-picture") {
      try $0.replace("pay/tea/index.html", "<img src=", "<img alt=")
    },
    Tampering("a second picture", "pay/tea/index.html", link: "tea", kind: "page-picture") {
      try $0.replace(
        "pay/tea/index.html", "<img src=", #"<img src="../../qr/cake.png" alt=""><img src="#)
    },
    Tampering("a finer picture", "pay/tea/index.html", link: "tea", kind: "active-content") {
      try $0.replace(
        "pay/tea/index.html", "<img src=", #"<img srcset="https://evil.example/tea.png 2x" src="#)
    },
    Tampering("a picture too small to read", "pay/tea/index.html", link: "tea") {
      try $0.replace("pay/tea/index.html", #"width="424" height="424""#, #"width="8" height="8""#)
    },
    Tampering("a drawing over the picture", "pay/tea/index.html", link: "tea") {
      try $0.replace(
        "pay/tea/index.html", #"<div class="plate">"#,
        #"<div class="plate"><svg><rect width="9" height="9"/></svg>"#)
    },
  ]

  static let active: [Tampering] = [
    Tampering("a script", "pay/tea/index.html", link: "tea", kind: "active-content") {
      try $0.replace(
        "pay/tea/index.html", "</main>", #"<script>fetch("//evil.example")</script></main>"#)
    },
    Tampering("a script from elsewhere", "pay/tea/index.html", link: "tea", kind: "active-content")
    {
      try $0.replace(
        "pay/tea/index.html", "</main>",
        #"<script src="https://evil.example/x.js"></script></main>"#)
    },
    Tampering("a tracker with a name", "pay/tea/index.html", link: "tea", kind: "active-content") {
      try $0.replace(
        "pay/tea/index.html", "</main>",
        #"<img rel="alternate" alt="" src="https://evil.example/x.png"></main>"#)
    },
    Tampering("a script in a drawing", "pay/tea/index.html", link: "tea", kind: "active-content") {
      try $0.replace("pay/tea/index.html", "</main>", "<svg><script>1</script></svg></main>")
    },
    Tampering("a handler of clicks", "pay/tea/index.html", link: "tea", kind: "active-content") {
      try $0.replace(
        "pay/tea/index.html", #"<a class="button""#, #"<a onclick="pay()" class="button""#)
    },
    Tampering("a handler of loading", "pay/tea/index.html", link: "tea", kind: "active-content") {
      try $0.replace("pay/tea/index.html", "<body>", #"<body onload="pay()">"#)
    },
    Tampering("a frame", "pay/tea/index.html", link: "tea", kind: "active-content") {
      try $0.replace(
        "pay/tea/index.html", "</main>", #"<iframe src="https://evil.example"></iframe></main>"#)
    },
    Tampering("a form", "pay/tea/index.html", link: "tea", kind: "active-content") {
      try $0.replace(
        "pay/tea/index.html", "</main>",
        #"<form action="https://evil.example"><button>Pay</button></form></main>"#)
    },
    Tampering("an object", "pay/tea/index.html", link: "tea", kind: "active-content") {
      try $0.replace(
        "pay/tea/index.html", "</main>", #"<object data="https://evil.example"></object></main>"#)
    },
    Tampering("a film", "pay/tea/index.html", link: "tea", kind: "active-content") {
      try $0.replace(
        "pay/tea/index.html", "</main>", #"<video src="https://evil.example/film"></video></main>"#)
    },
    Tampering("a redirection", "pay/tea/index.html", link: "tea", kind: "active-content") {
      try $0.replace(
        "pay/tea/index.html", #"<meta charset="utf-8">"#,
        #"<meta charset="utf-8"><meta http-equiv="refresh" content="0;url=https://evil.example">"#)
    },
    Tampering("a style that loads", "pay/tea/index.html", link: "tea", kind: "active-content") {
      try $0.replace(
        "pay/tea/index.html", "</main>", #"<p style="background:url(//evil.example)">.</p></main>"#)
    },
    Tampering("a style element", "pay/tea/index.html", link: "tea", kind: "other-tag") {
      try $0.replace("pay/tea/index.html", "</main>", "<style>.amount{display:none}</style></main>")
    },
    Tampering(
      "a stylesheet from elsewhere", "pay/tea/index.html", link: "tea", kind: "active-content"
    ) {
      try $0.replace("pay/tea/index.html", "../../assets/", "https://evil.example/")
    },
    Tampering("the stylesheet of another skin", "pay/tea/index.html", link: "tea") {
      try $0.replace("pay/tea/index.html", TamperedSite.classic, TamperedSite.night)
    },
    Tampering("no content policy", "pay/tea/index.html", link: "tea") {
      try $0.replace(
        "pay/tea/index.html", #"http-equiv="Content-Security-Policy""#, #"name="policy""#)
    },
    Tampering("a wider content policy", "pay/tea/index.html", link: "tea") {
      try $0.replace("pay/tea/index.html", "default-src 'none'", "default-src *")
    },
    Tampering("no referrer policy", "pay/tea/index.html", link: "tea") {
      try $0.replace("pay/tea/index.html", #"<meta name="referrer" content="no-referrer">"#, "")
    },
    Tampering("another canonical address", "pay/tea/index.html", link: "tea") {
      try $0.replace(
        "pay/tea/index.html", "https://pay.example.com/pay/tea/", "https://evil.example/pay/tea/")
    },
    Tampering("a hidden page shown to search engines", "pay/g-1/index.html", link: "g-1") {
      try $0.replace("pay/g-1/index.html", #"<meta name="robots" content="noindex">"#, "")
    },
  ]

  static let pageFile: [Tampering] = [
    Tampering("a page deleted", "pay/tea/index.html", link: "tea", kind: "missing-page") {
      try $0.remove("pay/tea/index.html")
    },
    Tampering("two pages swapped", "pay/tea/index.html", link: "tea") {
      try $0.swap("pay/tea/index.html", "pay/cake/index.html")
    },
    Tampering("the other of two pages swapped", "pay/cake/index.html", link: "cake") {
      try $0.swap("pay/tea/index.html", "pay/cake/index.html")
    },
    Tampering("a page copied over another", "pay/g-2/index.html", link: "g-2") {
      try $0.write($0.bytes("pay/g-1/index.html"), to: "pay/g-2/index.html")
    },
    Tampering("a page cut short", "pay/tea/index.html", link: "tea") {
      try $0.write($0.bytes("pay/tea/index.html").prefix(900), to: "pay/tea/index.html")
    },
    Tampering("an empty page", "pay/tea/index.html", link: "tea") {
      try $0.write("", to: "pay/tea/index.html")
    },
    Tampering("a page with a byte more", "pay/tea/index.html", link: "tea", kind: "changed-page") {
      try $0.append("\n", to: "pay/tea/index.html")
    },
    Tampering("a page with a NUL", "pay/tea/index.html", link: "tea", kind: "unreadable-page") {
      try $0.append("\0", to: "pay/tea/index.html")
    },
    Tampering("a page in another encoding", "pay/tea/index.html", link: "tea") {
      let text = try $0.text("pay/tea/index.html")
      try $0.write(#require(text.data(using: .utf16)), to: "pay/tea/index.html")
    },
    Tampering(
      "a folder in the place of a page", "pay/tea/index.html", link: "tea", kind: "missing-page"
    ) {
      try $0.remove("pay/tea/index.html")
      try $0.write("x", to: "pay/tea/index.html/x")
    },
    Tampering(
      "a symbolic link in the place of a page", "pay/tea/index.html", link: "tea",
      kind: "missing-page"
    ) {
      try $0.write($0.bytes("pay/tea/index.html"), to: "real.html")
      try $0.link("pay/tea/index.html", to: "../../real.html")
    },
    Tampering("the page of a link that does not exist", "pay/coffee/index.html", kind: "stray-file")
    {
      try $0.write($0.bytes("pay/tea/index.html"), to: "pay/coffee/index.html")
    },
    Tampering("a second file beside a page", "pay/tea/.htaccess", kind: "stray-file") {
      try $0.write("Redirect / https://evil.example", to: "pay/tea/.htaccess")
    },
    Tampering("all pages replaced by a link to a folder", "pay", kind: "stray-file") {
      try FileManager.default.moveItem(atPath: $0.path("pay"), toPath: $0.path("other"))
      try FileManager.default.createSymbolicLink(
        atPath: $0.path("pay"), withDestinationPath: "other")
    },
  ]
}
