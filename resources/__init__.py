"""Data only: icons, fonts, styles, maps, code tables and scenarios."""
