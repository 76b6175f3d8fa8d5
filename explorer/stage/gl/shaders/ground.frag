// LAMPS   the second picture counts: lamps, and the sun of the dusk.
// BY_MAP  the shadow map tells where the sun comes, as far as the baked suns are not near.
// FAR_LAND  the land beyond the water, with its own map.
// Fog is worked out per pixel here: the triangles of the far land are too large to carry it in their corners.
#include "common.glsl"
#include "tone.glsl"

uniform sampler2D u_ground_sky;  // square roots: light of the sky; share of the day's sun
#ifdef LAMPS
uniform sampler2D u_ground_lamps;  // square roots: light of lamps / 4; share of the sun of the dusk
#endif

#ifdef FAR_LAND
uniform sampler2D u_far_land;  // street, green, open sky, share of the day's sun
const vec3 STREET = vec3(0.36, 0.345, 0.33), GREEN = vec3(0.36, 0.46, 0.20);
#endif

INSIDE in vec3 v_albedo;
INSIDE in vec3 v_place;
INSIDE in vec2 v_at;
#ifdef CLOUDS
INSIDE in float v_clouds;
#endif
#ifndef FAR_LAND
INSIDE in vec2 v_kind;
#endif
#ifdef BY_MAP
INSIDE in vec3 v_shadow;
uniform sampler2DShadow u_shadow;
#endif
#include "near_shadow.glsl"

out vec4 o_colour;

#ifndef FAR_LAND
const float SEEN_FROM_M = 110.0;

// How much lighter or darker the ground is here: lawns grow in patches, no two slabs are cut from one stone. From afar nobody
// sees it, and it would only flicker.
float worn() {
    vec2 at = v_place.xy, away = at - EYE.xy;
    float near = clamp(1.5 - dot(away, away) / (SEEN_FROM_M * SEEN_FROM_M), 0.0, 1.0);
    float bend = sin(at.x * 1.1 + 2.3 * sin(at.y * 0.7)), grass = bend * sin(at.y * 1.9 + 1.6 * bend);
    vec2 slab = floor(vec2(at.x / 1.8 + 0.5 * mod(floor(at.y / 0.9), 2.0), at.y / 0.9));
    float stone = fract(52.9829189 * fract(dot(slab, vec2(0.06711056, 0.00583715)))) - 0.5;
    return 1.0 + near * dot(v_kind, vec2(0.09 * grass, 0.08 * stone));
}
#endif

void main() {
    vec2 beyond = step(0.5, abs(v_at - 0.5));
    float away = max(beyond.x, beyond.y);  // on the land beyond the water, which the map does not hold
    vec2 over = max(abs(v_at - 0.5) - 0.5, 0.0);
    float far = smoothstep(0.0, 0.12, max(over.x, over.y));  // a meadow has no water in between: no edge shows
    vec4 day = texture(u_ground_sky, v_at);
    day *= day;
    day.rgb = occluded(day.rgb, 1.3);
#ifndef FAR_LAND
    vec3 albedo = v_albedo * worn();
#else
    vec3 albedo = v_albedo;
    vec4 land = texture(u_far_land, v_place.xy / FAR_LAND_SPAN_M + 0.5);
    albedo = mix(mix(albedo, GREEN, land.g * 0.85), STREET, land.r);
    day.rgb *= mix(1.0, land.b, 0.9);
#endif
    vec3 light = day.rgb * AMBIENT;
    float sunlit = day.a * BAKED_SUNS.x;
#ifdef LAMPS
    vec4 dusk = texture(u_ground_lamps, v_at);
    dusk *= dusk;
    light += dusk.rgb * (4.0 * NIGHT * switched_on(v_place, 0.5));
    sunlit += dusk.a * BAKED_SUNS.y;
#endif
#ifdef BY_MAP
    sunlit += max(texture(u_shadow, v_shadow), away) * (1.0 - BAKED_SUNS.x - BAKED_SUNS.y);
#endif
#if defined(NEAR_SHADOWS) && !defined(FAR_LAND)
    sunlit = near_sunlight(sunlit);
#endif
#ifdef FAR_LAND
    // the map knows the shade of the day's sun; that of any other is about as deep, and nobody sees from here where it lies
    sunlit *= mix(0.3 + 0.7 * land.a, land.a, BAKED_SUNS.x);
#endif
#ifdef CLOUDS
    sunlit *= v_clouds;
#endif
    light += SUN_COLOUR * (SUN_ON_LEVEL * sunlit);
    vec3 c = albedo * light * mix(1.0, FAR_LIGHT, far);
    vec4 air = fog(v_place);
#ifdef FAR_LAND
    air.a = veiled(air.a);
#endif
#ifdef RICH
    const vec3 GREY = vec3(0.30, 0.59, 0.11);
    float share = 1.0 - clamp(dot(SUN_COLOUR, GREY) * SUN_ON_LEVEL * sunlit / max(dot(light, GREY), 1e-4), 0.0, 1.0);
    o_colour = vec4(calm(mix(c, air.rgb, air.a)), share * (1.0 - air.a));
#else
    o_colour = vec4(shown(calm(mix(c, air.rgb, air.a))), 1.0);
#endif
}
