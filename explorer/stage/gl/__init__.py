"""OpenGL: context, render targets, shaders, programs."""
