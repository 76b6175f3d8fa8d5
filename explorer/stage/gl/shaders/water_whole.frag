// Both layers of the water at once, where no buildings are mirrored between them.
#include "common.glsl"
#include "tone.glsl"
#include "water.glsl"

in vec3 v_place;
in float v_gust;

out vec4 o_colour;

void main() {
    vec4 air = fog(v_place);
    vec4 c = body(v_place, air, v_gust);
#ifdef RICH
    vec3 laid_over = mix(sqrt(mirrored_sky(v_place, air)), sqrt(max(c.rgb, 0.0)), c.a);  // as pictures are: light would be pale
    o_colour = vec4(laid_over * laid_over, -0.85 * (1.0 - c.a) * (1.0 - air.a));
#else
    o_colour = vec4(mix(shown(mirrored_sky(v_place, air)), shown(c.rgb), c.a), 1.0);
#endif
}
