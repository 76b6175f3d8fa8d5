"""The light of a grown park: at once and plain, by voxels, or by rays as in the park that is shipped."""
