"use strict";
/* One page for all exhibits: what it shows follows from what the show says. Nothing is loaded from anywhere else. */
const $ = id => document.getElementById(id);
const STORE = "park-visit";
let words = {}, language = "en", role = null, socket = null, tab = "exhibit", live = false, tries = 0, number = 0;
let park = null, exhibit = null, screen_ = null, readings = null, notes = null, old = false, joining = false;
let visit = { seen: [], results: {}, votes: {} }, holding = null, wish = null, sentAt = 0, timer = 0, saidTimer = 0, drawn = "";
try { visit = Object.assign(visit, JSON.parse(localStorage.getItem(STORE) || "{}")); } catch { /* a private window */ }

const keep = () => { try { localStorage.setItem(STORE, JSON.stringify(visit)); } catch { /* a private window */ } };
const t = (key, values = {}) => ((words[language] || {})[key] || (words.en || {})[key] || key).replace(/\{(\w+)\}/g, (all, name) => name in values ? values[name] : all);
const two = text => text ? text[language] || text.en || Object.values(text)[0] || "" : "";
function E(tag, props = {}, ...children) {
  const element = document.createElement(tag);
  for (const [key, value] of Object.entries(props)) {
    if (value === null || value === undefined || value === false) continue;
    if (key.startsWith("on")) element[key] = value;
    else if (key in element && !key.startsWith("aria") && key !== "list") element[key] = value;
    else element.setAttribute(key, value === true ? "" : value);
  }
  element.append(...children.flat(9).filter(child => child !== null && child !== undefined && child !== false));
  return element;
}
const card = (...children) => E("section", { className: "card" }, ...children);
function say(text) {
  $("said").textContent = text; clearTimeout(saidTimer);
  saidTimer = setTimeout(() => { $("said").textContent = ""; }, 4000);
}

/* ---- numbers, as the show writes them */
const whole = x => Math.abs(x - Math.round(x)) < 1e-9;
const places = x => { const size = Math.abs(x); return whole(x) || size >= 1000 ? 0 : size < 1 || (size > 99.9 && size < 100) ? 2 : 1; };
const placesOf = step => { let n = 0; while (n < 4 && !whole(step * 10 ** n)) n++; return n; };
function amount(value, unit, digits) {
  if (value === null || value === undefined || !isFinite(value)) return "–";
  const n = digits === undefined ? places(value) : digits, u = two(unit), money = u && u[0] === "€";
  const text = new Intl.NumberFormat(language, { ...(money ? { style: "currency", currency: "EUR" } : {}), minimumFractionDigits: n, maximumFractionDigits: n, useGrouping: Math.abs(value) >= 10000 }).format(value).replace("-", "\u2212");
  return !u ? text : money ? text + u.slice(1) : u === "×" ? u + text : text + (/[\u4e00-\u9fff]/.test(u) || (/^[°′/:]/.test(u) && u !== "°C") ? "" : "\u00a0") + u;
}
const reading = (value, output) => output.names.length && value !== null ? two(output.names[Math.round(value - output.low)] || {}) || "–" : amount(value, output.unit);
const setting = (value, dial) => dial.names.length ? two(dial.names[Math.round((value - dial.low) / dial.step)]) : dial.shape === "number" ? amount(value, dial.unit, placesOf(dial.step)) : dial.shape === "switch" ? t(value ? "on" : "off-switch") : two((dial.choices.find(c => c[0] === value) || [0, {}])[1]);
const clock = s => `${Math.floor(s / 60)}:${String(Math.floor(s % 60)).padStart(2, "0")}`;

