// A picture at half size, and how far out of focus it is: fourth, 0 before, 0.5 in focus, 1 behind.
#include "post/lens.glsl"

uniform sampler2D u_picture;
uniform sampler2D u_depth;

in vec2 v_at;

out vec4 o_colour;

void main() {
    float away_m = ahead_m(texelFetch(u_depth, 2 * ivec2(gl_FragCoord.xy), 0).r);
    float apart = clamp(1.0 - u_lens.z / away_m, -1.0, 1.0);
    o_colour = vec4(textureLod(u_picture, v_at, 0.0).rgb, 0.5 + 0.5 * apart);
}
