// Two bands of foam run up to the quay, one after the other, torn by the ripples.
#include "common.glsl"

uniform sampler2D u_ripples;

in vec4 v_colour;
in vec3 v_place;

out vec4 o_colour;

void main() {
    float torn = texture(u_ripples, v_place.xy * 0.021 + vec2(TIME_S * 0.004, 0.0)).r - 0.5;
    float out_m = v_place.z + 9.0 * torn, foam = 0.0;
    for (int k = 0; k < 2; k++) {
        float way = fract(TIME_S * 0.045 + 0.5 * float(k));
        float band = max(1.0 - abs(out_m - 7.0 * (1.0 - way) - 0.4) / (0.35 + 0.9 * (1.0 - way)), 0.0);
        foam += band * 4.0 * way * (1.0 - way);
    }
    foam = min(0.75 * foam * clamp(1.0 + 5.0 * torn, 0.0, 1.0), 0.7);
    vec3 c = mix(v_colour.rgb, vec3(0.96, 0.99, 0.98) * min(SHORE_LIGHT * 1.2, 1.0), foam);
    o_colour = vec4(as_light(c), max(v_colour.a, foam * step(0.005, v_colour.a)));
}
