// The turquoise ring in the shallow water round the land.
#include "common.glsl"

uniform mat4 p3d_ModelViewProjectionMatrix;

in vec4 p3d_Vertex;
in vec4 p3d_Color;
in vec4 night;  // only the opacity is used: it falls with the distance from the quay

out vec4 v_colour;
out vec3 v_place;  // and metres from the quay

void main() {
    gl_Position = p3d_ModelViewProjectionMatrix * p3d_Vertex;
    v_colour = vec4(p3d_Color.rgb * SHORE_LIGHT, night.a / 255.0 * (1.0 - fog(p3d_Vertex.xyz).a));
    float clear = night.a, out_m = clear > 130.0 ? (235.0 - clear) * 0.0052 : clear > 86.0 ? 0.55 + (130.0 - clear) * 0.09 : 4.5 + (86.0 - clear) * 0.2;
    v_place = vec3(p3d_Vertex.xy, out_m);
}
