// A lamp seen in the water: a streak from below it towards the camera, as long as ripples make it.
#include "common.glsl"

uniform mat4 p3d_ModelViewProjectionMatrix;

in vec4 p3d_Vertex;  // the lamp
in vec4 p3d_Color;
in vec4 ribbon;      // corner x, corner y, radius of the lamp's halo in metres, level of the water

out vec4 v_colour;
out vec2 v_corner;
out vec2 v_place;

void main() {
    vec3 lamp = p3d_Vertex.xyz;
    float lamp_m = max(lamp.z - ribbon.w, 0.3), eye_m = max(EYE.z - ribbon.w, 0.3);
    vec2 to_eye = EYE.xy - lamp.xy;
    float away_m = max(length(to_eye), 0.1);
    vec2 ahead = to_eye / away_m;
    float mirrored_m = away_m * lamp_m / (lamp_m + eye_m);  // where a still water would show it
    float long_m = 0.45 * mirrored_m + ribbon.z, wide_m = 0.7 * ribbon.z + 0.0018 * away_m;
    vec2 place = lamp.xy + ahead * (mirrored_m + ribbon.y * long_m) + vec2(-ahead.y, ahead.x) * (ribbon.x * wide_m);
    vec3 on_water = vec3(place, ribbon.w + 0.03);
    gl_Position = p3d_ModelViewProjectionMatrix * vec4(on_water, 1.0);
    float steep = normalize(EYE - on_water).z;
    float mirror = 0.42 + 0.9 * power4(1.0 - steep);
    float strength = GLOW * switched_on(lamp, chance(floor(lamp))) * mirror / (1.0 + lamp_m / 25.0);
    v_colour = vec4(p3d_Color.rgb, strength * (1.0 - fog(on_water).a));
    v_corner = ribbon.xy;
    v_place = place;
}