/* ---- the show */
function send(message) {
  if (!socket || socket.readyState !== 1) { say(t("off")); return false; }
  socket.send(JSON.stringify(message)); return true;
}
function open_() {
  if (socket && socket.readyState < 2) return;
  const one = socket = new WebSocket(`ws://${location.host}/ws`);
  let opened = false;
  one.onopen = () => { opened = true; tries = 0; };
  one.onmessage = event => hear(JSON.parse(event.data));
  one.onclose = () => {
    live = false; status();
    const wait = Math.min(8000, 400 * 2 ** tries++) * (.5 + Math.random());   /* spread: not all phones at once */
    setTimeout(opened ? open_ : check, wait);
  };
}
async function check() {   /* a socket that is refused does not say why: the cookie may have run out */
  try {
    const answer = await fetch("/me", { cache: "no-store" });
    if (answer.status === 403) { role = null; draw(); return; }
    if (answer.ok) role = (await answer.json()).role;
  } catch { /* no network */ }
  open_();
}
function hear(message) {
  const value = message.v;
  switch (message.t) {
    case "role": role = value; if (role === "presenter" && !drawn) tab = "remote"; break;
    case "park": park = value; break;
    case "exhibit": exhibit = value; break;
    case "screen": look(value); break;
    case "readings": readings = value; if (holding === null) note(); figures(); return;
    case "notes": notes = value; if (tab !== "remote") return; break;
    case "link": live = message.live; status(); return;
    case "old": old = true; break;
    case "outcome": if (message.what === "refused" || message.what === "late") say(t("refused")); else if (message.what === "slow") say(t("slow")); return;
    case "counted": say(t("counted")); return;
    case "called": say(t("called")); return;
  }
  draw();
}
function look(now) {
  const before = screen_; screen_ = now;
  for (const zone of [...now.visited, ...(now.zone ? [now.zone] : [])]) if (!visit.seen.includes(zone)) visit.seen.push(zone);
  if (now.question && (!before || !before.question || before.question.id !== now.question.id)) { tab = role === "presenter" ? tab : "question"; }
  else if (before && before.question && !now.question && tab === "question") tab = role === "presenter" ? "remote" : "exhibit";
  if (!now.question) visit.votes = {};
  else if (now.question.right !== null && before?.question?.right === null) $("said").textContent = "";   /* too late to change one's mind */
  keep();
}
function note() {   /* my results: of exhibits where this phone has done something */
  const zone = screen_ && screen_.zone, mine = zone && visit.results[zone];
  if (!mine || !exhibit || exhibit.kind !== readings.kind) return;
  mine.kind = exhibit.kind; mine.title = exhibit.title; mine.limit = exhibit.limit;
  mine.rows = exhibit.outputs.map((output, i) => [output, readings.values[i]]).filter(([o], i) => o.is_figure || i < 6);
  if (readings.code) { mine.code = readings.code; keep(); }
}
const mine = () => { if (screen_ && screen_.zone && !visit.results[screen_.zone]) visit.results[screen_.zone] = { rows: [] }; };

/* ---- what this phone does */
function press(name) { mine(); send({ t: "press", id: ++number, kind: exhibit.kind, name }); }
function turn(name, value) { wish = [exhibit.kind, name, value]; const left = 150 - (Date.now() - sentAt); left <= 0 ? flush() : timer || (timer = setTimeout(flush, left)); }
function flush() {
  clearTimeout(timer); timer = 0;
  if (!wish) return;
  mine(); sentAt = Date.now();
  send({ t: "turn", id: ++number, kind: wish[0], name: wish[1], value: wish[2] }); wish = null;
}
async function join(code) {
  if (joining || !code.trim()) return;
  joining = true;
  try {
    const answer = await fetch("/join", { method: "POST", headers: { "Content-Type": "application/json" }, body: JSON.stringify({ code: code.trim() }) });
    if (answer.ok) { role = (await answer.json()).role; tab = role === "presenter" ? "remote" : "exhibit"; history.replaceState(null, "", "/"); open_(); }
    else say(t(answer.status === 429 ? "many" : answer.status === 503 ? "full" : "wrong"));
  } catch { say(t("off")); }
  joining = false; draw();
}

