// Both layers of the water, as light that was not toned yet.

uniform sampler2D u_ripples;
#if defined(CLOUDS) && defined(RICH)
#include "clouds.glsl"
#endif

// The lower layer: the sky upside down.
vec3 mirrored_sky(vec3 place, vec4 air) {
    vec3 d = normalize(place - EYE);
#if defined(CLOUDS) && defined(RICH)
    vec2 slope = (texture(u_ripples, place.xy * 0.03 + vec2(TIME_S * 0.006, TIME_S * 0.004)).rg - 0.5) * 0.10;
    vec4 cloud = clouds(normalize(vec3(d.xy + slope, -d.z)));
    return vivid(mix(mix(sky(vec3(d.xy, -d.z)), cloud.rgb, 0.6 * cloud.a) * 0.92, air.rgb, air.a));
#else
    return vivid(mix(sky(vec3(d.xy, -d.z)) * 0.92, air.rgb, air.a));
#endif
}

// The upper layer: its own colour and the ripples, clear where one looks along it.
// gust: 0..1, where the water is rougher: it mirrors more of the sky there and is paler
vec4 body(vec3 place, vec4 air, float gust) {
    vec2 drift = vec2(TIME_S * 0.006, TIME_S * 0.004);
    vec2 slope = (texture(u_ripples, place.xy * 0.03 + drift).rg - 0.5) * 2.2;
    vec3 v = normalize(EYE - place);
    vec3 n = normalize(vec3(slope * 0.085, 1.0));
    float fresnel = 0.10 + 0.90 * power4(1.0 - max(dot(n, v), 0.0));
    // sun or moon: a lane towards it, torn by the ripples
    vec3 to_lane = LANE;
    float aside = max(-dot(v.xy, to_lane.xy) * inversesqrt(dot(v.xy, v.xy) * dot(to_lane.xy, to_lane.xy) + 1e-6), 0.0);
    aside = power4(power4(power4(aside)));
    aside *= STARS > 0.5 ? power4(aside) : 1.0;  // the moon's is narrow
    float torn = clamp(0.6 + 1.1 * (slope.x + slope.y), 0.0, 1.4);
    float lane = LANE_GAIN * aside * max(1.0 - 2.2 * abs(v.z - to_lane.z), 0.0) * torn;
    vec3 c = WATER_BODY * (0.80 + 0.42 * gust) * (1.0 + (slope.x + slope.y) * 0.30) + SUN_COLOUR * lane;
    float cover = 1.0 - clamp(fresnel * (1.0 + 0.5 * gust) + 0.12 + 0.12 * gust, 0.0, 1.0);
    return vec4(vivid(mix(c, air.rgb, air.a)), max(cover, min(lane, 0.8)));
}
