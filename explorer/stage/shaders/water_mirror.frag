// The lower layer of the water: the sky upside down, under the mirrored buildings.
#include "common.glsl"
#include "tone.glsl"

in vec3 v_place;

out vec4 o_colour;

void main() {
    vec3 d = normalize(v_place - EYE);
    vec4 air = fog(v_place);
    vec3 c = mix(sky(vec3(d.xy, -d.z)) * 0.92, air.rgb, air.a);
    o_colour = vec4(shown(c), 1.0);
}
