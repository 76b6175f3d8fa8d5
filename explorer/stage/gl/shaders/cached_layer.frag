// The cached layer, colour and depth, pixel for pixel.
uniform sampler2D u_colour;
uniform sampler2D u_depth;

out vec4 o_colour;

void main() {
    ivec2 at = ivec2(gl_FragCoord.xy);
    o_colour = texelFetch(u_colour, at, 0);
    gl_FragDepth = texelFetch(u_depth, at, 0).r;
}
