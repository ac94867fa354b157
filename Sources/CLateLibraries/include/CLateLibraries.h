// Functions of libraries that few commands need, under their own names: see late_libraries.c.
