/** The looks of /docs: light and dark by what the reader's system prefers, readable on a telephone and on paper. */
export const styleSheet = `
:root{--ink:#1c2430;--soft:#5b6675;--page:#fff;--card:#f6f8fa;--line:#dde3ea;--link:#0b5cad;--get:#0a7d4b;--post:#0b5cad;--put:#95600a;--delete:#b3261e}
@media (prefers-color-scheme:dark){:root{--ink:#e3e8ef;--soft:#9aa7b6;--page:#11161d;--card:#19202a;--line:#2b3542;--link:#7cb7ff;--get:#58cf97;--post:#7cb7ff;--put:#e5b567;--delete:#ff8a80}}
*{box-sizing:border-box}
html{scroll-padding-top:1rem}
body{margin:0;display:grid;grid-template-columns:19rem minmax(0,1fr);font:16px/1.55 system-ui,sans-serif;color:var(--ink);background:var(--page)}
nav{position:sticky;top:0;height:100vh;overflow:auto;padding:1rem;border-right:1px solid var(--line);background:var(--card);font-size:.82rem}
nav h2{margin:1rem 0 .2rem;font-size:.78rem;text-transform:uppercase;letter-spacing:.06em}
nav ul{list-style:none;margin:0;padding:0}
nav li a{display:block;padding:.12rem 0;overflow:hidden;text-overflow:ellipsis;white-space:nowrap}
nav a{color:inherit;text-decoration:none}
nav a:hover,nav a:focus{text-decoration:underline}
nav b{display:inline-block;width:4.8em;font-size:.68rem}
.brand{font-weight:700;font-size:1.05rem;margin:0 0 .6rem}.brand span{font-weight:400;color:var(--soft)}
main{max-width:60rem;padding:1.5rem clamp(1rem,4vw,3rem) 6rem}
h1{font-size:1.9rem;margin:.2rem 0}
h2{font-size:1.35rem;margin:2.5rem 0 .5rem;text-transform:capitalize}
h3{font-size:1.02rem;margin:0 0 .4rem;overflow-wrap:anywhere}
h4{margin:1rem 0 .3rem;font-size:.8rem;text-transform:uppercase;letter-spacing:.05em;color:var(--soft)}
article{margin:1rem 0;padding:1rem 1.2rem;border:1px solid var(--line);border-radius:10px}
article:target{border-color:var(--link);box-shadow:0 0 0 2px color-mix(in srgb,var(--link) 30%,transparent)}
.summary{font-weight:600;margin:.2rem 0}
p{margin:.4rem 0}
a{color:var(--link)}
.anchor{text-decoration:none;color:var(--soft)}
code,pre{font:.86em/1.5 ui-monospace,SFMono-Regular,Menlo,monospace}
pre{overflow:auto;max-height:32rem;margin:.4rem 0;padding:.8rem;background:var(--card);border:1px solid var(--line);border-radius:8px}
.get{color:var(--get)}.post{color:var(--post)}.put{color:var(--put)}.delete{color:var(--delete)}
.table{overflow-x:auto}
table{border-collapse:collapse;width:100%;font-size:.9rem}
th,td{text-align:left;vertical-align:top;padding:.35rem .7rem .35rem 0;border-top:1px solid var(--line);font-weight:400}
thead th{color:var(--soft);font-size:.8rem}
tr:target{background:var(--card)}
th[scope=row]{width:30%}
.type{width:28%;color:var(--soft);overflow-wrap:anywhere}
.required{color:var(--delete)}
.status{font-variant-numeric:tabular-nums}
.media{margin:.3rem 0 0;color:var(--soft)}
.errors{list-style:none;margin:0;padding:0;font-size:.9rem}.errors a{margin-right:.4rem}
details summary{cursor:pointer;color:var(--link);margin:.3rem 0}
small{color:var(--soft)}
.skip{position:absolute;left:-99rem}.skip:focus{left:1rem;top:1rem;background:var(--page);padding:.5rem;z-index:1}
@media (max-width:60rem){body{display:block}nav{position:static;height:auto;max-height:45vh;border-right:0;border-bottom:1px solid var(--line)}}
@media print{nav{display:none}body{display:block}details>*{display:block}}
`.trim()
