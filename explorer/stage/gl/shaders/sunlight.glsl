// The share of sun that the shadow map of the island, `u_shadow`, lets through at a place in it.
// ONE_TAP  asks the map once a pixel instead of four times: its texels show as steps.
#ifdef ONE_TAP
float sunlight(vec3 at) { return texture(u_shadow, at); }
#else
float sunlight(vec3 at) {
    float reach = 1.3 / float(textureSize(u_shadow, 0).x);  // four taps, turned, 1.3 texels out
    return 0.25 * (texture(u_shadow, at + vec3(-reach * 0.4, -reach, 0.0))
                 + texture(u_shadow, at + vec3(reach, -reach * 0.4, 0.0))
                 + texture(u_shadow, at + vec3(reach * 0.4, reach, 0.0))
                 + texture(u_shadow, at + vec3(-reach, reach * 0.4, 0.0)));
}
#endif
