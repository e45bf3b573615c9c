"""The workshop of the screen: entry, settings, the one door to SQL, figures, charts, words and components."""
