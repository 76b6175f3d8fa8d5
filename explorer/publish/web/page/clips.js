"use strict";
// Clips of own models: where the parts of one zone are now, as park/meshes/clips.py works it out. clips.py writes the numbers.
PARK.clips = V => {
  const NONE = {};
  let now = null, turn = 0; // { zone, name, data, began }
  const product = (a, b) => Array.from({ length: 16 }, (_, k) => [0, 1, 2, 3].reduce((sum, j) => sum + a[4 * j + k % 4] * b[4 * (k >> 2) + j], 0));
  function value([path, jumps, times, values], at) {
    const after = times.findIndex(t => t > at);
    if (after < 1) return values[after ? values.length - 1 : 0];
    const low = values[after - 1], high = values[after], share = jumps ? 0 : (at - times[after - 1]) / (times[after] - times[after - 1]);
    const sign = path === 1 && low.reduce((sum, x, k) => sum + x * high[k], 0) < 0 ? -1 : 1; // the shorter way round
    return low.map((x, k) => x + share * (sign * high[k] - x));
  }
  function matrix([place, turned, size]) {
    const long = Math.hypot(...turned) || 1, [x, y, z, w] = turned.map(part => part / long);
    const axes = [[1 - 2 * (y * y + z * z), 2 * (x * y + z * w), 2 * (x * z - y * w)], [2 * (x * y - z * w), 1 - 2 * (x * x + z * z), 2 * (y * z + x * w)], [2 * (x * z + y * w), 2 * (y * z - x * w), 1 - 2 * (x * x + y * y)]];
    return [...axes.flatMap((axis, k) => [...axis.map(part => part * size[k]), 0]), ...place, 1];
  }
  function at({ placing, nodes, parts, clips }, name, second) { // the matrix of each part in the park
    const { length, nodes: moving } = clips[name], found = {};
    for (const part in parts) {
      let whole = parts[part], above = 0;
      for (let node = part; node in nodes && above++ < 5000; node = nodes[node][0]) {
        const row = moving[node], rest = row && [...row[0]];
        row?.[1].forEach(track => { rest[track[0]] = value(track, second % length); });
        whole = product(rest ? matrix(rest) : nodes[node][1], whole);
      }
      found[part] = product(placing, whole);
    }
    return found;
  }
  V.motion = () => { // asked once a frame; another follows while something moves
    if (!now) return NONE;
    V.dirty();
    return { [now.zone]: at(now.data, now.name, (performance.now() - now.began) / 1000) };
  };
  async function play(zone, name) { // nothing without a name; a clip that plays already goes on
    if (now?.zone === zone && now.name === name) return;
    const mine = ++turn;
    if (now) V.dirty();
    now = null;
    const data = name && await PARK.get(`clips/${zone}`).catch(() => null);
    if (!data || mine !== turn) return;
    now = { zone, name, data, began: performance.now() };
    V.dirty();
  }
  return { play, at, get now() { return now; } };
};
