// The sign over a zone that is pointed at: a shaft of light that turns to the camera, and rings on the ground.
#include "common.glsl"

uniform mat4 p3d_ModelViewProjectionMatrix;
uniform vec4 u_place;   // foot of the shaft, metres; w: height of the shaft
uniform vec4 u_colour;  // w: radius of the rings

in vec4 p3d_Vertex;     // unit shaft (z 0..1, x -1..1) or unit ring (radius about 1)
in vec4 p3d_Color;      // alpha; red tells a shaft (1) from a ring (0)

out vec4 v_colour;
out float v_side;

void main() {
    vec3 p = p3d_Vertex.xyz;
    vec3 ring = vec3(u_place.xy + p.xy * u_colour.w, 0.35);
    vec3 shaft = u_place.xyz + vec3(0.0, 0.0, p.z * u_place.w) + RIGHT * (p.x * 2.2);
    bool is_shaft = p3d_Color.r > 0.5;
    gl_Position = p3d_ModelViewProjectionMatrix * vec4(is_shaft ? shaft : ring, 1.0);
    v_colour = vec4(u_colour.rgb, p3d_Color.a);
    v_side = is_shaft ? p.x : 0.0;
}
