// Water, for both of its layers.
#include "common.glsl"
#ifdef CLOUDS
#include "clouds.glsl"
#endif

uniform mat4 p3d_ModelViewProjectionMatrix;

in vec4 p3d_Vertex;

out vec3 v_place;
out float v_gust;

void main() {
    v_place = p3d_Vertex.xyz;
    // broad bands that cross each other and drift, some hundred metres wide: corners are near enough for them
    vec2 at = p3d_Vertex.xy;
    float along = sin(at.x * 0.0113 + 1.7 * sin(at.y * 0.0131 + 0.4) + TIME_S * 0.02);
    float across = sin(at.y * 0.0171 + 1.3 * sin(at.x * 0.0093) - TIME_S * 0.015);
    v_gust = smoothstep(-0.5, 0.9, along * across);
#ifdef CLOUDS
    v_gust -= 1.1 * (1.0 - under_clouds(at));  // corners are near enough for clouds too
#endif
    gl_Position = p3d_ModelViewProjectionMatrix * p3d_Vertex;
}
