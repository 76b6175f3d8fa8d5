// What moves: the light worked out per corner, and the sun where the shadow map lets it.
// FADES  by leaving out pixels: it is not blended.
#include "common.glsl"
#include "tone.glsl"

INSIDE in vec3 v_shade;
INSIDE in float v_opacity;
INSIDE in vec3 v_sun;
INSIDE in vec3 v_shadow;
uniform sampler2DShadow u_shadow;
#include "near_shadow.glsl"
#include "sunlight.glsl"

out vec4 o_colour;

#ifdef FADES
// 0..1, another one for each pixel of a square of four by four
float dither() {
    ivec2 at = ivec2(gl_FragCoord.xy) & 3;
    int steps[16] = int[16](0, 8, 2, 10, 12, 4, 14, 6, 3, 11, 1, 9, 15, 7, 13, 5);
    return (float(steps[at.y * 4 + at.x]) + 0.5) / 16.0;
}
#endif

void main() {
#ifdef FADES
    if (v_opacity < dither()) discard;
#endif
    vec3 light = v_shade;
#ifdef NEAR_SHADOWS
    light += v_sun * near_sunlight(sunlight(v_shadow));
#else
    light += v_sun * sunlight(v_shadow);
#endif
    o_colour = vec4(shown(light), v_opacity);
}
