"""Writes src/MedAiNlp/Documents/ScriptTable.cs: the characters that only Simplified, or only Traditional, Chinese uses.

    python3 eng/script-table.py <folder with OpenCC's STCharacters.txt and TSCharacters.txt> > src/MedAiNlp/Documents/ScriptTable.cs

OpenCC's dictionaries (https://github.com/BYVoid/OpenCC, data/dictionary) are under the Apache License 2.0.
A character is Simplified only if OpenCC turns it into other characters and never into itself, and nothing Traditional is
written with it; Traditional only the other way round. 台, 里, 后, 面 are neither: both scripts use them.
"""

import sys
from pathlib import Path


def read(path):
    table = {}
    for line in path.read_text(encoding="utf-8").splitlines():
        if "\t" in line and not line.startswith("#"):
            source, targets = line.split("\t")
            if len(source) == 1:
                table[source] = targets.split()
    return table


def strings(characters):
    rows = [characters[i:i + 100] for i in range(0, len(characters), 100)]
    return "\n        + ".join(f'"{"".join(row)}"' for row in rows)


folder = Path(sys.argv[1])
to_traditional, to_simplified = read(folder / "STCharacters.txt"), read(folder / "TSCharacters.txt")
used_in_traditional = {c for targets in to_traditional.values() for c in targets}
used_in_simplified = {c for targets in to_simplified.values() for c in targets}
simplified = sorted(s for s, targets in to_traditional.items() if s not in targets and s not in used_in_traditional and ord(s) < 0x10000 and s not in to_simplified)
traditional = sorted(t for t, targets in to_simplified.items() if t not in targets and t not in used_in_simplified and ord(t) < 0x10000 and t not in to_traditional)
print(f"""namespace MedAiNlp;

// Written by eng/script-table.py from the character tables of OpenCC (Apache License 2.0). Do not edit.

/// <summary>Characters that tell the scripts of Chinese apart.</summary>
internal static class ScriptTable
{{
    /// <summary>{len(simplified)} characters that only Simplified Chinese uses.</summary>
    public const string SimplifiedOnly =
        {strings(simplified)};

    /// <summary>{len(traditional)} characters that only Traditional Chinese uses.</summary>
    public const string TraditionalOnly =
        {strings(traditional)};
}}""")
