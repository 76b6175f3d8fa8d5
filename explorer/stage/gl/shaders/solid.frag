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

#ifdef FAR
in vec3 v_wall;
#endif

out vec4 o_colour;

#ifdef FAR
const vec2 PANE_M = vec2(4.4, 3.9), HALF_PANE = vec2(0.27, 0.25);
const vec3 AMBER = vec3(1.0, 0.60, 0.26), PALE = vec3(0.95, 0.86, 0.70);

// A wall of the far city with its windows: darker panes by day, some lit at night, whole blocks more than others.
// They fade where a pixel holds several.
vec3 windowed(vec3 wall) {
    vec2 at = v_wall.xy / PANE_M, width = max(fwidth(at), 0.02), cell = floor(at);
    vec2 inside = clamp((HALF_PANE - abs(at - cell - 0.5)) / width + 0.5, 0.0, 1.0);
    float pane = inside.x * inside.y * v_wall.z * clamp(1.7 - 1.5 * max(width.x, width.y), 0.0, 1.0);
    pane = v_wall.y > 0.6 ? pane : 0.0;
    vec3 c = wall * (1.0 - 0.36 * pane);
#ifndef LAMPS_OFF  // a branch would be worked out by day too, on a processor
    float block = fract(dot(floor(cell * vec2(0.111, 0.2)), vec2(0.7548777, 0.5698403)));
    float luck = fract(52.9829189 * fract(dot(cell, vec2(0.06711056, 0.00583715)) + 0.37 * block));
    float lit = step(luck, LIT * (0.10 + 0.45 * block)) * min(NIGHT, 1.4);
    c += mix(AMBER, PALE, fract(luck * 57.0)) * (0.55 * pane * lit * (0.4 + 0.6 * fract(luck * 91.0)));
#endif
    return c;
}
#endif

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
#ifdef FAR
    light = windowed(light);
#endif
#ifdef RICH
    const vec3 GREY = vec3(0.30, 0.59, 0.11);
    float share = clamp(dot(v_shade.rgb, GREY) / max(dot(light, GREY), 1e-4), 0.0, 1.0);
    o_colour = vec4(light, v_share < 0.0 ? v_share : v_share * share);
#else
    o_colour = vec4(shown(light), 1.0);
#endif
}
