// Edges smoothed after the tone (FXAA, the short one): samples resolved in light leave them hard round what shines.
// Then what that and resolving took of sharpness comes back, never beyond its neighbours.
#include "common.glsl"

uniform sampler2D u_picture;

in vec2 v_at;

out vec4 o_colour;

const float SHARPER = 0.40, MOST_SHARPER = 0.05;

float luma(vec3 c) { return dot(c, vec3(0.299, 0.587, 0.114)); }
vec3 tap(vec2 off) { return textureLod(u_picture, v_at + off / vec2(textureSize(u_picture, 0)), 0.0).rgb; }

void main() {
    vec3 middle = tap(vec2(0.0));
    float nw = luma(tap(vec2(-1, -1))), ne = luma(tap(vec2(1, -1))), sw = luma(tap(vec2(-1, 1))), se = luma(tap(vec2(1, 1)));
    float m = luma(middle), low = min(m, min(min(nw, ne), min(sw, se))), high = max(m, max(max(nw, ne), max(sw, se)));
    vec2 way = vec2(-((nw + ne) - (sw + se)), (nw + sw) - (ne + se));
    float least = max((nw + ne + sw + se) * 0.03125, 0.0078125);
    way = clamp(way / (min(abs(way.x), abs(way.y)) + least), -8.0, 8.0);
    vec3 short_ = 0.5 * (tap(way * (1.0 / 3.0 - 0.5)) + tap(way * (2.0 / 3.0 - 0.5)));
    vec3 long_ = 0.5 * short_ + 0.25 * (tap(way * -0.5) + tap(way * 0.5));
    float of_long = luma(long_);
    vec3 c = high - low < max(0.10, high * 0.22) ? middle : of_long < low || of_long > high ? short_ : long_;
    // by day the samples are enough, and letters stay sharp
    c = mix(middle, c, SAMPLED > 0 ? 0.7 * smoothstep(0.2, 0.9, NIGHT) : 0.9);
    float around = luma(tap(vec2(0, 1))) + luma(tap(vec2(0, -1))) + luma(tap(vec2(1, 0))) + luma(tap(vec2(-1, 0)));
    c += clamp((luma(c) - around * 0.25) * SHARPER, -MOST_SHARPER, MOST_SHARPER);
    o_colour = vec4(c, 1.0);
}
