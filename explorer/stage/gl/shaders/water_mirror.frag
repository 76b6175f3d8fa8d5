// The lower layer of the water: the sky upside down, under the mirrored buildings.
#include "common.glsl"
#include "tone.glsl"
#include "water.glsl"

in vec3 v_place;

out vec4 o_colour;

void main() { o_colour = vec4(shown(mirrored_sky(v_place, fog(v_place))), 1.0); }
