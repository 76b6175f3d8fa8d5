"""Windows that follow another screen, and the teacher's view of the screens that follow."""
