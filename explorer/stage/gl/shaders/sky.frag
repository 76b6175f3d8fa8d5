// Sky, sun or moon, stars, the haze that lies on the horizon and the light that is left behind it.
#include "common.glsl"
#include "tone.glsl"
#ifdef CLOUDS
#include "clouds.glsl"
#endif

in vec3 v_direction;

out vec4 o_colour;

// A point of light in a few of the cells that the directions fall into.
float star(vec3 d) {
    vec3 at = d * 110.0, cell = floor(at);
    float luck = chance(cell);
    float near = 1.0 - smoothstep(0.0, 0.30, length(at - cell - 0.5));
    return luck > 0.972 ? near * (0.25 + 26.0 * (luck - 0.972)) : 0.0;
}

void main() {
    vec3 d = normalize(v_direction);
    float height = max(d.z, 0.0);
    float toward_sun = max(dot(normalize(d.xy + 1e-6), normalize(EVENING.xy)), 0.0);
    vec3 c = sky(d);
    float near_sun = max(dot(d, SUN), 0.0);
    c += SUN_COLOUR * (near_sun * near_sun * near_sun * 0.28 * power4(1.0 - height));
    c *= SKY_GAIN;
    c += AFTERGLOW * (exp(-height * 9.0) * (0.45 + 0.55 * toward_sun));
    vec3 disc = STARS > 0.5 ? LANE : SUN;  // the moon stands where it glitters
    c += SUN_COLOUR * (4.5 * smoothstep(0.99982, 0.99990, dot(d, disc)));
    if (STARS > 0.0)
        c += vec3(0.80, 0.88, 1.0) * (STARS * star(d) * smoothstep(0.02, 0.25, height));
#ifdef CLOUDS
    vec4 cloud = clouds(d);
    c = mix(c, cloud.rgb, cloud.a);
#endif
    vec3 air = far_air(d);
    float low = clamp(1.0 - height / 0.16, 0.0, 1.0);
    float haze = low * sqrt(low) * HAZE;
    float edge = exp(-height * 26.0);  // so that land and sky meet without a cut
    c = mix(c, air, d.z < 0.0 ? 1.0 : max(haze, edge));
#ifdef RICH
    o_colour = vec4(vivid(c), 0.0);
#else
    o_colour = vec4(dithered(graded(tone(vivid(c)) * vignette(0.5 * VIGNETTE))), 1.0);
#endif
}
