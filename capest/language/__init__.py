"""The one grammar of capest: in scenario values, derived, expect, --set, calc and documents."""
