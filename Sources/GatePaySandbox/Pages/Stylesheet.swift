internal import GatePay

/// The two looks of the sandbox's pages, after the gateway's two templates.
enum Stylesheet {
  static func text(skin: GatewaySkin) -> String {
    switch skin {
    case .standard: day + common
    case .one: night + common
    }
  }

  private static let day = """
    :root { color-scheme: light; --ground: #eef2f0; --paper: #fff; --ink: #1b2420; --faint: #55625c;
      --line: #cfd8d3; --edge: 1rem; }

    """

  private static let night = """
    :root { color-scheme: dark; --ground: #12131c; --paper: #1e2030; --ink: #f3f1ea; --faint: #b4b3c4;
      --line: #3d4059; --edge: 0; }
    main { border-top: .4rem solid #f0b860; }

    """

  private static let common = """
    *, *::before, *::after { box-sizing: border-box; }
    body { margin: 0; padding: 0 0 2rem; background: var(--ground); color: var(--ink); line-height: 1.5;
      font-family: system-ui, "PingFang SC", "Microsoft YaHei", "Noto Sans CJK SC", sans-serif;
      overflow-wrap: anywhere; }
    h1, h2, p, dl, dd, ol, ul { margin: 0; padding: 0; }
    .banner { background: #7a1f1f; color: #fff; text-align: center; padding: .4rem 1rem;
      font-weight: 600; }
    main { max-width: 27rem; margin: 1rem auto 0; padding: 1.5rem; background: var(--paper);
      border-radius: var(--edge); display: grid; gap: 1.25rem; }
    header { border-bottom: 1px solid var(--line); padding-bottom: 1rem; }
    h1 { font-size: 1.35rem; line-height: 1.3; }
    h2 { font-size: 1rem; }
    ol, ul { padding-left: 1.25rem; }
    .label, label, dt, legend { color: var(--faint); font-size: .9375rem; padding: 0; }
    label { display: block; margin-bottom: .25rem; }
    form { display: grid; gap: 1.25rem; }
    input { font: inherit; font-size: 1.25rem; width: 100%; padding: .6rem .75rem; color: inherit;
      background: var(--ground); border: 1px solid var(--faint); border-radius: .5rem; }
    .amount { font-size: 3rem; font-weight: 700; line-height: 1.1; text-align: center;
      font-variant-numeric: tabular-nums; white-space: nowrap; }
    .amount span { font-size: .55em; margin-right: .1em; }
    .fixed { text-align: center; color: var(--faint); }
    dl { display: grid; grid-template-columns: minmax(5rem, auto) 1fr; gap: .4rem 1rem; }
    .state { font-weight: 700; }
    fieldset { border: 0; margin: 0; padding: 0; display: grid; gap: .6rem; min-width: 0; }
    legend { margin-bottom: .5rem; }
    button { font: inherit; font-weight: 600; min-height: 3rem; padding: .5rem 1rem; cursor: pointer;
      border: 1px solid var(--faint); border-radius: .6rem; background: var(--ground); color: inherit; }
    .wechat { background: #046c36; border-color: #046c36; color: #fff; }
    .alipay { background: #0958d9; border-color: #0958d9; color: #fff; }
    .actions { grid-template-columns: 1fr 1fr; }
    .actions button[value=paid] { grid-column: 1 / -1; background: #046c36; border-color: #046c36;
      color: #fff; }
    button:focus-visible, input:focus-visible { outline: 3px solid var(--ink); outline-offset: 2px; }
    .problem { font-weight: 600; }
    @media (min-width: 48rem) { main { margin-top: 3rem; padding: 2.25rem; max-width: 32rem; } }

    """
}
