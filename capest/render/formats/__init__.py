"""The output formats, one file each; the folder is the registry.

A format's file has these names:

- `SUFFIXES`: how the names of files end that hold it;
- `render(report)`: the whole text;
- `layout(report)`, where a terminal may show styles: the same as lines;
- `SHOWS_CONTRADICTIONS = True`, where it says what contradicts itself in a scenario;
- `TELLS_ALL_DRAWS = True`, where it tells the draws of every quantity;
- `DRAWS_RANGES = True`, where it draws ranges unasked;
- `render_problems(problems, version)`, where programs read it: the text in place of a report.
"""
