// What water and glass mirror of the picture itself: a ray is followed through the depths.

uniform sampler2D u_ripples;
uniform vec4 u_water;  // level, metres

const int STEPS = 28, HALVINGS = 5;
const float LONGEST_M = 160.0;

vec3 drawn_place(vec2 at, vec2 size) {
    at = (floor(at * size) + 0.5) / size;
    return world(at, textureLod(u_depth, at, 0.0).r);
}

// The normal of what is seen here: of water by its ripples, of panes by the depths around.
vec3 facing(vec3 place, vec3 v, float away_m) {
    if (abs(place.z - u_water.x) < 0.4) {
        vec2 slope = (texture(u_ripples, place.xy * 0.03 + vec2(TIME_S * 0.006, TIME_S * 0.004)).rg - 0.5) * 2.2;
        return normalize(vec3(slope * 0.030 / (1.0 + away_m * 0.004), 1.0));
    }
    vec2 size = vec2(textureSize(u_depth, 0)), pixel = 1.0 / size;
    vec3 left = place - drawn_place(v_at - vec2(pixel.x, 0.0), size), right = drawn_place(v_at + vec2(pixel.x, 0.0), size) - place;
    vec3 above = place - drawn_place(v_at - vec2(0.0, pixel.y), size), below = drawn_place(v_at + vec2(0.0, pixel.y), size) - place;
    vec3 across = dot(left, left) < dot(right, right) ? left : right, down = dot(above, above) < dot(below, below) ? above : below;
    vec3 n = normalize(cross(down, across));
    return dot(n, v) > 0.0 ? -n : n;
}

// The light to add where `strength` of the sky is mirrored: what stands before that sky, less the sky.
vec3 mirrored(vec3 place, float depth, float strength) {
    vec3 v = normalize(place - EYE);
    float away_m = length(place - EYE);
    vec3 way = reflect(v, facing(place, v, away_m));
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
            if (ray_m - found_m < 0.6 + 0.02 * ray_m) {
                vec2 margin = smoothstep(0.0, 0.08, min(at, 1.0 - at));
                float holds = margin.x * margin.y * (1.0 - smoothstep(0.75, 1.0, high));
                vec3 sky_light = vivid(sky(way)) * 0.92;
                return (textureLod(u_light_drawn, at, 0.0).rgb - sky_light) * (strength * holds);
            }
        }
        before = part;
    }
    return vec3(0.0);
}
