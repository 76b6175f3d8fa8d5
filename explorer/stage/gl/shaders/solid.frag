// SUN_CLASS 0: the sun never comes here; 1: always; 2: the shadow map tells.
// ONE_TAP  asks the map once a pixel instead of four times, while the camera moves.
#include "common.glsl"
#include "tone.glsl"

in vec4 v_shade;
#if SUN_CLASS > 0
in vec3 v_sun;
#endif
#if SUN_CLASS == 2
in vec3 v_shadow;
uniform sampler2DShadow u_shadow;

#ifdef ONE_TAP
float sunlight(vec3 at) { return texture(u_shadow, at); }
#else
float sunlight(vec3 at) {
    const float reach = 1.3 / SHADOW_SIZE;  // four taps, turned, 1.3 texels out
    return 0.25 * (texture(u_shadow, at + vec3(-reach * 0.4, -reach, 0.0))
                 + texture(u_shadow, at + vec3(reach, -reach * 0.4, 0.0))
                 + texture(u_shadow, at + vec3(reach * 0.4, reach, 0.0))
                 + texture(u_shadow, at + vec3(-reach, reach * 0.4, 0.0)));
}
#endif
#endif

out vec4 o_colour;

void main() {
    vec3 light = v_shade.rgb;
#if SUN_CLASS == 1
    light += v_sun;
#elif SUN_CLASS == 2
    light += v_sun * sunlight(v_shadow);
#endif
    light *= 1.0 - CONTACT / (1.0 + 1.6 * v_shade.a * v_shade.a);
    o_colour = vec4(shown(light), 1.0);
}
