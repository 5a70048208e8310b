/** Under `.msg`, over what the first script says of every `form` and `textarea`: of those it has one each. */
export const FORM_STYLES = `
.msg .ask{display:block;width:min(320px,100%);min-width:min(260px,100%);margin-top:4px;padding:12px;border:1px solid var(--line);border-radius:14px;background:var(--raised)}
.msg:has(.ask){align-items:stretch}
.msg:has(.ask) .bubble{align-self:flex-start}
.ask .row{margin:0 0 10px}
.ask label{display:block;margin:0 0 3px;font-size:13px;font-weight:550;overflow-wrap:anywhere}
.ask label span{font-weight:400;color:var(--muted)}
.ask :is(input,textarea){display:block;width:100%;height:auto;min-height:40px;max-height:none;margin:0;padding:8px 11px;border:1px solid var(--muted);border-radius:10px;background:var(--bg);color:inherit;font:inherit;font-size:16px;line-height:22px;outline:0;-webkit-appearance:none;appearance:none}
.ask textarea{min-height:64px;resize:vertical}
.ask :is(input,textarea):focus{border-color:var(--accent-text);box-shadow:0 0 0 1px var(--accent-text)}
.ask [aria-invalid=true]{border-color:var(--danger)}
.ask .error{margin:3px 0 0}
.ask .error:empty{display:none}
.ask .go{width:100%;min-height:42px;margin-top:2px;border-radius:10px;background:var(--accent);color:var(--on-accent);font-weight:600}
.ask>b{display:block;font-weight:600;font-size:13px}
.ask dl{margin:0}
.ask dt{margin-top:6px;font-size:13px;color:var(--muted);overflow-wrap:anywhere}
.ask dd{margin:0;overflow-wrap:anywhere;white-space:pre-wrap}
`;
