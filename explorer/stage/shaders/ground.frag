// Fog is worked out per pixel here: the triangles of the far land are too large to carry it in their corners.
#include "common.glsl"
#include "tone.glsl"

uniform sampler2D u_ground_light;

in vec3 v_albedo;
in vec3 v_place;
in vec2 v_at;

out vec4 o_colour;

void main() {
    vec3 light = texture(u_ground_light, v_at).rgb;
    vec2 beyond = step(0.5, abs(v_at - 0.5));
    vec3 c = v_albedo * light * light * (4.0 * mix(1.0, FAR_LIGHT, max(beyond.x, beyond.y)));
    vec4 air = fog(v_place);
    o_colour = vec4(shown(mix(c, air.rgb, air.a)), 1.0);
}
