"""The verbs of dispatch, their command line, and the queries that answer with views."""
