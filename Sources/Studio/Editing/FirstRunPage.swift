internal import Editing
internal import GatePay
internal import Pages
internal import Support

/// The five questions to somebody who has no config yet.
struct FirstRunPage {
  let visit: StudioVisit
  let token: String
  var shop = FirstShop()
  var fault: FirstShop.Fault?

  /// How many items are asked for.
  static let itemCount = 3

  /// The whole document.
  var html: Markup {
    let title = visit.say("Your shop in five questions", "五个问题，开一家店")
    return StudioPage(visit: visit, tab: .links).html(
      title: title, showsTabs: false,
      """
      <h1>\(title)</h1>
      \(notice)
      <form class="edit" method="post" action="\(address: visit.base + "edit")">\
      <input type="hidden" name="token" value="\(token)"><input type="hidden" name="action" value="first">
      <p><label>\(visit.say("1. What is the shop called?", "1. 店铺叫什么名字？"))<input name="name" value="\(shop.name)" required maxlength="80" autocomplete="organization"></label></p>
      <p><label>\(visit.say("2. Which language do your customers read?", "2. 顾客用哪种语言？"))<select name="language">\(languages)</select></label></p>
      <fieldset><legend>\(visit.say("3. Your appkey and token, from the gateway's console. Leave them empty to try everything first.", "3. 网关后台里的 appkey 和令牌。只是试用就留空。"))</legend>
      <p><label>appkey<input name="appkey" value="\(shop.appkey)" maxlength="64" autocomplete="off"></label></p>
      <p><label>\(visit.say("token", "令牌"))<input name="merchant-token" value="\(shop.token)" maxlength="64" autocomplete="off"></label></p></fieldset>
      <fieldset><legend>\(visit.say("4. What do you sell? Up to three things; more can follow.", "4. 卖什么？最多三样，以后可以再加。"))</legend>
      \(items)</fieldset>
      <p><label>\(visit.say("5. How many tables are there? 0 for none.", "5. 有几张桌子？没有就填 0。"))<input name="tables" value="\(Int64(shop.tableCount))" inputmode="numeric" pattern="[0-9]{1,3}" required autocomplete="off"></label></p>
      <p><button class="main">\(visit.say("Make the shop", "开店"))</button></p></form>
      """)
  }

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
        <label>\(visit.say("Price", "价格"))<input name="price-\(Int64(index))" value="\(item?.price ?? "")" inputmode="decimal" maxlength="12" autocomplete="off"></label></p>

        """
    }
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
