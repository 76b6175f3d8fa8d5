// Pulses run along a ribbon: a soft head, a long tail. By day a dark casing lets it show on bright stone.
#include "common.glsl"

uniform float u_halo;

in vec4 v_colour;
in vec3 v_at;

out vec4 o_colour;

void main() {
    float x = 1.0 - abs(v_at.x);
    float phase = fract(v_at.y * 0.028 - TIME_S * 0.32);
    float pulse = smoothstep(0.35, 0.94, phase) * (1.0 - smoothstep(0.94, 1.0, phase));
    float core = smoothstep(0.34, 0.52, x);
    float casing = smoothstep(0.0, 0.30, x) * 0.5 * (1.0 - GLOW);
    float light = core * (0.52 + 0.48 * pulse);
    vec3 c = mix(v_colour.rgb * 0.30, mix(v_colour.rgb, vec3(1.0), pulse * 0.72), core);
    float ribbon = max(light, casing * (1.0 - core));
    float halo = x * x * 0.42 * GLOW * (0.45 + 0.55 * pulse);
    o_colour = vec4(as_light(mix(c, v_colour.rgb, u_halo)), mix(ribbon, halo, u_halo) * v_at.z * v_colour.a);
}
