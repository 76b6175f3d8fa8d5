// A rectangle of the frame, given in its own -1..1: left, top, right, bottom.
uniform vec4 u_extent;

in vec4 p3d_Vertex;

out vec2 v_at;

void main() {
    v_at = p3d_Vertex.xy;
    gl_Position = vec4(mix(u_extent.xy, u_extent.zw, v_at), 0.0, 1.0);
}
