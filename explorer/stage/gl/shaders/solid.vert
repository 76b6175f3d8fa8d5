// Buildings, trees, people: all light is worked out per corner; pixels only add the sun's share.
// GLASS  mirrors the sky;  FAR  is dimmed with the land beyond the water;  MIRROR  ripples.
// LAMPS_OFF  none is lit;  LAMPS_ON  all are.
// SKIN  has a texture, so that its pixels multiply the light with its colour.
// BLENDED  is seen through; CUT_OUT  has places that are left out.
// STUDIO  is lit the same at every hour, and has no air before it.
// YIELDS  ducks where it is between the camera and the subject: three spare bytes say where its foot is and how high it is.
#include "common.glsl"
#ifdef YIELDS
#include "way.glsl"
#endif

uniform mat4 p3d_ModelViewProjectionMatrix;
uniform mat4 u_to_shadow;

in vec4 p3d_Vertex;
in vec4 p3d_Color;   // albedo, gloss
in vec4 facing;      // normal * 127, how much the surface bends here: -127 a crease, 127 an edge
in vec4 ambient;     // gathered light (square root), open sky
in vec4 night;       // lamp light (square root / 2), opacity

INSIDE out vec4 v_shade;  // and the height above the foot of a wall
#if SUN_CLASS > 0
INSIDE out vec3 v_sun;
#endif
#if SUN_CLASS == 2
INSIDE out vec3 v_shadow;
#ifdef NEAR_SHADOWS
uniform mat4 u_to_near_shadow;
out vec3 v_near_shadow;
#endif
#endif
#ifdef RICH
INSIDE out float v_share;  // the most that may be sky light, or how much is mirrored, negative
#endif

#if defined(GLASS) && !defined(FAR) && !defined(LAMPS_OFF)
#define ROOMS
out vec3 v_place;
out vec3 v_facing;
INSIDE out vec3 v_lamps;  // light of the room behind
#endif

#ifdef SKIN
in vec2 p3d_MultiTexCoord0;
in vec4 glow;        // emitted light (square root / 2)
out vec2 v_uv;
out vec3 v_tint;     // colour that multiplies the texture
out vec3 v_glow;
out vec3 v_emitted;  // of the present hour, behind the air
out vec3 v_air;
#endif

#ifdef BLENDED
out float v_opacity;
#endif

#ifdef FAR
const float FOOT_M = -0.4, FOOT_REACH = 0.45;  // seen from so far, contact shade must be wider
#else
const float FOOT_M = 0.0, FOOT_REACH = 1.0;
#endif
#ifdef FAR
out vec3 v_wall;  // along a wall, up it (nowhere but on walls above 0), clear air
#endif
const float STUDIO_LIGHT = 1.4;
const float NO_FOOT = 20.0;  // floors and roofs do not darken

