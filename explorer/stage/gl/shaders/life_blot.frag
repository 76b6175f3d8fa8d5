// SHADE   darkens; LIGHT  shines; WAKE  foam that opens behind a hull; RING  a ring on the water.
#include "common.glsl"

in vec2 v_corner;
in vec4 v_colour;

out vec4 o_colour;

void main() {
    float near = max(1.0 - dot(v_corner, v_corner), 0.0);
#ifdef WAKE
    float back = (1.0 - v_corner.x) * 0.5;
    float across = abs(v_corner.y) / (0.18 + 0.82 * back);
    float edge = smoothstep(0.45, 0.85, across) * (1.0 - smoothstep(0.85, 1.0, across));
    float foam = (edge + 0.35 * (1.0 - smoothstep(0.0, 0.4, across))) * (1.0 - back) * smoothstep(0.0, 0.08, back);
    vec3 light = AMBIENT * 0.9 + SUN_COLOUR * 0.35;
    o_colour = vec4(as_light(light / (light + 0.35)), foam * v_colour.a);
#elif defined(RING)
    float out_to = length(v_corner);
    float crest = smoothstep(0.72, 0.88, out_to) * (1.0 - smoothstep(0.88, 1.0, out_to));
    vec3 light = AMBIENT * 0.9 + SUN_COLOUR * 0.35;
    o_colour = vec4(as_light(light / (light + 0.35)), crest * v_colour.a);
#elif defined(LIGHT)
    o_colour = vec4(as_light(v_colour.rgb), near * near * near * v_colour.a);
#else
    o_colour = vec4(0.02, 0.025, 0.05, near * v_colour.a);
#endif
}
