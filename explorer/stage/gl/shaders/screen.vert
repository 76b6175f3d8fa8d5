// A lit screen: its picture is laid over a standing rectangle of its own metres, the middle of its foot at the origin.
#include "common.glsl"

uniform mat4 p3d_ModelViewProjectionMatrix;
uniform vec4 u_screen;  // width and height in metres, part of the picture that is shown across and down

in vec4 p3d_Vertex;

out vec2 v_spot;

void main() {
    gl_Position = p3d_ModelViewProjectionMatrix * p3d_Vertex;
    vec2 at = vec2(p3d_Vertex.x / u_screen.x + 0.5, 1.0 - p3d_Vertex.z / u_screen.y);
    v_spot = vec2(at.x * u_screen.z, 1.0 - at.y * u_screen.w);
}
