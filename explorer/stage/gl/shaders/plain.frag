// A colour as it comes.
#include "common.glsl"

in vec4 v_colour;

out vec4 o_colour;

void main() { o_colour = vec4(as_light(v_colour.rgb), v_colour.a); }
