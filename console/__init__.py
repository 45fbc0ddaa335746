"""The dispatch console for Community Safety Officers."""
