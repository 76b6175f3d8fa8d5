// From depths to places and back, as the camera sees them.

uniform mat4 u_to_world;    // from place in the frame and depth, 0..1
uniform mat4 u_to_picture;  // back
uniform vec4 u_lens;        // metres across a pixel of this frame, one metre away, for a frame one pixel high; nearest metres seen;
                            // metres to what is looked at; how far things out of focus spread, as a share of the height

const float FARTHEST_M = 5000.0, SKY_DEPTH = 0.99999;

vec3 world(vec2 at, float depth) {
    vec4 place = u_to_world * vec4(at, depth, 1.0);
    return place.xyz / place.w;
}

// Metres along the axis of the lens.
float ahead_m(float depth) { return u_lens.y * FARTHEST_M / (FARTHEST_M - depth * (FARTHEST_M - u_lens.y)); }

float uneven(vec2 pixel) { return fract(52.9829189 * fract(dot(floor(pixel), vec2(0.06711056, 0.00583715)))); }
