// Bright in the middle of the shaft, clear at its sides.
#include "common.glsl"

in vec4 v_colour;
in float v_side;

out vec4 o_colour;

void main() {
    float x = 1.0 - abs(v_side);
    vec3 c = mix(v_colour.rgb, vec3(1.0), smoothstep(0.75, 1.0, x) * 0.5 * step(0.001, abs(v_side)));
    o_colour = vec4(as_light(c), v_colour.a * smoothstep(0.0, 0.8, x));
}
