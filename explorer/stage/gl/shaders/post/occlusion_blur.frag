// Occlusion smoothed where distances agree.
uniform sampler2D u_occlusion;

in vec2 v_at;

out vec4 o_colour;

void main() {
    vec2 pixel = 1.0 / vec2(textureSize(u_occlusion, 0)), here = texture(u_occlusion, v_at).rg;
    float sum = 0.0, weight = 0.0;
    for (int y = -2; y <= 2; y++)
        for (int x = -2; x <= 2; x++) {
            vec2 near = texture(u_occlusion, v_at + vec2(x, y) * pixel).rg;
            float agrees = exp(-abs(near.g - here.g) * 220.0 / here.g);
            sum += near.r * agrees;
            weight += agrees;
        }
    o_colour = vec4(sum / weight, here.g, 0.0, 1.0);
}
