// Shape only, in one colour.
uniform vec4 u_flat;

out vec4 o_colour;

void main() { o_colour = u_flat; }
