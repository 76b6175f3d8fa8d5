// From linear light to the screen. Middle tones follow the house curve; highlights bend towards white
// instead of clipping, and a half-step dither hides the bands of a dark sky.

vec3 tone(vec3 light) {
    vec3 c = light * EXPOSURE;
    c = c * (1.0 + 0.10 * c) / (1.0 + 0.66 * c);
    vec3 over = max(c - 0.72, 0.0);
    c = min(c, 0.72) + over / (1.0 + over / 0.28);
    c = sqrt(max(c, 0.0));
    return mix(c, c * c * (3.0 - 2.0 * c), 0.38);
}

float vignette(float strength) {
    vec2 q = gl_FragCoord.xy * A_PIXEL - 0.5;
    return 1.0 - dot(q, q) * strength;
}

vec3 dithered(vec3 c) {
    float noise = fract(52.9829189 * fract(dot(gl_FragCoord.xy, vec2(0.06711056, 0.00583715))));
    return c + (noise - 0.5) / 255.0;
}

#ifdef RICH
vec3 shown(vec3 light) { return light; }
#else
vec3 shown(vec3 light) { return dithered(graded(tone(light * vignette(VIGNETTE)))); }
#endif
