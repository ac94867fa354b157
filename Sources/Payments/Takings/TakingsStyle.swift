/// The stylesheet and the icon of the page of takings.
enum TakingsStyle {
  static let icon = """
    <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 16 16"><rect width="16" height="16" rx="4" fill="#1f6b52"/>\
    <path d="M4 12V8h2v4zm3 0V4h2v8zm3 0V6h2v6z" fill="#fff"/></svg>
    """

  static let text = """
    :root { color-scheme: light dark; --ground: #f6f4ef; --paper: #fffefb; --ink: #1d1c19;
      --quiet: #605d56; --line: #e3dfd5; --bar: #6a9f89; --accent: #1f6b52; --warn: #8a3b12;
      --warn-ground: #fdf1e4; --warn-line: #ecc9a2; }
    @media (prefers-color-scheme: dark) { :root { --ground: #131512; --paper: #1b1e1a; --ink: #eeece5;
      --quiet: #a9a79d; --line: #30342e; --bar: #557f6e; --accent: #74c9a6; --warn: #f3b27a;
      --warn-ground: #2a2118; --warn-line: #5a4228; } }
    *, *::before, *::after { box-sizing: border-box; }
    body { margin: 0; background: var(--ground); color: var(--ink); line-height: 1.5;
      font-family: system-ui, -apple-system, "PingFang SC", "Microsoft YaHei", "Noto Sans CJK SC", sans-serif;
      overflow-wrap: anywhere; -webkit-text-size-adjust: 100%; }
    h1, h2, h3, p, ul, dl, dd, figure, table { margin: 0; padding: 0; }
    ul { list-style: none; }
    h1 { font-size: 1.125rem; font-weight: 650; }
    h2 { font-size: .9375rem; font-weight: 600; color: var(--quiet); }
    h3 { font-size: .9375rem; font-weight: 600; padding-bottom: .5rem; }
    .quiet, .top p { color: var(--quiet); font-size: .875rem; font-weight: 400; }
    .top, main { max-width: 70rem; margin: 0 auto; padding: 1.25rem 1.25rem 0; }
    .top { display: flex; flex-wrap: wrap; gap: .25rem 1.5rem; justify-content: space-between;
      align-items: baseline; }
    main { display: grid; grid-template-columns: minmax(0, 1fr); gap: 1.25rem; padding-bottom: 3rem; }
    section, article { min-width: 0; }
    .hero, .lists article { background: var(--paper);
      border: 1px solid var(--line); border-radius: 1rem; padding: 1.25rem; }
    .hero { display: grid; gap: 1.75rem; }
    .sum { font-variant-numeric: tabular-nums; white-space: nowrap; }
    .unit { color: var(--quiet); font-size: .8em; margin-right: .1em; }
    .large { display: block; font-size: clamp(2.25rem, 11vw, 3.5rem); font-weight: 650;
      letter-spacing: -.02em; line-height: 1.15; }
    .large .unit { font-size: .5em; font-weight: 400; }
    .today dl { display: grid; gap: .4rem; margin-top: 1.25rem; border-top: 1px solid var(--line);
      padding-top: .9rem; }
    .today dl div { display: flex; justify-content: space-between; gap: 1rem; }
    dt { color: var(--quiet); }
    figcaption { display: flex; flex-wrap: wrap; justify-content: space-between; gap: .25rem 1rem;
      margin-bottom: .75rem; }
    .chart { display: block; width: 100%; height: 10rem; border-bottom: 1px solid var(--quiet); }
    .grid-lines path { stroke: var(--line); stroke-width: 1; vector-effect: non-scaling-stroke; }
    .space { fill: transparent; }
    .bar { fill: var(--bar); }
    .now, g:hover .bar { fill: var(--accent); }
    .axis { display: flex; justify-content: space-between; color: var(--quiet); font-size: .8125rem;
      padding-top: .35rem; font-variant-numeric: tabular-nums; }
    details { margin-top: .5rem; font-size: .9375rem; }
    summary { cursor: pointer; color: var(--accent); padding: .25rem 0; width: fit-content; }
    table { border-collapse: collapse; width: 100%; }
    th, td { text-align: left; font-weight: 400; padding: .5rem 0; vertical-align: baseline;
      border-top: 1px solid var(--line); }
    thead th { color: var(--quiet); font-size: .8125rem; border: 0; }
    tbody tr:first-child > * { border-top: 0; }
    td:last-child, thead th:last-child, .count, thead th:nth-child(2) { text-align: right; }
    td, .count { padding-left: 1rem; white-space: nowrap; }
    .count { color: var(--quiet); font-variant-numeric: tabular-nums; }
    .latest .when { padding-left: 0; color: var(--quiet); font-variant-numeric: tabular-nums; width: 1%; }
    .latest th { padding-left: 1rem; }
    .latest .quiet { display: block; }
    .share { display: block; width: 100%; height: 3px; margin-top: .3rem; background: var(--line);
      border-radius: 2px; }
    .share rect { fill: var(--accent); }
    .hidden { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%);
      white-space: nowrap; }
    nav ul { display: flex; gap: .25rem; background: var(--line); padding: .25rem; border-radius: .75rem;
      width: fit-content; }
    nav a { display: block; padding: .4rem .9rem; border-radius: .55rem; color: var(--ink);
      text-decoration: none; font-size: .9375rem; }
    nav a[aria-current] { background: var(--paper); font-weight: 600; }
    .grid { margin-top: 1.25rem; }
    .grid article { break-inside: avoid; margin-bottom: 1.25rem; }
    .grid article:last-child { margin-bottom: 0; }
    .attention { background: var(--warn-ground); border: 1px solid var(--warn-line);
      border-radius: 1rem; padding: 1.25rem; }
    .attention h2 { color: var(--warn); }
    .attention ul { display: grid; gap: .9rem; margin-top: .9rem; }
    .attention li { border-top: 1px solid var(--warn-line); padding-top: .9rem; }
    .attention li .quiet { white-space: nowrap; }
    .attention code { font-size: .8125rem; color: var(--quiet); }
    .badge { background: var(--warn); color: var(--paper); border-radius: 1rem; padding: .05rem .5rem;
      font-size: .8125rem; }
    a:focus-visible, summary:focus-visible { outline: 3px solid var(--accent); outline-offset: 2px; }
    @media (min-width: 52rem) {
      .top { padding-top: 2rem; }
      .hero { grid-template-columns: minmax(15rem, max-content) minmax(0, 1fr); gap: 3rem; padding: 1.75rem; }
      .large { font-size: 3rem; }
      .chart { height: 13rem; }
      .grid { columns: 2; column-gap: 1.25rem; }
      .attention ul { grid-template-columns: repeat(2, minmax(0, 1fr)); column-gap: 2rem; }
    }
    @media print { body { background: #fff; } nav, details { display: none; } }

    """
}
