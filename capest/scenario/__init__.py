"""Reading a scenario: text becomes typed values that know their place."""
