// Level ground: its light is one picture over the whole site.
#include "common.glsl"

uniform mat4 p3d_ModelViewProjectionMatrix;
uniform vec2 u_half_extent_m;

in vec4 p3d_Vertex;
in vec4 p3d_Color;

out vec3 v_albedo;
out vec3 v_place;
out vec2 v_at;

void main() {
    gl_Position = p3d_ModelViewProjectionMatrix * p3d_Vertex;
    v_albedo = p3d_Color.rgb * p3d_Color.rgb;
    v_place = p3d_Vertex.xyz;
    v_at = p3d_Vertex.xy / (2.0 * u_half_extent_m) + 0.5;
}
