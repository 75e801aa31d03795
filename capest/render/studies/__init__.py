"""Answers to what if: for a person, a spreadsheet, a pull request, a program."""
