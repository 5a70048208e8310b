/**
 * All styles of the widget. They live in its shadow root, where the page's rules do not reach, except through inheritance
 * and through the host element itself: `all: initial` with `!important` stops both, because among important rules those of
 * the inner tree win. Sizes are in px: `rem` would follow the page's root font size.
 */
export const STYLES = `
:host{all:initial!important;display:block!important;position:fixed!important;inset:auto 0 0 auto!important;width:0!important;height:0!important;z-index:2147483647!important}
:host([data-layout=page]){position:absolute!important;inset:0!important;width:auto!important;height:auto!important}
@media print{:host{display:none!important}}
*,*::before,*::after{box-sizing:border-box}
[hidden]{display:none!important}
.root{
--bg:#fff;--raised:#fff;--text:#1a1d21;--muted:#5c636d;--bubble:#f0f2f5;--line:#e4e7eb;--danger:#b3261e;--accent-text:var(--accent-on-light);
--shadow:0 0 0 1px rgba(15,20,30,.05),0 12px 40px rgba(15,20,30,.18),0 2px 8px rgba(15,20,30,.08);
font:400 15px/1.4 system-ui,-apple-system,"Segoe UI",Roboto,"Helvetica Neue",Arial,"Noto Sans","Noto Color Emoji",sans-serif;
color:var(--text);text-align:start;-webkit-font-smoothing:antialiased;-webkit-text-size-adjust:100%;color-scheme:light dark}
@media(prefers-color-scheme:dark){.root{--bg:#17191d;--raised:#23262c;--text:#eceef1;--muted:#a3abb6;--bubble:#272b31;--line:#2e333a;--danger:#ff8a80;--accent-text:var(--accent-on-dark);
--shadow:0 0 0 1px rgba(255,255,255,.08),0 12px 40px rgba(0,0,0,.55)}}
button{font:inherit;color:inherit;background:none;border:0;padding:0;margin:0;cursor:pointer;-webkit-tap-highlight-color:transparent}
:focus-visible{outline:2px solid var(--accent-text);outline-offset:2px}
.icon{width:1em;height:1em;fill:none;stroke:currentColor;stroke-width:1.8;stroke-linecap:round;stroke-linejoin:round;display:block;flex:none}
.sr{position:absolute;width:1px;height:1px;margin:-1px;overflow:hidden;clip-path:inset(50%);white-space:nowrap}

.launcher{position:fixed;right:max(20px,env(safe-area-inset-right));bottom:max(20px,env(safe-area-inset-bottom));width:60px;height:60px;border-radius:50%;
background:linear-gradient(160deg,var(--accent-soft),var(--accent));color:var(--on-accent);box-shadow:0 6px 20px rgba(15,20,30,.24),0 1px 4px rgba(15,20,30,.16);
transition:transform .2s cubic-bezier(.2,.8,.2,1),box-shadow .2s;animation:arrive .35s cubic-bezier(.2,.9,.3,1.2) backwards}
.launcher:hover{transform:scale(1.05);box-shadow:0 8px 26px rgba(15,20,30,.3)}
.launcher:active{transform:scale(.96)}
.launcher:focus-visible{outline:3px solid var(--accent-text);outline-offset:3px}
.launcher .icon{position:absolute;inset:0;margin:auto;width:30px;height:30px;transition:transform .25s cubic-bezier(.2,.8,.2,1),opacity .18s}
.launcher .icon:nth-of-type(2),.open .launcher .icon:nth-of-type(1){opacity:0;transform:rotate(-45deg) scale(.6)}
.open .launcher .icon:nth-of-type(2){opacity:1;transform:none}
.badge{position:absolute;top:-3px;right:-3px;min-width:22px;height:22px;padding:0 6px;border-radius:11px;background:#c62828;color:#fff;
font-size:12.5px;font-weight:650;line-height:22px;text-align:center;font-variant-numeric:tabular-nums;box-shadow:0 0 0 2px var(--bg);animation:arrive .25s cubic-bezier(.2,.9,.3,1.3)}

.teaser{position:fixed;right:max(20px,env(safe-area-inset-right));bottom:calc(max(20px,env(safe-area-inset-bottom)) + 74px);width:max-content;max-width:min(320px,calc(100vw - 40px));
background:var(--raised);border-radius:16px 16px 5px 16px;box-shadow:var(--shadow);animation:rise .3s cubic-bezier(.2,.8,.2,1)}
.teaser-open{display:block;width:100%;padding:12px 38px 13px 15px;border-radius:inherit;text-align:start}
.teaser b{display:block;font-weight:600;font-size:13px;color:var(--muted);margin-bottom:1px}
.teaser p{margin:0;display:-webkit-box;-webkit-line-clamp:3;-webkit-box-orient:vertical;overflow:hidden;overflow-wrap:anywhere}
.teaser-close{position:absolute;top:7px;right:7px;width:26px;height:26px;border-radius:50%;display:grid;place-items:center;color:var(--muted);font-size:16px}
.teaser-close:hover{background:var(--bubble)}

.panel{position:fixed;right:max(20px,env(safe-area-inset-right));bottom:calc(max(20px,env(safe-area-inset-bottom)) + 74px);width:392px;max-width:calc(100vw - 40px);
height:min(660px,calc(100vh - 120px));display:flex;flex-direction:column;background:var(--bg);border-radius:20px;overflow:hidden;box-shadow:var(--shadow);
transform-origin:calc(100% - 30px) calc(100% + 40px);opacity:0;visibility:hidden;transform:translateY(10px) scale(.94);
transition:opacity .16s ease-in,transform .18s ease-in,visibility 0s .18s}
.open .panel{opacity:1;visibility:visible;transform:none;transition:opacity .2s ease-out,transform .32s cubic-bezier(.16,1,.3,1),visibility 0s}
header{display:flex;align-items:center;gap:12px;padding:16px 14px 16px 18px;background:linear-gradient(160deg,var(--accent-soft),var(--accent));color:var(--on-accent);flex:none}
.face{position:relative;flex:none;width:42px;height:42px;border-radius:50%;display:grid;place-items:center;font-size:19px;font-weight:650;background:var(--on-accent);color:var(--accent)}
.titles{flex:1;min-width:0}
header .title{margin:0;font-size:17px;font-weight:650;line-height:1.25;white-space:nowrap;overflow:hidden;text-overflow:ellipsis}
.titles p{margin:1px 0 0;font-size:13px;white-space:nowrap;overflow:hidden;text-overflow:ellipsis}
.close{width:36px;height:36px;border-radius:50%;display:grid;place-items:center;font-size:22px;transition:background .15s}
.close:hover{background:color-mix(in srgb,currentColor 14%,transparent)}
header :focus-visible{outline-color:currentColor;outline-offset:-2px}
.bar{flex:none;padding:8px 16px;font-size:13px;text-align:center;text-wrap:balance;line-height:1.35;background:#fdf3d7;color:#5b4300;animation:rise .2s ease-out}
@media(prefers-color-scheme:dark){.bar{background:#3a3014;color:#ffe2a0}}
.bar:empty{display:none}

.middle{position:relative;flex:1;min-height:0;display:flex}
.log{flex:1;overflow:auto;overscroll-behavior:contain;overflow-anchor:none;padding:14px 14px 10px;scrollbar-width:thin;scrollbar-color:var(--line) transparent;outline-offset:-3px}
.list{min-height:100%;display:flex;flex-direction:column;justify-content:flex-end}
.earlier{align-self:center;padding:5px 14px;border-radius:14px;font-size:13px;color:var(--accent-text)}
.earlier:hover{background:var(--bubble)}
.day{align-self:center;margin:12px 0 10px;padding:2px 10px;font-size:12.5px;color:var(--muted)}
.msg{display:flex;flex-direction:column;align-items:flex-start;margin-top:3px;max-width:84%}
.msg.first{margin-top:11px}
.day+.msg.first,.msg:first-child{margin-top:0}
.msg.own{align-self:flex-end;align-items:flex-end}
.msg.fresh{animation:rise .26s cubic-bezier(.2,.8,.2,1)}
.who{margin:0 0 3px 13px;font-size:12.5px;font-weight:550;color:var(--muted);max-width:100%;overflow:hidden;text-overflow:ellipsis;white-space:nowrap}
.bubble{max-width:100%;padding:8px 12px 7px;border-radius:18px;background:var(--bubble);overflow-wrap:anywhere;word-break:break-word;white-space:pre-wrap;border:1px solid transparent}
.msg:not(.own) .bubble{border-start-start-radius:6px;border-end-start-radius:6px}
.msg:not(.own).first .bubble{border-start-start-radius:18px}
.own .bubble{background:var(--accent);color:var(--on-accent);border-start-end-radius:6px;border-end-end-radius:6px}
.own.first .bubble{border-start-end-radius:18px}
.bubble a{color:var(--accent-text);text-decoration:underline;text-underline-offset:2px;text-decoration-thickness:1px;border-radius:3px}
.own .bubble a,.own .bubble a:focus-visible{color:inherit;outline-color:currentColor}
.meta{float:inline-end;display:inline-flex;align-items:center;gap:3px;margin:6px -3px -3px 10px;font-size:11.5px;line-height:16px;color:var(--muted);font-variant-numeric:tabular-nums;user-select:none;direction:ltr}
.own .meta{color:inherit}
.meta .icon{width:15px;height:15px;stroke-width:2}
.failed .bubble{background:none;color:var(--text);border-color:var(--danger)}
.failed .bubble a{color:var(--accent-text)}
.failed .meta{color:var(--danger)}
.trouble{display:flex;flex-wrap:wrap;gap:2px 12px;justify-content:flex-end;margin:4px 4px 2px;font-size:13px;color:var(--danger)}
.trouble button{color:var(--accent-text);font-weight:550;text-decoration:underline;text-underline-offset:2px;min-height:24px}
.quote{display:block;max-width:100%;margin-bottom:5px;padding-inline-start:8px;border-inline-start:3px solid;text-align:start;font-size:13px}
.quote :is(b,span){display:block;overflow:hidden;text-overflow:ellipsis;white-space:nowrap}
.deleted .words{font-style:italic}
.marks{display:flex;flex-wrap:wrap;gap:4px;margin-top:3px}
.marks span{padding:0 7px;border-radius:13px;background:var(--bubble);line-height:26px}
.dots{display:flex;gap:4px;padding:14px;width:max-content;margin-top:11px;border-radius:18px 18px 18px 6px;background:var(--bubble);animation:rise .2s ease-out}
.dots i{width:7px;height:7px;border-radius:50%;background:var(--muted);animation:dot 1.2s infinite ease-in-out}
.dots i:nth-child(2){animation-delay:.15s}.dots i:nth-child(3){animation-delay:.3s}
.newest{position:absolute;right:14px;bottom:12px;width:40px;height:40px;border-radius:50%;display:grid;place-items:center;font-size:22px;background:var(--raised);color:var(--muted);box-shadow:0 2px 12px rgba(15,20,30,.22),0 0 0 1px var(--line);animation:rise .18s ease-out}
.newest .badge{background:var(--accent);color:var(--on-accent);top:-7px;right:-5px}

form{flex:none;display:flex;align-items:flex-end;gap:8px;margin:0;padding:10px 12px calc(12px + var(--bottom,0px));border-top:1px solid var(--line);background:var(--bg)}
.field{position:relative;flex:1;min-width:0;margin-inline-start:40px;display:flex;flex-direction:column}
textarea{display:block;width:100%;height:42px;max-height:152px;margin:0;padding:10px 14px;border:1px solid var(--line);border-radius:21px;background:var(--bubble);color:inherit;font:inherit;line-height:20px;resize:none;overflow:hidden auto;
outline:0;scrollbar-width:thin;transition:border-color .15s,box-shadow .15s,background .15s;unicode-bidi:plaintext;text-align:start;-webkit-appearance:none;appearance:none}
textarea::placeholder{color:var(--muted);opacity:1}
textarea:focus,textarea:focus-visible{outline:0;border-color:var(--accent-text);box-shadow:0 0 0 1px var(--accent-text);background:var(--bg)}
.error{margin:6px 6px 0;font-size:13px;color:var(--danger)}
.send{flex:none;width:42px;height:42px;border-radius:50%;display:grid;place-items:center;font-size:22px;background:var(--accent);color:var(--on-accent);transition:transform .15s,background .15s,color .15s}
.send:not([aria-disabled=true]):hover{transform:scale(1.06)}
.send[aria-disabled=true]{background:var(--bubble);color:var(--muted);cursor:default}

@media(max-width:480px){
.open .launcher{display:none}
.panel{inset:0;top:var(--top,0px);bottom:auto;width:100%;max-width:none;height:var(--height,100dvh);border-radius:0;box-shadow:none;transform:translateY(24px);transform-origin:50% 100%}
header{padding-top:max(12px,env(safe-area-inset-top));padding-bottom:12px;padding-inline:max(16px,env(safe-area-inset-left)) max(10px,env(safe-area-inset-right))}
.close{width:44px;height:44px}
form{--bottom:env(safe-area-inset-bottom)}
}
@media(max-width:480px),(pointer:coarse){textarea{font-size:16px}}
@media(max-height:520px) and (min-width:481px){.panel{bottom:10px;height:calc(100vh - 20px);right:90px}}
:host([data-layout=page]) .panel{position:absolute;inset:0;width:auto;max-width:none;height:auto;border-radius:0;box-shadow:none;transform:none}
:host([data-layout=page]) :is(header,.bar,form){padding-inline:max(18px,calc(50% - 372px))}
:host([data-layout=page]) .list{max-width:744px;margin-inline:auto}
:host([data-layout=page]) .newest{right:max(14px,calc(50% - 372px))}
@media(max-width:480px){:host([data-layout=page]) .panel{height:var(--height,auto);bottom:auto}:host([data-layout=page]) .panel:not([style*=height]){bottom:0}}
@keyframes arrive{from{transform:scale(0);opacity:0}}
@keyframes rise{from{transform:translateY(8px);opacity:0}}
@keyframes dot{0%,60%,100%{transform:none;opacity:.55}30%{transform:translateY(-4px);opacity:1}}
@media(prefers-reduced-motion:reduce){*,*::before,*::after{animation:none!important;transition:none!important}}
@media(forced-colors:active){.panel,.bubble,.launcher,.newest,.teaser,.send{border:1px solid CanvasText}.icon{stroke:CanvasText}}
`;
