// What moves: exhibits, people, vehicles. Light is worked out per corner; pixels only add the sun's share.
#include "common.glsl"

uniform mat4 p3d_ModelViewProjectionMatrix;
uniform mat4 p3d_ModelMatrix;
uniform mat4 u_to_shadow;
uniform mat4 p3d_ViewProjectionMatrix;
uniform vec4 u_room;  // share of the sky, gain of lamps, share of the sun
uniform vec4 u_pressed;  // a pressed part: middle of its foot, and by how much it is lower
uniform vec4 u_pressed_rim;  // half its width and depth, its height, its turn in radians

in vec4 p3d_Vertex;
in vec4 p3d_Color;  // albedo, opacity
in vec4 facing;     // normal * 127, glow * 127

INSIDE out vec3 v_shade;
INSIDE out float v_opacity;
INSIDE out vec3 v_sun;
INSIDE out vec3 v_shadow;
#ifdef NEAR_SHADOWS
uniform mat4 u_to_near_shadow;
out vec3 v_near_shadow;
#endif

const vec3 LAMP = vec3(1.0, 0.80, 0.56);

void main() {
    gl_Position = p3d_ModelViewProjectionMatrix * p3d_Vertex;
    vec3 place = (p3d_ModelMatrix * p3d_Vertex).xyz;
    if (u_pressed.w > 0.0) {
        vec3 off = place - u_pressed.xyz;
        float c = cos(u_pressed_rim.w), s = sin(u_pressed_rim.w);
        vec2 across = abs(vec2(c * off.x + s * off.y, c * off.y - s * off.x));
        if (all(lessThan(across, u_pressed_rim.xy)) && off.z > 0.0 && off.z < u_pressed_rim.z) {
            float high = off.z / u_pressed_rim.z;  // what lies on the floor stays
            vec3 shift = off * vec3(0.5 * high, 0.5 * high, -1.0) * u_pressed.w;
            place += shift;
            gl_Position += p3d_ViewProjectionMatrix * vec4(shift, 0.0);
        }
    }
    vec3 n = mat3(p3d_ModelMatrix) * facing.xyz;
    n /= max(length(n), 1e-3);
    vec3 albedo = p3d_Color.rgb * p3d_Color.rgb;
    float up = 0.5 + 0.5 * n.z;
    vec3 shade = albedo * AMBIENT * (u_room.x * (0.42 + 0.58 * up));
    shade += albedo * LAMP * (NIGHT * u_room.y * (0.35 + 0.65 * up));
    shade += albedo * (facing.w / 127.0 * (0.9 + 1.1 * NIGHT));
    vec4 air = fog(place);
    v_shade = vivid(mix(shade, air.rgb, air.a));
    v_opacity = p3d_Color.a;
    v_sun = vivid(albedo * SUN_COLOUR) * (u_room.z * clamp((dot(n, SUN) + 0.12) / 1.12, 0.0, 1.0) * (1.0 - air.a));
    v_shadow = (u_to_shadow * vec4(place + n * 0.22, 1.0)).xyz;
#ifdef NEAR_SHADOWS
    v_near_shadow = (u_to_near_shadow * vec4(place + n * 0.06, 1.0)).xyz;
#endif
}
