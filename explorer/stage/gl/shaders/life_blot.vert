// A flat soft patch under or behind each body: its shadow on the ground, a boat's wake, the light of a lamp.
#include "common.glsl"
#include "way.glsl"

uniform mat4 p3d_ModelViewProjectionMatrix;
uniform float u_corners;     // of one body
uniform vec4 u_bodies[224];  // x, y, z, heading; half length, half width, strength, colour as one number

in vec4 p3d_Vertex;  // -1..1

out vec2 v_corner;
out vec4 v_colour;

void main() {
    int number = int((float(gl_VertexID) + 0.5) / u_corners);
    vec4 stand = u_bodies[2 * number];
    vec4 body = u_bodies[2 * number + 1];
    float east = cos(stand.w), north = sin(stand.w);
#ifdef FACING
    vec3 place = stand.xyz + normalize(EYE - stand.xyz) * 0.6 + (RIGHT * p3d_Vertex.x + UP * p3d_Vertex.y) * body.x;
#else
    vec3 place = stand.xyz;
    place.xy += mat2(east, north, -north, east) * (p3d_Vertex.xy * body.xy);
#endif
    gl_Position = p3d_ModelViewProjectionMatrix * vec4(place, 1.0);
    vec3 colour = vec3(floor(body.w / 65536.0), floor(mod(body.w, 65536.0) / 256.0), mod(body.w, 256.0)) / 255.0;
    v_colour = vec4(colour, body.z * (1.0 - fog(place).a) * (1.0 - makes_way(stand.xyz, 2.5, 1.0, WAY_BODIES_M)));
#ifdef FACING
    v_colour.a *= GLOW;
#endif
    v_corner = p3d_Vertex.xy;
}
