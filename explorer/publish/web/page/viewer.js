"use strict";
// The park in WebGL 2, drawn by the desktop's own shaders (glsl.py); no library. Metres, x east, y north, z up.
const PARK = (() => {
  // ---- data: each file of data/ is a script that calls PARK.put(name, value)
  const values = {}, waiting = {};
  const put = (name, value) => { values[name] = value; waiting[name]?.resolve(value); };
  function get(name) {
    if (name in values) return Promise.resolve(values[name]);
    if (waiting[name]) return waiting[name].promise;
    const job = waiting[name] = {};
    job.promise = new Promise((resolve, reject) => { job.resolve = resolve; job.reject = reject; });
    const script = document.createElement("script");
    const failed = () => { if (!(name in values)) { delete waiting[name]; job.reject(new Error(`data/${name}.js`)); } };
    script.src = `data/${name}.js`;
    script.onerror = script.onload = failed; // a damaged script loads, but puts nothing
    document.head.append(script);
    return job.promise;
  }
  const bytesOf = base64 => Uint8Array.from(atob(base64), c => c.charCodeAt(0));
  async function inflated(base64) {
    const stream = new Blob([bytesOf(base64)]).stream().pipeThrough(new DecompressionStream("deflate"));
    const all = new Uint8Array(await new Response(stream).arrayBuffer()), end = all.indexOf(10);
    return [JSON.parse(new TextDecoder().decode(all.subarray(0, end))), all.subarray(end + 1)];
  }

  // ---- from planes of differences to vertices of 28 bytes: position, colour and gloss, normal, light and open sky (planes.py)
  const unzigzag = z => (z >>> 1) ^ -(z & 1), signed = byte => byte << 24 >> 24, byte = x => Math.max(0, Math.min(255, x));
  function unpack(head, data) {
    const n = head.vertices, vertex = new ArrayBuffer(28 * n), [metre, bend, , , open, lamp] = head.steps, f = new Float32Array(vertex), b = new Uint8Array(vertex), s = new Int8Array(vertex);
    let at = 0;
    const take = count => data.subarray(at, at += count);
    const planes = (count, size) => { const p = Array.from({ length: size }, () => take(count)); return k => p.reduce((sum, plane, j) => sum | plane[k] << 8 * j, 0); };
    const code = planes(head.indices, 2), index = new Uint32Array(head.indices);
    let first = 0, i = 0;
    for (const c of head.chunks) {
      let next = 0;
      for (const end = i + c.runs.reduce((a, x) => a + x, 0); i < end; i++) { const v = next - code(i); if (v === next) next++; index[i] = first + v; }
      first += c.n;
    }
    for (let axis = 0; axis < 3; axis++) { const z = planes(n, 3); for (let k = 0, v = 0; k < n; k++) f[7 * k + axis] = (v += unzigzag(z(k))) * metre; }
    const colour = planes(n, 2), colours = take(4 * head.colours), normal = planes(n, 2), normals = Array.from({ length: 3 }, () => { let v = 0; return Int8Array.from(take(head.normals), d => v = signed(v + d)); });
    for (let k = 0; k < n; k++) {
      for (let j = 0; j < 4; j++) b[28 * k + 12 + j] = colours[4 * colour(k) + j];
      for (let j = 0; j < 3; j++) s[28 * k + 16 + j] = normals[j][normal(k)];
    }
    unpackLight(head, take(3 * n), n, b, 28, 20);
    const sky = take(n), foot = planes(head.yielding, 2), night = new Uint8Array(4 * n), [steps, reach] = head.foot;
    for (let k = 0, v = 0; k < n; k++) { v = v + sky[k] & 255; b[28 * k + 23] = byte(open * v); night[4 * k + 3] = 255; }
    const bends = take(n), lamps = take(n);
    let k = 0, id = 0, y = 0, lit = 0, edge = 0;
    for (const c of head.chunks) for (const end = k + c.n; k < end; k++) {
      lit = lit + lamps[k] & 255; edge = signed(edge + bends[k]);
      s[28 * k + 19] = bend * edge; // edges are lighter, creases darker
      if (lit) night.set(c.tint.map(part => byte(part * lit * lamp)), 4 * k); // halls are lit by day, too
      if (c.g === "shore" || c.g === "clear") night[4 * k + 3] = b[28 * k + 15];
      if (c.g !== "yields") continue;
      id += unzigzag(foot(y++)); // what ducks before the camera: where its foot is, and its height
      const [east, north, high] = head.feet[id], to = d => Math.max(-127, Math.min(127, Math.round(d * 127 / reach)));
      s[28 * k + 19] = to(f[7 * k] - east / steps); night[4 * k + 3] = to(f[7 * k + 1] - north / steps) + 128; b[28 * k + 15] = high;
    }
    return { vertex, index, night };
  }
  function unpackLight({ steps: [, , light, tint] }, data, n, out, stride, offset) {
    for (let k = 0, g = 0, r = 0, bl = 0; k < n; k++) {
      g = g + data[k] & 255; r = signed(r + data[n + k]); bl = signed(bl + data[2 * n + k]);
      out.set([byte(light * g + tint * r), byte(light * g), byte(light * g + tint * bl)], stride * k + offset);
    }
  }

  // ---- mathematics: matrices by columns
  const RAD = Math.PI / 180, clamp = (x, a, b) => Math.min(b, Math.max(a, x)), mix = (a, b, u) => a + (b - a) * u;
  const dot = (a, b) => a[0] * b[0] + a[1] * b[1] + a[2] * b[2], cross = (a, b) => [a[1] * b[2] - a[2] * b[1], a[2] * b[0] - a[0] * b[2], a[0] * b[1] - a[1] * b[0]];
  const unit = a => { const l = Math.hypot(...a) || 1; return a.map(x => x / l); }, between = (a, b, u) => a.map((x, k) => mix(x, b[k], u));
  const mul = (a, b) => { const o = new Float32Array(16); for (let c = 0; c < 4; c++) for (let r = 0; r < 4; r++) o[4 * c + r] = a[r] * b[4 * c] + a[4 + r] * b[4 * c + 1] + a[8 + r] * b[4 * c + 2] + a[12 + r] * b[4 * c + 3]; return o; };
  const looking = (eye, right, up, back) => new Float32Array([right[0], up[0], back[0], 0, right[1], up[1], back[1], 0, right[2], up[2], back[2], 0, -dot(right, eye), -dot(up, eye), -dot(back, eye), 1]);
  function axesOf(p) {
    const a = p.azimuth * RAD, e = p.elevation * RAD, [sa, ca, se, ce] = [Math.sin(a), Math.cos(a), Math.sin(e), Math.cos(e)];
    const ahead = [-ce * sa, -ce * ca, -se];
    return { right: [-ca, sa, 0], up: [-se * sa, -se * ca, ce], ahead, eye: p.target.map((x, k) => x - p.distance * ahead[k]) };
  }

  // ---- the viewer; null without WebGL 2
  function viewer(canvas, core, { smooth = true } = {}) {
    const gl = canvas.getContext("webgl2", { antialias: smooth, alpha: false });
    if (!gl || typeof DecompressionStream !== "function") return null;
    const { model, shaders, lights } = core, HEAD = "#version 300 es\nprecision highp float;precision highp int;precision highp sampler2DShadow;precision highp sampler3D;\n" + (core.grades ? "#define GRADED 1\n" : "");
    const ATTRIBUTES = ["p3d_Vertex", "p3d_Color", "facing", "ambient", "night", "along", "ribbon"], UNITS = ["u_shadow", "u_ground_sky", "u_ground_lamps", "u_far_land", "u_ripples", "u_mask", "u_grade"];
    const programs = {}, faults = [], parts = {}, layers = [], stats = { calls: 0, triangles: 0, frames: 0 };
    let pose = null, shift = [0, 0], time = 0, wanted = false, letters = "", cleared = null, open = null, subject = null, outlined = null, ready = false, axes = null, lost = false;
    function program(vert, frag, defines = "", own = shaders) {
      const key = `${vert} ${frag} ${defines}`;
      if (programs[key]) return programs[key];
      const p = gl.createProgram(), head = HEAD + defines.split(" ").filter(Boolean).map(d => `#define ${d.replace("=", " ")}${d.includes("=") ? "" : " 1"}\n`).join("");
      for (const [kind, name] of [[gl.VERTEX_SHADER, vert], [gl.FRAGMENT_SHADER, frag]]) {
        const s = gl.createShader(kind);
        gl.shaderSource(s, head + own[name]); gl.compileShader(s); gl.attachShader(p, s);
        if (!gl.getShaderParameter(s, gl.COMPILE_STATUS)) faults.push(`${name} ${defines}: ${gl.getShaderInfoLog(s)}`);
      }
      ATTRIBUTES.forEach((name, k) => gl.bindAttribLocation(p, k, name));
      gl.linkProgram(p);
      if (!gl.getProgramParameter(p, gl.LINK_STATUS)) faults.push(`${key}: ${gl.getProgramInfoLog(p)}`);
      const at = {};
      for (let k = 0; k < (gl.getProgramParameter(p, gl.ACTIVE_UNIFORMS) ?? 0); k++) { const name = gl.getActiveUniform(p, k).name.replace("[0]", ""); at[name] = gl.getUniformLocation(p, name); }
      return programs[key] = { p, at, frame: -1 };
    }
    let frame = 0, mvp, frameRows, lightRows, wayRows, toShadow = new Float32Array(16), light = "day", shadowOld = true;
    function use(prog, own) { // inputs of the frame once a frame; `own` ones for this call alone
      gl.useProgram(prog.p);
      const at = prog.at;
      if (prog.frame !== frame) {
        if (at.u_frame) gl.uniform4fv(at.u_frame, frameRows);
        if (at.u_light) gl.uniform4fv(at.u_light, lightRows);
        if (at.u_way) gl.uniform4fv(at.u_way, wayRows);
        if (at.u_to_shadow) gl.uniformMatrix4fv(at.u_to_shadow, false, toShadow);
        if (at.u_half_extent_m) gl.uniform2fv(at.u_half_extent_m, model.half);
        if (at.p3d_ModelViewProjectionMatrix) gl.uniformMatrix4fv(at.p3d_ModelViewProjectionMatrix, false, mvp);
        UNITS.forEach((name, k) => at[name] && gl.uniform1i(at[name], k));
      }
      prog.frame = own ? -1 : frame;
      for (const [name, v] of Object.entries(own ?? {})) if (at[name]) v.length === 16 ? gl.uniformMatrix4fv(at[name], false, v) : v.length ? gl[`uniform${v.length}fv`](at[name], v) : gl.uniform1f(at[name], v);
    }

    // ---- textures
    function texture(unit, width, height, pixels, repeat) {
      gl.activeTexture(gl.TEXTURE0 + unit); gl.bindTexture(gl.TEXTURE_2D, gl.createTexture());
      gl.texImage2D(gl.TEXTURE_2D, 0, gl.RGBA8, width, height, 0, gl.RGBA, gl.UNSIGNED_BYTE, pixels);
      gl.generateMipmap(gl.TEXTURE_2D);
      gl.texParameteri(gl.TEXTURE_2D, gl.TEXTURE_MIN_FILTER, gl.LINEAR_MIPMAP_LINEAR);
      for (const w of [gl.TEXTURE_WRAP_S, gl.TEXTURE_WRAP_T]) gl.texParameteri(gl.TEXTURE_2D, w, repeat ? gl.REPEAT : gl.CLAMP_TO_EDGE);
      dirty();
    }
    const grade = core.grades && gl.createTexture();
    let gradeOf = "";
    function showGrade() { // the scene's own table of colours of this light
      if (!grade || gradeOf === light) return;
      gradeOf = light; gl.activeTexture(gl.TEXTURE0 + 6); gl.bindTexture(gl.TEXTURE_3D, grade);
      gl.texImage3D(gl.TEXTURE_3D, 0, gl.RGB8, 16, 16, 16, 0, gl.RGB, gl.UNSIGNED_BYTE, bytesOf(core.grades[light]));
      gl.texParameteri(gl.TEXTURE_3D, gl.TEXTURE_MIN_FILTER, gl.LINEAR);
      for (const w of [gl.TEXTURE_WRAP_S, gl.TEXTURE_WRAP_T, gl.TEXTURE_WRAP_R]) gl.texParameteri(gl.TEXTURE_3D, w, gl.CLAMP_TO_EDGE);
    }
    async function pixelsOf(base64, width, height) {
      const image = await createImageBitmap(new Blob([bytesOf(base64)], { type: "image/webp" })), c = document.createElement("canvas");
      c.width = width ?? image.width; c.height = height ?? image.height;
      const x = c.getContext("2d", { willReadFrequently: true });
      x.drawImage(image, 0, 0, c.width, c.height);
      return x.getImageData(0, 0, c.width, c.height);
    }
    async function ground(name) {
      const sheet = await pixelsOf((await get(name))[0]);
      texture(name === "ground" ? 1 : 2, sheet.width, sheet.height, sheet.data);
    }
    async function farLand() { // streets; below each other green, open sky, shade
      const [streets, rest] = await get("far"), a = await pixelsOf(streets), size = a.width * a.height, b = await pixelsOf(rest, a.width, 3 * a.height);
      for (let k = 0; k < size; k++) for (let j = 1; j < 4; j++) a.data[4 * k + j] = b.data[4 * (k + (j - 1) * size)];
      texture(3, a.width, a.height, a.data);
    }
    texture(2, 1, 1, new Uint8Array(4));
    function ripples() { // slopes of waves of one band of lengths in all directions, tiling, as in stage/lighting/water.py
      const n = 256, most = 40, m = 2 * most + 1, out = new Uint8Array(4 * n * n).fill(255);
      let seed = 5;
      const luck = () => (seed = seed * 16807 % 2147483647) / 2147483647, normal = () => Math.sqrt(-2 * Math.log(luck())) * Math.cos(2 * Math.PI * luck());
      const turn = (x, k) => 2 * Math.PI * (x * (k - most) % n) / n, amplitude = new Float32Array(2 * m * m);
      for (let y = 0; y < m; y++) for (let x = 0; x < m; x++) { const f = Math.hypot(y - most, x - most) / n, s = f && Math.exp(-(((f - 0.05) / 0.035) ** 2)); amplitude.set([s * normal(), s * normal()], 2 * (y * m + x)); }
      [0, 1].forEach(channel => {
        const half = new Float32Array(2 * n * m), slope = new Float32Array(n * n);
        for (let y = 0; y < n; y++) for (let k = 0; k < m; k++) { const c = Math.cos(turn(y, k)), s = Math.sin(turn(y, k)); for (let j = 0; j < m; j++) { const w = channel ? k - most : j - most, re = w * amplitude[2 * (k * m + j)], im = w * amplitude[2 * (k * m + j) + 1]; half[2 * (y * m + j)] += c * re - s * im; half[2 * (y * m + j) + 1] += c * im + s * re; } }
        const cosines = Array.from({ length: n }, (_, x) => Array.from({ length: m }, (_, j) => [Math.cos(turn(x, j)), Math.sin(turn(x, j))]));
        for (let y = 0; y < n; y++) for (let x = 0; x < n; x++) { let v = 0; for (let j = 0; j < m; j++) v -= cosines[x][j][0] * half[2 * (y * m + j) + 1] + cosines[x][j][1] * half[2 * (y * m + j)]; slope[y * n + x] = v; }
        const deviation = Math.sqrt(slope.reduce((a, v) => a + v * v, 0) / slope.length);
        slope.forEach((v, k) => { out[4 * k + channel] = byte(255 * (v / deviation * 0.16 + 0.5)); });
      });
      texture(4, n, n, out, true);
    }

    // ---- geometry
    const near = new Set(); // near: of what the near form is here; only that replaces the far one
    const GROUPS = ["solid", "yields", "city"], ALL = [0, 1, 2, 3, 4, 5];
    function buffer(kind, data, how = gl.STATIC_DRAW) { const b = gl.createBuffer(); gl.bindBuffer(kind, b); gl.bufferData(kind, data, how); return b; }
    const pointer = (k, size, type, norm, stride, offset) => { gl.enableVertexAttribArray(k); gl.vertexAttribPointer(k, size, type, norm, stride, offset); };
    async function part(name) {
      if (parts[name]) return parts[name];
      const [head, data] = await inflated(await get(name));
      if (parts[name]) return parts[name];
      const { vertex, index, night } = unpack(head, data), sorted = new Uint32Array(index.length), vao = gl.createVertexArray();
      let from = 0, to = 0;
      const chunks = head.chunks.map(c => ({ ...c, h: c.h ?? 1e9, runs: c.runs.map(count => [(from += count) - count, count]) }));
      for (const group of [...GROUPS, null]) for (const run of ALL) for (const c of chunks) { // runs side by side: neighbours are one call
        if ((GROUPS.includes(c.g) ? c.g : null) !== group) continue;
        const [start, count] = c.runs[run];
        sorted.set(index.subarray(start, start + count), to); c.runs[run] = [4 * to, count]; to += count;
      }
      gl.bindVertexArray(vao);
      buffer(gl.ARRAY_BUFFER, vertex);
      pointer(0, 3, gl.FLOAT, false, 28, 0); pointer(1, 4, gl.UNSIGNED_BYTE, true, 28, 12); pointer(2, 4, gl.BYTE, false, 28, 16); pointer(3, 4, gl.UNSIGNED_BYTE, false, 28, 20);
      const nights = buffer(gl.ARRAY_BUFFER, night);
      pointer(4, 4, gl.UNSIGNED_BYTE, false, 4, 0);
      buffer(gl.ELEMENT_ARRAY_BUFFER, sorted); gl.bindVertexArray(null);
      if (!name.startsWith("letters")) for (const c of chunks) if (c.d === "near") near.add(c.k); // letters replace no building
      parts[name] = { name, vao, chunks, nights, night, n: head.vertices };
      if (dark()) await nightOf(name);
      shadowOld = true; dirty();
      return parts[name];
    }
    async function nightOf(name) {
      const p = parts[name];
      if (p.lit) return;
      p.lit = true;
      unpackLight(...await inflated(await get(`night/${name}`)), p.n, p.night, 4, 0);
      gl.bindBuffer(gl.ARRAY_BUFFER, p.nights); gl.bufferData(gl.ARRAY_BUFFER, p.night, gl.STATIC_DRAW);
      dirty();
    }
    const dark = () => lights[light].lamps !== "off";
    function mesh(layout, rows, index) { // layout: [attribute, floats] ...; rows of floats
      const vao = gl.createVertexArray(), stride = 4 * layout.reduce((sum, [, size]) => sum + size, 0);
      gl.bindVertexArray(vao); buffer(gl.ARRAY_BUFFER, new Float32Array(rows.flat()));
      layout.reduce((offset, [k, size]) => { pointer(k, size, gl.FLOAT, false, stride, offset); return offset + 4 * size; }, 0);
      buffer(gl.ELEMENT_ARRAY_BUFFER, new Uint32Array(index)); gl.bindVertexArray(null);
      return { vao, count: index.length };
    }
    const squares = count => Array.from({ length: count }, (_, q) => [0, 1, 2, 2, 1, 3].map(k => 4 * q + k)).flat();
    const rgb = hex => [1, 3, 5].map(k => parseInt(hex.slice(k, k + 2), 16) / 255);
    const RIBBON = [[0, 3], [1, 4], [5, 3], [6, 4]];
    const lamps = last => mesh([[0, 3], [1, 4], [6, 4]], model.glows.flatMap(([x, y, z, colour, radius]) => [[-1, -1], [1, -1], [-1, 1], [1, 1]].map(([u, v]) => [x, y, z, ...rgb(colour), 1, u, v, radius, last])), squares(model.glows.length));
    const glows = lamps(0), pools = lamps(model.level);
    function ribbonRows(line, colour, width, flat, opacity) { // a strip along a line, as light_lines.py makes it
      let way = 0;
      const ends = line.map((p, k) => {
        const before = line[Math.max(0, k - 1)], after = line[Math.min(line.length - 1, k + 1)];
        if (k) way += Math.hypot(...p.map((x, j) => x - before[j]));
        return [-1, 1].map(side => [...p, ...rgb(colour), opacity(k, line.length), ...unit(after.map((x, j) => x - before[j])), side, way, width, flat]);
      });
      return ends.slice(1).flatMap((pair, k) => [...ends[k], ...pair]);
    }
    const laid = (() => { const rows = model.flows.flatMap(([colour, width, flat, line]) => ribbonRows(line, colour, width, flat, () => 1)); return rows.length ? mesh(RIBBON, rows, squares(rows.length / 4)) : null; })();
    let arcs = null, arcsOf = "";
    function showArcs() { // the main flow of each zone, or all of the open one
      const isDark = lights[light].dark, key = `${isDark} ${open}`, [width, faint, own] = model.arc, POINTS = 48;
      if (key === arcsOf) return;
      arcsOf = key;
      const rows = model.arcs.flatMap(([source, target, day, night, main, a, b, bow]) => {
        const strength = open ? (source === open || target === open ? own : 0) : main ? faint : 0;
        if (!strength) return [];
        const line = Array.from({ length: POINTS }, (_, k) => { const u = k / (POINTS - 1); return a.map((x, j) => mix(x, b[j], u) + 4 * u * (1 - u) * bow[j]); });
        return ribbonRows(line, isDark ? night : day, width, 0, (k, n) => strength * clamp(Math.min(k, n - 1 - k) / 1.5, 0, 1));
      });
      if (arcs) gl.deleteVertexArray(arcs.vao);
      arcs = rows.length ? mesh(RIBBON, rows, squares(rows.length / 4)) : null;
    }
    const dome = (() => {
      const rows = [], index = [], sides = 24, rings = 13;
      for (let r = 0; r < rings; r++) for (let s = 0; s < sides; s++) {
        const e = Math.PI * (r / (rings - 1) - 0.5), a = 2 * Math.PI * s / sides, here = sides * r + s, after = sides * r + (s + 1) % sides;
        rows.push([3000 * Math.cos(e) * Math.cos(a), 3000 * Math.cos(e) * Math.sin(a), 3000 * Math.sin(e)]);
        if (r < rings - 1) index.push(here, here + sides, after, after, here + sides, after + sides);
      }
      return mesh([[0, 3]], rows, index);
    })();

    // ---- the shadow map of the sun, fitted to the island, as stage/lighting/shadow_map.py draws it
    const { size: SHADOW, bias, margin, away, low: LOW, high: HIGH } = model.shadow, depth = gl.createTexture(), target = gl.createFramebuffer();
    gl.activeTexture(gl.TEXTURE0); gl.bindTexture(gl.TEXTURE_2D, depth);
    gl.texStorage2D(gl.TEXTURE_2D, 1, gl.DEPTH_COMPONENT24, SHADOW, SHADOW);
    for (const [k, v] of [["MIN_FILTER", "LINEAR"], ["MAG_FILTER", "LINEAR"], ["COMPARE_MODE", "COMPARE_REF_TO_TEXTURE"], ["COMPARE_FUNC", "LEQUAL"], ["WRAP_S", "CLAMP_TO_EDGE"], ["WRAP_T", "CLAMP_TO_EDGE"]]) gl.texParameteri(gl.TEXTURE_2D, gl[`TEXTURE_${k}`], gl[v]);
    gl.bindFramebuffer(gl.FRAMEBUFFER, target); gl.framebufferTexture2D(gl.FRAMEBUFFER, gl.DEPTH_ATTACHMENT, gl.TEXTURE_2D, depth, 0); gl.bindFramebuffer(gl.FRAMEBUFFER, null);
    const corners = (low, high) => Array.from({ length: 8 }, (_, k) => [0, 1, 2].map(j => k >> j & 1 ? high[j] : low[j]));
    function castShadow() {
      const eye = lightRows.slice(0, 3).map(x => away * x), back = unit([eye[0], eye[1], eye[2] - 5]), right = unit(cross([0, 0, 1], back)), up = cross(back, right);
      const seen = corners(LOW, HIGH).map(p => [right, up, back].map(axis => dot(axis, p) - dot(axis, eye))), low = [0, 1, 2].map(k => Math.min(...seen.map(p => p[k]))), high = [0, 1, 2].map(k => Math.max(...seen.map(p => p[k])));
      const w = (high[0] - low[0]) * margin, h = (high[1] - low[1]) * margin, n = -high[2] - 5, f = -low[2] + 5;
      const sun = mul(new Float32Array([2 / w, 0, 0, 0, 0, 2 / h, 0, 0, 0, 0, -2 / (f - n), 0, -(low[0] + high[0]) / w, -(low[1] + high[1]) / h, -(f + n) / (f - n), 1]), looking(eye, right, up, back));
      toShadow = mul(new Float32Array([0.5, 0, 0, 0, 0, 0.5, 0, 0, 0, 0, 0.5, 0, 0.5, 0.5, 0.5 - bias, 1]), sun);
      gl.activeTexture(gl.TEXTURE0); gl.bindTexture(gl.TEXTURE_2D, null);
      gl.bindFramebuffer(gl.FRAMEBUFFER, target); gl.viewport(0, 0, SHADOW, SHADOW);
      gl.depthMask(true); gl.clear(gl.DEPTH_BUFFER_BIT); gl.enable(gl.DEPTH_TEST); gl.disable(gl.CULL_FACE); gl.enable(gl.POLYGON_OFFSET_FILL); gl.polygonOffset(2, 2);
      use(program("flat.vert", "flat.frag"), { p3d_ModelViewProjectionMatrix: sun, u_flat: [1, 1, 1, 1] });
      for (const p of Object.values(parts)) paint(p.chunks.filter(c => c.casts).map(c => [p, c]));
      gl.disable(gl.POLYGON_OFFSET_FILL); gl.bindFramebuffer(gl.FRAMEBUFFER, null); gl.bindTexture(gl.TEXTURE_2D, depth);
      shadowOld = false;
    }

    // ---- what makes way between the camera and the subject, as stage/scene/clear_view.py works it out
    function waysFor(eye) {
      const none = new Float32Array([0, 1, 0, 0, 0, 0, 0, 0]);
      if (!subject) return none;
      const away = subject.map(p => p.map((x, k) => x - eye[k])), east = away.reduce((s, p) => s + p[0], 0), north = away.reduce((s, p) => s + p[1], 0), length = Math.hypot(east, north), [x, y] = [east / length, north / length];
      const ahead = away.map(p => p[0] * x + p[1] * y), beside = away.map((p, k) => (p[0] * y - p[1] * x) / ahead[k]), room = ahead.slice(0, 8);
      if (length < 8 || Math.min(...ahead) < 1) return none;
      return new Float32Array([x, y, 1, room.reduce((a, b) => a + b, 0) / room.length, Math.min(...beside), Math.max(...beside), Math.min(...away.map((p, k) => p[2] / ahead[k])), Math.min(...room)]);
    }

    // ---- the contour of a zone: its mask, then its edge
    const OUTLINE = {
      "edge.vert": "in vec4 p3d_Vertex;out vec2 v_at;void main(){v_at=p3d_Vertex.xy*.5+.5;gl_Position=vec4(p3d_Vertex.xy,0.,1.);}",
      "edge.frag": "uniform sampler2D u_mask;uniform vec4 u_flat;uniform vec2 u_step;in vec2 v_at;out vec4 o_colour;void main(){float n=0.;for(int k=0;k<16;k++){float a=float(k)*.3927;vec2 d=vec2(cos(a),sin(a))*u_step;n+=texture(u_mask,v_at+d).r+texture(u_mask,v_at+d*.5).r;}o_colour=vec4(u_flat.rgb,u_flat.a*(1.-texture(u_mask,v_at).r)*smoothstep(0.,.5,n/32.));}",
    };
    const mask = gl.createFramebuffer(), sheet = mesh([[0, 3]], [[-1, -1, 0], [1, -1, 0], [-1, 1, 0], [1, 1, 0]], squares(1));
    let maskSize = "";
    function drawOutline(seen, width, height) {
      gl.activeTexture(gl.TEXTURE0 + 5); gl.bindFramebuffer(gl.FRAMEBUFFER, mask);
      if (maskSize !== (maskSize = `${width} ${height}`)) {
        texture(5, width, height, null);
        gl.texParameteri(gl.TEXTURE_2D, gl.TEXTURE_MIN_FILTER, gl.LINEAR);
        gl.framebufferTexture2D(gl.FRAMEBUFFER, gl.COLOR_ATTACHMENT0, gl.TEXTURE_2D, (mask.texture = gl.getParameter(gl.TEXTURE_BINDING_2D)), 0);
      }
      gl.bindTexture(gl.TEXTURE_2D, null); gl.disable(gl.DEPTH_TEST); gl.disable(gl.BLEND); gl.disable(gl.CULL_FACE); gl.clearColor(0, 0, 0, 1); gl.clear(gl.COLOR_BUFFER_BIT);
      use(program("flat.vert", "flat.frag"), { u_flat: [1, 1, 1, 1] }); paint(seen.filter(([, c]) => c.z === outlined[0] && c.casts));
      gl.bindFramebuffer(gl.FRAMEBUFFER, null); gl.bindTexture(gl.TEXTURE_2D, mask.texture);
      gl.enable(gl.BLEND); gl.blendFunc(gl.SRC_ALPHA, gl.ONE_MINUS_SRC_ALPHA);
      use(program("edge.vert", "edge.frag", "", OUTLINE), { u_flat: [...rgb(outlined[1]), 0.9], u_step: [4 / width, 4 / height] });
      gl.bindVertexArray(sheet.vao); gl.drawElements(gl.TRIANGLES, 6, gl.UNSIGNED_INT, 0); stats.calls++;
    }

    // ---- a frame
    const asked = new Set();
    let motion = {}; // matrices of what clips move, by zone and node (clips.js)
    const moved = c => motion[c.z]?.[c.m];
    const distance = (c, eye) => Math.hypot(...[0, 1, 2].map(k => clamp(eye[k], c.low[k], c.high[k]) - eye[k]));
    function shows(c, eye, perPixel, L) {
      if (c.clears && c.z === cleared) return false;
      if (moved(c)) return true;
      const d = distance(c, eye);
      if ((d - L.start * pose.distance) * L.density >= c.h) return false;
      if (c.d === "always") return true;
      const isNear = d * perPixel < model.pixel * c.f;
      if (isNear && c.d === "far" && !near.has(c.k)) { asked.add(c.z || "-"); return true; }
      return isNear === (c.d === "near");
    }
    const PLANES = [[0, 1], [0, -1], [1, 1], [1, -1]];
    const outside = c => !moved(c) && PLANES.some(([r, s]) => corners(c.low, c.high).every(([x, y, z]) => s * (mvp[r] * x + mvp[4 + r] * y + mvp[8 + r] * z + mvp[12 + r]) > mvp[3] * x + mvp[7] * y + mvp[11] * z + mvp[15]));
    function paint(rows, runs = ALL) {
      for (const run of runs) {
        let from = 0, count = 0, of = null;
        const flush = () => { if (count) { gl.bindVertexArray(of.vao); gl.drawElements(gl.TRIANGLES, count, gl.UNSIGNED_INT, from); stats.calls++; stats.triangles += count / 3; } count = 0; };
        for (const [p, c] of rows) { const [at, n] = c.runs[run]; if (!n) continue; if (count && p === of && at === from + 4 * count) count += n; else { flush(); from = at; count = n; of = p; } }
        flush();
      }
    }
    const lines = (m, prog, own) => { if (m?.count) { use(prog, own); gl.bindVertexArray(m.vao); gl.drawElements(gl.TRIANGLES, m.count, gl.UNSIGNED_INT, 0); stats.calls++; } };
    function draw() {
      wanted = false;
      if (!pose || !ready || lost) return;
      frame++; stats.frames++; stats.calls = stats.triangles = 0;
      const { width, height } = canvas, a = axes = axesOf(pose), L = lights[light], half = Math.tan(pose.fov * RAD / 2), n = clamp(pose.distance * 0.012, 0.8, 5), f = 5000;
      mvp = mul(new Float32Array([height / (half * width), 0, 0, 0, 0, 1 / half, 0, 0, -shift[0], -shift[1], (f + n) / (n - f), -1, 0, 0, 2 * f * n / (n - f), 0]), looking(a.eye, a.right, a.up, a.ahead.map(x => -x)));
      motion = api.motion?.() ?? {}; showGrade(); lightRows = new Float32Array(L.rows.flat());
      frameRows = new Float32Array([...a.eye, time, ...a.right, L.start * pose.distance, ...a.up, 0, 1 / width, 1 / height, 0, 0]);
      wayRows = waysFor(a.eye);
      if (shadowOld) castShadow();
      const set = (on, ...names) => names.forEach(name => (on ? gl.enable(gl[name]) : gl.disable(gl[name])));
      gl.viewport(0, 0, width, height); gl.depthMask(true); gl.depthFunc(gl.LEQUAL); gl.frontFace(gl.CCW); gl.cullFace(gl.BACK);
      set(true, "DEPTH_TEST", "CULL_FACE"); set(false, "BLEND"); gl.clearColor(0, 0, 0, 1); gl.clear(gl.COLOR_BUFFER_BIT | gl.DEPTH_BUFFER_BIT);
      const perPixel = 2 * half / canvas.clientHeight, seen = [];
      for (const [name, p] of Object.entries(parts)) if (!name.startsWith("letters") || name === letters) for (const c of p.chunks) if (shows(c, a.eye, perPixel, L) && !outside(c)) seen.push([p, c]);
      const of = (...groups) => seen.filter(([, c]) => groups.includes(c.g)), switches = { off: "LAMPS_OFF", on: "LAMPS_ON", switching: "" }[L.lamps];
      for (const run of ALL) for (const group of GROUPS) for (const lit of [false, true]) {
        const rows = of(group).filter(([, c]) => Boolean(c.lit) === lit && c.runs[run][1]);
        if (!rows.length) continue;
        const sun = light === "day" ? run % 3 : 2, beyond = group === "city" ? Math.min(sun, 1) : sun; // sorted by the day's sun; of any other the map tells, which ends at the island
        const prog = program("solid.vert", "solid.frag", `SUN_CLASS=${beyond} ${lit && L.lamps === "switching" ? "LAMPS_ON" : switches}${run > 2 ? " GLASS" : ""}${{ solid: "", yields: " YIELDS", city: " FAR" }[group]}`);
        use(prog); paint(rows.filter(([, c]) => !moved(c)), [run]);
        for (const row of rows.filter(([, c]) => moved(c))) { use(prog, { p3d_ModelViewProjectionMatrix: mul(mvp, moved(row[1])) }); paint([row], [run]); }
      }
      const own = { gl, program, use, mvp, mul, stats };
      for (const layer of layers) layer.draw("solid", own);
      const ground = dark() ? `LAMPS ${switches} ` : "";
      for (const [group, more] of [["ground", ""], ["joints", ""], ["far", ` FAR_LAND FAR_LAND_SPAN_M=${model.span.toFixed(1)}`]]) { use(program("ground.vert", "ground.frag", ground + "BY_MAP" + more)); paint(of(group)); }
      const water = of("water"), level = model.level;
      gl.depthMask(false); use(program("water.vert", "water_mirror.frag")); paint(water);
      gl.depthMask(true); gl.frontFace(gl.CW);
      use(program("solid.vert", "solid.frag", `SUN_CLASS=2 MIRROR ONE_TAP ${switches}`), { p3d_ModelViewProjectionMatrix: mul(mvp, new Float32Array([1, 0, 0, 0, 0, 1, 0, 0, 0, 0, -1, 0, 0, 0, 2 * level, 1])) });
      paint(seen.filter(([, c]) => c.mirrored && c.g !== "ground" && c.d !== "near"));
      gl.frontFace(gl.CCW); set(true, "BLEND"); gl.blendFunc(gl.SRC_ALPHA, gl.ONE_MINUS_SRC_ALPHA);
      use(program("water.vert", "water_body.frag")); paint(water);
      set(false, "BLEND", "CULL_FACE"); gl.depthMask(false);
      lines(dome, program("sky.vert", "sky.frag"), { p3d_ModelViewProjectionMatrix: mul(mvp, new Float32Array([1, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1, 0, ...a.eye, 1])) });
      set(true, "BLEND");
      use(program("shore.vert", "shore.frag")); paint(of("shore"));
      set(true, "CULL_FACE");
      for (const row of of("clear").sort((p, q) => distance(q[1], a.eye) - distance(p[1], a.eye))) { // what own models let through, the farthest first
        const place = moved(row[1]);
        use(program("solid.vert", "solid.frag", `SUN_CLASS=2 BLENDED ${switches}`), place && { p3d_ModelViewProjectionMatrix: mul(mvp, place) });
        paint([row]);
      }
      set(false, "CULL_FACE");
      for (const layer of layers) layer.draw("clear", own);
      set(false, "CULL_FACE"); gl.blendFunc(gl.SRC_ALPHA, gl.ONE);
      if (L.glow > 0.01) lines(pools, program("pool.vert", "pool.frag"));
      if (!cleared) {
        showArcs();
        for (const halo of L.glow > 0.01 ? [0, 1] : [0]) {
          gl.blendFunc(gl.SRC_ALPHA, halo ? gl.ONE : gl.ONE_MINUS_SRC_ALPHA);
          for (const m of [laid, arcs]) lines(m, program("flow.vert", "flow.frag"), { u_halo: halo });
        }
      }
      gl.blendFunc(gl.SRC_ALPHA, gl.ONE);
      if (L.glow > 0.01) lines(glows, program("glow.vert", "glow.frag"));
      if (outlined) drawOutline(seen, width, height);
      gl.depthMask(true); gl.bindVertexArray(null);
      api.onframe?.();
      if (asked.size) { api.onwanted?.([...asked]); asked.clear(); }
    }
    function dirty() { if (!wanted) { wanted = true; requestAnimationFrame(draw); } }
    canvas.addEventListener("webglcontextlost", e => { e.preventDefault(); lost = true; api.onlost?.(); });
    const [[west, south], [east, north]] = core.park.bounds;
    const api = {
      gl, stats, parts, faults, layers, buffer, pointer, part, nightOf, ground, farLand, ripples, dirty, draw, program, axesOf, rgb, corners,
      get pose() { return pose; }, get mvp() { return mvp; }, get light() { return light; }, get cleared() { return cleared; }, get extra() { return api.own; },
      set pose(p) { pose = { ...p, elevation: clamp(p.elevation, 3, 86), distance: clamp(p.distance, 8, 1400), target: [clamp(p.target[0], west, east), clamp(p.target[1], south, north), clamp(p.target[2], 0, core.park.ceiling)] }; api.onmove?.(); dirty(); },
      set shift(s) { shift = s; dirty(); }, get time() { return time; }, set time(t) { time = t; dirty(); }, set ready(r) { ready = r; dirty(); }, set letters(l) { letters = l; dirty(); },
      set cleared(z) { cleared = z; dirty(); }, set open(z) { open = z; dirty(); }, set subject(points) { subject = points; dirty(); }, set outlined(o) { outlined = o; dirty(); },
      set light(l) { light = l; shadowOld = true; dirty(); },
      set extra(layer) { if (api.own) layers.splice(layers.indexOf(api.own), 1); if ((api.own = layer)) layers.push(layer); dirty(); },
      project([x, y, z]) { const w = mvp[3] * x + mvp[7] * y + mvp[11] * z + mvp[15]; return w > 0 ? [(mvp[0] * x + mvp[4] * y + mvp[8] * z + mvp[12]) / w, (mvp[1] * x + mvp[5] * y + mvp[9] * z + mvp[13]) / w, w] : null; },
      ray(u, v) { const half = Math.tan(pose.fov * RAD / 2), x = (u - shift[0]) * half * canvas.width / canvas.height, y = (v - shift[1]) * half; return [axes.eye, unit(axes.ahead.map((w, k) => w + axes.right[k] * x + axes.up[k] * y))]; },
      blend: (p, q, u) => ({ target: between(p.target, q.target, u), azimuth: p.azimuth + ((q.azimuth - p.azimuth + 540) % 360 - 180) * u, elevation: mix(p.elevation, q.elevation, u), distance: Math.exp(mix(Math.log(p.distance), Math.log(q.distance), u)), fov: mix(p.fov, q.fov, u) }),
    };
    return api;
  }
  return { put, get, inflated, unpack, viewer };
})();
