"""Placeholder: the file that stood here, used by test_data.py, was overwritten by mistake at 17:21 and is lost.

The helper at work on compute, twinlib and park wrote over it, without looking first, before it was committed; no copy
was found. Whoever wrote it: please write it again over this one (nothing else uses this name now).
"""

raise ImportError(__doc__)
