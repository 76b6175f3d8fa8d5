"use strict";
const words = JSON.parse(document.getElementById("words").textContent);
const byId = (id) => document.getElementById(id);
const chosen = new Set();
const heads = ["", "booth", "state", "heard", "where", "visits", "content", "volume", "memory", "disk", "waiting", "clock", "trouble"];

function node(kind, text = "", style = "") {
  const made = document.createElement(kind);
  made.textContent = text;
  if (style) made.className = style;
  return made;
}
function amount(number, unit) {   /* 7 s, 7秒 */
  return `${Math.round(number)}${/[\u4e00-\u9fff]/.test(unit) ? "" : "\u00a0"}${unit}`;
}
function ago(seconds) {
  if (seconds === null) return words.never;
  if (seconds < 60) return amount(seconds, words.s);
  return seconds < 7200 ? amount(seconds / 60, words.min) : amount(seconds / 3600, words.h);
}
function cells(booth) {
  const box = node("input");
  box.type = "checkbox";
  box.checked = chosen.has(booth.booth);
  box.setAttribute("aria-label", booth.booth);
  box.onchange = () => (box.checked ? chosen.add(booth.booth) : chosen.delete(booth.booth));
  const row = [node("td")];
  row[0].append(box);
  row.push(node("td", booth.booth));
  const state = node("td");
  state.append(node("span", words[booth.state], `state ${booth.state}`));
  const up = booth.state === "up" || booth.state === "slow";
  const off = booth.skew_s !== null && Math.abs(booth.skew_s) > 60;
  row.push(state, node("td", ago(booth.heard_s)));
  row.push(node("td", up ? `${words[`zone-${booth.zone}`] || booth.zone || words[`mode-${booth.mode}`] || booth.mode} · ${booth.visitor ? words.visitor : words.nobody}` : "–"));
  row.push(node("td", `${booth.visits}`), node("td", booth.content ? `${booth.content}` : words.own));
  row.push(node("td", up ? `${booth.volume} %` : "–"), node("td", up ? `${booth.memory_mb} MB` : "–"));
  row.push(node("td", up ? `${(booth.disk_free_mb / 1024).toFixed(1)} GB` : "–", booth.disk_free_mb < 500 && up ? "odd" : ""));
  row.push(node("td", `${booth.waiting}`, booth.waiting > 50 ? "odd" : ""));
  row.push(node("td", off ? ago(Math.abs(booth.skew_s)) : "–", off ? "odd" : ""));
  row.push(node("td", [booth.error, booth.trouble].filter(Boolean).join(" · "), "long"));
  return row;
}
function notice(text, fine = false) {
  byId("notice").textContent = text;
  byId("notice").className = fine ? "fine" : "";
}
function endWords({ file, days }) {
  return (days < 0 ? words.ended : words.ends).replace("{file}", file).replace("{days}", days);
}
let sent_ms = 0;
async function look() {
  try {
    const state = await (await fetch("state.json")).json();
    byId("booths").replaceChildren(...state.booths.map((booth) => {
      const row = node("tr");
      row.append(...cells(booth));
      return row;
    }));
    const count = (name) => state.booths.filter((booth) => booth.state === name).length;
    byId("sums").textContent = ["up", "slow", "silent", "gone"].map((name) => `${count(name)} ${words[name]}`).join(" · ");
    packs(state.packs);
    if (!state.connected) notice(words.broker);
    else if (state.trouble) notice(state.trouble);
    else if (state.ends.length) notice(endWords(state.ends[0]));
    else if (!state.booths.length) notice(words.none, true);
    else if (Date.now() - sent_ms > 4000) notice("");
  } catch {
    notice(words.offline);
  }
  setTimeout(look, 2000);
}
let offered = "";
function packs(versions) {
  const now = versions.join();
  if (now === offered) return;
  offered = now;
  byId("pack").replaceChildren(...versions.reverse().map((version) => node("option", `${version}`)));
  byId("push").disabled = byId("pack").disabled = !versions.length;
}
async function order(what) {
  const answer = await fetch("order", { method: "POST", body: JSON.stringify({ booths: [...chosen], ...what }) });
  sent_ms = Date.now();
  notice(answer.ok ? words.done : words.refused, answer.ok);
}
function number(id, text, value, most) {
  const label = node("label", text), input = node("input");
  Object.assign(input, { type: "number", id, value, min: 0, max: most });
  label.append(input);
  return label;
}
byId("heads").append(...heads.map((name) => node("th", words[name] || "")));
const set = node("button", words.set), push = node("button", words.push), select = node("select"), content = node("label", words.content);
select.id = "pack";
push.id = "push";
content.append(select);
set.onclick = () => order({ orders: { volume: +byId("volume").value, quiet_from: +byId("from").value, quiet_to: +byId("until").value } });
push.onclick = () => order({ pack: +select.value });
byId("orders").append(node("p", words.chosen), number("volume", `${words.volume} %`, 60, 100), number("from", words.quiet, 0, 23),
  number("until", words.to, 0, 23), set, content, push);
look();
