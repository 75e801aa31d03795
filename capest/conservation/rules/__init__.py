"""The rules of conservation, one file each: a function `contradictions(design)`."""
