// What every shader of the park shares: the camera, the light of the hour, sky, fog and tone.
// The two arrays are written in place from Python, so that a moving camera never makes a new render state.
// GRADED  a scene has tables of colours.
// RICH  programs write light, and passes behind them make the picture (stage/post): the fourth number of a pixel then is
//       the share of sky light in it, which occlusion may take, or how much it mirrors, as a negative number.

uniform vec4 u_frame[4];
uniform vec4 u_light[14];

#define EYE            u_frame[0].xyz
#define TIME_S         u_frame[0].w
#define RIGHT          u_frame[1].xyz
#define FOG_START_M    u_frame[1].w
#define UP             u_frame[2].xyz
#define A_PIXEL        u_frame[3].xy  // as a share of the frame

#define SUN            u_light[0].xyz
#define NIGHT          u_light[0].w
#define SUN_COLOUR     u_light[1].rgb
#define EXPOSURE       u_light[1].w
#define AMBIENT        u_light[2].rgb
#define FAR_LIGHT      u_light[2].w
#define FOG_COLOUR     u_light[3].rgb
#define FOG_DENSITY    u_light[3].w
#define FOG_SUN        u_light[4].rgb
#define FOG_MOST       u_light[4].w
#define ZENITH         u_light[5].rgb
#define SKY_GAIN       u_light[5].w
#define HORIZON        u_light[6].rgb
#define HAZE           u_light[6].w
#define WATER_BODY     u_light[7].rgb
#define SHORE_LIGHT    u_light[7].w
#define AFTERGLOW      u_light[8].rgb
#define GLOW           u_light[8].w
#define HOLOGRAM       u_light[9].rgb
#define HOLOGRAM_ALPHA u_light[9].w
#define EVENING        u_light[10].xyz
#define LIT            u_light[10].w
#define BAKED_SUNS     u_light[11].xy
#define SUN_ON_LEVEL   u_light[11].z
#define STARS          u_light[11].w
#define SATURATION     u_light[12].x
#define VIGNETTE       u_light[12].y
#define CONTACT        u_light[12].z  // how much darker a wall is at its foot
#define OCCLUSION      u_light[12].w  // how much more than baked a closed sky counts
#define INDOORS        u_light[13].x  // gain of the lamps that burn by day where the sky is closed
#define LANE           vec3(u_light[13].yz, sqrt(max(1.0 - dot(u_light[13].yz, u_light[13].yz), 0.0)))  // to what the water glitters under
#define LANE_GAIN      u_light[13].w

const float FOG_FALLOFF = 0.010;
const float FAR_VEIL = 0.58;

#ifdef GRADED
// Finished colours through the scene's own table of 16 x 16 x 16, whose first and last texels stand for 0 and 1.
uniform sampler3D u_grade;
vec3 graded(vec3 c) { return texture(u_grade, c * (15.0 / 16.0) + 0.5 / 16.0).rgb; }
#else
vec3 graded(vec3 c) { return c; }
#endif

#ifdef RICH
// With several samples a pixel, values run on outside of thin triangles: eight bits clamped that, light would dazzle.
// Places in the near shadow map may run on: there, llvmpipe's centroids draw the seams of triangles.
#define INSIDE centroid
// Colours that are given as they are to be shown, as light.
vec3 as_light(vec3 c) { return c * c * (0.75 + 0.65 * c * c) / EXPOSURE; }
#else
#define INSIDE
vec3 as_light(vec3 c) { return graded(c); }
#endif

float power4(float x) { x *= x; return x * x; }

// Light with colours as strong as the hour wants them. It is a sum, so corners may do it where pixels only add.
vec3 coloured(vec3 light, float strength) { return mix(vec3(dot(light, vec3(0.30, 0.59, 0.11))), light, strength); }
vec3 vivid(vec3 light) { return coloured(light, SATURATION); }

// Trees, lawns and the far city mean nothing: less of the colour is theirs.
vec3 calm(vec3 light) { return coloured(light, 1.0 + 0.3 * (SATURATION - 1.0)); }

// Air before the land across the water: by day it keeps back, at night its windows show.
float veiled(float hidden) { return 1.0 - (1.0 - hidden) * (1.0 - FAR_VEIL * clamp(1.0 - 0.6 * NIGHT, 0.0, 1.0)); }

// Light of the sky that was gathered, less where the sky is closed: halls and undersides deepen, open places stay.
vec3 occluded(vec3 gathered, float strength) { return gathered * (1.0 - OCCLUSION * strength * (1.0 - min(gathered.g, 1.0))); }

// How far the lamps here are switched on: neighbourhoods go first or last, and within them each thing by itself.
// LAMPS_ON  they all are.
float switched_on(vec3 place, float own) {
#ifdef LAMPS_ON
    return 1.0;
#else
    float round_here = 0.5 + 0.5 * sin(place.x * 0.071 + 1.7 * sin(place.y * 0.053))
                                 * cos(place.y * 0.089 + 0.7 * sin(place.x * 0.041));
    float late = 0.7 * mix(round_here, own, 0.45);
    return smoothstep(late, late + 0.3, LIT);
#endif
}

float chance(vec3 cell) { return fract(sin(dot(cell, vec3(12.9898, 78.233, 37.719))) * 43758.5453); }

// What a ray that leaves the park sees.
vec3 sky(vec3 d) {
    float height = clamp(d.z, 0.0, 1.0);
    float sun = power4(max(dot(d, SUN), 0.0));
    return mix(HORIZON, ZENITH, sqrt(height)) + SUN_COLOUR * (sun * sun * sun * 0.22);
}

// Colour of the air in a direction: over a short way, and over so long a one that it is the horizon itself.
vec3 near_air(vec3 d) { return mix(FOG_COLOUR, FOG_SUN, power4(max(dot(d, EVENING), 0.0))); }
vec3 far_air(vec3 d) { return near_air(d) + AFTERGLOW * (0.32 + 0.48 * max(dot(d, EVENING), 0.0)); }

// Colour of the air between here and a point, and how much of the point it hides.
vec4 fog(vec3 place) {
    vec3 d = place - EYE;
    float distance_m = length(d);
    float x = max(distance_m - FOG_START_M, 0.0) * FOG_DENSITY;
    float thin = exp(-max(place.z, 0.0) * FOG_FALLOFF);
    float hidden = 1.0 - exp(-x * x * (0.5 + 0.5 * thin));
    d /= distance_m;
    vec3 colour = near_air(d);
    colour = mix(colour, far_air(d), hidden * hidden * hidden);
    return vec4(colour, min(hidden, FOG_MOST));
}
