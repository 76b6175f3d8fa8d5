// What water and glass mirror of the picture itself, at half size: a ray is followed through the depths.
// Out: what stands there, less the sky that was mirrored instead; and 1 where anything is mirrored at all.
#include "common.glsl"
#include "post/lens.glsl"

uniform sampler2D u_light_drawn;
uniform sampler2D u_depth;
uniform sampler2D u_ripples;
uniform vec4 u_water;  // level, metres

out vec4 o_colour;

const int STEPS = 32, HALVINGS = 5;
const float LONGEST_M = 140.0;

vec3 drawn_place(vec2 at, vec2 size) {
    at = (floor(at * size) + 0.5) / size;
    return world(at, textureLod(u_depth, at, 0.0).r);
}

// The normal of what is seen here: of water by its ripples, of panes by the depths around.
vec3 facing(vec2 here, vec3 place, vec3 v, float away_m) {
    if (abs(place.z - u_water.x) < 0.4) {
        vec2 slope = (texture(u_ripples, place.xy * 0.03 + vec2(TIME_S * 0.006, TIME_S * 0.004)).rg - 0.5) * 2.2;
        return normalize(vec3(slope * 0.030 / (1.0 + away_m * 0.004), 1.0));
    }
    vec2 size = vec2(textureSize(u_depth, 0)), pixel = 1.0 / size;
    vec3 left = place - drawn_place(here - vec2(pixel.x, 0.0), size), right = drawn_place(here + vec2(pixel.x, 0.0), size) - place;
    vec3 above = place - drawn_place(here - vec2(0.0, pixel.y), size), below = drawn_place(here + vec2(0.0, pixel.y), size) - place;
    vec3 across = dot(left, left) < dot(right, right) ? left : right, down = dot(above, above) < dot(below, below) ? above : below;
    vec3 n = normalize(cross(down, across));
    return dot(n, v) > 0.0 ? -n : n;
}

vec3 mirrored(vec2 here, vec3 place) {
    vec3 v = normalize(place - EYE);
    float away_m = length(place - EYE);
    vec3 way = reflect(v, facing(here, place, v, away_m));
    bool is_water = abs(place.z - u_water.x) < 0.4;
    if (is_water)
        way.z = abs(way.z);
    vec3 start = place + way * (0.002 * away_m + 0.05);
    vec4 from = u_to_picture * vec4(start, 1.0), to = u_to_picture * vec4(start + way * LONGEST_M, 1.0);
    if (from.w < u_lens.y || to.w < u_lens.y)  // it comes back towards the eye: what it meets is not in the picture
        return vec3(0.0);
    vec2 at0 = from.xy / from.w, run = to.xy / to.w - at0;
    float near0 = 1.0 / from.w, near1 = 1.0 / to.w;
    vec2 room = mix(-at0, 1.0 - at0, step(0.0, run)) / (sign(run) * max(abs(run), vec2(1e-6)));  // until it leaves the frame
    float all = min(1.0, min(room.x, room.y)), first = uneven(gl_FragCoord.xy), before = 0.0;
    for (int k = 0; k < STEPS; k++) {
        float part = all * pow((float(k) + first + 0.15) / float(STEPS), 1.6);
        vec2 at = at0 + run * part;
        float ray_m = 1.0 / mix(near0, near1, part), found_m = ahead_m(textureLod(u_depth, at, 0.0).r);
        if (ray_m > found_m) {
            float low = before, high = part;
            for (int half_way = 0; half_way < HALVINGS; half_way++) {
                float middle = 0.5 * (low + high);
                float behind_m = 1.0 / mix(near0, near1, middle) - ahead_m(textureLod(u_depth, at0 + run * middle, 0.0).r);
                if (behind_m > 0.0) high = middle; else low = middle;
            }
            at = at0 + run * high;
            found_m = ahead_m(textureLod(u_depth, at, 0.0).r);
            ray_m = 1.0 / mix(near0, near1, high);
            if (ray_m - found_m < 0.4 + 0.005 * ray_m) {
                vec2 margin = smoothstep(0.0, 0.08, min(at, 1.0 - at));
                float holds = margin.x * margin.y * (1.0 - smoothstep(0.75, 1.0, high));
                vec3 sky_light = vivid(sky(way)) * 0.92;
                return (min(textureLod(u_light_drawn, at, 0.0).rgb, vec3(12.0)) - sky_light) * holds;
            }
        }
        before = part;
    }
    return vec3(0.0);
}

void main() {
    vec2 size = vec2(textureSize(u_depth, 0)), here = (floor(gl_FragCoord.xy) * 2.0 + 0.5) / size;
    float depth = textureLod(u_depth, here, 0.0).r;
    if (textureLod(u_light_drawn, here, 0.0).a > -0.02 || depth > SKY_DEPTH)
        o_colour = vec4(0.0);
    else
        o_colour = vec4(mirrored(here, world(here, depth)), 1.0);
}
