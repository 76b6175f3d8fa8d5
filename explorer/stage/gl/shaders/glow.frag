// Brightness falls off with the cube of the distance from the middle.
#include "common.glsl"

in vec4 v_colour;
in vec2 v_corner;

out vec4 o_colour;

void main() {
    float r = max(1.0 - dot(v_corner, v_corner), 0.0);
    o_colour = vec4(as_light(v_colour.rgb), r * r * r * 0.42 * v_colour.a);
}
