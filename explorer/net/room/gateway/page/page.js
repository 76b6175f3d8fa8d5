"use strict";
/* One page for all exhibits: what it shows follows from what the show says. Nothing is loaded from anywhere else. */
const $ = id => document.getElementById(id);
const STORE = "park-visit";
let words = {}, language = "en", role = null, socket = null, tab = "exhibit", live = false, tries = 0, number = 0;
let park = null, exhibit = null, screen_ = null, readings = null, notes = null, old = false, joining = false;
let articles = null, reading_ = null, browsing = false, jumping = false, joinAt = 0, askedOver = "";
let visit = { seen: [], results: {}, votes: {} }, holding = null, wish = null, sentAt = 0, timer = 0, saidTimer = 0, drawn = "";
try { visit = Object.assign(visit, JSON.parse(localStorage.getItem(STORE) || "{}")); } catch { /* a private window */ }

const keep = () => { try { localStorage.setItem(STORE, JSON.stringify(visit)); } catch { /* a private window */ } };
const t = (key, values = {}) => ((words[language] || {})[key] || (words.en || {})[key] || key).replace(/\{(\w+)\}/g, (all, name) => name in values ? values[name] : all);
const two = text => text ? text[language] || text.en || Object.values(text)[0] || "" : "";
const spoken = text => text && !text[language] ? (text.en ? "en" : Object.keys(text)[0]) : null;   /* another language than the page's */
const inOne = text => text.replace(/([\u2e80-\uffff])\n/g, "$1").replace(/\n/g, " ");   /* lines of the big screen are not those of a phone */
const W = text => spoken(text) ? E("span", { lang: spoken(text) }, inOne(two(text))) : inOne(two(text));
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
function say(text, ms = 4000) {
  $("said").textContent = text; clearTimeout(saidTimer);
  saidTimer = setTimeout(() => { $("said").textContent = ""; }, ms);
}

const svg = text => { const found = text && new DOMParser().parseFromString(text, "image/svg+xml").documentElement; return found && found.nodeName === "svg" ? (found.setAttribute("aria-hidden", "true"), document.importNode(found, true)) : null; };
const ICONS = {
  park: '<path d="M10 22V7a1 1 0 0 0-1-1H4a2 2 0 0 0-2 2v12a2 2 0 0 0 2 2h12a2 2 0 0 0 2-2v-5a1 1 0 0 0-1-1H2"/><rect x="14" y="2" width="8" height="8" rx="1"/>',
  exhibit: '<path d="M10 10v.2A3 3 0 0 1 8.9 16H5a3 3 0 0 1-1-5.8V10a3 3 0 0 1 6 0Z"/><path d="M7 16v6"/><path d="M13 19v3"/><path d="M12 19h8.3a1 1 0 0 0 .7-1.7L18 14h.3a1 1 0 0 0 .7-1.7L16 9h.2a1 1 0 0 0 .8-1.7L13 3l-1.4 1.5"/>',
  question: '<circle cx="12" cy="12" r="10"/><path d="M9.09 9a3 3 0 0 1 5.83 1c0 2-3 3-3 3"/><path d="M12 17h.01"/>',
  mine: '<path d="M14 13V8.5C14 7 15 7 15 5a3 3 0 0 0-6 0c0 2 1 2 1 3.5V13"/><path d="M20 15.5a2.5 2.5 0 0 0-2.5-2.5h-11A2.5 2.5 0 0 0 4 15.5V17a1 1 0 0 0 1 1h14a1 1 0 0 0 1-1z"/><path d="M5 22h14"/>',
  help: '<circle cx="12" cy="12" r="10"/><path d="m4.93 4.93 4.24 4.24"/><path d="m14.83 9.17 4.24-4.24"/><path d="m14.83 14.83 4.24 4.24"/><path d="m9.17 14.83-4.24 4.24"/><circle cx="12" cy="12" r="4"/>',
  remote: '<path d="M2 3h20"/><path d="M21 3v11a2 2 0 0 1-2 2H5a2 2 0 0 1-2-2V3"/><path d="m7 21 5-5 5 5"/>',
};
const icon = name => svg(`<svg xmlns="http://www.w3.org/2000/svg" width="24" height="24" viewBox="0 0 24 24" fill="none" stroke="currentColor" stroke-width="2" stroke-linecap="round" stroke-linejoin="round">${ICONS[name]}</svg>`);

