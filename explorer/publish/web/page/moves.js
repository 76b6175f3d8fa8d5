"use strict";
// The moving parts of an exhibit as recorded from the desktop's own prop: meshes once, then where each instance stands.
(() => {
  const WIDTH = 20; // bytes of a corner: position 3 floats, colour 4 bytes, facing and glow 4 bytes
  let shown = null; // the record on the page

  class Reader { // planes of bytes, in the order in which moves.py writes them
    constructor(data) { this.data = data; this.at = 0; }
    column(count, size, planes) { // `size` numbers as differences, `count` times
      const all = count * size, out = new Float32Array(all);
      for (let k = 0, sum = 0; k < all; k++) {
        let zigzag = 0;
        for (let plane = 0; plane < planes; plane++) zigzag += this.data[this.at + plane * all + k] * 256 ** plane;
        if (k % size === 0) sum = 0;
        out[k] = sum += zigzag % 2 ? -(zigzag + 1) / 2 : zigzag / 2;
      }
      this.at += all * planes;
      return out;
    }
    track(kind, count, wide, moments) { // null: as usual; else a function of instance, number and moment
      if (!kind.length) return null;
      const [moves, planes] = kind, values = moves ? this.column(count * wide, moments, planes) : this.column(count, wide, planes);
      return Object.assign(moves ? (k, d, moment) => values[(k * wide + d) * moments + moment] : (k, d) => values[k * wide + d], { moves });
    }
  }
  function read(head, data) {
    const reader = new Reader(data);
    const meshes = head.meshes.map(([corners, triangles, ...planes]) => {
      const [positions, normals, colours] = [3, 3, 4].map((rows, k) => reader.column(rows, corners, planes[k]));
      return { corners, positions, normals, colours, glow: reader.column(1, corners, planes[3]), indices: reader.column(1, 3 * triangles, planes[4]) };
    });
    const tracks = {};
    for (const name in head.tracks) {
      const { moments, things } = head.tracks[name];
      tracks[name] = { moments, things: things.map(({ count, node, at, turn, by, tint, glow }) => {
        const most = Math.max(...count), track = (kind, wide) => reader.track(kind, most, wide, moments);
        const place = reader.track(node, 1, 10, moments), where = track(at, 3), turned = track(turn, 4), size = track(by, 3), colour = track(tint, 1);
        return { count, node: place, at: where, turn: turned, by: size, tint: colour && Object.assign((k, d, moment) => tint[2][colour(k, 0, moment)][d], { moves: colour.moves }), glow: track(glow, 1) };
      }) };
    }
    return { meshes, tracks };
  }

  function rotated(q, [x, y, z]) {
    const [w, a, b, c] = q, tx = 2 * (b * z - c * y), ty = 2 * (c * x - a * z), tz = 2 * (a * y - b * x);
    return [x + w * tx + b * tz - c * ty, y + w * ty + c * tx - a * tz, z + w * tz + a * ty - b * tx];
  }
  function matrix(at, q, by) { // column by column
    const columns = [[by[0], 0, 0], [0, by[1], 0], [0, 0, by[2]]].map((axis) => [...rotated(q, axis), 0]);
    return new Float32Array([...columns.flat(), ...at, 1]);
  }
  function product(a, b) {
    const out = new Float32Array(16);
    for (let c = 0; c < 4; c++) for (let r = 0; r < 4; r++) for (let k = 0; k < 4; k++) out[4 * c + r] += a[4 * k + r] * b[4 * c + k];
    return out;
  }

  function things(gl, head, { meshes, tracks }) { // buffers of each thing, as many instances as it ever shows
    return head.things.map(([number, transparent], k) => {
      const mesh = meshes[number], most = Math.max(1, ...Object.values(tracks).flatMap((track) => track.things[k].count));
      const bytes = new ArrayBuffer(WIDTH * mesh.corners * most), indices = new Uint32Array(mesh.indices.length * most);
      for (let copy = 0; copy < most; copy++) mesh.indices.forEach((index, j) => { indices[copy * mesh.indices.length + j] = index + copy * mesh.corners; });
      const vao = gl.createVertexArray(), buffers = [gl.createBuffer(), gl.createBuffer()];
      gl.bindVertexArray(vao);
      gl.bindBuffer(gl.ARRAY_BUFFER, buffers[0]);
      gl.bufferData(gl.ARRAY_BUFFER, bytes.byteLength, gl.DYNAMIC_DRAW);
      for (const [slot, size, type, unit, offset] of [[0, 3, gl.FLOAT, false, 0], [1, 4, gl.UNSIGNED_BYTE, true, 12], [2, 4, gl.BYTE, false, 16]]) {
        gl.enableVertexAttribArray(slot);
        gl.vertexAttribPointer(slot, size, type, unit, WIDTH, offset);
      }
      gl.bindBuffer(gl.ELEMENT_ARRAY_BUFFER, buffers[1]);
      gl.bufferData(gl.ELEMENT_ARRAY_BUFFER, indices, gl.STATIC_DRAW);
      gl.bindVertexArray(null);
      return { mesh, transparent: Boolean(transparent), vao, buffers, floats: new Float32Array(bytes), colours: new Uint8Array(bytes), facing: new Int8Array(bytes), count: 0, model: null, filled: null };
    });
  }
  function fill(gl, thing, track, moment, count) {
    const { mesh, floats, colours, facing } = thing, { corners } = mesh;
    for (let k = 0; k < count; k++) {
      const three = (column, unit, usual) => [0, 1, 2].map((d) => (column ? column(k, d, moment) / unit : usual));
      const at = three(track.at, 100, 0), by = three(track.by, 100, 1), glow = track.glow ? track.glow(k, 0, moment) : 0;
      const turn = track.turn && [0, 1, 2, 3].map((d) => track.turn(k, d, moment) / 127), tint = [0, 1, 2, 3].map((d) => (track.tint ? track.tint(k, d, moment) / 255 : 1));
      for (let j = 0; j < corners; j++) {
        const o = k * corners + j;
        let place = [0, 1, 2].map((d) => mesh.positions[d * corners + j] / 500 * by[d]), normal = [0, 1, 2].map((d) => mesh.normals[d * corners + j] / Math.max(by[d], 1e-3));
        if (turn) { place = rotated(turn, place); normal = rotated(turn, normal); }
        const long = Math.hypot(...normal) || 1;
        for (let d = 0; d < 3; d++) { floats[5 * o + d] = place[d] + at[d]; facing[WIDTH * o + 16 + d] = 127 * normal[d] / long; }
        for (let d = 0; d < 4; d++) colours[WIDTH * o + 12 + d] = mesh.colours[d * corners + j] * tint[d];
        facing[WIDTH * o + 19] = Math.min(127, mesh.glow[j] + glow);
      }
    }
    gl.bindBuffer(gl.ARRAY_BUFFER, thing.buffers[0]);
    gl.bufferSubData(gl.ARRAY_BUFFER, 0, colours.subarray(0, WIDTH * corners * count));
  }

  PARK.moves = {
    async open(zone) { // whether the parts of the zone's exhibit are on the page
      const { V } = PARK.app;
      PARK.moves.close();
      if (!V) return false;
      let head, data;
      try { [head, data] = await PARK.inflated(await PARK.get(`moves/${zone.id}`)); } catch { return false; }
      const angle = head.turn_deg * Math.PI / 360, base = matrix(head.place, [Math.cos(angle), 0, 0, Math.sin(angle)], [1, 1, 1]);
      const record = read(head, data), drawn = things(V.gl, head, record);
      shown = { head, base, ...record, drawn };
      V.extra = {
        calls: drawn.length,
        draw(pass, api) {
          const program = api.program("prop.vert", "prop.frag");
          if (pass === "clear") { api.gl.enable(api.gl.CULL_FACE); api.gl.blendFunc(api.gl.SRC_ALPHA, api.gl.ONE_MINUS_SRC_ALPHA); }
          for (const thing of drawn) {
            if (!thing.count || thing.transparent !== (pass === "clear")) continue;
            api.use(program, { p3d_ModelMatrix: thing.model, p3d_ModelViewProjectionMatrix: product(api.mvp, thing.model), u_room: [...head.room, 0] });
            api.gl.bindVertexArray(thing.vao);
            api.gl.drawElements(api.gl.TRIANGLES, thing.mesh.indices.length * thing.count, api.gl.UNSIGNED_INT, 0);
          }
          api.gl.bindVertexArray(null);
          if (pass === "clear") api.gl.disable(api.gl.CULL_FACE);
        },
      };
      return true;
    },
    has: (name) => Boolean(shown?.tracks[name]),
    show(name, second, every_s) { // the parts at a moment of one of the recorded runs
      if (!shown) return;
      const track = shown.tracks[name] ?? shown.tracks.usual, moment = Math.max(0, Math.min(track.moments - 1, Math.floor(second / every_s / shown.head.stride + 1e-6)));
      shown.drawn.forEach((thing, k) => {
        const row = track.things[k], moves = [row.at, row.turn, row.by, row.tint, row.glow].some((column) => column?.moves), key = moves ? `${name} ${moment}` : name;
        thing.count = row.count[Math.min(moment, row.count.length - 1)];
        if (!thing.count) return;
        const node = row.node && Array.from({ length: 10 }, (_, d) => row.node(0, d, moment) / 1000);
        thing.model = node ? product(shown.base, matrix(node.slice(0, 3), node.slice(3, 7), node.slice(7))) : shown.base;
        if (thing.filled !== key) fill(PARK.app.V.gl, thing, row, moment, moves ? thing.count : Math.max(...row.count));
        thing.filled = key;
      });
      PARK.app.V.dirty();
    },
    close() {
      if (!shown) return;
      const { V } = PARK.app;
      for (const { vao, buffers } of shown.drawn) { V.gl.deleteVertexArray(vao); buffers.forEach((buffer) => V.gl.deleteBuffer(buffer)); }
      shown = null;
      V.extra = null;
      V.dirty();
    },
  };
  PARK.moves.read = read; // for tests
})();
