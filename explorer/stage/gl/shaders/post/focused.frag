// A picture, and over it what is out of focus.
#include "common.glsl"
#include "tone.glsl"

uniform sampler2D u_picture;
uniform sampler2D u_blurred;

in vec2 v_at;

out vec4 o_colour;

void main() {
    vec4 blurred = textureLod(u_blurred, v_at, 0.0);
    vec3 sharp = texelFetch(u_picture, ivec2(gl_FragCoord.xy), 0).rgb;
    o_colour = vec4(dithered(mix(sharp, blurred.rgb, blurred.a)), 1.0);
}
