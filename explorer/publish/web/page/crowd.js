"use strict";
// Boats, trams and cars on their timetables, drawn by the desktop's shader of bodies. crowd.py writes the numbers.
PARK.crowd = async V => {
  const [head, data] = await PARK.inflated(await PARK.get("crowd")), { gl } = V, kinds = {};
  let at = 0;
  const take = (Kind, count) => { const size = count * Kind.BYTES_PER_ELEMENT; return new Kind(data.slice(at, at += size).buffer); };
  for (const [kind, [n, m]] of Object.entries(head.meshes)) {
    const places = take(Int16Array, 3 * n), colours = take(Uint8Array, 4 * n), facing = take(Int8Array, 4 * n), tint = take(Uint8Array, n), index = take(Uint16Array, m);
    const count = head.bodies.filter(b => b[0] === kind).length, bytes = new ArrayBuffer(36 * n * count), f = new Float32Array(bytes), u = new Uint8Array(bytes);
    for (let k = 0; k < n * count; k++) { // repeated for each body: the shader tells them apart by the number of the corner
      const v = k % n;
      for (let j = 0; j < 3; j++) f[9 * k + j] = places[3 * v + j] / 500;
      for (let j = 0; j < 4; j++) { u[36 * k + 12 + j] = colours[4 * v + j]; u[36 * k + 16 + j] = facing[4 * v + j]; }
      f[9 * k + 7] = tint[v] / 255;
    }
    const vao = gl.createVertexArray();
    gl.bindVertexArray(vao); V.buffer(gl.ARRAY_BUFFER, bytes);
    V.pointer(0, 3, gl.FLOAT, false, 36, 0); V.pointer(1, 4, gl.UNSIGNED_BYTE, true, 36, 12); V.pointer(2, 4, gl.BYTE, false, 36, 16); V.pointer(6, 4, gl.FLOAT, false, 36, 20);
    V.buffer(gl.ELEMENT_ARRAY_BUFFER, Uint32Array.from({ length: m * count }, (_, k) => index[k % m] + n * Math.floor(k / m)));
    gl.bindVertexArray(null);
    kinds[kind] = { vao, n, length: m * count, bodies: [] };
  }
  for (const [kind, colour, period, steps] of head.bodies) kinds[kind].bodies.push({ colour, period, steps, rows: take(Int16Array, 4 * steps) });
  const rows = new Float32Array(4 * 224);
  V.layers.push({ draw(pass, { program, use, stats }) {
    if (pass !== "solid") return;
    const prog = program("life.vert", "prop.frag");
    for (const { vao, n, length, bodies } of Object.values(kinds)) {
      bodies.forEach(({ colour, period, steps, rows: track }, k) => {
        const x = V.time / period % 1 * steps, i = Math.floor(x), j = (i + 1) % steps, turn = 2000 * Math.PI;
        const [east, north, up, heading] = [0, 1, 2, 3].map(c => { const a = track[c * steps + i], d = track[c * steps + j] - a; return a + (x - i) * (c < 3 ? d : ((d + turn / 2) % turn + turn) % turn - turn / 2); });
        rows.set([east / head.steps, north / head.steps, up / head.steps, heading / 1000, 0, 0, 1, colour], 8 * k);
      });
      use(prog, { u_corners: n });
      gl.uniform4fv(prog.at.u_bodies, rows); gl.bindVertexArray(vao); gl.drawElements(gl.TRIANGLES, length, gl.UNSIGNED_INT, 0); stats.calls++;
    }
    gl.bindVertexArray(null);
  } });
  V.dirty();
};
