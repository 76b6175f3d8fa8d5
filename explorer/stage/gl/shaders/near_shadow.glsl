// NEAR_SHADOWS  near what is looked at, a finer map tells where the sun comes, with edges as soft as a sun makes them
//               some metres behind what casts them.
#ifdef NEAR_SHADOWS
in vec3 v_near_shadow;
uniform sampler2DShadow u_near_shadow;
uniform vec4 u_near;  // half the width of an edge, as a share of the map; how far the map counts, 0..1; taps

// The share of sun here: by the near map as far as it reaches, `else_by` beyond.
float near_sunlight(float else_by) {
    vec3 at = v_near_shadow;
    vec2 inner = 1.0 - smoothstep(0.44, 0.5, abs(at.xy - 0.5));
    float counts = inner.x * inner.y * u_near.y, lit = 0.0;
    if (counts <= 0.0)
        return else_by;
    // no constant: unrolled, each of some thirty programs would take long to compile
    for (int k = 0; k < int(u_near.z); k++) {
        float turn = float(k) * 2.39996323, out_ = sqrt((float(k) + 0.5) / u_near.z) * u_near.x;
        lit += textureLod(u_near_shadow, at + vec3(cos(turn) * out_, sin(turn) * out_, 0.0), 0.0);
    }
    return mix(else_by, lit / u_near.z, counts);
}
#endif
