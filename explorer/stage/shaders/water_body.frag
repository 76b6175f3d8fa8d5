// The upper layer of the water: its own colour and the ripples, clear where one looks along it.
#include "common.glsl"
#include "tone.glsl"

uniform sampler2D u_ripples;

in vec3 v_place;

out vec4 o_colour;

void main() {
    vec2 drift = vec2(TIME_S * 0.006, TIME_S * 0.004);
    vec2 slope = (texture(u_ripples, v_place.xy * 0.03 + drift).rg - 0.5) * 2.2;
    vec3 v = normalize(EYE - v_place);
    vec3 n = normalize(vec3(slope * 0.085, 1.0));
    float fresnel = 0.10 + 0.90 * power4(1.0 - max(dot(n, v), 0.0));
    vec3 r = reflect(-v, n);
    r.z = abs(r.z);
    float glint = power4(power4(power4(max(dot(r, SUN), 0.0))));
    vec3 c = WATER_BODY * (1.0 + (slope.x + slope.y) * 0.22) + SUN_COLOUR * (glint * 2.0);
    vec4 air = fog(v_place);
    float cover = 1.0 - clamp(fresnel * 1.1 + 0.16, 0.0, 1.0);
    o_colour = vec4(shown(mix(c, air.rgb, air.a)), cover);
}
