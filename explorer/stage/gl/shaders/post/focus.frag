// What is out of focus, at half size: a disc of taps as wide as the least sharp place needs. Fourth: how far it counts.
// TAPS  their number; so few that grain would show are not turned.  HALVED  what is read is of half size too (halved.frag).
#include "common.glsl"
#include "post/lens.glsl"

uniform sampler2D u_lit;

in vec2 v_at;

out vec4 o_colour;

#ifdef HALVED
const float PIXEL = 2.0;  // pixels of the frame across one that is read
float apart(vec4 read) { return 2.0 * read.a - 1.0; }
#else
const float PIXEL = 1.0;
float apart(vec4 read) { return read.a; }
#endif

void main() {
    vec2 size = vec2(textureSize(u_lit, 0));
    vec4 here = textureLod(u_lit, v_at, 0.0);
    float most = u_lens.w * size.y, own = abs(apart(here)) * most;
    vec3 sum = here.rgb;
    float weight = 1.0, spread = own, turn0 = TAPS < 16 ? 0.0 : 6.2831853 * uneven(gl_FragCoord.xy);
    for (int k = 1; k < TAPS; k++) {
        float radius = sqrt(float(k) / float(TAPS)) * most, turn = turn0 + float(k) * 2.39996323;
        vec4 tap = textureLod(u_lit, v_at + vec2(cos(turn), sin(turn)) * radius / size, 0.0);
        float reach = abs(apart(tap)) * most;
        if (tap.a > here.a)
            reach = min(reach, own);  // what is behind does not spill over what is before it
        float counts = smoothstep(radius - 1.0 / PIXEL, radius + 1.0 / PIXEL, reach);
        sum += min(tap.rgb, vec3(12.0)) * counts;
        weight += counts;
        spread = max(spread, min(reach, most) * counts);
    }
    o_colour = vec4(sum / weight, smoothstep(0.6, 2.2, PIXEL * spread));
}
