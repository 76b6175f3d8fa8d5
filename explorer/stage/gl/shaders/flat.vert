// Shape only: for the shadow map and for the mask of a zone.
uniform mat4 p3d_ModelViewProjectionMatrix;

in vec4 p3d_Vertex;

void main() { gl_Position = p3d_ModelViewProjectionMatrix * p3d_Vertex; }
