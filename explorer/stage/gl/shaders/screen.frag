// A lit screen: nothing but its own light.
#include "common.glsl"
#include "tone.glsl"

in vec2 v_spot;
uniform sampler2D u_picture;

out vec4 o_colour;

void main() {
    vec3 light = texture(u_picture, v_spot).rgb;
    o_colour = vec4(shown(light * light * (1.0 + 0.5 * NIGHT)), 1.0);
}
