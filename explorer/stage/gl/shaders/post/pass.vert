// One triangle over the whole frame. Row 0 of every texture of the chain is the top of the frame.
in vec4 p3d_Vertex;

out vec2 v_at;

void main() {
    v_at = p3d_Vertex.xy * 0.5 + 0.5;
    gl_Position = vec4(p3d_Vertex.xy, 0.0, 1.0);
}
