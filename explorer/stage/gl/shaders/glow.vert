// Soft halos that face the camera and float a little in front of what shines.
#include "common.glsl"

uniform mat4 p3d_ModelViewProjectionMatrix;

in vec4 p3d_Vertex;
in vec4 p3d_Color;
in vec4 ribbon;  // corner x, corner y, radius in metres

out vec4 v_colour;
out vec2 v_corner;

void main() {
    vec3 place = p3d_Vertex.xyz;
    place += normalize(EYE - place) * 1.2 + (RIGHT * ribbon.x + UP * ribbon.y) * ribbon.z;
    gl_Position = p3d_ModelViewProjectionMatrix * vec4(place, 1.0);
    v_colour = vec4(p3d_Color.rgb, GLOW * switched_on(p3d_Vertex.xyz, chance(floor(p3d_Vertex.xyz))));
    v_corner = ribbon.xy;
}
