"""supportops.presets."""