/* ---- colours: of a zone, and of the company whose park it is */
const dark = matchMedia("(prefers-color-scheme:dark)"), HEX = /^#[0-9a-f]{6}$/i;
const light = hex => [1, 3, 5].map(i => parseInt(hex.slice(i, i + 2), 16) / 255).map(c => c <= .03928 ? c / 12.92 : ((c + .055) / 1.055) ** 2.4).reduce((sum, c, i) => sum + c * [.2126, .7152, .0722][i], 0);
const contrast = (a, b) => { const [low, high] = [light(a), light(b)].sort((x, y) => x - y); return (high + .05) / (low + .05); };
const onColour = hex => contrast(hex, "#ffffff") >= contrast(hex, "#000000") ? "#ffffff" : "#000000";
function coloured(element, zone) {
  const colour = zone.colours[dark.matches ? 1 : 0];
  if (HEX.test(colour)) { element.style.setProperty("--zone", colour); element.style.setProperty("--on-zone", onColour(colour)); }
  return element;
}
function brand() {
  const style = document.documentElement.style, colour = park && park.colours[dark.matches ? 1 : 0];
  const ground = getComputedStyle(document.documentElement).getPropertyValue("--ground").trim();
  if (HEX.test(colour || "") && contrast(colour, ground) >= 4.5) { style.setProperty("--act", colour); style.setProperty("--on-act", onColour(colour)); }
  else { style.removeProperty("--act"); style.removeProperty("--on-act"); }
  $("brand").replaceChildren(park && park.logo ? E("img", { src: park.logo, alt: "" }) : E("span", { className: "mark" }, icon("park")));
  $("name").className = park && park.logo ? "heard" : "";   /* a wide logo leaves a name no room; it stands below, too */
}
dark.addEventListener("change", () => { drawn = ""; brand(); draw(); });

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
const pictures = { picture_now: E("img", { hidden: true }), picture_next: E("img", { hidden: true }) };   /* kept, so that a redrawn page does not flicker */
function shows(which, jpeg) {
  pictures[which].hidden = !jpeg;
  if (jpeg) pictures[which].src = "data:image/jpeg;base64," + jpeg; else pictures[which].removeAttribute("src");
}
function hear(message) {
  const value = message.v;
  switch (message.t) {
    case "role": role = value; if (role === "presenter" && !drawn) tab = "remote"; break;
    case "park": park = value; articles = null; brand(); break;
    case "exhibit": exhibit = value; break;
    case "screen": look(value); break;
    case "readings": readings = value; if (holding === null) note(); figures(); return;
    case "notes": notes = value; if (tab !== "remote") return; break;
    case "picture_now": case "picture_next": shows(message.t, value.jpeg); return;
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
  if (before && before.zone !== now.zone) { reading_ = null; browsing = false; }
  if (now.is_over && askedOver !== now.session && role === "phone" && visit.seen.length) { askedOver = now.session; tab = "mine"; }
  if (!now.question) visit.votes = {};
  else if (now.question.right !== null && before?.question?.right === null) $("said").textContent = "";   /* too late to change one's mind */
  keep();
}
function note() {   /* my results: of exhibits where this phone has done something */
  const zone = screen_ && screen_.zone, mine = zone && visit.results[zone];
  if (!mine || !exhibit || exhibit.kind !== readings.kind || exhibit.kind !== screen_.kind) return;   /* the next exhibit may come before its screen */
  mine.kind = exhibit.kind; mine.title = exhibit.title; mine.limit = exhibit.limit;
  mine.rows = exhibit.outputs.map((output, i) => [output, readings.values[i]]).filter(([o], i) => o.is_figure || i < 6);
  keep();
}
const mine = () => { if (screen_ && screen_.zone && !visit.results[screen_.zone]) visit.results[screen_.zone] = { rows: [] }; };

/* ---- what this phone does */
function touchSpot(name) { mine(); send({ t: "spot", id: ++number, name }); }
function spotsOf() {
  const spots = screen_.spots || [];
  return spots.length > 0 && card(E("h2", {}, t("spots")), E("p", { className: "dim small" }, t("spots-mean")), spots.map(one => {
    const open = screen_.spot === one.id;
    return E("div", { className: "act" }, E("button", { className: "wide" + (open ? " go" : ""), "aria-pressed": String(open), onclick: () => touchSpot(open ? "" : one.id) }, W(one.title)),
      open && Object.keys(one.text).length > 0 && E("p", {}, W(one.text)), open && one.link && E("p", {}, E("a", { href: one.link, rel: "noopener noreferrer", target: "_blank" }, one.link.replace(/^https?:\/\//, ""))));
  }));
}
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
    else if (answer.status === 429) later(code, +answer.headers.get("Retry-After") || 6);
    else say(t(answer.status === 503 ? "full" : "wrong"));
  } catch { say(t("off")); }
  joining = false; draw();
}

function later(code, seconds) {   /* somebody else's wrong codes: say for how long, and try again by oneself */
  clearTimeout(joinAt); say(t("wait", { count: seconds }), seconds * 1000);
  joinAt = setTimeout(() => { if (role === null) join(code); }, seconds * 1000);
}
async function read(id) {
  reading_ = id; drawn = ""; draw(); scrollTo(0, 0);
  if (articles) return;
  try { const answer = await fetch("/articles.json"); if (answer.ok) articles = await answer.json(); } catch { say(t("off")); }
  drawn = ""; draw();
}

/* ---- pages */
function dialOf(dial) {
  const value = screen_.values[dial.name], shown = E("span", { className: "value", id: "shown" }, setting(value, dial));
  const head = E("h3", { id: "dial-name" }, W(dial.label), " · ", shown);
  if (dial.shape === "number") {
    const slider = E("input", { type: "range", id: "dial", min: dial.low, max: dial.high, step: dial.step, "aria-labelledby": "dial-name" });
    slider.value = holding ?? value;
    slider.oninput = () => { holding = +slider.value; shown.textContent = setting(holding, dial); slider.setAttribute("aria-valuetext", shown.textContent); turn(dial.name, holding); };
    slider.onchange = () => { flush(); setTimeout(() => { holding = null; draw(); }, 1500); };
    const ends = dial.ends.length === 2 ? dial.ends.map(two) : [setting(dial.low, dial), setting(dial.high, dial)];
    return [head, slider, E("div", { className: "ends" }, ends.map(end => E("span", {}, end))), E("p", { className: "dim small" }, W(dial.meaning))];
  }
  const choices = dial.shape === "switch" ? [true, false].map(on => [on, t(on ? "on" : "off-switch")]) : dial.choices.map(([one, name]) => [one, two(name)]);
  return [head, E("div", { className: "row", role: "group", "aria-labelledby": "dial-name" }, choices.map(([one, name]) =>
    E("button", { className: one === value ? "go" : "", "aria-pressed": String(one === value), onclick: () => { turn(dial.name, one); flush(); } }, name))), E("p", { className: "dim small" }, W(dial.meaning))];
}
const badge = zone => coloured(E("span", { className: "badge" }, svg(zone.icon) || String(zone.number)), zone);
const headOf = zone => E("div", { className: "head" }, badge(zone), E("h2", {}, W(zone.title)));
const zoneCard = (zone, ...children) => { const it = card(...children); it.classList.add("zone"); return coloured(it, zone); };
const placeOf = ([id, zone]) => E("button", { className: "place", onclick: () => { tab = "exhibit"; read(id); } }, badge(zone), E("span", {}, E("b", {}, W(zone.title)), E("small", {}, W(zone.lead))));
function allPlaces() {
  const districts = new Map();
  for (const row of Object.entries(park.zones).sort(([, a], [, b]) => a.number - b.number)) { const key = two(row[1].district); districts.set(key, [...(districts.get(key) || []), row]); }
  return [...districts.values()].map(rows => card(E("h3", {}, W(rows[0][1].district)), rows.map(placeOf)));
}
const folded = (title, ...children) => E("details", {}, E("summary", {}, title), ...children);
const cite = source => E("li", { className: "small" }, source.url ? E("a", { href: source.url, rel: "noopener noreferrer", target: "_blank" }, W(source.title)) : W(source.title), " · ", W(source.publisher));
function article(id) {
  const zone = park.zones[id], text = articles && articles[id], cited = sources([[id, zone]]);
  return [E("button", { onclick: () => { reading_ = null; browsing = true; draw(); scrollTo(0, 0); } }, "← ", t("all")),
    zoneCard(zone, headOf(zone), E("p", { className: "lead-text" }, W(zone.lead)),
      text ? two(text).split(/\n\s*\n/).map(part => E("p", { lang: spoken(text) }, part)) : E("p", { className: "dim" }, t("loading")),
      cited.length > 0 && folded(`${t("sources")} · ${cited.length}`, E("ul", {}, cited.map(cite))))];
}
const pages = {
  exhibit() {
    if (!park) return [card(E("p", { className: "dim" }, t("loading")))];
    if (reading_ && park.zones[reading_]) return article(reading_);
    const id = screen_ && screen_.zone, zone = id && park.zones[id];
    if (!zone) return [card(E("h2", {}, W(park.title)), E("p", {}, t("look")), E("p", { className: "dim" }, t("browse"))), allPlaces()];
    const rest = [E("div", { className: "row" }, E("button", { onclick: () => read(id) }, t("read")),
      E("button", { "aria-expanded": String(browsing), onclick: () => { browsing = !browsing; draw(); } }, t("all"))), browsing && allPlaces()];
    if (!screen_.kind || !exhibit || exhibit.kind !== screen_.kind)
      return [zoneCard(zone, E("p", { className: "dim small" }, t("now")), headOf(zone), E("p", { className: "lead-text" }, W(zone.lead))), spotsOf(), rest];
    const dial = exhibit.dials.find(one => one.name === screen_.allowed.dial);
    const actions = exhibit.actions.filter(one => screen_.allowed.actions.includes(one.name));
    const first = dial ? t("try-dial", { label: two(dial.label) }) : actions.length ? t("try-press", { label: two(actions[0].label) }) : "";
    return [
      zoneCard(zone, headOf(zone), first ? E("p", { className: "try" }, first) : E("p", {}, t("look"))),
      dial && card(dialOf(dial), E("p", { className: "dim small" }, t("together"))),
      actions.length > 0 && card(actions.map(one => E("div", { className: "act" }, E("button", { className: "wide" + (one.breaks ? " breaks" : ""), onclick: () => press(one.name) }, W(one.label)), E("p", { className: "dim small" }, W(one.meaning))))),
      card(E("dl", { id: "readings" }), E("p", { className: "dim small" }, W(exhibit.truth))), rest,
    ];
  },
  question() {
    const q = screen_ && screen_.question;
    if (!q) return [card(E("p", {}, t("noquestion")))];
    const all = q.counts.reduce((a, b) => a + b, 0);
    return [card(E("h2", {}, W(q.question)), !q.options.length && E("p", { className: "dim" }, t("think")),
      q.options.map((option, i) => {
        const own = visit.votes[q.id] === i + 1, right = q.right === i + 1, count = q.counts[i] || 0;
        return [E("button", { className: "option" + (right ? " right" : own ? " mine" : ""), disabled: q.right !== null, "aria-pressed": String(own), onclick: () => { if (send({ t: "vote", question: q.id, option: i + 1 })) { visit.votes[q.id] = i + 1; keep(); draw(); } } },
          W(option), (right || own) && E("span", { className: "tag" }, [right && "✓ " + t("right"), own && t("yours")].filter(Boolean).join(" · "))),
          q.right !== null && E("p", { className: "small" }, E("progress", { max: Math.max(all, 1), value: count, "aria-label": two(option) }), t("votes", { count }))];
      }), q.explanation && E("p", {}, W(q.explanation)), q.right !== null && E("p", { className: "dim small" }, t("phones")))];
  },
  mine() {
    const seen = visit.seen.filter(id => park && park.zones[id]).map(id => [id, park.zones[id]]);
    if (!seen.length) return [card(E("h2", {}, t("mine")), E("p", {}, t("nothing")))];
    const ends = screen_ && screen_.is_over || !live;
    return [card(E("h2", {}, t("mine")), ends && E("p", { className: "try" }, t("over")), E("button", { className: "go wide", onclick: saved }, t("keep")), E("p", { className: "dim small" }, t("keep-means"))),
      card(seen.map(placeOf)),
      Object.entries(visit.results).filter(([id, one]) => one.rows.length && park.zones[id]).map(([id, one]) => zoneCard(park.zones[id], E("h3", {}, t("results"), " · ", W(one.title)),
        E("dl", {}, one.rows.map(([output, value]) => pair(output, "", reading(value, output)))), folded(t("limit"), E("p", { className: "dim small" }, W(one.limit))))),
      card(folded(`${t("sources")} · ${sources(seen).length}`, E("ul", {}, sources(seen).map(cite))))];
  },
  help() {
    return [card(E("h2", {}, t("call")), ["help", "sound", "stuck"].map(reason => E("button", { className: "option", onclick: () => send({ t: "call", reason }) }, t("call-" + reason))))];
  },
  remote() {
    const talk = screen_ && screen_.talk, q = screen_ && screen_.question, go = (command, stop = 0) => send({ t: "remote", id: ++number, command, stop });
    const call = notes && notes.call && card(E("p", { role: "alert" }, E("b", {}, t("call-" + notes.call))), E("button", { className: "go wide", onclick: () => go("answer") }, t("done")));
    if (!talk) return [call, card(E("p", {}, t("notour")))];
    const button = (command, key, name = "", disabled = false) => E("button", { id: `go-${command}`, className: name, disabled, onclick: () => go(command) }, t(key));
    const timed = notes && notes.planned_s !== null && notes.elapsed_s !== null;
    const now = pictures.picture_now, next = pictures.picture_next;
    now.alt = t("picture-now", { label: inOne(two(talk.caption)) }); next.alt = t("picture-next", { label: inOne(two(notes && notes.next)) });
    now.className = talk.is_black ? "unseen" : "";
    const stops = notes ? notes.stops : [], name = id => W((park.zones[id] || park).title);
    return [call,
      card(timed && E("p", { id: "clock" }),
        E("p", { className: "dim" }, talk.is_past ? t("past") : `${talk.stop + 1} / ${talk.stops}`), E("h2", {}, W(talk.caption)), timed && [now, E("p", { className: "small" }, t(talk.is_black ? "hidden" : notes.frozen ? "frozen" : "seen"))]),
      E("div", { className: "lead" }, button("back", "back"), button("next", "next", screen_.is_over ? "" : "go", screen_.is_over)),
      E("div", { className: "row" }, timed && button("black", talk.is_black ? "show" : "hide", talk.is_black ? "go" : ""),
        !q && notes && notes.question && button("question", "ask"), q && !q.options.length && button("options", "options"),
        q && q.options.length > 0 && q.right === null && button("reveal", "reveal"), q && button("away", "away")),
      q && card(E("p", {}, E("b", {}, W(q.question))), q.options.map((option, i) => E("p", { className: "small" }, W(option), " · ", t("votes", { count: q.counts[i] || 0 })))),
      notes && notes.note && card(E("h3", {}, t("note")), E("p", {}, W(notes.note))), notes && notes.next && card(E("h3", {}, t("comes")), E("p", {}, W(notes.next)), timed && next),
      stops.length > 0 && card(E("details", { open: jumping, ontoggle: event => { jumping = event.target.open; } }, E("summary", {}, t("stops")), stops.map((id, i) =>
        E("button", { className: "option" + (i === talk.stop ? " mine" : ""), "aria-current": i === talk.stop ? "step" : null, onclick: () => go("jump", i) }, `${i + 1} · `, name(id)))))];
  },
};
const sources = seen => [...new Set(seen.flatMap(([id, zone]) => zone.sources))].map(id => park.sources[id]).filter(Boolean);
const pair = (output, className, ...value) => E("div", {}, E("dt", {}, W(output.label)), E("dd", { className }, ...value));
function figures() {
  const list = $("readings");
  if (!list || !exhibit || !readings || readings.kind !== exhibit.kind) return;
  const rows = exhibit.outputs.map((output, i) => [output, readings.values[i]]).filter(([o], i) => o.is_figure || i < 6).sort((a, b) => b[0].is_figure - a[0].is_figure);
  if (list.children.length !== rows.length) list.replaceChildren(...rows.map(([o]) => pair(o, o.is_figure ? "figure" : "")));
  rows.forEach(([output, value], i) => { const text = reading(value, output), cell = list.children[i].lastChild; if (cell.textContent !== text) cell.textContent = text; });
}
function elapsed() {   /* alone each second: a page drawn anew would take the focus from its buttons */
  const place = $("clock");
  if (!place || !notes || notes.elapsed_s === null) return;
  const late = notes.elapsed_s - notes.planned_s;
  place.className = "clock" + (late > 0 ? " late" : "");
  place.replaceChildren(clock(notes.elapsed_s), E("small", {}, " ", late > 0 ? t("overtime", { count: clock(late) }) : t("of", { planned: clock(notes.planned_s) })));
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
  if ($("own")) $("own").textContent = t("own");
  const tabs = role === null ? [] : role === "presenter" ? ["remote", "exhibit", "question", "help"] : ["exhibit", "question", "mine", "help"];
  if (role !== null && !tabs.includes(tab)) tab = tabs[0];
  const key = JSON.stringify([language, role, tab, old, park && park.title, exhibit && exhibit.kind, tab === "mine" ? [visit, live, screen_ && screen_.is_over] : screen_, tab === "remote" && notes && { ...notes, elapsed_s: notes.elapsed_s !== null }, reading_, browsing, !!articles]);
  if (key !== drawn && !(holding !== null && tab === "exhibit")) {
    drawn = key;
    const at = document.activeElement && document.activeElement.id;
    $("main").replaceChildren(...(role === null ? welcome() : pages[tab]()).flat(9).filter(Boolean));
    $("tabs").replaceChildren(...tabs.map(one => E("button", { "aria-current": one === tab ? "page" : null, onclick: () => { tab = one; reading_ = null; draw(); scrollTo(0, 0); } }, icon(one), t(one === "exhibit" ? "park" : one))));
    if (at && $(at) && at !== document.activeElement.id) $(at).focus();
  }
  figures(); elapsed(); status();
}
const welcome = () => {
  const field = E("input", { type: "text", id: "code", inputMode: "numeric", autocomplete: "off", maxLength: 40, "aria-label": t("join"), onkeydown: event => { if (event.key === "Enter") join(field.value); } });
  return [card(E("h2", {}, t("join")), E("p", { className: "dim" }, t("join-means")), field, E("button", { className: "go wide", onclick: () => join(field.value) }, t("go")))];
};
function saved() {   /* one file, whole without a network */
  const esc = text => String(text).replace(/[&<>"]/g, sign => `&#${sign.charCodeAt(0)};`);
  const seen = visit.seen.filter(id => park.zones[id]).map(id => [id, park.zones[id]]);
  const rows = Object.entries(visit.results).filter(([id, one]) => one.rows.length).map(([id, one]) => `<h3>${esc(two(one.title))}</h3><table>${one.rows.map(([o, v]) => `<tr><td>${esc(two(o.label))}<td>${esc(reading(v, o))}`).join("")}</table><p>${esc(t("limit"))}: ${esc(two(one.limit))}</p>`).join("");
  const html = `<!doctype html><html lang="${language}"><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>${esc(document.title)}</title><style>body{max-width:40rem;margin:2rem auto;padding:0 1rem;font:1.0625rem/1.5 system-ui,sans-serif}td{padding:.2rem 1rem .2rem 0}</style><h1>${esc(document.title)}</h1><p>${esc(new Date().toLocaleDateString(language))}</p><ol>${seen.map(([id, zone]) => `<li><b>${esc(two(zone.title))}</b><br>${esc(two(zone.lead))}`).join("")}</ol>${rows && `<h2>${esc(t("results"))}</h2>${rows}`}<h2>${esc(t("sources"))}</h2><ul>${sources(seen).map(source => `<li>${source.url ? `<a href="${esc(source.url)}">${esc(two(source.title))}</a>` : esc(two(source.title))}, ${esc(two(source.publisher))}`).join("")}</ul><p>${esc(two(park.notice))}</p></html>`;
  const link = E("a", { download: "park-explorer.html", href: URL.createObjectURL(new Blob([html], { type: "text/html" })) });
  document.body.append(link); link.click(); link.remove();
}

/* ---- begin */
brand();
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
