"""Finnish and Swedish as grammar: inflection, base forms, personal names, numbers. Nothing here knows a document."""
