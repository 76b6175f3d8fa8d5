// Thin lines of light, always a little wider than a pixel.
#include "common.glsl"

uniform mat4 p3d_ModelViewProjectionMatrix;

in vec4 p3d_Vertex;
in vec3 along;
in vec4 ribbon;

out vec4 v_colour;

void main() {
    vec3 place = p3d_Vertex.xyz;
    vec3 to_eye = EYE - place;
    place += normalize(cross(along, to_eye)) * (ribbon.x * (ribbon.z + length(to_eye) * 0.0004));
    gl_Position = p3d_ModelViewProjectionMatrix * vec4(place, 1.0);
    v_colour = vec4(HOLOGRAM, HOLOGRAM_ALPHA);
}
