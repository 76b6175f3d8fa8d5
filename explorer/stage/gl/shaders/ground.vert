// Level ground: its light is in two baked pictures over the whole site, but for suns that were not baked.
// BY_MAP  the shadow map tells where the sun comes, at least in part.
#include "common.glsl"

uniform mat4 p3d_ModelViewProjectionMatrix;
uniform vec2 u_half_extent_m;

in vec4 p3d_Vertex;
in vec4 p3d_Color;

INSIDE out vec3 v_albedo;
INSIDE out vec3 v_place;
INSIDE out vec2 v_at;
#ifdef CLOUDS
#include "clouds.glsl"
INSIDE out float v_clouds;  // their shade is soft: corners are near enough, and a read for each pixel took 7 % of a final frame
#endif
#ifndef FAR_LAND
INSIDE out vec2 v_kind;  // lawn, paving
#endif
#ifdef BY_MAP
uniform mat4 u_to_shadow;
INSIDE out vec3 v_shadow;
#endif
#ifdef NEAR_SHADOWS
uniform mat4 u_to_near_shadow;
out vec3 v_near_shadow;
#endif

void main() {
    gl_Position = p3d_ModelViewProjectionMatrix * p3d_Vertex;
    v_albedo = p3d_Color.rgb * p3d_Color.rgb;
    v_place = p3d_Vertex.xyz;
#ifndef FAR_LAND
    float lawn = smoothstep(-0.10, -0.05, v_albedo.g - v_albedo.r) * smoothstep(0.08, 0.16, v_albedo.g - v_albedo.b);
    v_kind = vec2(lawn, (1.0 - lawn) * smoothstep(0.42, 0.50, v_albedo.g));  // roads are darker, paint is less green
#endif
#ifdef CLOUDS
    v_clouds = under_clouds(p3d_Vertex.xy);
#endif
    v_at = p3d_Vertex.xy / (2.0 * u_half_extent_m) + 0.5;
#ifdef BY_MAP
    v_shadow = (u_to_shadow * vec4(p3d_Vertex.xy, p3d_Vertex.z + 0.22, 1.0)).xyz;
#endif
#ifdef NEAR_SHADOWS
    v_near_shadow = (u_to_near_shadow * vec4(p3d_Vertex.xy, p3d_Vertex.z + 0.06, 1.0)).xyz;
#endif
}
