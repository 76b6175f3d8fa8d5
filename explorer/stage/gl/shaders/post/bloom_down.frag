// Half the size (dual filter). FIRST keeps only what is brighter than the eye is used to at this hour.
#include "common.glsl"

uniform sampler2D u_from;

in vec2 v_at;

out vec4 o_colour;

vec3 tap(vec2 at) {
    vec3 c = texture(u_from, at).rgb;
#ifdef FIRST
    float bright = max(max(c.r, c.g), c.b), from = mix(2.0, 0.85, min(NIGHT, 1.0)) / EXPOSURE;
    c = min(c, vec3(12.0)) * smoothstep(from * 0.75, from * 1.6, bright);
    c /= 1.0 + 0.25 * max(max(c.r, c.g), c.b);  // single pixels must not flicker
#endif
    return c;
}

void main() {
    vec2 pixel = 1.0 / vec2(textureSize(u_from, 0));
    vec3 c = tap(v_at) * 4.0 + tap(v_at - pixel) + tap(v_at + pixel);
    c += tap(v_at + vec2(-pixel.x, pixel.y)) + tap(v_at + vec2(pixel.x, -pixel.y));
    o_colour = vec4(c / 8.0, 1.0);
}
