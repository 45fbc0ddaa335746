"""Who should go to a call: ranked units with their reasons, in new calls and at calls that wait."""
