"use strict";
// An exhibit on the page: readings computed beforehand with the park's own program, its chart, dials, act and Show me.
(() => {
  const STEP_MS = 100, MINUS = "\u2212";

  // ---- tables: whole numbers of thousandths, as differences in time, in planes of bytes

  class Table {
    constructor(columns, data, start) {
      this.data = data;
      this.columns = {};
      this.end = start;
      for (const name in columns) {
        const [divisor, runs, moments, planes] = columns[name];
        this.columns[name] = { divisor, size: runs * moments, moments, planes, start: this.end };
        this.end += runs * moments * planes;
      }
    }
    run(name, number) {
      const { divisor, size, moments, planes, start } = this.columns[name], values = [];
      for (let k = 0, sum = 0; k < moments; k++) {
        let zigzag = 0;
        for (let plane = 0; plane < planes; plane++) zigzag += this.data[start + plane * size + number * moments + k] * 256 ** plane;
        sum += zigzag % 2 ? -(zigzag + 1) / 2 : zigzag / 2;
        values.push(sum * divisor);
      }
      return values;
    }
  }

  // The desktop's own digits: the rule of `text_of` in answers.py.
  function digitsOf(thousandths, money, signs) {
    const size = Math.abs(thousandths), whole = money || size % 1000 === 0 || size >= 1e6;
    const places = whole ? 0 : size < 1000 || (size > 99900 && size < 100000) ? 2 : 1;
    const part = 10 ** (3 - places), digits = Math.floor((size + part / 2) / part), unit = 10 ** places;
    let text = String(Math.floor(digits / unit));
    if (size >= 1e7) text = text.replace(/\B(?=(\d{3})+$)/g, signs[1]);
    if (places) text += signs[0] + String(digits % unit).padStart(places, "0");
    return [text, thousandths < 0 && digits > 0];
  }
  function amountOf(thousandths, output, amount, signs) {
    const index = thousandths / 1000 - output.low;
    if (output.names[index]) return output.names[index];
    const [text, negative] = digitsOf(thousandths, output.money, signs);
    return text === "1" && !negative ? amount[2] : amount[negative ? 1 : 0].replace("#", text);
  }

  // ---- a state code in the address: the nearest setting that was computed

  function asked(code, head) {
    const words = decodeURIComponent(code).trim().split("~");
    if (words[0] !== "P1" || words[1] !== head.kind || words.length < 3 || words[2].startsWith("^")) return null;
    const values = {}, others = new Set();
    let acted = false;
    for (const word of words.slice(2)) {
      const act = /^\d+([=!*$])(.+)$/.exec(word), start = /^([a-z]\w*)=(.+)$/i.exec(word);
      if (act?.[1] === "=" || start) {
        const [name, value] = start ? start.slice(1) : act[2].split(":");
        if (head.dials.some(([dial]) => dial === name)) values[name] = decodeURIComponent(value ?? "");
        else others.add(name);
      } else if (act?.[1] === "!" && act[2] === head.act) acted = true;
      else if (act) others.add(act[2].split(":")[0]);
    }
    return { values, others: [...others], acted };
  }
  function apart(value, wanted, values) { // share of the dial's range between two settings
    if (typeof value === "number") return Math.abs(value - Number(wanted)) / (Math.max(...values) - Math.min(...values) || 1);
    return String(typeof value === "boolean" ? Number(value) : value) === wanted ? 0 : 1;
  }
  function nearest(head, wanted) {
    const away = (setting) => head.dials.reduce((sum, [name, values], k) => sum + (name in wanted ? apart(values[setting[k]], wanted[name], values) : setting[k] === head.dials[k][2] ? 0 : 1), 0);
    if (head.settings) return head.settings.reduce((best, each) => (away(each) < away(best) ? each : best));
    return head.dials.map(([name, values, usual]) => (name in wanted ? values.reduce((best, value, k) => (apart(value, wanted[name], values) < apart(values[best], wanted[name], values) ? k : best), 0) : usual));
  }

  // ---- charts

  function rung(value) {
    const size = 10 ** Math.floor(Math.log10(Math.max(value, 1e-3)) + 1e-9);
    return size * [1, 2.5, 5, 10].find((step) => step * size >= value * (1 - 1e-9));
  }
  const W = 300, H = 78;
  function svg(chart, lines, view) { // lines: [{values in thousandths, old}]; view: {share, x: [first, last], mark}
    const every = lines.flatMap((line) => line.values).map((value) => value / 1000);
    const reach = chart.reach ?? [0, 0], least = Math.min(reach[0], ...every), high = rung(Math.max(reach[1], ...every)), low = least < 0 ? -rung(-least) : 0;
    const up = (value) => (H - (value / 1000 - low) / (high - low) * (H - 6)).toFixed(1), along = (k, n) => (n > 1 ? k / (n - 1) * W : 0).toFixed(1);
    const text = (x, y, anchor, words) => `<text x="${x}" y="${y}" text-anchor="${anchor}">${PARK.app.esc(words)}</text>`;
    const axis = (value) => PARK.app.number(value, Number.isInteger(value) ? 0 : value < 1 ? 2 : 1);
    const paths = lines.map(({ values, old }, k) => {
      const last = old || view.mark !== undefined ? values.length - 1 : Math.round(view.share * (values.length - 1));
      const path = values.slice(0, last + 1).map((value, at) => `${at ? "L" : "M"}${along(at, values.length)} ${up(value)}`).join("");
      const at = view.mark === undefined ? last : Math.round(view.mark * (values.length - 1));
      return `<path class="${old ? "old" : `line${k}`}" d="${path}"/>` + (old ? "" : `<circle class="line${k}" r="3.5" cx="${along(at, values.length)}" cy="${up(values[at])}"/>`);
    });
    return `<svg viewBox="-34 -4 344 98" aria-hidden="true"><path class="grid" d="M0 ${H}H${W}M0 6H${W}"/>${text(-4, 12, "end", axis(high))}${text(-4, H, "end", axis(low))}${text(0, 91, "start", view.x[0])}${text(W, 91, "end", view.x[1])}${paths.join("")}</svg>`;
  }
  function bars(rows) { // rows: [label, thousandths, text, the same before]
    const most = Math.max(...rows.flatMap((row) => [Math.abs(row[1]), Math.abs(row[3] ?? 0)]), 1), { esc } = PARK.app;
    return `<div class="bars">${rows.map(([label, value, text, before]) => `<span>${esc(label)}</span><i><b style="width:${100 * Math.abs(value) / most}%"></b>${before === undefined ? "" : `<s style="left:${100 * Math.abs(before) / most}%"></s>`}</i><em>${esc(text)}</em>`).join("")}</div>`;
  }

  // ---- one exhibit

  let clock = 0, now = null;

  async function opened(id) {
    const [[head, data], words] = await Promise.all([PARK.get(`answers/${id}`).then(PARK.inflated), PARK.get(`words/${id}/${PARK.app.lang}`)]);
    const table = new Table(head.columns, data, 0), show = new Table(head.show, data, table.end);
    return { id, head, words, table, show, chosen: head.dials.map((dial) => dial[2]), mode: "usual", second: 0, before: null, read: {} };
  }
  function runOf(exhibit) { // number of the run in the table, of the setting and act chosen
    const { head, chosen, mode } = exhibit, runs = head.act ? 2 : 1;
    const number = head.settings ? head.settings.findIndex((each) => each.every((at, k) => at === chosen[k])) : chosen.reduce((sum, at, k) => sum * head.dials[k][1].length + at, 0);
    return number * runs + (mode === "acted" ? 1 : 0);
  }
  function values(exhibit, name) {
    const { mode, show, table, read } = exhibit;
    return (read[name] ??= mode === "show" ? show.run(name, 0) : table.run(name, runOf(exhibit)));
  }
  function lasts(exhibit) { // seconds; 0: its readings do not change with time
    const { head, words } = exhibit, first = words.figures[0][0];
    return exhibit.mode === "show" ? head.show_s - head.every_s : (head.columns[first][2] - 1) * head.every_s;
  }
  function at(exhibit, name) {
    const all = values(exhibit, name);
    return all[Math.min(Math.floor(exhibit.second / exhibit.head.every_s + 1e-6), all.length - 1)];
  }

  function cardOf(exhibit) {
    const { el, t, announce, still } = PARK.app, { head, words } = exhibit, { signs } = words, chart = words.charts[0];
    const strip = el("div", { class: "strip" }), picture = el("div", { class: "chart", role: "img" }), legend = el("p", { class: "note legend" });
    const caption = el("div", { class: "captions", "aria-live": "polite", hidden: "" }), near = el("p", { class: "note near", hidden: "" });
    const parts = el("p", { class: "note", hidden: "" }, t("parts")), dials = el("div", { class: "dials", role: "group", "aria-label": t("dials") });
    const act = el("button", { class: "main", onclick: () => begin("acted") }, words.act), pause = el("button", { onclick: () => (clock ? halt() : play()) });
    const show = el("button", { onclick: () => (exhibit.mode === "show" ? begin("usual") : begin("show")) }, t("show"));
    const label = (name) => words.outputs[name].label, text = (name, value) => amountOf(value, words.outputs[name], words.outputs[name].amount, signs);

    function draw() {
      const end = lasts(exhibit), kind = exhibit.mode === "show" && chart.kind === "profile" ? "time" : chart.kind;
      strip.innerHTML = words.figures.map(([name, said, amount]) => `<div data-reading="${name}"><b>${PARK.app.esc(amountOf(at(exhibit, name), words.outputs[name], amount, signs))}</b><span>${PARK.app.esc(said)}</span></div>`).join("");
      if (kind === "bars") picture.innerHTML = bars(chart.outputs.map((name) => [label(name), at(exhibit, name), text(name, at(exhibit, name)), exhibit.before?.[name]?.at(-1)]));
      else if (kind === "profile") {
        const k = head.dials.findIndex(([name]) => words.dials[name].kind === "number"), [name, settings] = head.dials[k], said = words.dials[name].values;
        const mark = (settings[exhibit.chosen[k]] - settings[0]) / (settings.at(-1) - settings[0]);
        picture.innerHTML = svg(chart, [{ values: values(exhibit, `curve ${chart.outputs[0]}`) }], { x: [said[0], said.at(-1)], mark });
      } else {
        const old = exhibit.before ? [{ values: exhibit.before[chart.outputs[0]], old: true }] : [];
        picture.innerHTML = svg(chart, [...chart.outputs.map((name) => ({ values: values(exhibit, name) })), ...old], { share: end ? exhibit.second / end : 1, x: [t("seconds", { number: 0 }), t("seconds", { number: Math.round(end) })] });
      }
      picture.setAttribute("aria-label", `${chart.title}: ${chart.outputs.map((name) => `${label(name)} ${text(name, at(exhibit, name))}`).join(t("comma"))}`);
      if (exhibit.mode === "show") {
        const [, step, said] = words.captions.findLast(([second]) => second <= exhibit.second + 1e-6) ?? words.captions[0];
        if (caption.dataset.said !== said) caption.replaceChildren(el("small", {}, t("step", { step: step + 1, count: words.captions.at(-1)[1] + 1 })), el("p", {}, said));
        caption.dataset.said = said;
      }
      pause.textContent = t(clock ? "pause" : "continue");
      pause.hidden = !end || (!clock && exhibit.second >= end);
      parts.hidden = exhibit.mode === "show" ? !PARK.moves?.has("usual") || PARK.moves.has("show") : head.dials.every((dial, k) => dial[2] === exhibit.chosen[k]);
      PARK.moves?.show(exhibit.mode, exhibit.second - (exhibit.mode === "acted" ? head.act_s : 0), head.every_s);
    }
    function begin(mode, before = null) { // from the start, or from the moment of the act
      exhibit.before = before;
      exhibit.mode = mode;
      exhibit.read = {};
      exhibit.second = mode === "acted" ? head.act_s : 0;
      caption.hidden = mode !== "show";
      near.hidden = true;
      show.textContent = t(mode === "show" ? "stop_show" : "show");
      if (still && mode !== "show") exhibit.second = lasts(exhibit);
      play();
    }
    function halt() { clearInterval(clock); clock = 0; draw(); }
    function play() {
      clearInterval(clock);
      let then = performance.now();
      clock = lasts(exhibit) > exhibit.second ? setInterval(() => {
        const passed = Math.min(performance.now() - then, 500) / 1000;
        then = performance.now();
        exhibit.second = Math.min(exhibit.second + passed, lasts(exhibit));
        if (exhibit.second >= lasts(exhibit)) halt(); else draw();
      }, STEP_MS) : 0;
      draw();
    }
    const shown = head.dials.map(([name, settings], k) => {
      const said = words.dials[name], id = `dial-${name}`, out = el("output", { for: id });
      const input = said.kind === "choice" ? el("select", { id }, ...said.values.map((word, at) => el("option", { value: at }, word)))
        : el("input", said.kind === "switch" ? { id, type: "checkbox" } : { id, type: "range", min: 0, max: settings.length - 1, step: 1 });
      const tell = () => {
        const at = exhibit.chosen[k];
        if (said.kind === "switch") input.checked = settings[at]; else input.value = at;
        if (said.kind === "number") { out.textContent = said.values[at]; input.setAttribute("aria-valuetext", said.values[at]); }
      };
      input.addEventListener(said.kind === "number" ? "input" : "change", () => {
        const at = said.kind === "switch" ? settings.indexOf(input.checked) : Number(input.value);
        const back = head.settings && at !== head.dials[k][2]; // one dial at a time: the others go back
        turn(exhibit.chosen.map((each, other) => (other === k ? at : back ? head.dials[other][2] : each)));
      });
      dials.append(el("label", { for: id, title: said.meaning }, el("span", {}, said.label), out, input));
      return tell;
    });
    function turn(chosen) { // keeps the curve before for comparison
      const mode = exhibit.mode === "show" ? "usual" : exhibit.mode;
      const before = exhibit.mode === "show" ? null : Object.fromEntries(chart.outputs.map((name) => [name, values(exhibit, name)]));
      exhibit.chosen = chosen;
      shown.forEach((tell) => tell());
      begin(mode, before);
    }
    function saidOf(texts, settings, wanted, usual) { // a setting of the link in words, which may not be among the computed ones
      const known = wanted === undefined ? usual : settings.findIndex((value) => apart(value, wanted, settings) === 0);
      return texts[known] ?? wanted.replace(".", signs[0]);
    }
    function open(code) { // the nearest computed state, and how near it is
      const wanted = asked(code, head);
      let said = t("bad_code");
      if (wanted) {
        exhibit.chosen = nearest(head, wanted.values);
        exhibit.mode = wanted.acted ? "acted" : "usual";
        const differ = head.dials.flatMap(([name, settings], k) => {
          const away = name in wanted.values ? apart(settings[exhibit.chosen[k]], wanted.values[name], settings) : Number(exhibit.chosen[k] !== head.dials[k][2]);
          const { label: dial, values: texts } = words.dials[name];
          return away > 1e-9 ? [t("near_dial", { dial, here: texts[exhibit.chosen[k]], there: saidOf(texts, settings, wanted.values[name], head.dials[k][2]), percent: Math.max(1, Math.round(100 * away)) })] : [];
        });
        const others = wanted.others.map((name) => words.more[name] ?? name);
        said = [differ.length ? t("near", { list: differ.join(t("comma")) }) : others.length ? "" : t("exact"), others.length ? t("more_changed", { list: others.join(t("comma")) }) : ""].filter(Boolean).join(" ");
      }
      begin(exhibit.mode);
      near.textContent = said;
      near.hidden = false;
      announce(said);
    }
    legend.innerHTML = chart.kind === "bars" ? PARK.app.esc(chart.title) : chart.outputs.map((name, k) => `<span class="line${k}">${PARK.app.esc(label(name))}</span>`).join(" ");
    const row = el("p", { class: "row" }, ...(words.act ? [act] : []), ...(lasts(exhibit) ? [el("button", { onclick: () => begin("usual") }, t("again")), pause] : []), ...(words.captions.length ? [show] : []));
    const notes = [head.settings ? t("one_dial", { setting: head.dials.map(([name, , usual]) => `${words.dials[name].label} ${words.dials[name].values[usual]}`).join(t("comma")) }) : "",
      t(lasts(exhibit) ? "computed" : "computed_sheet", { seed: head.seed, at: head.act_s })].filter(Boolean);
    return { elements: [el("p", { class: "ask" }, words.try), strip, picture, legend, caption, row, near, dials, parts, ...notes.map((note) => el("p", { class: "note" }, note)), el("p", { class: "note" }, el("b", {}, words.truth), " ", words.limit)], begin, open, shown };
  }

  PARK.exhibit = {
    async card(zone, code) {
      PARK.exhibit.leave();
      const exhibit = await opened(zone.id), card = cardOf(exhibit);
      now = exhibit;
      card.shown.forEach((tell) => tell());
      if (code) card.open(code.replace(/^s=/, "")); else card.begin("usual");
      card.shown.forEach((tell) => tell());
      PARK.moves?.open(zone).then((there) => {
        if (now !== exhibit) return;
        if (there) PARK.moves.show(exhibit.mode, exhibit.second, exhibit.head.every_s);
        else if (PARK.app.V) card.elements.at(-1).before(PARK.app.el("p", { class: "note" }, PARK.app.t("no_parts")));
      });
      return card.elements;
    },
    leave() {
      clearInterval(clock);
      clock = 0;
      now = null;
      PARK.moves?.close();
    },
    async play(zone, acts, seconds) { // a stop of the tour: the parts alone, with its first act at its second
      PARK.exhibit.leave();
      const [[head], there] = await Promise.all([PARK.get(`answers/${zone.id}`).then(PARK.inflated), PARK.moves?.open(zone)]);
      if (!there) return;
      const act_s = acts.find((act) => act.press === head.act)?.at_s ?? Infinity, began = performance.now();
      const show = () => {
        const second = Math.min((performance.now() - began) / 1000, seconds);
        PARK.moves.show(second < act_s ? "usual" : "acted", second < act_s ? second : second - act_s, head.every_s);
        if (second >= seconds) clearInterval(clock);
      };
      clock = setInterval(show, STEP_MS);
      show();
    },
  };
  PARK.exhibit.parts = { Table, digitsOf, amountOf, asked, nearest }; // for tests
})();
