"""A room: visitors' phones and screens that follow a show; also the broker, topics and messages of fleets and lines. No Qt,
no Panda3D.
"""
