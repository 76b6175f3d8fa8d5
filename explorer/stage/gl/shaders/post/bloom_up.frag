// Twice the size (dual filter), over the finer one.
uniform sampler2D u_from;
uniform sampler2D u_finer;

in vec2 v_at;

out vec4 o_colour;

const float WIDE = 0.72, FINE = 0.42;

void main() {
    vec2 h = 0.5 / vec2(textureSize(u_from, 0));
    vec3 c = texture(u_from, v_at - vec2(h.x * 2.0, 0.0)).rgb + texture(u_from, v_at + vec2(h.x * 2.0, 0.0)).rgb;
    c += texture(u_from, v_at - vec2(0.0, h.y * 2.0)).rgb + texture(u_from, v_at + vec2(0.0, h.y * 2.0)).rgb;
    c += 2.0 * (texture(u_from, v_at - h).rgb + texture(u_from, v_at + h).rgb);
    c += 2.0 * (texture(u_from, v_at + vec2(-h.x, h.y)).rgb + texture(u_from, v_at + vec2(h.x, -h.y)).rgb);
    o_colour = vec4(c / 12.0 * WIDE + texture(u_finer, v_at).rgb * FINE, 1.0);
}
