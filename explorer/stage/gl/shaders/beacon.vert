// The sign over a zone that is pointed at: a shaft of light that turns to the camera, and rings on the ground.
#include "common.glsl"

uniform mat4 p3d_ModelViewProjectionMatrix;
uniform vec4 u_place;   // foot of the shaft, metres; w: height of the shaft
uniform vec4 u_colour;  // w: radius of the rings

uniform vec2 u_age;     // how far the shaft has risen, and how far the pulse has run, 0..1

in vec4 p3d_Vertex;     // unit shaft (z 0..1, x -1..1) or unit ring (radius about 1)
in vec4 p3d_Color;      // alpha; red tells a shaft (1) from a ring (0) and the ring that runs (0.5)

out vec4 v_colour;
out float v_side;

void main() {
    vec3 p = p3d_Vertex.xyz;
    bool is_shaft = p3d_Color.r > 0.75, is_pulse = p3d_Color.r > 0.25 && !is_shaft;
    float left = 1.0 - u_age.y;
    float reach = is_pulse ? mix(1.9, 0.35, left * left) : 1.0;
    vec3 ring = vec3(u_place.xy + p.xy * (u_colour.w * reach), 0.35);
    float risen = 1.0 - pow(1.0 - u_age.x, 3.0);
    vec3 shaft = u_place.xyz + vec3(0.0, 0.0, p.z * u_place.w * risen) + RIGHT * (p.x * mix(1.8, 3.6, p.z * risen));
    gl_Position = p3d_ModelViewProjectionMatrix * vec4(is_shaft ? shaft : ring, 1.0);
    v_colour = vec4(u_colour.rgb, p3d_Color.a * (is_pulse ? left : 1.0));
    v_side = is_shaft ? p.x : 0.0;
}
