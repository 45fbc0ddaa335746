"""Serial devices: readings, links, drivers and simulators; knows nothing of the console."""
