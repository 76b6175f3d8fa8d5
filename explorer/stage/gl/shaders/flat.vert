// Shape only: for the shadow map and for the mask of a zone.
// YIELDS  ducks as solid.vert does.
#ifdef YIELDS
#include "common.glsl"
#include "way.glsl"
in vec4 p3d_Color;
in vec4 facing;
in vec4 night;
#endif

uniform mat4 p3d_ModelViewProjectionMatrix;

in vec4 p3d_Vertex;

void main() {
    vec4 seen = p3d_Vertex;
#ifdef YIELDS
    seen.xyz = ducked(seen.xyz, vec2(facing.w, night.a - 128.0), p3d_Color.a);
#endif
    gl_Position = p3d_ModelViewProjectionMatrix * seen;
}
