// Sky, sun, the haze that lies on the horizon and, at dusk, the light that is left behind it.
#include "common.glsl"
#include "tone.glsl"

in vec3 v_direction;

out vec4 o_colour;

void main() {
    vec3 d = normalize(v_direction);
    float height = max(d.z, 0.0);
    float toward_sun = max(dot(normalize(d.xy + 1e-6), normalize(SUN.xy)), 0.0);
    vec3 c = sky(d);
    c += SUN_COLOUR * (pow(max(dot(d, SUN), 0.0), 3.0) * 0.28 * power4(1.0 - height));
    c *= SKY_GAIN;
    c += AFTERGLOW * (exp(-height * 9.0) * (0.45 + 0.55 * toward_sun));
    vec3 air = mix(FOG_COLOUR, FOG_SUN, power4(max(dot(d, SUN), 0.0)));
    float haze = pow(clamp(1.0 - height / 0.16, 0.0, 1.0), 1.5) * HAZE;
    float edge = exp(-height * 40.0) * 0.8;  // so that land and sky meet without a cut
    c = mix(c, air, d.z < 0.0 ? 1.0 : max(haze, edge));
    o_colour = vec4(dithered(tone(c) * vignette(0.21)), 1.0);
}
