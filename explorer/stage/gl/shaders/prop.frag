// What moves: the light worked out per corner, and the sun where the shadow map lets it.
#include "common.glsl"
#include "tone.glsl"

in vec3 v_shade;
in float v_opacity;
in vec3 v_sun;
in vec3 v_shadow;
uniform sampler2DShadow u_shadow;

out vec4 o_colour;

void main() {
    vec3 light = v_shade;
    light += v_sun * texture(u_shadow, v_shadow);
    o_colour = vec4(shown(light), v_opacity);
}
