/// The style of what the studio lays over a page of the site.
enum OverlayStyle {
  static let text = """
    .paypress-old { position: sticky; top: 0; z-index: 2147483646; margin: 0; padding: .5rem 1rem;
      background: #8a3b12; color: #fff; font: 600 1rem/1.5 system-ui, sans-serif; text-align: center; }
    @media print { .paypress-old { position: static; color: #000; background: #fff; border: 2px solid #000; } }

    """

  /// The style of the panel, within its shadow tree.
  static let panel = """
    :host { all: initial; }
    .panel { position: fixed; inset: auto 0 0 0; z-index: 2147483647; max-height: 65vh; overflow: auto;
      box-sizing: border-box; padding: .75rem 1rem; background: #2a1712; color: #fff; border-top: 4px solid #ff8a5c;
      font: 1rem/1.5 system-ui, -apple-system, "PingFang SC", "Microsoft YaHei", "Noto Sans CJK SC", sans-serif;
      overflow-wrap: anywhere; }
    summary { cursor: pointer; padding: .25rem 0; }
    ol { margin: .5rem 0 0; padding: 0; list-style: none; display: grid; gap: .75rem; }
    li { border-top: 1px solid #6b4235; padding-top: .6rem; }
    p { margin: .2rem 0; }
    a { color: #ffc7ac; }
    .badge { background: #ff8a5c; color: #2a1712; border-radius: 1rem; padding: 0 .5rem; font-size: .875rem; }
    .place { font-weight: 600; }
    .hint::before { content: "→ "; }
    .quiet { color: #d9c1b7; font-size: .9375rem; }
    pre { margin: .4rem 0; padding: .5rem .75rem; background: #1a0d09; border-radius: .5rem; white-space: pre-wrap;
      font: .9375rem/1.5 ui-monospace, SFMono-Regular, Menlo, Consolas, "Noto Sans Mono CJK SC", monospace; }
    .number { color: #b59a8f; user-select: none; }
    mark { background: #ff8a5c; color: #1a0d09; border-radius: 2px; }
    a:focus-visible, summary:focus-visible { outline: 3px solid #ffc7ac; outline-offset: 2px; }
    @media print { .panel { display: none; } }
    """
}
