"""DOOR FOR THE CLOCK: the timetable, the delivery loop, and what wakes them."""
