"use strict";
// What a visitor reads and touches. All of it is in the plain pages, too; without WebGL 2 those are the park.
(async () => {
  const root = document.documentElement, $ = s => document.querySelector(s), query = new URLSearchParams(location.search);
  const plain = words => { root.className = ""; root.dataset.state = "plain"; $("#notice").hidden = false; if (words) $("#notice").textContent = words; };
  root.dataset.state = "loading";
  const core = await PARK.get("core").catch(() => plain());
  if (!core) return;

  // ---- language, words, numbers
  const store = (key, value) => { try { if (value === undefined) return localStorage.getItem(`park-${key}`); localStorage.setItem(`park-${key}`, value); } catch { /* a private window */ } return null; };
  const spoken = Object.keys(core.languages), P = core.park, still = matchMedia("(prefers-reduced-motion: reduce)").matches || query.has("cut");
  const lang = [query.get("lang"), store("lang"), ...navigator.languages.map(l => l.split("-")[0])].find(l => spoken.includes(l)) ?? spoken[0];
  const words = core.words[lang], { html, text, note } = core.languages[lang], textHtml = core.languages[text]?.html ?? text;
  const t = (key, values = {}) => (words[key] ?? key).replace(/\{(\w+)\}/g, (all, name) => values[name] ?? all);
  const say = row => row?.[text] ?? Object.values(row ?? {})[0] ?? "", langOf = row => (row?.[text] ? text : Object.keys(row ?? {})[0]);
  const number = (value, decimals = 0) => { const [whole, part] = Math.abs(value).toFixed(decimals).split("."), [point, group] = words.decimal; return (value < 0 ? "-" : "") + whole.replace(/\B(?=(\d{3})+$)/g, group) + (part ? point + part : ""); };
  const esc = s => String(s).replace(/[&<>"]/g, c => `&#${c.charCodeAt(0)};`);
  const el = (tag, attrs = {}, ...children) => { const e = document.createElement(tag); for (const [k, v] of Object.entries(attrs)) k.startsWith("on") ? e.addEventListener(k.slice(2), v) : e.setAttribute(k, v); e.append(...children); return e; };
  const said = { lang: textHtml }, announce = words => { $("#said").textContent = words; };
  root.lang = html;
  const state = { zone: null, trying: false, code: null, tour: null, light: "day", lang };
  const zoneLink = id => `#/${id}`, accent = id => (core.lights[state.light].dark ? P.zones[id].night : P.zones[id].day);

  // ---- without the model: poster and list
  function places(link, done) { // all zones by district, as links
    return Object.entries(P.districts).flatMap(([id, d]) => [
      el("h3", { ...said, style: `--c:${d.day}` }, say(d.title)),
      el("ul", { class: "zones" }, ...P.walk.filter(z => P.zones[z].district === id).map(z => el("li", said, el("a", { href: link(z), onclick: () => done?.() }, badge(z), say(P.zones[z].title))))),
    ]);
  }
  const badge = id => el("b", { class: "n", style: `--c:${P.districts[P.zones[id].district].day}` }, String(P.zones[id].n));
  function without(words) {
    plain(words);
    if (lang !== spoken[0]) $("#places").replaceChildren(...places(id => `${lang}/${id}.html`));
  }
  const canvas = $("#park"), renderer = (() => { const gl = document.createElement("canvas").getContext("webgl2"), info = gl?.getExtension("WEBGL_debug_renderer_info"); return gl ? gl.getParameter(info ? info.UNMASKED_RENDERER_WEBGL : gl.RENDERER) : ""; })();
  const weak = query.has("low") || /llvmpipe|swiftshader|software|basic render/i.test(renderer), saves = navigator.connection?.saveData === true;
  const V = query.has("plain") ? null : PARK.viewer(canvas, core, { smooth: !weak || query.has("sharp") });
  if (!V) return without(t("no_3d"));
  V.onlost = () => without(t("no_3d"));
  const clips = PARK.clips(V);
  root.classList.add("live");

  // ---- the camera
  const clamp = (x, a, b) => Math.min(b, Math.max(a, x)), tall = () => innerWidth / innerHeight < 0.87;
  const start = () => P.start[tall() ? 1 : 0];
  let flight = 0, quality = weak && !query.has("sharp") ? 0 : 1, sharp = true, rest = 0;
  function fly(to, seconds = 2.2) {
    cancelAnimationFrame(flight);
    if (still || !V.pose) { V.pose = to; return; }
    const from = V.pose, began = performance.now();
    const step = now => {
      const x = Math.min(1, (now - began) / 1000 / seconds), u = x * x * x * (x * (x * 6 - 15) + 10), lift = 1.4 * u * (1 - u), p = V.blend(from, to, u);
      V.pose = x < 1 ? { ...p, elevation: p.elevation + 14 * lift, distance: p.distance * (1 + lift) } : to;
      if (x < 1) flight = requestAnimationFrame(step);
    };
    flight = requestAnimationFrame(step);
  }
  function fit() { // the subject is in the part of the window that the card leaves free
    const ratio = Math.min(devicePixelRatio, tall() ? 2 : 1.5) * (quality || sharp ? 1 : 0.6), w = Math.round(innerWidth * ratio), h = Math.round(innerHeight * ratio);
    if (canvas.width !== w || canvas.height !== h) { canvas.width = w; canvas.height = h; }
    const card = $("#card").classList.contains("open") && $("#card").getBoundingClientRect();
    V.shift = !card ? [0, 0] : tall() ? [0, card.height / innerHeight] : [-(card.width + 14) / innerWidth, 0];
  }
  V.onmove = () => { // a slow device draws fewer pixels while the camera moves, as the desktop does
    if (quality) return;
    if (sharp) { sharp = false; fit(); }
    clearTimeout(rest); rest = setTimeout(() => { sharp = true; fit(); }, 600);
  };
  addEventListener("resize", () => { fit(); if (!root.classList.contains("in")) V.pose = start(); });
  function zonePose(id, at, hasCard = true) { // as near as the scene says, or as far as the free width asks for
    const z = P.zones[id], p = { ...z.views[at] }, free = tall() || !hasCard ? 1 : 1 - Math.min(428, 0.44 * innerWidth + 14) / innerWidth, half = Math.tan(p.fov * Math.PI / 360) * free * innerWidth / innerHeight, most = 3.2 * p.distance;
    p.distance = clamp(at === "exhibit" || !tall() ? 0 : 0.53 * z.wide / half, (tall() ? 1.3 : 1) * p.distance, most);
    for (let k = 0; at === "exhibit" && k < 4; k++) { // until all its corners are in view
      const { eye, right, ahead } = V.axesOf(p), along = (axis, c) => axis.reduce((sum, x, j) => sum + x * (c[j] - eye[j]), 0);
      p.distance = clamp(1.04 * p.distance * Math.max(...z.exhibit.corners.map(c => Math.abs(along(right, c) / along(ahead, c)))) / half, p.distance, most);
    }
    return p;
  }
  const enter = () => { root.classList.add("in"); };

  // ---- pins: a button a building, so that keys and screen readers have them, too
  const pins = {}, names = [];
  for (const id of P.walk) {
    const z = P.zones[id], lights = on => () => { if (!state.zone) V.outlined = on ? [id, accent(id)] : null; };
    pins[id] = el("button", { class: "pin", style: `--c:${P.districts[z.district].day}`, "aria-label": `${z.n} ${say(z.title)}`, title: say(z.title), ...said, onclick: () => go(id), onpointerenter: lights(true), onpointerleave: lights(false), onfocus: lights(true), onblur: lights(false) }, el("span", {}, String(z.n)));
    $("#pins").append(pins[id]);
  }
  const spots = P.walk.flatMap(id => P.zones[id].spots.map(([spot, title, at]) => { // of the open zone: a pin leads to its entry in the card
    const e = el("button", { class: "pin spot", hidden: "", style: `--c:${P.zones[id].day}`, "aria-label": say(title), title: say(title), ...said, onclick: () => { const entry = $(`#card #spot-${spot}`); entry?.focus({ preventScroll: true }); entry?.scrollIntoView(); } }, el("span", {}, "+"));
    $("#pins").append(e);
    return [id, e, at];
  }));
  if (Object.keys(P.districts).length > 1) for (const [id, d] of Object.entries(P.districts)) {
    const own = P.walk.filter(z => P.zones[z].district === id).map(z => P.zones[z].label), e = el("span", { class: "name", "aria-hidden": "true", style: `--c:${d.day}`, ...said }, say(d.title));
    $("#pins").append(e); names.push([e, [0, 1].map(k => own.reduce((a, p) => a + p[k], 0) / own.length).concat(2)]);
  }
  V.onframe = () => {
    const taken = [], place = (e, at, off, wide = 0) => { // what is out of view can still be reached by keys: it comes to the edge
      const p = V.project(at), out = off || !p || Math.abs(p[0]) > 1 || Math.abs(p[1]) > 1, edge = v => (out ? clamp(v, -0.94, 0.94) : v), [u, v] = p ?? [0, 1], x = (edge(u) + 1) / 2 * innerWidth;
      let y = (1 - edge(v)) / 2 * innerHeight;
      if (wide) y += [22, 50, 78, -60, 106].find(d => !taken.some(([a, b]) => Math.abs(a - x) < wide / 2 + 16 && Math.abs(b - y - d - 15) < 32)) ?? 22; // a name covers no pin
      else if (!out) taken.push([x, y - 14]);
      e.classList.toggle("out", out); e.style.transform = `translate(${x}px,${y}px)`;
    };
    for (const id of P.walk) place(pins[id], P.zones[id].label, state.trying || state.zone === id);
    for (const [id, e, at] of spots) if (!(e.hidden = state.trying || state.zone !== id)) place(e, at, false);
    for (const name of names) place(name[0], name[1], state.zone || tall(), (name[2] ||= name[0].offsetWidth) || 1);
  };

  // ---- hands and keys
  const held = new Map();
  let moved = 0, pinch = 0;
  canvas.addEventListener("pointerdown", e => { canvas.setPointerCapture(e.pointerId); held.set(e.pointerId, e); moved = 0; cancelAnimationFrame(flight); enter(); });
  canvas.addEventListener("pointermove", e => {
    const was = held.get(e.pointerId);
    if (!was) return;
    const dx = e.clientX - was.clientX, dy = e.clientY - was.clientY, p = V.pose;
    moved += Math.abs(dx) + Math.abs(dy); held.set(e.pointerId, e);
    if (held.size === 2) {
      const [a, b] = [...held.values()], apart = Math.hypot(a.clientX - b.clientX, a.clientY - b.clientY);
      if (pinch) pan(dx / 2, dy / 2, p.distance * pinch / apart);
      pinch = apart;
    } else if (e.buttons & 2) pan(dx, dy, p.distance);
    else V.pose = { ...p, azimuth: p.azimuth + dx * 0.25, elevation: p.elevation + dy * 0.2 };
  });
  function pan(dx, dy, distance) {
    const p = V.pose, k = 2 * p.distance * Math.tan(p.fov * Math.PI / 360) / innerHeight, a = p.azimuth * Math.PI / 180;
    V.pose = { ...p, distance, target: [p.target[0] + k * (dx * Math.cos(a) - dy * Math.sin(a)), p.target[1] - k * (dx * Math.sin(a) + dy * Math.cos(a)), p.target[2]] };
  }
  const released = e => { if (held.delete(e.pointerId) && !held.size && moved < 9 && e.type === "pointerup") pick(e.clientX, e.clientY); if (held.size < 2) pinch = 0; };
  canvas.addEventListener("pointerup", released); canvas.addEventListener("pointercancel", released);
  canvas.addEventListener("contextmenu", e => e.preventDefault());
  canvas.addEventListener("wheel", e => { e.preventDefault(); enter(); V.pose = { ...V.pose, distance: V.pose.distance * Math.exp(e.deltaY * 0.001) }; }, { passive: false });
  function pick(x, y) { // the first box on the ray, as on the desktop
    const [eye, way] = V.ray(x / innerWidth * 2 - 1, 1 - y / innerHeight * 2);
    let best = 1e9, id = null;
    for (const [zone, ...box] of core.solids) {
      let near = 0, far = best;
      for (let k = 0; k < 3; k++) { const a = (box[k] - eye[k]) / way[k], b = (box[k + 3] - eye[k]) / way[k]; near = Math.max(near, Math.min(a, b)); far = Math.min(far, Math.max(a, b)); }
      if (near < far) { best = near; id = zone; }
    }
    if (P.zones[id] && id !== state.zone) go(id);
  }
  addEventListener("keydown", e => {
    if (e.target.closest?.("input,select,textarea,dialog") || e.altKey || e.ctrlKey || e.metaKey) return;
    const p = V.pose, turn = { ArrowLeft: [6, 0], ArrowRight: [-6, 0], ArrowUp: [0, 4], ArrowDown: [0, -4] }[e.key], zoom = { "+": 0.85, "=": 0.85, "-": 1.18 }[e.key];
    if (e.key === "Escape") back();
    else if (document.activeElement === canvas && (turn || zoom)) { e.preventDefault(); enter(); V.pose = turn ? { ...p, azimuth: p.azimuth + turn[0], elevation: p.elevation + turn[1] } : { ...p, distance: p.distance * zoom }; }
    else if (e.key === "n") setLight(Object.keys(core.lights)[(Object.keys(core.lights).indexOf(state.light) + 1) % 4]);
    else if (e.key === "t") startTour();
    else if (e.key === "x" && state.zone && P.zones[state.zone].tries) go(state.zone, "try");
  });

  // ---- where the visitor is: the address says it
  const go = (id, how = "") => { location.hash = id ? `/${id}${how && `/${how}`}` : "/"; };
  const back = () => { if (state.tour !== null) stopTour(); else if (state.trying) go(state.zone); else if (state.zone) go(null); };
  let texts = null, turn = 0;
  async function follow() {
    const [, id, how, code] = /^#\/([\w-]*)(?:\/(try)(?:\/s=(.+))?)?/.exec(location.hash) ?? [], was = state.zone, now = ++turn;
    PARK.exhibit?.leave();
    state.zone = Object.hasOwn(P.zones, id) ? id : null;
    state.trying = Boolean(state.zone && how && P.zones[id].tries && PARK.exhibit);
    state.code = (state.trying && code) || null;
    show();
    const card = $("#card"), z = P.zones[state.zone];
    document.title = z ? `${say(z.title)} · ${say(P.title)}` : say(P.title);
    if (!z) { card.classList.remove("open"); fit(); if (root.classList.contains("in")) fly(start()); pins[was]?.focus({ preventScroll: true }); return; }
    enter();
    const head = el("header", said, badge(z.id), el("h2", {}, say(z.title)), el("button", { class: "x", lang: html, "aria-label": t("close"), onclick: () => go(state.trying ? z.id : null) }, "×"));
    try {
      texts ??= await PARK.get(`text/${text}`);
      const body = state.trying ? await PARK.exhibit.card(z, state.code) : article(z);
      if (now !== turn) return;
      card.replaceChildren(head, ...body);
    } catch (error) { if (now === turn) card.replaceChildren(head, el("p", {}, t("damaged", { file: error.message })), el("a", { href: `${lang}/${z.id}.html` }, t("plain"))); }
    card.classList.add("open"); card.scrollTop = 0; fit(); card.focus({ preventScroll: true });
    fly(zonePose(z.id, state.trying ? "exhibit" : "front")); announce(say(z.title));
    wanted(["-", z.id]);
  }
  function show() { // what of a zone the model shows
    const { zone, trying } = state;
    root.classList.toggle("zone", Boolean(zone)); root.classList.toggle("trying", trying);
    V.open = trying ? null : zone; V.cleared = trying && P.zones[zone].tries && PARK.exhibit ? zone : null; V.outlined = zone && !trying ? [zone, accent(zone)] : null;
    const letters = zone && V.parts[`letters/${letterLanguage}`]?.chunks.find(c => c.z === zone && c.lit);
    playClip();
    V.subject = zone && P.zones[zone].exhibit ? [...P.zones[zone].exhibit.corners, ...(letters ? V.corners(letters.low, letters.high) : [])] : null;
  }
  function playClip() { // of the tour's stop, of the hot spot that has the focus, or of the exhibit
    const { zone, trying, tour } = state, z = P.zones[zone], spot = document.activeElement?.closest("[id^=spot-]")?.id;
    if (!still) clips.play(zone, (tour !== null && P.tour.stops[tour].clip) || z?.clips[spot] || (trying && z.exhibit?.clip) || "");
  }
  $("#card").addEventListener("focusin", playClip);
  function article(z) {
    const next = P.zones[P.walk[(P.walk.indexOf(z.id) + 1) % P.walk.length]], row = el("p", { class: "row", lang: html }), body = el("div", said);
    if (z.tries && PARK.exhibit) row.append(el("button", { class: "main", onclick: () => go(z.id, "try") }, t("try")));
    row.append(el("button", { onclick: () => go(next.id) }, t("next_zone", { title: say(next.title) })));
    body.innerHTML = texts[z.id]; body.querySelector(".lead").after(row);
    return [body, ...(note ? [el("p", { class: "note", lang: html }, note)] : []), el("p", { lang: html }, el("a", { href: `${lang}/${z.id}.html` }, t("plain")))];
  }

  // ---- the tour
  let timer = 0, later = [];
  function startTour() { if (!P.tour) return; enter(); if (location.hash.length > 2) history.replaceState(null, "", "#/"); $("#card").classList.remove("open"); root.classList.add("tour"); stop(0); }
  function stop(k) {
    PARK.exhibit?.leave(); [timer, ...later].forEach(clearTimeout);
    const stops = P.tour.stops, s = stops[k];
    if (!s) return stopTour();
    state.tour = k; state.zone = s.zone ?? null;
    state.trying = s.at === "exhibit";
    show(); fit(); fly(s.zone ? zonePose(s.zone, s.at, false) : tall() ? start() : s.pose, 3.2);
    if (s.zone) wanted(["-", s.zone]);
    if (state.trying && P.zones[s.zone].tries) PARK.exhibit?.play(P.zones[s.zone], s.acts, s.hold);
    const caption = $("#caption"), focus = document.activeElement?.closest("#caption")?.querySelector(":focus")?.dataset.by, by = (d, key, sign) => el("button", { "data-by": d, "aria-label": t(key), onclick: () => stop(k + d) }, sign);
    const text = el("p", { "aria-live": "polite", ...said }, say(s.caption));
    later = (s.later ?? []).map(([at, words]) => setTimeout(() => text.replaceChildren(say(words)), 1000 * at));
    caption.replaceChildren(text, el("div", { class: "row" }, el("small", {}, `${k + 1} / ${stops.length}`), by(-1, "previous", "‹"), by(1, "next", "›"), el("button", { "data-by": 0, onclick: stopTour }, t("stop"))));
    (caption.querySelector(`[data-by="${focus ?? 1}"]`)).focus({ preventScroll: true });
    timer = setTimeout(() => stop(k + 1), 1000 * s.hold);
  }
  function stopTour() { [timer, ...later].forEach(clearTimeout); state.tour = state.zone = null; root.classList.remove("tour"); follow(); }

  // ---- light
  async function setLight(light) {
    if (!core.lights[light]) return;
    const lamps = core.lights[light].lamps !== "off";
    if (lamps) await Promise.all([V.ground("night/ground"), ...Object.keys(V.parts).map(V.nightOf)]).catch(() => {});
    state.light = V.light = root.dataset.light = light; root.classList.toggle("dark", core.lights[light].dark);
    $("#light").value = light; show();
    try { query.set("light", light); history.replaceState(null, "", `?${query}${location.hash}`); } catch { /* a page from a file has no other address */ }
  }

  // ---- near detail, zone by zone
  const loading = new Set(), letterLanguage = core.model.letters.includes(text) ? text : core.model.letters.includes("en") ? "en" : core.model.letters[0];
  async function wanted(ids) {
    for (const id of ids) if (core.model.fine.includes(id) && !loading.has(id)) { loading.add(id); await V.part(`fine/${id}`).catch(() => loading.delete(id)); show(); }
  }
  V.onwanted = ids => { if (!saves && root.dataset.state === "ready") wanted(ids); };

  // ---- what is written over the model
  for (const [id, row] of [["#title", P.title], ["#what", P.what], ["#do", P.do], ["#source", P.source]]) { $(id).textContent = say(row); $(id).lang = textHtml; }
  canvas.setAttribute("aria-label", `${say(P.title)}. ${t("keys")}`); canvas.setAttribute("role", "application");
  $("#hint").textContent = t("hint"); $("#look").textContent = t("look"); $("#look").onclick = () => { enter(); canvas.focus(); };
  const tourButton = (words, attrs) => (P.tour ? [el("button", { onclick: startTour, ...attrs }, words)] : []);
  $("#tour").replaceWith(...tourButton(say(P.tour?.title), said));
  const light = el("select", { id: "light", "aria-label": t("light"), onchange: e => setLight(e.target.value) }, ...Object.keys(core.lights).map(l => el("option", { value: l }, t(l))));
  $("#bar").append(...tourButton(t("tour"), { class: "main" }), el("button", { onclick: () => $("#list").showModal() }, t("list", { count: P.walk.length })), light);
  $("#langs").setAttribute("aria-label", t("language"));
  for (const l of spoken) $("#langs").append(el("button", { lang: core.languages[l].html, "aria-pressed": l === lang, onclick: () => { store("lang", l); query.set("lang", l); location.search = query; } }, core.languages[l].name));
  const close = () => $("#list").close();
  $("#list").append(el("div", { class: "top" }, el("h2", {}, t("list", { count: P.walk.length })), el("button", { class: "x", "aria-label": t("close"), onclick: close }, "×")), ...places(zoneLink, close));
  addEventListener("hashchange", () => { if (state.tour !== null) { clearTimeout(timer); state.tour = state.zone = null; root.classList.remove("tour"); } follow(); });
  PARK.app = { core, state, lang, V, t, say, langOf, el, esc, number, go, still, announce, store, clips };

  // ---- the model comes behind the poster
  fit(); V.pose = start(); V.letters = `letters/${letterLanguage}`;
  try {
    V.ripples();
    await Promise.all([V.part("first"), V.ground("ground"), V.farLand(), letterLanguage && V.part(`letters/${letterLanguage}`), core.model.crowd && PARK.crowd(V).catch(() => {})]);
  } catch (error) { return without(t("damaged", { file: error.message })); }
  await setLight(query.get("light") ?? "day");
  V.ready = true; V.draw(); root.classList.add("drawn"); root.dataset.state = "ready";
  follow();
  if (!saves) setTimeout(() => wanted(["-"]), 1500);
  let last = 0, slow = 66; // water moves gently; a slow device draws fewer pixels, and its water is still
  const breathe = now => {
    if (!document.hidden && quality && now - last > 66) { slow = 0.8 * slow + 0.2 * Math.min(now - last, 1000); last = now; if (slow > 250) { quality = 0; fit(); } else V.time = now / 1000; }
    requestAnimationFrame(breathe);
  };
  if (!still) requestAnimationFrame(breathe);
})();
