"use strict";
// Reports to a school's system (SCORM 1.2): zones seen, where the visitor is, and how many questions were right.
(() => {
  const found = (view) => { for (let k = 0; view && k < 8; k++, view = view.parent === view ? null : view.parent) try { if (view.API) return view.API; } catch { return null; } return null; };
  const api = found(window) ?? (window.opener && found(window.opener));
  const set = (name, value) => api?.LMSSetValue(`cmi.${name}`, String(value)), began = Date.now();
  api?.LMSInitialize("");
  const seen = new Set((api?.LMSGetValue("cmi.suspend_data") || "").split(",").filter(Boolean));
  let score = null, told = "";

  function tell() {
    const app = typeof PARK === "undefined" ? null : PARK.app, zone = app?.state.zone;
    if (!app) return;
    if (zone) seen.add(zone);
    const walk = app.core.park.walk, stops = app.core.park.tour?.stops.map((stop) => stop.zone).filter(Boolean) ?? walk;
    const row = JSON.stringify([[...seen], zone, score]);
    if (row === told) return;
    told = row;
    set("suspend_data", [...seen].join(","));
    if (zone) set("core.lesson_location", zone);
    set("core.score.min", 0);
    set("core.score.max", 100);
    set("core.score.raw", score ?? Math.round(100 * walk.filter((id) => seen.has(id)).length / walk.length));
    set("core.lesson_status", stops.every((id) => seen.has(id)) && (score !== null || !document.querySelector("#questions")) ? "completed" : "incomplete");
    api?.LMSCommit("");
  }
  setInterval(tell, 1000);
  addEventListener("hashchange", tell);
  addEventListener("pagehide", () => {
    tell();
    const s = Math.round((Date.now() - began) / 1000), two = (n) => String(n).padStart(2, "0");
    set("core.session_time", `${String(Math.floor(s / 3600)).padStart(4, "0")}:${two(Math.floor(s / 60) % 60)}:${two(s % 60)}`);
    api?.LMSFinish("");
  });

  const dialog = document.querySelector("#questions"), asks = document.querySelector("#asks");
  if (!dialog) return;
  asks.addEventListener("click", () => dialog.showModal());
  document.querySelector("#check").addEventListener("click", () => {
    const rows = [...dialog.querySelectorAll("fieldset")];
    const right = rows.filter((row) => {
      const is = row.querySelector("input:checked")?.value === row.dataset.right;
      row.querySelector(".why").hidden = false;
      row.dataset.is = is;
      return is;
    }).length;
    const said = document.querySelector("#score");
    said.textContent = said.dataset.words.replace("{right}", right).replace("{count}", rows.length);
    score = Math.round(100 * right / rows.length);
    tell();
  });
})();