/* ---- pages */
function dialOf(dial) {
  const value = screen_.values[dial.name], shown = E("span", { className: "value", id: "shown" }, setting(value, dial));
  const head = E("h3", { id: "dial-name" }, two(dial.label), " · ", shown);
  if (dial.shape === "number") {
    const slider = E("input", { type: "range", id: "dial", min: dial.low, max: dial.high, step: dial.step, "aria-labelledby": "dial-name" });
    slider.value = holding ?? value;
    slider.oninput = () => { holding = +slider.value; shown.textContent = setting(holding, dial); slider.setAttribute("aria-valuetext", shown.textContent); turn(dial.name, holding); };
    slider.onchange = () => { flush(); setTimeout(() => { holding = null; draw(); }, 1500); };
    const ends = dial.ends.length === 2 ? dial.ends.map(two) : [setting(dial.low, dial), setting(dial.high, dial)];
    return [head, slider, E("div", { className: "ends" }, ends.map(end => E("span", {}, end))), E("p", { className: "dim small" }, two(dial.meaning))];
  }
  const choices = dial.shape === "switch" ? [true, false].map(on => [on, t(on ? "on" : "off-switch")]) : dial.choices.map(([one, name]) => [one, two(name)]);
  return [head, E("div", { className: "row", role: "group", "aria-labelledby": "dial-name" }, choices.map(([one, name]) =>
    E("button", { className: one === value ? "go" : "", "aria-pressed": String(one === value), onclick: () => { turn(dial.name, one); flush(); } }, name))), E("p", { className: "dim small" }, two(dial.meaning))];
}
const pages = {
  exhibit() {
    const zone = screen_ && screen_.zone && park && park.zones[screen_.zone];
    if (!zone) return [card(E("h2", {}, park ? two(park.title) : t("title")), E("p", { className: "dim" }, t("look")))];
    if (!screen_.kind || !exhibit || exhibit.kind !== screen_.kind) return [card(E("h2", {}, two(zone.title)), E("p", {}, two(zone.lead)), E("p", { className: "dim" }, t("look")))];
    const dial = exhibit.dials.find(one => one.name === screen_.allowed.dial);
    const actions = exhibit.actions.filter(one => screen_.allowed.actions.includes(one.name));
    return [
      card(E("h2", {}, two(exhibit.title)), E("p", { className: "dim" }, two(exhibit.try_this)), !dial && !actions.length && E("p", {}, t("look"))),
      dial && card(dialOf(dial), E("p", { className: "dim small" }, t("together"))),
      actions.length && card(E("div", { className: "row" }, actions.map(one => E("button", { className: one.breaks ? "breaks" : "", title: two(one.meaning), onclick: () => press(one.name) }, two(one.label))))),
      card(E("dl", { id: "readings" }), E("p", { className: "dim small" }, two(exhibit.truth))),
    ];
  },
  question() {
    const q = screen_ && screen_.question;
    if (!q) return [card(E("p", {}, t("noquestion")))];
    const all = q.counts.reduce((a, b) => a + b, 0);
    return [card(E("h2", {}, two(q.question)), !q.options.length && E("p", { className: "dim" }, t("think")),
      q.options.map((option, i) => {
        const own = visit.votes[q.id] === i + 1, right = q.right === i + 1, count = q.counts[i] || 0;
        return [E("button", { className: "option" + (right ? " right" : own ? " mine" : ""), disabled: q.right !== null, "aria-pressed": String(own), onclick: () => { if (send({ t: "vote", question: q.id, option: i + 1 })) { visit.votes[q.id] = i + 1; keep(); draw(); } } },
          two(option), (right || own) && E("span", { className: "tag" }, [right && "✓ " + t("right"), own && t("yours")].filter(Boolean).join(" · "))),
          q.right !== null && E("p", { className: "small" }, E("progress", { max: Math.max(all, 1), value: count, "aria-label": two(option) }), t("votes", { count }))];
      }), q.explanation && E("p", {}, two(q.explanation)))];
  },
  mine() {
    const seen = visit.seen.filter(id => park && park.zones[id]).map(id => [id, park.zones[id]]);
    if (!seen.length) return [card(E("p", {}, t("nothing")))];
    return [card(E("h2", {}, t("mine")), E("ol", {}, seen.map(([id, zone]) => E("li", {}, E("b", {}, two(zone.title)), E("br"), E("span", { className: "dim" }, two(zone.lead)))))),
      Object.entries(visit.results).filter(([id, one]) => one.rows.length && park.zones[id]).map(([id, one]) => card(E("h3", {}, t("results"), " · ", two(one.title)),
        E("dl", {}, one.rows.map(([output, value]) => pair(output, "", reading(value, output)))),
        E("p", { className: "dim small" }, t("limit"), ": ", two(one.limit)), one.code && [E("p", { className: "dim small" }, t("state")), E("code", { tabIndex: 0 }, one.code)])),
      card(E("button", { className: "go wide", onclick: saved }, t("keep"))),
      card(E("h3", {}, t("sources")), E("ul", {}, sources(seen).map(source => E("li", { className: "small" }, source.url ? E("a", { href: source.url, rel: "noopener noreferrer", target: "_blank" }, two(source.title)) : two(source.title), " · ", two(source.publisher)))))];
  },
  help() {
    return [card(E("h2", {}, t("call")), ["help", "sound", "stuck"].map(reason => E("button", { className: "option", onclick: () => send({ t: "call", reason }) }, t("call-" + reason))))];
  },
  remote() {
    const talk = screen_ && screen_.talk, q = screen_ && screen_.question, go = command => send({ t: "remote", id: ++number, command });
    const call = notes && notes.call && card(E("p", { role: "alert" }, E("b", {}, t("call-" + notes.call))));
    if (!talk) return [call, card(E("p", {}, t("notour")))];
    const button = (command, key, name = "") => E("button", { className: name, onclick: () => go(command) }, t(key));
    return [call, card(E("p", { className: "dim" }, `${talk.stop + 1} / ${talk.stops}`, notes && notes.planned_s !== null && ` · ${t("time", { elapsed: clock(notes.elapsed_s), planned: clock(notes.planned_s) })}`), E("h2", {}, two(talk.caption))),
      E("div", { className: "lead" }, button("back", "back"), button("next", "next", "go")),
      E("div", { className: "row" }, talk.is_led && E("button", { className: talk.is_black ? "go" : "", "aria-pressed": String(talk.is_black), onclick: () => go("black") }, t("black")),
        !q && notes && notes.question && button("question", "ask"), q && !q.options.length && button("options", "options"),
        q && q.options.length > 0 && q.right === null && button("reveal", "reveal"), q && button("away", "away")),
      q && card(E("p", {}, E("b", {}, two(q.question))), q.options.map((option, i) => E("p", { className: "small" }, two(option), " · ", t("votes", { count: q.counts[i] || 0 })))),
      notes && notes.note && card(E("h3", {}, t("note")), E("p", {}, two(notes.note))), notes && notes.next && card(E("h3", {}, t("comes")), E("p", {}, two(notes.next)))];
  },
};
const sources = seen => [...new Set(seen.flatMap(([id, zone]) => zone.sources))].map(id => park.sources[id]).filter(Boolean);
const pair = (output, className, ...value) => E("div", {}, E("dt", {}, two(output.label)), E("dd", { className }, ...value));
function figures() {
  const list = $("readings");
  if (!list || !exhibit || !readings || readings.kind !== exhibit.kind) return;
  const rows = exhibit.outputs.map((output, i) => [output, readings.values[i]]).filter(([o], i) => o.is_figure || i < 6).sort((a, b) => b[0].is_figure - a[0].is_figure);
  if (list.children.length !== rows.length) list.replaceChildren(...rows.map(([o]) => pair(o, o.is_figure ? "figure" : "")));
  rows.forEach(([output, value], i) => { const text = reading(value, output), cell = list.children[i].lastChild; if (cell.textContent !== text) cell.textContent = text; });
}
function status() {
  $("link").textContent = role === null ? "" : old ? t("old") : live ? t("live") : socket && socket.readyState === 1 ? t("silent") : t("off");
  $("link").className = live ? "live" : "";
}
function draw() {
  document.documentElement.lang = language;
  document.title = park ? two(park.title) : t("title");
  $("name").textContent = document.title;
  $("language").setAttribute("aria-label", t("language"));
  const tabs = role === null ? [] : role === "presenter" ? ["remote", "exhibit", "question", "help"] : ["exhibit", "question", "mine", "help"];
  if (role !== null && !tabs.includes(tab)) tab = tabs[0];
  const key = JSON.stringify([language, role, tab, old, park && park.title, exhibit && exhibit.kind, tab === "mine" ? visit : screen_, tab === "remote" && notes]);
  if (key !== drawn && !(holding !== null && tab === "exhibit")) {
    drawn = key;
    const at = document.activeElement && document.activeElement.id;
    $("main").replaceChildren(...(role === null ? welcome() : pages[tab]()).flat(9).filter(Boolean));
    $("tabs").replaceChildren(...tabs.map(one => E("button", { "aria-current": one === tab ? "page" : null, onclick: () => { tab = one; draw(); scrollTo(0, 0); } }, t(one))));
    if (at && $(at) && at !== document.activeElement.id) $(at).focus();
  }
  figures(); status();
}
const welcome = () => {
  const field = E("input", { type: "text", id: "code", inputMode: "numeric", autocomplete: "off", maxLength: 40, "aria-label": t("join"), onkeydown: event => { if (event.key === "Enter") join(field.value); } });
  return [card(E("h2", {}, t("join")), field, E("p"), E("button", { className: "go wide", onclick: () => join(field.value) }, t("go")))];
};
function saved() {   /* one file, whole without a network */
  const esc = text => String(text).replace(/[&<>"]/g, sign => `&#${sign.charCodeAt(0)};`);
  const seen = visit.seen.filter(id => park.zones[id]).map(id => [id, park.zones[id]]);
  const rows = Object.entries(visit.results).filter(([id, one]) => one.rows.length).map(([id, one]) => `<h3>${esc(two(one.title))}</h3><table>${one.rows.map(([o, v]) => `<tr><td>${esc(two(o.label))}<td>${esc(reading(v, o))}`).join("")}</table><p>${esc(t("limit"))}: ${esc(two(one.limit))}</p>${one.code ? `<p>${esc(t("state"))}</p><code>${esc(one.code)}</code>` : ""}`).join("");
  const html = `<!doctype html><html lang="${language}"><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>${esc(document.title)}</title><style>body{max-width:40rem;margin:2rem auto;padding:0 1rem;font:1.0625rem/1.5 system-ui,sans-serif}code{overflow-wrap:anywhere}td{padding:.2rem 1rem .2rem 0}</style><h1>${esc(document.title)}</h1><p>${esc(new Date().toLocaleDateString(language))}</p><ol>${seen.map(([id, zone]) => `<li><b>${esc(two(zone.title))}</b><br>${esc(two(zone.lead))}`).join("")}</ol>${rows && `<h2>${esc(t("results"))}</h2>${rows}`}<h2>${esc(t("sources"))}</h2><ul>${sources(seen).map(source => `<li>${source.url ? `<a href="${esc(source.url)}">${esc(two(source.title))}</a>` : esc(two(source.title))}, ${esc(two(source.publisher))}`).join("")}</ul><p>${esc(two(park.notice))}</p></html>`;
  const link = E("a", { download: "park-explorer.html", href: URL.createObjectURL(new Blob([html], { type: "text/html" })) });
  document.body.append(link); link.click(); link.remove();
}

/* ---- begin */
$("language").onchange = event => { language = event.target.value; try { localStorage.setItem("park-language", language); } catch { /* a private window */ } drawn = ""; draw(); };
addEventListener("online", () => open_());
document.addEventListener("visibilitychange", () => { if (!document.hidden && role !== null) open_(); });
setInterval(() => { if (tab === "mine" || tab === "remote") draw(); }, 2000);
fetch("/words.json").then(answer => answer.json()).then(all => {
  words = all;
  let asked = null; try { asked = localStorage.getItem("park-language"); } catch { /* a private window */ }
  language = [asked, ...navigator.languages.map(one => one.split("-")[0].toLowerCase())].find(one => one in words) || "en";
  $("language").replaceChildren(...Object.keys(words).map(one => E("option", { value: one, selected: one === language }, words[one][""])));
  const code = decodeURIComponent(location.hash.slice(1));
  draw();
  if (code) join(code); else check();
});
