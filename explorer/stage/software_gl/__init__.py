"""Parts for a processor that draws (Mesa llvmpipe): `pipelined.PipelinedFrames`. The program works without this folder."""
