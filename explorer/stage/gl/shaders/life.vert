// What lives in the park: many bodies of one form in one call, each placed, turned and moved by two rows of numbers.
// CLOTH  the form waves, as cloth and wings do; else its limbs swing.
#include "common.glsl"
#include "way.glsl"

uniform mat4 p3d_ModelViewProjectionMatrix;
uniform mat4 u_to_shadow;
uniform float u_corners;     // of one body
uniform vec4 u_bodies[224];  // x, y, z, heading; phase, reach, size below 4 + 4 * 63 * the share of sky light that is missing, colour as one number

in vec4 p3d_Vertex;
in vec4 p3d_Color;  // albedo, opacity
in vec4 facing;     // normal * 127, glow * 127
in vec4 ribbon;     // joint: its height, or the way out to here; swing; share of the body's own colour; wave

INSIDE out vec3 v_shade;
INSIDE out float v_opacity;
INSIDE out vec3 v_sun;
INSIDE out vec3 v_shadow;
#ifdef NEAR_SHADOWS
uniform mat4 u_to_near_shadow;
out vec3 v_near_shadow;
#endif

const vec3 LAMP = vec3(1.0, 0.80, 0.56);

vec3 unpacked(float number) {
    return vec3(floor(number / 65536.0), floor(mod(number, 65536.0) / 256.0), mod(number, 256.0)) / 255.0;
}

void main() {
    int number = int((float(gl_VertexID) + 0.5) / u_corners);
    vec4 stand = u_bodies[2 * number];
    vec4 body = u_bodies[2 * number + 1];
    float missing = floor(body.z / 4.0), size = body.z - 4.0 * missing;
    vec3 at = p3d_Vertex.xyz;
    vec3 n = facing.xyz / 127.0;
#ifdef CLOTH
    at.y += ribbon.w * body.y * sin(body.x - ribbon.x * 2.4);
    at.z -= 0.22 * ribbon.w * ribbon.x;
    n.x += 2.4 * ribbon.w * body.y * cos(body.x - ribbon.x * 2.4);
    n = normalize(n);
    at.z += ribbon.y * body.y * sin(body.x);
#else
    float swing = ribbon.y * body.y * sin(body.x);
    float sway = sin(swing), hold = cos(swing), down = at.z - ribbon.x;
    at.xz = vec2(at.x * hold - down * sway, ribbon.x + at.x * sway + down * hold);
    n.xz = vec2(n.x * hold - n.z * sway, n.x * sway + n.z * hold);
    at.z += 0.03 * body.y * cos(2.0 * body.x);
#endif
    float east = cos(stand.w), north = sin(stand.w);
    at.xy = mat2(east, north, -north, east) * at.xy;
    n.xy = mat2(east, north, -north, east) * n.xy;
    vec3 place = stand.xyz + at * size;
    gl_Position = p3d_ModelViewProjectionMatrix * vec4(place, 1.0);

    vec3 colour = mix(p3d_Color.rgb, unpacked(body.w), ribbon.z);
    vec3 albedo = colour * colour;
    float up = 0.5 + 0.5 * n.z;
    vec3 shade = albedo * occluded(vec3(1.0 - missing / 63.0), 1.0) * AMBIENT * (0.42 + 0.58 * up);
    shade += albedo * LAMP * (NIGHT * 0.25 * (0.35 + 0.65 * up));
    shade += albedo * (facing.w / 127.0 * (0.10 + 1.6 * NIGHT));
    vec4 air = fog(place);
    v_shade = vivid(mix(shade, air.rgb, air.a));
    v_opacity = p3d_Color.a * (1.0 - makes_way(stand.xyz, 2.5 * size, 1.0, WAY_BODIES_M));
    v_sun = vivid(albedo * SUN_COLOUR) * (clamp((dot(n, SUN) + 0.12) / 1.12, 0.0, 1.0) * (1.0 - air.a));
    v_shadow = (u_to_shadow * vec4(place + n * 0.22, 1.0)).xyz;
#ifdef NEAR_SHADOWS
    v_near_shadow = (u_to_near_shadow * vec4(place + n * 0.06, 1.0)).xyz;
#endif
}
