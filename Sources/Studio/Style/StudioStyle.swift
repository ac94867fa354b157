/// The stylesheet and the icon of the studio.
enum StudioStyle {
  static let icon = """
    <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 16 16"><rect width="16" height="16" rx="4" fill="#1f6b52"/>\
    <path d="M3 3h4v4H3zm6 0h4v4H9zM3 9h4v4H3zm6 0h2v2H9zm2 2h2v2h-2z" fill="#fff"/></svg>
    """

  static let text = """
    :root { color-scheme: light dark; --ground: #f6f4ef; --paper: #fffefb; --ink: #1d1c19;
      --quiet: #605d56; --line: #e3dfd5; --accent: #1f6b52; --accent-ground: #e3efe9; --bad: #9b2c1c;
      --bad-ground: #fbeae6; --warn: #8a3b12; --warn-ground: #fdf1e4; }
    @media (prefers-color-scheme: dark) { :root { --ground: #131512; --paper: #1b1e1a; --ink: #eeece5;
      --quiet: #a9a79d; --line: #30342e; --accent: #74c9a6; --accent-ground: #1d2e27; --bad: #ff9d8a;
      --bad-ground: #341d18; --warn: #f3b27a; --warn-ground: #2a2118; } }
    *, *::before, *::after { box-sizing: border-box; }
    html { scroll-padding-top: 1rem; }
    body { margin: 0; background: var(--ground); color: var(--ink); line-height: 1.5;
      font-family: system-ui, -apple-system, "PingFang SC", "Microsoft YaHei", "Noto Sans CJK SC", sans-serif;
      overflow-wrap: anywhere; -webkit-text-size-adjust: 100%; }
    h1, h2, p, ul, ol, pre, table { margin: 0; padding: 0; }
    ul, ol { list-style: none; }
    h1 { font-size: 1.375rem; font-weight: 650; }
    h2 { font-size: 1rem; font-weight: 600; }
    a { color: var(--accent); text-underline-offset: .2em; }
    code, pre, .source { font-family: ui-monospace, SFMono-Regular, Menlo, Consolas, "Noto Sans Mono CJK SC", monospace;
      font-size: .875rem; }
    .quiet { color: var(--quiet); font-size: .875rem; font-weight: 400; }
    .hidden { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap; }
    .skip { position: absolute; left: -100vw; }
    .skip:focus { left: 1rem; top: .5rem; background: var(--paper); padding: .5rem 1rem; z-index: 1; }
    .top, main { max-width: 78rem; margin: 0 auto; padding: 1rem 1rem 0; }
    main { display: grid; grid-template-columns: minmax(0, 1fr); gap: 1.25rem; padding-bottom: 4rem; }
    main:focus { outline: none; }
    main > div:empty { display: none; }
    .bar { display: flex; flex-wrap: wrap; gap: .25rem 1rem; align-items: center; }
    .shop { font-size: 1.125rem; font-weight: 650; }
    .status { color: var(--quiet); font-size: .875rem; margin-right: auto; font-variant-numeric: tabular-nums; }
    .status::before { content: "●"; color: var(--accent); margin-right: .4em; }
    .status.bad { color: var(--bad); font-weight: 600; }
    .status.bad::before { color: var(--bad); }
    nav#tabs { margin-top: .75rem; border-bottom: 1px solid var(--line); }
    nav#tabs ul { display: flex; flex-wrap: wrap; gap: 0 .25rem; }
    nav#tabs a { display: block; padding: .5rem .75rem; color: var(--quiet); text-decoration: none; white-space: nowrap;
      border-bottom: 3px solid transparent; }
    nav#tabs a[aria-current] { color: var(--ink); border-color: var(--accent); font-weight: 600; }
    .count { font-size: .8125rem; color: var(--quiet); font-variant-numeric: tabular-nums; font-weight: 400; }
    .button, button, select, input { font: inherit; color: inherit; background: var(--paper); border: 1px solid var(--line);
      border-radius: .6rem; padding: .45rem .8rem; min-height: 2.75rem; max-width: 100%; }
    .button, button { display: inline-flex; align-items: center; text-decoration: none; cursor: pointer; }
    .search { display: flex; flex-wrap: wrap; gap: .5rem; }
    .search input { flex: 1 1 14rem; min-width: 0; }
    .empty { background: var(--paper); border: 1px dashed var(--line); border-radius: 1rem; padding: 2rem 1.25rem;
      color: var(--quiet); text-align: center; }
    .cards { display: grid; gap: .75rem; margin: .75rem 0; grid-template-columns: repeat(auto-fill, minmax(min(100%, 21rem), 1fr)); }
    .card { display: flex; gap: 1rem; background: var(--paper); border: 1px solid var(--line); border-radius: 1rem;
      padding: 1rem; min-width: 0; }
    .card > div { min-width: 0; display: grid; gap: .15rem; align-content: start; }
    .card .code { flex: none; line-height: 0; }
    .card img { width: 7.5rem; height: 7.5rem; background: #fff; border-radius: .5rem; }
    .price { font-size: 1.25rem; font-weight: 650; font-variant-numeric: tabular-nums; }
    .price.any { font-size: .9375rem; font-weight: 400; color: var(--quiet); }
    .unit { color: var(--quiet); font-size: .8em; font-weight: 400; margin-right: .1em; }
    .tags { display: flex; flex-wrap: wrap; gap: .25rem; }
    .tags li { background: var(--accent-ground); color: var(--accent); border-radius: 1rem; padding: 0 .55rem; font-size: .8125rem; }
    .badge { display: inline-block; background: var(--line); color: var(--ink); border-radius: 1rem; padding: 0 .55rem;
      font-size: .8125rem; font-weight: 400; line-height: 1.6; }
    .badge.good { background: var(--accent-ground); color: var(--accent); }
    .badge.warn, .warning .badge { background: var(--warn-ground); color: var(--warn); }
    .badge.bad, .error .badge { background: var(--bad-ground); color: var(--bad); }
    .steps { display: flex; flex-wrap: wrap; gap: .5rem; margin-top: .75rem; }
    .steps:empty { display: none; }
    #results > form.steps { margin-bottom: 1.25rem; }
    .job { margin-bottom: 2rem; }
    .job h2 a { display: inline-block; min-width: 1.5rem; min-height: 1.5rem; }
    .sheets { display: grid; gap: 1rem; margin-top: .75rem; align-items: start;
      grid-template-columns: repeat(auto-fill, minmax(min(100%, 13rem), 1fr)); }
    .sheets img { display: block; width: 100%; height: auto; background: #fff; border: 1px solid var(--line); border-radius: .25rem;
      box-shadow: 0 1px 4px #0002; }
    .trouble { background: var(--bad-ground); border: 1px solid var(--bad); border-radius: 1rem; padding: 1rem 1.25rem; }
    .trouble summary { cursor: pointer; }
    .trouble ol, .findings { display: grid; gap: .75rem; margin-top: .75rem; }
    .finding { background: var(--paper); border: 1px solid var(--line); border-radius: .75rem; padding: .9rem 1.1rem; min-width: 0; }
    .finding .head { display: flex; flex-wrap: wrap; gap: .25rem .6rem; align-items: baseline; margin-bottom: .25rem; }
    .place { font-weight: 600; }
    .hint::before { content: "→ "; color: var(--accent); }
    .excerpt { margin: .5rem 0; padding: .5rem .75rem; background: var(--ground); border-radius: .5rem; white-space: pre-wrap; }
    .number { color: var(--quiet); user-select: none; }
    mark { background: var(--warn); color: var(--paper); border-radius: 2px; }
    table { border-collapse: collapse; width: 100%; }
    th, td { text-align: left; font-weight: 400; padding: .55rem .75rem .55rem 0; vertical-align: baseline; border-top: 1px solid var(--line); }
    thead th { color: var(--quiet); font-size: .8125rem; border: 0; }
    .list .quiet { display: block; }
    .list td:first-child { white-space: nowrap; }
    .sum { font-variant-numeric: tabular-nums; white-space: nowrap; }
    .source { margin-top: .75rem; background: var(--paper); border: 1px solid var(--line); border-radius: .75rem;
      overflow-x: auto; padding: .5rem 0; }
    .source table { width: auto; min-width: 100%; }
    .source th, .source td { border: 0; padding: .05rem .75rem; white-space: pre; }
    .source thead th { color: var(--quiet); }
    .source tbody th { color: var(--quiet); text-align: right; user-select: none; width: 1%; }
    .source .here, .list .here { background: var(--warn-ground); }
    .lines { display: grid; grid-template-columns: auto minmax(0, 1fr); border: 1px solid var(--line); border-radius: .6rem;
      background: var(--ground); overflow: hidden; }
    .lines pre, textarea { font: 1rem/1.5 ui-monospace, SFMono-Regular, Menlo, Consolas, "Noto Sans Mono CJK SC", monospace; padding: .5rem .6rem; }
    .lines pre { color: var(--quiet); text-align: right; user-select: none; border-right: 1px solid var(--line); }
    textarea { border: 0; margin: 0; background: transparent; color: var(--ink); width: 100%; resize: none; white-space: pre; overflow: auto;
      display: block; tab-size: 2; }
    .lines textarea:focus-visible { outline-offset: -3px; }
    .forms { display: grid; gap: 1rem; align-items: start; grid-template-columns: repeat(auto-fill, minmax(min(100%, 20rem), 1fr)); }
    .edit { background: var(--paper); border: 1px solid var(--line); border-radius: 1rem; padding: 1rem 1.25rem;
      display: grid; gap: .6rem; max-width: 36rem; }
    label { display: grid; gap: .2rem; color: var(--quiet); font-size: .875rem; }
    label input, label select { color: var(--ink); font-size: 1rem; width: 100%; background: var(--ground); }
    fieldset { border: 1px solid var(--line); border-radius: .75rem; padding: .5rem 1rem 1rem; margin: 0; display: grid; gap: .6rem; min-width: 0; }
    legend { color: var(--quiet); font-size: .875rem; padding: 0 .3rem; }
    .edit.wide { max-width: none; }
    details.edit { display: block; margin-top: 1rem; }
    .edit > summary { cursor: pointer; font-weight: 600; }
    label.check { display: flex; min-height: 2.75rem; gap: .6rem; align-items: center; cursor: pointer; }
    label.check input { width: 1.25rem; height: 1.25rem; min-height: 0; margin: 0; accent-color: var(--accent); }
    .choices { display: grid; gap: .75rem; grid-template-columns: repeat(auto-fill, minmax(min(9.5rem, 45%), 1fr)); }
    .choice { gap: .4rem; align-content: end; padding: .5rem; border: 1px solid var(--line); border-radius: .75rem; cursor: pointer; justify-items: center;
      text-align: center; background: var(--ground); }
    .choice:has(:checked) { border-color: var(--accent); background: var(--accent-ground); color: var(--accent); font-weight: 600; }
    .choice img { display: block; width: min(100%, 9.25rem); height: auto; aspect-ratio: 148 / 210; object-fit: contain; background: #fff; border: 1px solid var(--line); }
    .choice input { width: auto; min-height: 0; margin: 0; accent-color: var(--accent); }
    .choice svg { fill: var(--paper); stroke: currentColor; }
    input[type=file] { padding: 2rem 1rem; min-height: 6rem; border: 2px dashed var(--line); border-radius: 1rem; background: var(--ground);
      color: var(--ink); }
    input::file-selector-button { font: inherit; color: inherit; background: var(--paper); border: 1px solid var(--line);
      border-radius: .6rem; padding: .45rem .8rem; margin-right: .8rem; }
    .remove { color: var(--bad); }
    .button[aria-current] { border-color: var(--accent); color: var(--accent); font-weight: 600; }
    .edit:target { border-color: var(--accent); }
    .pair { display: grid; grid-template-columns: minmax(0, 2fr) minmax(0, 1fr); gap: .6rem; }
    .note { margin-top: .75rem; background: var(--paper); border: 1px solid var(--line); border-radius: .75rem; padding: .75rem 1rem; }
    progress { accent-color: var(--accent); width: 100%; max-width: 24rem; height: .75rem; display: block; margin-top: .4rem; }
    .steps .quiet { flex: 1 1 14rem; align-self: center; }
    .steps label { flex: 0 1 16rem; }
    .steps label input { background: var(--paper); }
    .steps label ~ * { align-self: end; }
    .steps label ~ .quiet { align-self: end; padding-bottom: .7rem; }
    .main { background: var(--accent); color: var(--paper); border-color: var(--accent); }
    .diff { background: var(--paper); border: 1px solid var(--line); border-radius: .75rem; padding: .75rem 1rem; white-space: pre-wrap; }
    .diff del { color: var(--bad); background: var(--bad-ground); text-decoration: none; }
    .diff ins { color: var(--accent); background: var(--accent-ground); text-decoration: none; }
    label strong, .first legend { color: var(--ink); font-size: 1rem; font-weight: 600; }
    form.first { gap: 1.4rem; }
    .first fieldset { border: 0; padding: 0; }
    .first legend { padding: 0; }
    .welcome { border-left: 4px solid var(--accent); padding-left: 1rem; }
    ::placeholder { color: var(--quiet); opacity: 1; }
    .search input:focus-visible, label input:focus-visible { outline-offset: 0; }
    :focus-visible { outline: 3px solid var(--accent); outline-offset: 2px; }
    @media (min-width: 52rem) { .top, main { padding-left: 1.5rem; padding-right: 1.5rem; } }
    @media (max-width: 30rem) { .list thead { display: none; } .list tr { display: grid; padding: .5rem 0; border-top: 1px solid var(--line); }
      .list th, .list td { border: 0; padding: .15rem 0; } }

    """
}
