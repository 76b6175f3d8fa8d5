// The turquoise ring in the shallow water round the land.
#include "common.glsl"

uniform mat4 p3d_ModelViewProjectionMatrix;

in vec4 p3d_Vertex;
in vec4 p3d_Color;
in vec4 night;  // only the opacity is used

out vec4 v_colour;

void main() {
    gl_Position = p3d_ModelViewProjectionMatrix * p3d_Vertex;
    v_colour = vec4(p3d_Color.rgb * SHORE_LIGHT, night.a / 255.0 * (1.0 - fog(p3d_Vertex.xyz).a));
}
