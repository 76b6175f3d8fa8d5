// A lit screen: nothing but its own light.
#include "common.glsl"
#include "tone.glsl"

in vec2 v_spot;
uniform sampler2D u_picture;
uniform vec2 u_bright;  // by day, and how much more at night

out vec4 o_colour;

void main() {
    vec3 light = texture(u_picture, v_spot).rgb;
    o_colour = vec4(shown(light * light * max(u_bright.x + u_bright.y * NIGHT, 0.8)), 1.0);
}
