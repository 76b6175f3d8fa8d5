// Exposure, tone and grading: the picture of the light.
// FOCUS_PASS  what is out of focus is laid over;  GRADING_PASS  what shines keeps its hue.
#include "common.glsl"
#include "tone.glsl"

uniform sampler2D u_lit;
#ifdef FOCUS_PASS
uniform sampler2D u_blurred;
#endif

in vec2 v_at;

out vec4 o_colour;

#ifdef GRADING_PASS
uniform vec4 u_wanted;  // how much of bloom and of grading
#endif

const float KEPT_HUE = 0.45;

void main() {
    vec3 light = texture(u_lit, v_at).rgb;
#ifdef FOCUS_PASS
    vec4 blurred = texture(u_blurred, v_at);
    light = mix(light, blurred.rgb, blurred.a);
#endif
    light *= vignette(VIGNETTE);
    vec3 c = tone(light);
#ifdef GRADING_PASS
    float most = max(max(light.r, light.g), max(light.b, 1e-4));
    float bright = clamp((most * EXPOSURE - 0.9) * 0.6, 0.0, 1.0);
    vec3 hued = sqrt(light / most) * max(max(c.r, c.g), c.b);
    c = mix(c, hued, KEPT_HUE * u_wanted.y * bright);
#endif
    o_colour = vec4(dithered(graded(c)), 1.0);
}
