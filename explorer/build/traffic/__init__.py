"""Routes and timetables of people and vehicles."""
