// Light as it arrives: the sky's share occluded, what water and glass mirror, and the glow round what shines.
// OCCLUSION_PASS, BLOOM_PASS, REFLECTIONS_PASS  which of these there are. Out, fourth: how far out of focus, -1 before, 1 behind.
#include "common.glsl"
#include "post/lens.glsl"

uniform sampler2D u_light_drawn;
uniform sampler2D u_depth;

in vec2 v_at;

out vec4 o_colour;

#ifdef OCCLUSION_PASS
uniform sampler2D u_occlusion;
const vec3 THROWN_BACK = vec3(0.05, 0.02, 0.0);  // what closes the sky throws warm light back

// The share of the sky, from the four nearest of half size, as far as their distances agree.
float open_sky(float away_m) {
    vec2 size = vec2(textureSize(u_occlusion, 0)), at = v_at * size - 0.5, part = fract(at);
    float sum = 0.0, weight = 0.0;
    for (int k = 0; k < 4; k++) {
        vec2 corner = vec2(k & 1, k >> 1);
        vec2 found = texelFetch(u_occlusion, ivec2(clamp(floor(at) + corner, vec2(0.0), size - 1.0)), 0).rg;
        vec2 near = mix(1.0 - part, part, corner);
        float counts = (near.x * near.y + 0.02) * exp(-abs(found.g - away_m) * 200.0 / away_m);
        sum += found.r * counts;
        weight += counts;
    }
    return weight > 1e-5 ? pow(sum / weight, 1.5) : 1.0;
}
#endif
#ifdef BLOOM_PASS
uniform sampler2D u_bloom;
uniform vec4 u_wanted;  // how much of bloom and of grading
const float BLOOM = 0.20;
#endif
#ifdef REFLECTIONS_PASS
uniform sampler2D u_mirrored;

// What is mirrored around here: each ray is a little uneven, and water smears along the way to the eye.
vec3 mirrored() {
    vec2 pixel = 1.0 / vec2(textureSize(u_mirrored, 0));
    vec4 sum = vec4(0.0);
    for (int y = -2; y <= 2; y++)
        for (int x = -1; x <= 1; x++)
            sum += texture(u_mirrored, v_at + vec2(float(x), 1.2 * float(y)) * pixel);
    return sum.rgb / max(sum.a, 1.0);
}
#endif

void main() {
    vec4 drawn = texture(u_light_drawn, v_at);
    float depth = texture(u_depth, v_at).r;
    bool is_sky = depth > SKY_DEPTH;
    vec3 place = world(v_at, depth), c = drawn.rgb;
    float away_m = length(place - EYE);
#ifdef OCCLUSION_PASS
    if (!is_sky) {
        float open = open_sky(away_m);
        float counts = drawn.a < 0.0 ? 0.3 + 0.3 * drawn.a : 0.16 + 0.84 * min(drawn.a, 1.0);
        c *= mix(vec3(1.0), open + (1.0 - open) * THROWN_BACK, counts);
    }
#endif
#ifdef REFLECTIONS_PASS
    if (drawn.a < -0.02 && !is_sky)
        c = max(c - drawn.a * mirrored(), 0.0);
#endif
#ifdef BLOOM_PASS
    c += texture(u_bloom, v_at).rgb * (BLOOM * u_wanted.x);
#endif
    float apart = clamp(1.0 - u_lens.z / away_m, -1.0, 1.0);
    o_colour = vec4(max(c, 0.0), is_sky ? 1.0 : apart);
}
