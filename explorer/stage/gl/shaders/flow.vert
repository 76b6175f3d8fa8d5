// Ribbons of light that face the camera; those on the ground lie flat.
#include "common.glsl"

uniform mat4 p3d_ModelViewProjectionMatrix;
uniform float u_halo;  // 0 the ribbon itself, 1 the wide soft light round it

in vec4 p3d_Vertex;
in vec4 p3d_Color;
in vec3 along;         // direction of the line
in vec4 ribbon;        // side -1..1, way run in metres, half width, 1 on the ground

out vec4 v_colour;
out vec3 v_at;         // side, way, clearness of the air

void main() {
    vec3 place = p3d_Vertex.xyz;
    vec3 side = ribbon.w > 0.5 ? vec3(-along.y, along.x, 0.0) : cross(along, EYE - place);
    float away = length(EYE - place);
    // near by it stays a line: it must not stand before what is looked at
    float half_width = min(ribbon.z * (1.0 + away * 0.0016), away * 0.0032) * mix(1.0, 3.6, u_halo);
    place += normalize(side) * (ribbon.x * half_width);
    gl_Position = p3d_ModelViewProjectionMatrix * vec4(place, 1.0);
    v_colour = p3d_Color;
    v_at = vec3(ribbon.xy, 1.0 - fog(place).a);
}
