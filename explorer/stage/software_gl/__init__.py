"""What only a processor that draws (Mesa llvmpipe) needs: `pipelined.PipelinedFrames`. The program works without this folder."""
