"""The panels beside the park."""
