// How much sky each place sees among what is within reach (ground-truth ambient occlusion, Jimenez et al. 2016), at half size.
// Normals come from the depths. Out: share of the sky, metres from the eye.
#include "common.glsl"
#include "post/lens.glsl"

uniform sampler2D u_depth;

out vec4 o_colour;

const float REACH_M = 3.2, HALF_TURN = 3.14159265, QUARTER_TURN = 1.5707963;
const int SLICES = 3, STEPS = 5;

vec3 place(vec2 at, vec2 size) {
    at = (floor(at * size) + 0.5) / size;  // the middle of a texel: on an edge, rows of the depths would be mixed
    return world(at, textureLod(u_depth, at, 0.0).r);
}

void main() {
    vec2 size = vec2(textureSize(u_depth, 0)), pixel = 1.0 / size;
    vec2 here = (floor(gl_FragCoord.xy) * 2.0 + 0.5) * pixel;
    if (textureLod(u_depth, here, 0.0).r > SKY_DEPTH) {
        o_colour = vec4(1.0, 6e4, 0.0, 1.0);
        return;
    }
    vec3 p = place(here, size);
    vec3 left = p - place(here - vec2(pixel.x, 0.0), size), right = place(here + vec2(pixel.x, 0.0), size) - p;
    vec3 above = p - place(here - vec2(0.0, pixel.y), size), below = place(here + vec2(0.0, pixel.y), size) - p;
    vec3 across = dot(left, left) < dot(right, right) ? left : right, down = dot(above, above) < dot(below, below) ? above : below;
    vec3 n = normalize(cross(down, across)), to_eye = EYE - p;
    float away_m = length(to_eye);
    vec3 v = to_eye / away_m;
    if (dot(n, v) < 0.0)
        n = -n;
    float pixel_m = away_m * u_lens.x / size.y, reach_px = clamp(REACH_M / pixel_m, 3.0, 0.125 * size.y);
    float reach_m = max(REACH_M, 3.0 * pixel_m);
    float noise = uneven(gl_FragCoord.xy);
    float first = fract(noise * 7.13 + dot(mod(floor(gl_FragCoord.xy), 4.0), vec2(0.25, 0.0625)));
    float seen = 0.0;
    for (int slice = 0; slice < SLICES; slice++) {
        float turn = HALF_TURN * (float(slice) + noise) / float(SLICES);
        vec2 way = vec2(cos(turn), sin(turn));
        vec3 in_plane = RIGHT * way.x - UP * way.y;
        in_plane = normalize(in_plane - v * dot(in_plane, v));
        vec3 axis = cross(in_plane, v), flat_n = n - axis * dot(n, axis);
        float long_n = length(flat_n), cos_n = clamp(dot(flat_n, v) / max(long_n, 1e-4), 0.0, 1.0);
        float tilt = sign(dot(in_plane, flat_n)) * acos(cos_n);
        float low_ahead = cos(tilt + QUARTER_TURN), low_behind = cos(tilt - QUARTER_TURN);
        float ahead = low_ahead, behind = low_behind;
        for (int k = 0; k < STEPS; k++) {
            float share = (float(k) + first) / float(STEPS);
            vec2 off = way * (max(share * share * reach_px, 1.3) * pixel);
            vec3 one = place(here + off, size) - p, other = place(here - off, size) - p;
            float one_m = length(one), other_m = length(other);
            ahead = max(ahead, mix(low_ahead, dot(one, v) / max(one_m, 1e-4), clamp(2.0 - 2.0 * one_m / reach_m, 0.0, 1.0)));
            behind = max(behind, mix(low_behind, dot(other, v) / max(other_m, 1e-4), clamp(2.0 - 2.0 * other_m / reach_m, 0.0, 1.0)));
        }
        float h0 = tilt + clamp(acos(clamp(ahead, -1.0, 1.0)) - tilt, -QUARTER_TURN, QUARTER_TURN);
        float h1 = tilt + clamp(-acos(clamp(behind, -1.0, 1.0)) - tilt, -QUARTER_TURN, QUARTER_TURN);
        float arcs = 0.25 * (2.0 * cos_n + 2.0 * (h0 + h1) * sin(tilt) - cos(2.0 * h0 - tilt) - cos(2.0 * h1 - tilt));
        seen += long_n * arcs;
    }
    seen = clamp(seen / float(SLICES), 0.0, 1.0);
    seen = mix(1.0, seen, smoothstep(2.5, 12.0, REACH_M / pixel_m));  // too small to be told from noise
    o_colour = vec4(seen, away_m, 0.0, 1.0);
}
