const CSS = `
.clip{position:absolute;inset-inline-start:-40px;bottom:0;width:38px;height:42px;border-radius:50%;display:grid;place-items:center;font-size:22px;color:var(--muted)}
.files{display:flex;flex-direction:column;gap:6px;margin:2px 0 4px}
.files .pics{display:flex;flex-wrap:wrap;gap:4px}
.pic{display:block;max-width:100%;border-radius:10px;overflow:hidden;background:rgba(127,127,127,.15);cursor:zoom-in}
.pic img{display:block;width:100%;height:100%;object-fit:cover}
.file{display:flex;gap:8px;align-items:center;min-width:0;max-width:100%;padding:8px 10px;border-radius:10px;background:rgba(127,127,127,.15);text-align:start}
.file b{display:block;font-weight:600;overflow:hidden;text-overflow:ellipsis;white-space:nowrap;max-width:220px}
.file small{opacity:.8}
.files audio,.files video{display:block;max-width:100%;width:260px}
.tray{display:flex;flex-wrap:wrap;gap:6px;margin:0 0 6px;padding:0;list-style:none;font-size:13px}
.tray li{position:relative;display:flex;gap:6px;align-items:center;max-width:100%;padding:4px 6px 4px 8px;border-radius:8px;background:var(--bubble)}
.tray li[data-state=failed]{color:var(--danger)}
.tray b{font-weight:500;max-width:150px;overflow:hidden;text-overflow:ellipsis;white-space:nowrap}
.tray button{width:24px;height:24px;border-radius:50%}
.tray progress{position:absolute;inset:auto 8px 1px;width:auto;height:3px;accent-color:var(--accent)}
.tray p{flex-basis:100%;margin:0;color:var(--muted)}
.msg{position:relative}
.msg:not(.own){align-self:flex-start}
.act{position:absolute;left:calc(100% + 4px);bottom:0;width:28px;height:28px;border-radius:50%;color:var(--muted);font-size:17px;line-height:1;opacity:0;transition:opacity .12s}
.own .act{left:auto;right:calc(100% + 4px)}
.msg:hover .act,.act:focus-visible,.act[aria-expanded=true]{opacity:1}
.act:hover,.act[aria-expanded=true]{background:var(--bubble);color:var(--text)}
@media(hover:none){.act{opacity:.75;width:32px;height:32px}}
.menu{position:absolute;z-index:3;padding:5px;border-radius:14px;background:var(--raised);box-shadow:0 4px 20px rgba(15,20,30,.24),0 0 0 1px var(--line)}
.menu div{display:flex}
.menu button{min-width:36px;height:36px;border-radius:10px;font-size:19px;line-height:36px}
.menu button:hover,.menu button[aria-checked=true]{background:var(--bubble)}
.menu button[aria-checked=true]{box-shadow:inset 0 0 0 2px var(--accent-text)}
.menu .reply{display:block;width:100%;padding:0 12px;font-size:14px;text-align:start}
@media(pointer:coarse){.menu button{min-width:44px;height:44px;line-height:44px}}
.note{position:absolute;inset:auto 12px 10px;margin:0;padding:8px 12px;border-radius:10px;background:var(--raised);color:var(--danger);font-size:13px;box-shadow:0 2px 12px rgba(15,20,30,.22),0 0 0 1px var(--line)}
.note:empty{display:none}
.answers{display:flex;gap:6px;align-items:center;margin:0 0 6px;padding-inline-start:8px;border-inline-start:3px solid var(--accent-text);font-size:13px}
.answers div{flex:1;min-width:0}
.answers :is(b,span){display:block;overflow:hidden;text-overflow:ellipsis;white-space:nowrap}
.answers b{font-weight:600;color:var(--accent-text)}
.answers span{color:var(--muted)}
.answers button{flex:none;width:28px;height:28px;border-radius:50%;font-size:18px;color:var(--muted)}
.large{position:fixed;inset:0;z-index:9;display:grid;place-items:center;background:rgba(10,12,16,.88)}
.large img{max-width:94vw;max-height:90vh;object-fit:contain}
.large button{position:absolute;top:12px;inset-inline-end:12px;width:44px;height:44px;border-radius:50%;background:#17191d;color:#fff;font-size:22px}
`;

const styled = new WeakMap<Node, Set<string>>();

/** Once per root. Constructed sheets pass policies that forbid style elements. */
export function addSheet(node: Node, css: string): void {
  const root = node.getRootNode();
  if (!(root instanceof ShadowRoot)) return;
  const known = styled.get(root) ?? new Set();
  if (known.has(css)) return;
  styled.set(root, known.add(css));
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(css);
  root.adoptedStyleSheets = [...root.adoptedStyleSheets, sheet];
}

export const addStyles = (node: Node): void => addSheet(node, CSS);
