// A contour: premultiplied colour and opacity, as far as it has come.
uniform sampler2D u_layer;
uniform vec2 u_level;

in vec2 v_at;

out vec4 o_colour;

void main() { o_colour = texture(u_layer, v_at) * u_level.x; }
