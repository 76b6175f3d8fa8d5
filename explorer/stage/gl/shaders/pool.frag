// Brightest where the lamp would be mirrored, torn by the ripples.
#include "common.glsl"

uniform sampler2D u_ripples;

in vec4 v_colour;
in vec2 v_corner;
in vec2 v_place;

out vec4 o_colour;

void main() {
    vec2 slope = texture(u_ripples, v_place * 0.09 + vec2(TIME_S * 0.012, TIME_S * 0.008)).rg - 0.5;
    vec2 at = vec2(v_corner.x + slope.x * 1.3 * (1.0 - abs(v_corner.x)), v_corner.y);
    float across = max(1.0 - at.x * at.x, 0.0), along = max(1.0 - at.y * at.y, 0.0);
    float torn = clamp(0.85 + slope.y * 2.6, 0.0, 1.6);
    o_colour = vec4(as_light(v_colour.rgb), v_colour.a * across * across * across * along * torn);
}
