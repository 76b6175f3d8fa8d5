// Clouds on a flat layer high above the park; lit by the sun from the side, by the afterglow from below.
// RICH  they have depth: six reads for each direction; else one.

uniform sampler2D u_clouds;  // heaps of soft noise, and another one that bends it

const float SHADE_OF_CLOUDS = 0.42;

// Share of the sun that clouds let through to a place on the ground or the water; they drift like those in the sky.
float under_clouds(vec2 place) {
    float body = textureLod(u_clouds, place * 0.0016 + vec2(TIME_S * 0.0011, 0.37), 0.0).r;
    return 1.0 - SHADE_OF_CLOUDS * min(SUN_COLOUR.g, 1.0) * clamp((body - 0.50) * 6.0, 0.0, 1.0);
}

#ifdef RICH
float billows(vec2 at) {
    vec2 bend = (texture(u_clouds, at * 0.061 + 0.31).gr - 0.5) * 0.55;
    float body = texture(u_clouds, (at + bend) * 0.117).r;
    return mix(body, texture(u_clouds, (at + bend) * 0.53).r, 0.22);
}
#endif

// Colour of the clouds in a direction, and how much of the sky they hide.
vec4 clouds(vec3 d) {
    if (d.z < 0.015)
        return vec4(0.0);
    vec2 at = d.xy / (d.z + 0.12) * 1.1 + vec2(TIME_S * 0.003, 3.1);
#ifdef RICH
    float body = billows(at);
    float shaded = billows(at + normalize(SUN.xy) * 0.22);
    float lit = clamp(0.58 + (body - shaded) * 2.6, 0.0, 1.0);
#else
    vec2 noise = texture(u_clouds, at * 0.117).rg;
    float body = noise.r + 0.10 * (noise.g - 0.5);
    float lit = clamp(1.35 - 1.1 * body, 0.0, 1.0);  // thick ones are darker inside
#endif
    float cover = smoothstep(0.50, 0.74, body);
    float silver = power4(max(dot(d, SUN), 0.0));
    vec3 c = AMBIENT * (0.86 + 0.30 * lit) + SUN_COLOUR * (0.62 * lit + 0.45 * silver * (1.0 - cover));
    c += AFTERGLOW * ((0.12 + 0.9 * max(dot(d, EVENING), 0.0)) * (1.1 - 0.6 * lit));
    return vec4(c, cover * smoothstep(0.015, 0.15, d.z) * 0.90);
}
