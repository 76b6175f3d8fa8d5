// LAMPS   the second picture counts: lamps, and the sun of the dusk.
// BY_MAP  the shadow map tells where the sun comes, as far as the baked suns are not near.
// Fog is worked out per pixel here: the triangles of the far land are too large to carry it in their corners.
#include "common.glsl"
#include "tone.glsl"

uniform sampler2D u_ground_sky;  // square roots: light of the sky; share of the day's sun
#ifdef LAMPS
uniform sampler2D u_ground_lamps;  // square roots: light of lamps / 4; share of the sun of the dusk
#endif

in vec3 v_albedo;
in vec3 v_place;
in vec2 v_at;
#ifdef BY_MAP
in vec3 v_shadow;
uniform sampler2DShadow u_shadow;
#endif

out vec4 o_colour;

void main() {
    vec2 beyond = step(0.5, abs(v_at - 0.5));
    float away = max(beyond.x, beyond.y);  // on the land beyond the water, which the map does not hold
    vec4 day = texture(u_ground_sky, v_at);
    day *= day;
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
    light += SUN_COLOUR * (SUN_ON_LEVEL * sunlit);
    vec3 c = v_albedo * light * mix(1.0, FAR_LIGHT, away);
    vec4 air = fog(v_place);
    o_colour = vec4(shown(mix(c, air.rgb, air.a)), 1.0);
}
