// The dome round the camera, pushed behind everything.
uniform mat4 p3d_ModelViewProjectionMatrix;

in vec4 p3d_Vertex;

out vec3 v_direction;

void main() {
    v_direction = p3d_Vertex.xyz;
    vec4 at = p3d_ModelViewProjectionMatrix * p3d_Vertex;
    gl_Position = vec4(at.xy, at.w * 0.99999, at.w);
}
