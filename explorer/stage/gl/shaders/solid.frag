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
#if defined(GLASS) && !defined(FAR) && !defined(LAMPS_OFF)
#define ROOMS
in vec3 v_place;
in vec3 v_facing;
INSIDE in vec3 v_lamps;
#endif

#ifdef SKIN
uniform sampler2D u_skin;  // sRGB, and the share of its light that a place gives off, or its opacity
in vec2 v_uv;
in vec3 v_tint;
in vec3 v_glow;
in vec3 v_emitted;
in vec3 v_air;
const float SEEN_BY_DAY = 0.35;  // as scene/own_light.py has it for what has no texture
#endif

#ifdef BLENDED
in float v_opacity;
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

#ifdef ROOMS
const vec3 ROOM_M = vec3(4.2, 3.3, 4.8);  // across, up, deep

// How bright a lit room behind a pane of a wall is where the eye's ray meets it: ceiling, floor, sides or back, with
// furniture before it. The mean is 1, which is all there is from afar.
float room() {
    vec3 into = v_place - EYE;
    vec2 along = normalize(vec2(-v_facing.y, v_facing.x) + 1e-5);
    vec3 way = vec3(dot(into.xy, along), into.z, max(-dot(into, v_facing), 1e-3)) / ROOM_M;
    vec2 at = vec2(dot(v_place.xy, along), v_place.z) / ROOM_M.xy, cell = floor(at);
    way.xy += vec2(lessThan(abs(way.xy), vec2(1e-4))) * 2e-4;
    vec2 sides = (step(0.0, way.xy) - at + cell) / way.xy;
    float back = 1.0 / way.z, reached = min(min(sides.x, sides.y), back);
    vec2 there = at - cell + way.xy * reached;
    float luck = chance(vec3(cell, 3.0));
    float tone = sides.y <= reached ? (way.y > 0.0 ? 1.5 : 0.55) : sides.x <= reached ? 0.75 : 1.0;
    float shelf = step(there.y, 0.25 + 0.3 * luck) * step(abs(there.x - 0.3 - 0.4 * luck), 0.28);
    tone *= back <= reached ? 1.0 - 0.55 * shelf : 1.0;
    tone *= (0.7 + 0.55 * there.y) * (0.8 + 0.4 * luck);
    float coarse = max(fwidth(at.x), fwidth(at.y));
    return mix(tone, 1.0, max(clamp(5.0 * coarse - 0.2, 0.0, 1.0), step(0.3, abs(v_facing.z))));
}
#endif

#ifdef STUDIO
#define vivid
#endif

void main() {
    vec3 light = v_shade.rgb;
#ifdef ROOMS
    light += v_lamps * room();
#endif
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
#ifdef SKIN
    vec4 skin = texture(u_skin, v_uv);
    float opacity = skin.a;
#ifdef CUT_OUT
    if (opacity < 0.5) discard;
#endif
#if defined(CUT_OUT) || defined(BLENDED)
    skin.a = 1.0;
#endif
    vec3 given_off = v_emitted * skin.a;
    light = vivid(light * (v_tint * skin.rgb * skin.rgb + v_glow * (SEEN_BY_DAY * skin.a)) + given_off) + v_air;
#endif
#ifdef FAR
    light = windowed(light);
#endif
#if defined(BLENDED) && defined(SKIN)
    o_colour = vec4(shown(light), v_opacity * opacity);
#elif defined(BLENDED)
    o_colour = vec4(shown(light), v_opacity);
#elif defined(RICH)
    const vec3 GREY = vec3(0.30, 0.59, 0.11);
    float share = clamp(dot(v_shade.rgb, GREY) / max(dot(light, GREY), 1e-4), 0.0, 1.0);
    o_colour = vec4(light, v_share < 0.0 ? v_share : v_share * share);
#else
    o_colour = vec4(shown(light), 1.0);
#endif
}
