"""How fast the portal is, as ratios to a floor that is timed in the same shuffled run.

The floor is H, a "hello world" of Django, and U, a page of 30 KB with one query of 20 rows, both behind the portal's
own middleware. Time is processor time: of the server's processes and of PostgreSQL's, divided by a fixed number of
requests. A second copy of U is timed as its twin: where they differ, the machine is too noisy, and the run is invalid.
"""
