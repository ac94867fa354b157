internal import Catalog
internal import Editing
internal import GatePay
internal import Pages
internal import Site
internal import Support

/// The five questions to somebody who has no config yet.
struct FirstRunPage {
  let visit: StudioVisit
  let token: String
  var shop = FirstShop()
  var fault: FirstShop.Fault?

  /// The query of the page that follows.
  static let welcome = "first"

  /// How many items are asked for.
  static let itemCount = 3

  /// The whole document.
  var html: Markup {
    let title = visit.say("Your shop in five questions", "五个问题，开一家店")
    return StudioPage(visit: visit, tab: .links).html(
      title: title, showsTabs: false,
      """
      <h1>\(title)</h1>
      <p class="quiet">\(visit.say("The answers become the file paypress.yml in this folder. You can change every one later.", "答案会写成这个文件夹里的 paypress.yml，以后都可以修改。"))</p>
      \(notice)
      <form class="edit first" method="post" action="\(address: visit.base + "edit")">\
      <input type="hidden" name="token" value="\(token)"><input type="hidden" name="action" value="first">
      <p><label><strong>\(visit.say("1. What is the shop called?", "1. 店铺叫什么名字？"))</strong><input name="name" value="\(shop.name)" placeholder="\(visit.say("e.g. Lakeside Tea House", "例如：湖畔茶馆"))" required maxlength="80" autocomplete="organization"\(focus)></label></p>
      <p><label><strong>\(visit.say("2. Which language do your customers read?", "2. 顾客用哪种语言？"))</strong><select name="language">\(languages)</select></label></p>
      <fieldset><legend>\(visit.say("3. Which account is paid?", "3. 收款到哪个账户？"))</legend>
      <p id="account" class="quiet">\(visit.say("The gateway's console shows both. To try everything first, leave them empty: the codes then say that they are samples.", "两项都在网关后台里。只是试用就留空：码上会标明是示例。"))</p>
      <p><label>appkey<input name="appkey" value="\(shop.appkey)" maxlength="64" autocomplete="off" aria-describedby="account"></label></p>
      <p><label>\(visit.say("token", "令牌"))<input name="merchant-token" value="\(shop.token)" maxlength="64" autocomplete="off" aria-describedby="account"></label></p></fieldset>
      <fieldset><legend>\(visit.say("4. What do you sell?", "4. 卖什么？"))</legend>
      <p class="quiet">\(visit.say("Up to three things for now; more can follow.", "先填最多三样，以后可以再加。"))</p>
      \(items)</fieldset>
      <p><label><strong>\(visit.say("5. How many tables are there?", "5. 有几张桌子？"))</strong><span>\(visit.say("Each gets a card with its number; 0 for none.", "每张桌子一张带号码的桌卡；没有就填 0。"))</span><input name="tables" value="\(Int64(max(0, shop.tableCount)))" inputmode="numeric" pattern="[0-9]{1,3}" required autocomplete="off"></label></p>
      <p><button class="main">\(visit.say("Make the shop", "开店"))</button></p></form>
      """)
  }

  /// The first field is ready for typing, unless a message must be read first.
  private var focus: Markup { fault == nil ? " autofocus" : "" }

  private var notice: Markup {
    guard let fault else { return "" }
    return "<p class=\"trouble\" role=\"alert\">\(visit.say(fault.sentence))</p>"
  }

  private var languages: [Markup] {
    [(Language.chinese, "中文"), (.english, "English")].map { language, name in
      let mark: Markup = language == shop.language ? " selected" : ""
      return "<option value=\"\(language.rawValue)\"\(mark)>\(name)</option>"
    }
  }

  private var items: [Markup] {
    (0..<Self.itemCount).map { index in
      let item = shop.items.indices.contains(index) ? shop.items[index] : nil
      return """
        <p class="pair"><label>\(visit.say("Item \(index + 1)", "第 \(index + 1) 样"))<input name="item-\(Int64(index))" value="\(item?.title ?? "")" maxlength="80" autocomplete="off"></label>\
        <label>\(visit.say("Price in yuan", "价格（元）"))<input name="price-\(Int64(index))" value="\(item?.price ?? "")" inputmode="decimal" maxlength="12" autocomplete="off"></label></p>

        """
    }
  }
}

/// What the shop's owner learns when the five questions are answered.
struct FirstRunWelcome {
  let visit: StudioVisit

  private func account(_ merchant: String) -> String {
    EditPage.anchor(of: "account") { _ in merchant }
  }

  /// The words above the first poster; nothing if there is none, because of an error.
  var markup: Markup {
    guard let built = visit.state.built, !visit.state.hasErrors else { return "" }
    let outline = built.site.catalogue.outline
    let sample: Markup? = zip(outline.merchantKeys, outline.areSamples).first { $0.1 }.map {
      """
      <p>\(visit.say("The codes are samples: nobody is paid by them until you give your own appkey and token.", "这些二维码是示例：填写您自己的 appkey 和令牌之前，付款不会到任何人账上。")) \
      <a href="\(address: visit.base + "edit#" + account($0.0))">\(visit.say("Give them now", "现在填写"))</a></p>
      """
    }
    return """
      <section class="welcome"><p><strong>\(visit.say("Your shop is ready.", "店铺已经开好。"))</strong> \(visit.say("This is what it prints.", "下面是它要打印的内容。"))</p>\(sample)</section>
      """
  }
}

extension FirstShop {
  /// The answers in a form.
  init(_ fields: FormFields) {
    self.init()
    func text(_ name: String) -> String { (fields[name] ?? "").trimmingSpaces }
    name = text("name")
    language = Language(rawValue: text("language")) ?? .english
    appkey = text("appkey")
    token = text("merchant-token")
    items = (0..<FirstRunPage.itemCount).map {
      Item(title: text("item-\($0)"), price: text("price-\($0)"))
    }
    tableCount = Int(text("tables")) ?? -1
  }
}
