// SUN  the sun comes here where the shadow map lets it.
#include "common.glsl"
#include "tone.glsl"

in vec3 v_shade;
in float v_opacity;
#ifdef SUN
in vec3 v_sun;
in vec3 v_shadow;
uniform sampler2DShadow u_shadow;
#endif

out vec4 o_colour;

void main() {
    vec3 light = v_shade;
#ifdef SUN
    light += v_sun * texture(u_shadow, v_shadow);
#endif
    o_colour = vec4(shown(light), v_opacity);
}
