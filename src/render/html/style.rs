//! How a page looks. Its colors are those of pictures and two of its own; on paper it is light.

/// Behind [`crate::render::svg::STYLE`].
pub(super) const STYLE: &str = "\
.page{--good:#116644;--panel:#f6f8fa}
@media(prefers-color-scheme:dark){.page{--good:#4cc38a;--panel:#161b22}}
@media print{.page{--good:#116644;--panel:#f6f8fa}}
*{box-sizing:border-box}
.page{max-width:920px;margin:0 auto;padding:28px 20px 40px;background:var(--bg);color:var(--ink);font:15px/1.5 system-ui,-apple-system,\"Segoe UI\",Roboto,\"Liberation Sans\",Arial,\"Noto Sans\",sans-serif;overflow-wrap:anywhere}
.defs{position:absolute}
h1,h2,h3,p,dl,dd{margin:0}
h1{font-size:28px;line-height:1.2;letter-spacing:-.01em}h2{font-size:24px;line-height:1.25;letter-spacing:-.01em}
.leaf section h2,.leaf section h3,.picture h2,#all{font-size:15px;line-height:1.4;letter-spacing:0;margin:24px 0 4px}
.about,.above,.small,.was,dt,.source,footer,summary{color:var(--soft)}
.about{margin-bottom:20px}.small,.source,footer,summary,caption{font-size:13px}
.leaf{border-top:3px solid var(--ink);padding-top:16px;margin-top:44px}
header+main>.leaf:first-child{margin-top:0}
.head{display:flex;gap:12px 24px;justify-content:space-between;align-items:flex-start;flex-wrap:wrap}
.head>div{flex:1 1 320px}
.states{display:flex;flex-wrap:wrap;gap:4px 10px;align-items:center}
.state{border:1.5px solid;border-radius:99px;padding:3px 14px;font-weight:650;white-space:nowrap}
.good{color:var(--good)}.warn{color:var(--warn)}.bad{color:var(--bad)}.soft{color:var(--soft)}.strong{font-weight:600}
.facts{display:grid;grid-template-columns:repeat(4,1fr);gap:1px;margin-top:18px;background:var(--rule);border:1px solid var(--rule);border-radius:8px;overflow:hidden}
.facts>div{background:var(--panel);padding:12px 16px}
dt{font-size:13px}.value{font-size:21px;line-height:1.3;font-weight:650}
.said{margin-top:16px}.said>div{display:grid;grid-template-columns:116px 1fr;gap:0 12px;padding:3px 0}.said dt{padding-top:2px}
table{width:100%;border-collapse:collapse}
th,td{padding:7px 14px 7px 0;text-align:left;vertical-align:top;font-weight:400;border-bottom:1px solid var(--rule)}
th:last-child,td:last-child{padding-right:0}
thead th{white-space:nowrap;font-size:13px;color:var(--soft);padding-bottom:4px}
tbody th{font-weight:600}
caption{text-align:left;color:var(--soft);padding:8px 0 2px}
.keep{white-space:nowrap}
code{font:12px/1.4 ui-monospace,\"SF Mono\",Menlo,Consolas,\"Liberation Mono\",monospace;color:var(--soft);overflow-wrap:break-word}
td code{display:inline-block;max-width:180px}
a{color:inherit;text-decoration:underline;text-decoration-color:var(--rule);text-underline-offset:3px}
a:hover,a:focus{text-decoration-color:currentColor}
:focus-visible{outline:2px solid var(--bar);outline-offset:2px}
.wide svg,.narrow svg{display:block;width:100%;height:auto}.narrow{display:none}
details{margin-top:6px}summary{cursor:pointer}.scrolls{overflow-x:auto}
.notes{border:1.5px solid var(--bad);border-radius:8px;padding:10px 14px;margin-bottom:20px}
footer{border-top:1px solid var(--rule);margin-top:44px;padding-top:10px}
@media(max-width:640px){
.page{padding:18px 14px 28px}h1{font-size:24px}h2{font-size:21px}
.facts{grid-template-columns:1fr 1fr}.facts>div{padding:10px 12px}.value{font-size:18px}
.said>div{grid-template-columns:1fr}
.cards thead{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%)}
.cards,.cards tbody,.cards tr,.cards th,.cards td{display:block}
.cards tr{border-bottom:1px solid var(--rule);padding:8px 0}.cards tbody th,.cards td{border:0;padding:1px 0;white-space:normal}
.cards td code{display:inline;max-width:none}
.cards td::before{content:attr(data-of) \" \";color:var(--soft);font-size:13px;margin-right:4px}.cards .none{display:none}
.wide{display:none}.narrow{display:block}.alone{display:block;overflow-x:auto}.alone svg{width:860px;max-width:none}
}
@page{margin:11mm 12mm}
@media print{
.page{max-width:none;padding:0;font-size:8.5pt;line-height:1.35}h1,h2{font-size:16pt}
.leaf{break-before:page;margin-top:0;padding-top:8pt}header+main>.leaf:first-child{break-before:auto}
.leaf section h2,.leaf section h3,.picture h2,#all{font-size:9.5pt;margin:8pt 0 0}
.about{margin-bottom:5pt}.facts{margin-top:7pt}.facts>div{padding:4pt 8pt;print-color-adjust:exact;-webkit-print-color-adjust:exact}.value{font-size:12.5pt}
.said{margin-top:6pt}.said>div{grid-template-columns:76pt 1fr;padding:1pt 0}.said dt{padding-top:0}th,td{padding:2pt 9pt 2pt 0}thead th{padding-bottom:1pt}
.small,.source,footer,dt,caption,thead th{font-size:7.5pt}code{font-size:6.5pt}td code{max-width:130pt}
.wide,.alone{display:block;overflow:visible}.narrow,details{display:none}.wide svg{width:100%;print-color-adjust:exact;-webkit-print-color-adjust:exact}.leaf .wide svg{max-height:88mm}
tr,section,.facts{break-inside:avoid}.picture:has(.alone){break-inside:auto}a{text-decoration:none}footer{margin-top:8pt;padding-top:4pt}footer p{display:inline;margin-right:10pt}
}
";