void main() {
    vec3 place = p3d_Vertex.xyz;
    vec3 n = facing.xyz / 127.0;
    vec4 seen = p3d_Vertex;
#ifdef YIELDS
    seen.xyz = ducked(place, vec2(facing.w, night.a - 128.0), p3d_Color.a);
#endif
#ifdef MIRROR
    seen.xy += sin(place.z * 2.1 + place.x + TIME_S) * 0.14;
#endif
    gl_Position = p3d_ModelViewProjectionMatrix * seen;

#ifdef BLENDED
    v_opacity = night.a / 255.0;
#endif
    vec3 albedo = p3d_Color.rgb * p3d_Color.rgb;
#ifdef SKIN
    v_uv = p3d_MultiTexCoord0;
    v_tint = albedo;
    albedo = vec3(1.0);
#endif
#if !defined(YIELDS) && !defined(FAR)
    float bend = facing.w / 127.0;
    albedo *= 1.0 + (bend > 0.0 ? 0.12 : 0.30) * bend;
#endif
    vec3 gathered = ambient.rgb / 255.0;
    vec3 lamps = night.rgb / 255.0;
    vec3 shade = albedo * occluded(gathered * gathered, 1.0) * AMBIENT;
    float facing_sun = clamp((dot(n, SUN) + 0.12) / 1.12, 0.0, 1.0);
    vec3 sun = albedo * SUN_COLOUR * facing_sun;

#ifdef GLASS
    float gloss = p3d_Color.a, open_sky = ambient.a / 255.0;
    vec3 v = normalize(EYE - place);
    float grazing = 1.0 - max(dot(n, v), 0.0);
    float fresnel = power4(grazing) * grazing;
    vec3 r = reflect(-v, n);
    vec3 mirrored = r.z > 0.0 ? sky(r) : HORIZON * 0.45;
    float k = gloss * (0.26 + 0.74 * fresnel);
    shade = shade * (1.0 - k) + mirrored * k * (0.35 + 0.65 * open_sky);
    shade += sky(n) * (1.0 - gloss) * fresnel * 0.10 * open_sky;
    float glint = power4(power4(max(dot(r, SUN), 0.0)));
    sun += SUN_COLOUR * (gloss * glint * glint * 1.6);
#endif

#ifdef FAR
    shade *= FAR_LIGHT;
    sun *= FAR_LIGHT;
#endif
    float closed = 1.0 - ambient.a / 255.0, lit = INDOORS * closed * closed;
#ifdef LAMPS_ON
    lit = max(lit, NIGHT);
#elif !defined(LAMPS_OFF)
    float own = chance(floor(p3d_Color.rgb * 255.0 + 0.5));  // no two panes have quite the same tint
    lit = max(lit, NIGHT * switched_on(place, own));
#endif
#ifdef STUDIO
    shade = albedo * (STUDIO_LIGHT / EXPOSURE);
    lit = 0.0;
#endif
    vec3 lamp_light = lamps * lamps * (4.0 * lit);
#ifdef STUDIO
    vec4 air = vec4(0.0);
#else
    vec4 air = fog(place);
#endif
#ifdef ROOMS
    v_place = place;
    v_facing = n;
    v_lamps = vivid(lamp_light) * (1.0 - air.a);
#else
    shade += lamp_light;
#endif
#ifdef FAR
    air.a = veiled(air.a);
    bool is_wall = abs(n.z) < 0.05 && p3d_Color.r >= p3d_Color.g * 0.98;  // crowns are greener
    v_wall = vec3(dot(place.xy, vec2(-n.y, n.x)), is_wall ? place.z : -1000.0, 1.0 - air.a);
#endif
#if defined(FAR) || defined(YIELDS)
#define vivid calm
#endif
#ifdef STUDIO
#define vivid
#endif
#ifdef SKIN
    v_glow = 4.0 * glow.rgb * glow.rgb / 65025.0;
    v_emitted = v_glow * (lit * (1.0 - air.a));
    v_air = vivid(air.rgb * air.a);
    air.rgb = vec3(0.0);
#define vivid
#endif
    v_shade = vec4(vivid(mix(shade, air.rgb, air.a)), abs(n.z) < 0.6 ? max(place.z - FOOT_M, 0.0) * FOOT_REACH : NO_FOOT);
#if SUN_CLASS > 0
    v_sun = vivid(sun) * (1.0 - air.a);
#endif
#if SUN_CLASS == 2
    v_shadow = (u_to_shadow * vec4(place + n * 0.22, 1.0)).xyz;
#ifdef NEAR_SHADOWS
    v_near_shadow = (u_to_near_shadow * vec4(place + n * 0.06, 1.0)).xyz;
#endif
#endif
#ifdef RICH
#ifdef GLASS
    v_share = -k * (0.35 + 0.65 * open_sky) * (1.0 - air.a);
#else
    v_share = (1.0 - air.a) / (1.0 + 8.0 * lit * dot(lamps * lamps, vec3(0.33)));
#endif
#endif
}
