// How far what stands between the camera and the subject makes way, 0..1; see stage/scene/clear_view.py.

uniform vec4 u_way[2];

#define WAY_LEVEL     u_way[0].z  // how far anything makes way now
#define WAY_TREES_M   u_way[0].w  // trees nearer to the camera than this may be in the way
#define WAY_BODIES_M  u_way[1].w  // people and vehicles

// Of a thing that stands on `foot`, so high, and reaches so far around; `until_m` is one of the two lengths above.
float makes_way(vec3 foot, float height_m, float reach_m, float until_m) {
    vec2 away = foot.xy - EYE.xy;
    float ahead = dot(away, u_way[0].xy), beside = dot(away, vec2(u_way[0].y, -u_way[0].x));
    float inside = min(beside - u_way[1].x * ahead, u_way[1].y * ahead - beside) + reach_m;
    inside = min(inside, foot.z + height_m - EYE.z - u_way[1].z * ahead);
    inside = min(inside, min(until_m - ahead, ahead));
    return WAY_LEVEL * smoothstep(0.0, 1.5, inside);
}

const float FOOT_REACH_M = 8.0, HIGHEST_M = 25.0, GROUND_M = 0.18;
const float KNEE_M = 1.0;  // hedges and planters hide nothing; without them their dark shade would be left

// Where a vertex of a tree is seen; its spare bytes say how far it is from its foot and how high the tree is.
vec3 ducked(vec3 place, vec2 from_foot, float high) {
    if (WAY_LEVEL <= 0.0 || high * HIGHEST_M < KNEE_M) return place;
    vec3 foot = vec3(place.xy - from_foot * (FOOT_REACH_M / 127.0), GROUND_M);
    return mix(place, foot, makes_way(foot, high * HIGHEST_M, 2.5, WAY_TREES_M));
}
