"""Which courses fit a business's question: by words, by what the words are about, and by what the texts mean.

Businesses write in lay words, courses in those of their field, either of them in Dutch or English: seven in ten fitting
pairs share no word. So four readings are added up (`crm.matching.matcher`): words by their stems, pieces of words,
things both are about (`data/matching/concepts.toml`), and vectors of sentence encoders where those are installed
(`crm.matching.encoders`). No network, and nothing to download when it runs.
"""

from crm.matching.matcher import Fit, Matcher
from crm.matching.texts import CaseText, CourseText

__all__ = ["CaseText", "CourseText", "Fit", "Matcher"]
