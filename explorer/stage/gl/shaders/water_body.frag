// The upper layer of the water, laid over what is mirrored in it.
#include "common.glsl"
#include "tone.glsl"
#include "water.glsl"

in vec3 v_place;
in float v_gust;

out vec4 o_colour;

void main() {
    vec4 c = body(v_place, fog(v_place), v_gust);
    o_colour = vec4(shown(c.rgb), c.a);
}
