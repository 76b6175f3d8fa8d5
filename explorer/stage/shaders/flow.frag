// Pulses run along a ribbon: a soft head, a long tail.
#include "common.glsl"

uniform float u_halo;

in vec4 v_colour;
in vec3 v_at;

out vec4 o_colour;

void main() {
    float x = 1.0 - abs(v_at.x);
    float phase = fract(v_at.y * 0.055 - TIME_S * 0.35);
    float pulse = smoothstep(0.45, 0.93, phase) * (1.0 - smoothstep(0.93, 1.0, phase));
    float core = mix(smoothstep(0.0, 0.5, x), x * x * 0.42 * GLOW, u_halo);
    float strength = core * mix(0.42 + 0.50 * pulse, 0.6, u_halo);
    vec3 c = mix(v_colour.rgb, vec3(1.0), pulse * 0.45 * (1.0 - u_halo));
    o_colour = vec4(c, strength * v_at.z * v_colour.a);
}
