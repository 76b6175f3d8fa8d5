// SUN_CLASS 0: the sun never comes here; 1: always; 2: the shadow map tells.
// ONE_TAP  asks the map once a pixel instead of four times, while the camera moves.
#include "common.glsl"
#include "tone.glsl"

INSIDE in vec4 v_shade;
#ifdef RICH
INSIDE in float v_share;
#endif
#if SUN_CLASS > 0
INSIDE in vec3 v_sun;
#endif
#if SUN_CLASS == 2
INSIDE in vec3 v_shadow;
#include "near_shadow.glsl"
uniform sampler2DShadow u_shadow;
#include "sunlight.glsl"
#endif

out vec4 o_colour;

void main() {
    vec3 light = v_shade.rgb;
#if SUN_CLASS == 1
    light += v_sun;
#elif SUN_CLASS == 2
#ifdef NEAR_SHADOWS
    light += v_sun * near_sunlight(sunlight(v_shadow));
#else
    light += v_sun * sunlight(v_shadow);
#endif
#endif
    light *= 1.0 - CONTACT / (1.0 + 1.6 * v_shade.a * v_shade.a);
#ifdef RICH
    const vec3 GREY = vec3(0.30, 0.59, 0.11);
    float share = clamp(dot(v_shade.rgb, GREY) / max(dot(light, GREY), 1e-4), 0.0, 1.0);
    o_colour = vec4(light, v_share < 0.0 ? v_share : v_share * share);
#else
    o_colour = vec4(shown(light), 1.0);
#endif
}
