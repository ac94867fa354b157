internal import Support

/// The studio's only script; every page works without it.
///
/// It follows the events, reloads a page of the site after a build, brings the studio's own pages up
/// to date in place, and searches while the user types.
enum StudioScript {
  static let text =
    "const panelStyle = \(JSON.string(OverlayStyle.panel).line);\n" + #"""
      (() => {
        "use strict";
        const me = document.currentScript;
        const { base, run, lost } = me.dataset;
        const isStudio = me.dataset.kind === "studio";
        let shown = me.dataset.number;
        let source, timer, host, request = 0;

        // What is wrong, over the page; nothing for null.
        function show(html) {
          if (host) host.remove();
          host = null;
          if (html === null) return;
          host = document.createElement("div");
          host.id = "paypress-overlay";
          const root = host.attachShadow({ mode: "open" });
          const style = new CSSStyleSheet();
          style.replaceSync(panelStyle);
          root.adoptedStyleSheets = [style];
          const panel = document.createElement("div");
          panel.className = "panel";
          panel.setAttribute("role", "alert");
          panel.innerHTML = html;
          root.append(panel);
          document.documentElement.append(host);
        }

        function showLost() {
          const text = document.createElement("p");
          text.textContent = lost;
          show(text.outerHTML);
        }

        // Takes the live parts of this page from the server as they are now; only the results if asked.
        async function refresh(onlyResults) {
          const number = ++request;
          const answer = await fetch(location.href);
          if (!answer.ok) return location.reload();
          const page = new DOMParser().parseFromString(await answer.text(), "text/html");
          if (number !== request) return;
          for (const part of document.querySelectorAll("[data-live]")) {
            if (onlyResults && part.id !== "results") continue;
            const fresh = page.getElementById(part.id);
            if (!fresh || fresh.innerHTML === part.innerHTML) continue;
            const focused = part.contains(document.activeElement) && document.activeElement.getAttribute("href");
            part.innerHTML = fresh.innerHTML;
            part.className = fresh.className;
            if (focused) {
              const again = [...part.querySelectorAll("a")].find(link => link.getAttribute("href") === focused);
              if (again) again.focus();
            }
          }
          const script = page.querySelector("script[data-number]");
          if (script) shown = script.dataset.number;
          document.title = page.title;
        }

        function take(state) {
          clearTimeout(timer);
          timer = null;
          if (state.run !== run) return location.reload();
          if (isStudio) {
            show(null);
            if (state.number !== shown) refresh(false);
            return;
          }
          if (state.site !== shown) return location.reload();
          if (state.problem === null) {
            for (const notice of document.querySelectorAll(".paypress-old")) notice.remove();
          }
          show(state.problem);
        }

        function connect() {
          if (source) source.close();
          source = new EventSource(base + "events");
          source.addEventListener("state", event => take(JSON.parse(event.data)));
          source.addEventListener("error", () => { timer ??= setTimeout(showLost, 3000); });
        }

        // A browser opens few connections to a host: tabs that nobody sees do not hold one.
        document.addEventListener("visibilitychange", () => {
          if (document.hidden) { source.close(); clearTimeout(timer); timer = null; } else connect();
        });
        addEventListener("pagehide", () => source.close());
        addEventListener("pageshow", event => { if (event.persisted) connect(); });
        connect();

        // The numbers of lines go on while somebody types more.
        for (const area of document.querySelectorAll(".lines textarea")) {
          const number = () => {
            const count = Math.max(area.rows, area.value.split("\n").length + 1);
            area.rows = count;
            area.previousElementSibling.textContent =
              Array.from({ length: count }, (_, index) => Number(area.dataset.first) + index).join("\n");
          };
          area.addEventListener("input", number);
          number();
        }

        // A list of words completes the word that is typed, behind those that are there.
        for (const field of document.querySelectorAll("input[list]")) {
          const options = [...field.list.options];
          const words = options.map(option => option.value);
          const offer = () => {
            const start = field.value.slice(0, field.value.search(/[^\s,，、;；]*$/));
            options.forEach((option, index) => { option.value = start + words[index]; });
          };
          field.addEventListener("input", offer);
          offer();
        }

        const form = document.querySelector("form.search");
        if (!form) return;
        let typing;
        const search = () => {
          const query = new URLSearchParams(new FormData(form));
          for (const [name, value] of [...query]) if (value === "") query.delete(name);
          const text = query.toString();
          history.replaceState(null, "", text ? "?" + text : base);
          refresh(true);
        };
        form.addEventListener("input", () => { clearTimeout(typing); typing = setTimeout(search, 120); });
        form.addEventListener("submit", event => { event.preventDefault(); clearTimeout(typing); search(); });
        addEventListener("keydown", event => {
          const isTyping = event.target.closest?.("input, select, textarea");
          if (event.key === "/" && !isTyping && !event.ctrlKey && !event.metaKey && !event.altKey) {
            event.preventDefault();
            form.elements.q.focus();
          }
        });
      })();

      """#
}
