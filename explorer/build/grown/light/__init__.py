"""The light of a grown park: plain and immediate, by voxels, or ray-traced as in the shipped park."""
