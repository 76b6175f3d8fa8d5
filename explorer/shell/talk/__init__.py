"""A talk on two screens: the audience's view and the presenter's console. Built by `layer`, only for a talk."""
