/// The search of the owner's list.
package enum OwnerSearch {
  /// The function to which a page hands its rows.
  static let function = "payPressRows"

  /// What a page hands to it, without the rows; nil for a text of another form.
  package static func rows(in text: String, page: Int) -> Substring? {
    let (start, end) = ("\(function)(\(page), ", ");\n")
    guard text.hasPrefix(start), text.hasSuffix(end),
      text.utf8.count >= start.utf8.count + end.utf8.count
    else { return nil }
    return text.dropFirst(start.count).dropLast(end.count)
  }

  /// The script: hides what does not match while the owner types, and looks through the rows of the
  /// other pages, which it loads when they are first needed.
  ///
  /// Without scripts the list stays whole, and the browser's own search finds words in a page.
  package static let script = """
    "use strict";
    (() => {
      const box = document.querySelector(".search");
      const field = box.querySelector("input");
      const output = box.querySelector("output");
      const list = document.querySelector(".elsewhere");
      const page = Number(box.dataset.page), pageCount = Number(box.dataset.pages);
      const plain = text => text.normalize("NFKC").toLowerCase();
      const items = [...document.querySelectorAll("li[id]")].map(item => [item, plain(item.textContent)]);
      const sections = [...document.querySelectorAll("section")];
      const others = [];
      let nextPage = 0;

      const load = () => {
        nextPage += nextPage + 1 === page ? 2 : 1;
        if (nextPage > pageCount) return;
        const script = document.createElement("script");
        script.src = `rows-${nextPage}.js`;
        script.addEventListener("error", load);
        document.head.append(script);
      };
      window.payPressRows = (number, rows) => {
        for (const row of rows) others.push([number, row, plain(row.join(" "))]);
        show();
        load();
      };

      const link = (number, [id, title, sum, custom]) => {
        const item = document.createElement("li"), anchor = document.createElement("a");
        anchor.href = `index-${number}.html#l-${id}`.replace("index-1.html", "index.html");
        anchor.textContent = title;
        item.append(anchor, ` ${sum} · ${id}${custom && " · " + custom} · ${output.dataset.page} ${number}`);
        return item;
      };
      const show = () => {
        const words = plain(field.value).split(/\\s+/).filter(Boolean);
        const fits = text => words.every(word => text.includes(word));
        let count = 0;
        for (const [item, text] of items) {
          item.hidden = !fits(text);
          if (!item.hidden) count++;
        }
        for (const section of sections)
          section.hidden = words.length > 0 && !section.querySelector("li[id]:not([hidden])");
        const found = words.length > 0 ? others.filter(([, , text]) => fits(text)) : [];
        list.replaceChildren(...found.slice(0, 100).map(([number, row]) => link(number, row)));
        list.hidden = found.length === 0;
        count += found.length;
        output.value = words.length === 0 ? "" : count || output.dataset.none;
      };
      field.addEventListener("input", () => {
        if (nextPage === 0 && pageCount > 1) load();
        show();
      });
      box.hidden = false;
    })();

    """
}
