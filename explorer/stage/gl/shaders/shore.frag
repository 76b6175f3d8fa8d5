// Bands of foam run up to the quay, one after the other, torn by the ripples.
#include "common.glsl"

uniform sampler2D u_ripples;

in vec4 v_colour;
in vec3 v_place;

out vec4 o_colour;

const float APART_M = 7.0, REACH_M = 9.0;

void main() {
    float torn = textureLod(u_ripples, v_place.xy * 0.021 + vec2(TIME_S * 0.004, 0.0), 1.0).r - 0.5;
    float out_m = v_place.z + 9.0 * torn, way = fract(out_m / APART_M + TIME_S * 0.045);
    float band = max(1.0 - 9.0 * abs(way - 0.5), 0.0) * clamp(1.0 - out_m / REACH_M, 0.0, 1.0);
    float foam = min(band * (1.0 + 4.0 * torn), 0.7);
    vec3 c = mix(v_colour.rgb, vec3(0.96, 0.99, 0.98) * min(SHORE_LIGHT * 1.2, 1.0), foam);
    o_colour = vec4(as_light(c), max(v_colour.a, foam * step(0.005, v_colour.a)));
}
